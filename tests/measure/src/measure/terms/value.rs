//! A labelled value in a reader's words against the facts that were read.

use std::sync::LazyLock;

use assay_domain::{Fact, FactValue, Observation, ReportedOutcome};
use regex::Regex;

/// A number with its unit in the short form of facts.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Amount {
    value: i64,
    unit: &'static str,
}

/// Units by the words that readers and plugins use for them.
const UNITS: [(&str, &[&str]); 9] = [
    ("h", &["h", "hour", "hours"]),
    (
        "business days",
        &[
            "business days",
            "business day",
            "working days",
            "working day",
            "business d",
        ],
    ),
    ("d", &["d", "day", "days", "rolling d", "rolling days"]),
    ("weeks", &["week", "weeks"]),
    (
        "months",
        &["month", "months", "months of fees", "month's", "months'"],
    ),
    ("years", &["year", "years"]),
    ("%", &["%", "percent", "% of fees"]),
    ("USD", &["usd", "$"]),
    ("EUR", &["eur", "€"]),
];

fn unit(word: &str) -> Option<&'static str> {
    let word = word.trim().to_lowercase();
    UNITS
        .iter()
        .find(|(_, words)| words.contains(&word.as_str()))
        .map(|(unit, _)| *unit)
}

/// The numbers in a reader's words: "30 d, and 30 d to object" are two.
fn amounts(words: &str) -> Vec<Amount> {
    static AMOUNT: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(concat!(
            r"(?i)(?:(USD|EUR|\$|€) ?)?\b(\d[\d,]*)",
            r"(?: ?(business days?|working days?|rolling d(?:ays)?|hours?|h|days?|d|weeks?|months?|years?|%|percent|USD|EUR)\b)?"
        ))
        .expect("the pattern is a constant that compiles")
    });
    AMOUNT
        .captures_iter(words)
        .filter_map(|found| {
            let word = found.get(3).or(found.get(1))?.as_str();
            Some(Amount {
                value: found[2].replace(',', "").parse().ok()?,
                unit: unit(word)?,
            })
        })
        .collect()
}

fn amount_of(fact: &Fact) -> Option<Amount> {
    match &fact.value {
        FactValue::Number(number) if number.decimals == 0 => Some(Amount {
            value: number.value,
            unit: unit(number.unit.expose())?,
        }),
        _ => None,
    }
}

/// The same time: a day is 24 hours, a week seven days, a year twelve months.
fn same(a: &Amount, b: &Amount) -> bool {
    fn hours(amount: &Amount) -> Option<i64> {
        match amount.unit {
            "h" => Some(amount.value),
            "d" => Some(amount.value * 24),
            "weeks" => Some(amount.value * 24 * 7),
            _ => None,
        }
    }
    fn months(amount: &Amount) -> Option<i64> {
        match amount.unit {
            "months" => Some(amount.value),
            "years" => Some(amount.value * 12),
            _ => None,
        }
    }
    a == b
        || hours(a).is_some() && hours(a) == hours(b)
        || months(a).is_some() && months(a) == months(b)
}

/// What a reader's words say beside numbers, and how facts say the same: any of the right is enough.
const WORDS: [(&[&str], &[&str]); 9] = [
    (&["subscribed", "subscribes"], &["subscri"]),
    (
        &["required by law", "by law"],
        &["required by law", "by law"],
    ),
    (
        &["customer's expense", "customer's cost", "own expense"],
        &["expense", "cost"],
    ),
    (
        &["unless opted out", "opt-out", "opt out"],
        &["opt-out", "opted out", "on"],
    ),
    (&["opt-in", "opted in", "consent"], &["opt-in"]),
    (&["paid plan", "paid plans"], &["paid"]),
    (&["free plan", "free plans"], &["free"]),
    (&["report only", "reports only"], &["report"]),
    (&["zero retention"], &["zero"]),
];

/// Points whose facts say a part of a value: the days to object belong to the notice of a sub-processor.
pub(super) fn companions(point: &str) -> &'static [&'static str] {
    match point {
        "sub-processor-notice" => &["sub-processor-objection"],
        "sub-processor-objection" => &["sub-processor-notice"],
        "liability-cap" => &["liability-carve-outs"],
        _ => &[],
    }
}

/// Whether the facts of an observation, and of those beside it, say what the reader says.
pub(super) fn holds(words: &str, observation: &Observation, beside: &[&Observation]) -> bool {
    let words = words.to_lowercase();
    if is_silent(&words) {
        return observation.outcome == ReportedOutcome::Unknown;
    }
    if observation.outcome == ReportedOutcome::Unknown {
        return false;
    }
    let facts = || {
        observation
            .facts
            .iter()
            .chain(beside.iter().flat_map(|one| &one.facts))
    };
    let numbers_stand = amounts(&words).iter().all(|wanted| {
        facts()
            .filter_map(amount_of)
            .any(|read| same(&read, wanted))
    });
    let point = observation.point.as_str();
    let no_number_stands = !words.contains("no number")
        || !observation
            .facts
            .iter()
            .any(|fact| fact.name.expose() == point && amount_of(fact).is_some());
    let words_stand = WORDS.iter().all(|(labelled, read)| {
        let is_labelled = labelled.iter().any(|word| words.contains(word));
        // "unless zero retention" is an exception that the value itself does not rest on.
        let is_exception = labelled
            .iter()
            .any(|word| words.contains(&format!("unless {word}")))
            && !labelled.contains(&"unless opted out");
        !is_labelled || is_exception || facts().any(|fact| says(fact, read))
    });
    numbers_stand && no_number_stands && words_stand
}

fn is_silent(words: &str) -> bool {
    [
        "silent",
        "not stated",
        "absent",
        "unknown",
        "not mentioned",
        "none stated",
    ]
    .iter()
    .any(|word| words.starts_with(word))
}

fn says(fact: &Fact, words: &[&str]) -> bool {
    match &fact.value {
        FactValue::Text(text) => {
            let text = text.expose().to_lowercase();
            words.iter().any(|word| {
                if word.len() <= 2 {
                    text == *word
                } else {
                    text.contains(word)
                }
            })
        }
        _ => false,
    }
}

/// Whether the clock of a clause runs from the labelled event.
pub(super) fn has_trigger(observation: &Observation, trigger: &str) -> bool {
    let trigger = trigger.to_lowercase();
    observation.facts.iter().any(|fact| {
        fact.name.expose() == "trigger"
            && matches!(&fact.value, FactValue::Text(text) if text.expose().to_lowercase().contains(&trigger))
    })
}

/// The facts on one line.
pub(super) fn shown(observation: &Observation) -> String {
    let facts: Vec<String> = observation
        .facts
        .iter()
        .map(|fact| {
            let value = match &fact.value {
                FactValue::Number(number) => format!("{} {}", number.value, number.unit.expose()),
                FactValue::Text(text) => text.expose().to_owned(),
                FactValue::YesNo(yes) => yes.to_string(),
                FactValue::Other(kind, text) => format!("{} {}", kind.expose(), text.expose()),
            };
            format!("{} = {value}", fact.name.expose())
        })
        .collect();
    format!("[{}]", facts.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_from_a_reader_s_words() {
        let read = |words| {
            amounts(words)
                .into_iter()
                .map(|amount| (amount.value, amount.unit))
                .collect::<Vec<_>>()
        };
        assert_eq!(read("30 d, and 30 d to object"), [(30, "d"), (30, "d")]);
        assert_eq!(read("12 months' fees"), [(12, "months")]);
        assert_eq!(read("30 rolling d unless zero retention"), [(30, "d")]);
        assert_eq!(read("USD 100,000"), [(100_000, "USD")]);
        assert_eq!(read("5 business days"), [(5, "business days")]);
        assert_eq!(read("reasonable (no number)"), []);
    }

    #[test]
    fn three_days_are_seventy_two_hours_and_business_days_are_not() {
        let amount = |value, unit| Amount { value, unit };
        assert!(same(&amount(3, "d"), &amount(72, "h")));
        assert!(same(&amount(1, "years"), &amount(12, "months")));
        assert!(!same(&amount(3, "business days"), &amount(72, "h")));
        assert!(!same(&amount(1, "months"), &amount(30, "d")));
    }
}
