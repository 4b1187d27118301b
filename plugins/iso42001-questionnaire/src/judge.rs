//! What the value of an answer says, before anything else about the answer is looked at.

use assay_sdk::{Answer, Date, FactValue, Outcome, Quantity, Severity};

use crate::{
    identity::{self, Foreign},
    item::{Choice, Item, Kind, Meaning, Words, chosen, milder},
    number::{self, Number},
    objective,
    sheet::{FRESH_MONTHS, Sheet},
};

/// A judgement of one value.
#[derive(Debug)]
pub(crate) struct Verdict {
    pub(crate) outcome: Outcome,
    pub(crate) severity: Severity,
    /// One line.
    pub(crate) title: String,
    /// The value that was read.
    pub(crate) fact: Option<FactValue>,
    /// Other values that were read, each with its name.
    pub(crate) more: Vec<(&'static str, FactValue)>,
}

impl Verdict {
    pub(crate) fn new(outcome: Outcome, severity: Severity, title: impl Into<String>) -> Self {
        Self {
            outcome,
            severity,
            title: title.into(),
            fact: None,
            more: Vec::new(),
        }
    }

    pub(crate) fn pass(title: impl Into<String>) -> Self {
        Self::new(Outcome::Pass, Severity::Info, title)
    }

    pub(crate) fn unknown(title: impl Into<String>) -> Self {
        Self::new(Outcome::Unknown, Severity::Info, title)
    }

    fn with(mut self, fact: FactValue) -> Self {
        self.fact = Some(fact);
        self
    }
}

/// Judges the value of an answer. The value is not repeated in what is returned unless it was recognised: it is the
/// supplier's text, and the host shows the answer beside it.
pub(crate) fn judge(item: &Item, value: &str, sheet: &Sheet) -> Verdict {
    match item.kind {
        Kind::Choice(choices) | Kind::Certificate(choices) => by_choice(item, choices, value),
        Kind::Number(number) => by_number(item, number, value),
        Kind::LastDone => by_date(item, value, sheet.as_of),
        Kind::Day => by_day(item, value, None, sheet.as_of),
        Kind::DayAfter(other) => by_day(item, value, sheet.answer(other), sheet.as_of),
        Kind::Objective => objective::judge(item, value, sheet.as_of),
        Kind::Words(words) => by_words(item, words, value),
        Kind::Entity => by_entity(item, value, sheet),
    }
}

fn by_choice(item: &Item, choices: &[Choice], value: &str) -> Verdict {
    let Some(choice) = chosen(choices, value) else {
        let values: Vec<_> = choices.iter().map(|choice| choice.value).collect();
        return Verdict::unknown(format!(
            "the answer is none of the choices: {}",
            values.join(", ")
        ));
    };
    let (outcome, severity) = match choice.meaning {
        Meaning::Pass => (Outcome::Pass, Severity::Info),
        Meaning::Partial => (Outcome::Partial, milder(item.severity)),
        Meaning::Planned => (Outcome::Fail, milder(item.severity)),
        Meaning::No => (Outcome::Fail, item.severity),
        Meaning::Fail(severity) => (Outcome::Fail, severity),
        Meaning::NotApplicable => (Outcome::NotApplicable, Severity::Info),
    };
    Verdict::new(
        outcome,
        severity,
        format!("the supplier says: {}", choice.label),
    )
    .with(FactValue::Text(choice.value.to_owned()))
}

fn by_number(item: &Item, asked: Number, value: &str) -> Verdict {
    let unit = asked.unit;
    let Some(number) = number::read(unit, value) else {
        return Verdict::unknown(format!("the answer is no whole number of {}", unit.word()));
    };
    let expected = asked.pass.words(unit);
    let (outcome, severity) = if asked.pass.holds(number) {
        (Outcome::Pass, Severity::Info)
    } else if asked.partial.holds(number) {
        (Outcome::Partial, milder(item.severity))
    } else {
        (Outcome::Fail, item.severity)
    };
    let title = match outcome {
        Outcome::Pass => format!("{number} {}", unit.word()),
        _ => format!("{number} {}, expected {expected}", unit.word()),
    };
    let quantity = Quantity {
        value: number,
        decimals: 0,
        unit: unit.symbol().to_owned(),
    };
    Verdict::new(outcome, severity, title).with(FactValue::Number(quantity))
}

fn by_date(item: &Item, value: &str, as_of: Date) -> Verdict {
    let Ok(day) = Date::parse(value.trim()) else {
        return Verdict::unknown("the answer is no date of the form YYYY-MM-DD");
    };
    let verdict = if day > as_of {
        Verdict::unknown(format!("{day} lies after the day of the assessment"))
    } else if !day.is_older_than(FRESH_MONTHS, as_of) {
        Verdict::pass(format!("last done on {day}"))
    } else if !day.is_older_than(2 * FRESH_MONTHS, as_of) {
        let title = format!("last done on {day}, more than {FRESH_MONTHS} months ago");
        Verdict::new(Outcome::Partial, milder(item.severity), title)
    } else {
        let title = format!(
            "last done on {day}, more than {} months ago",
            2 * FRESH_MONTHS
        );
        Verdict::new(Outcome::Fail, item.severity, title)
    };
    verdict.with(FactValue::Text(day.to_string()))
}

/// A day that has passed, and not before another one where there is one.
fn by_day(item: &Item, value: &str, other: Option<&Answer>, as_of: Date) -> Verdict {
    let Ok(day) = Date::parse(value.trim()) else {
        return Verdict::unknown("the answer is no date of the form YYYY-MM-DD");
    };
    let before = other.and_then(|answer| Date::parse(answer.value.trim()).ok());
    let verdict = match before {
        _ if day > as_of => Verdict::unknown(format!("{day} lies after the day of the assessment")),
        Some(before) if day < before => Verdict::new(
            Outcome::Fail,
            item.severity,
            format!("{day} lies before {before}, when the step before it took place"),
        ),
        _ => Verdict::pass(format!("took place on {day}")),
    };
    verdict.with(FactValue::Text(day.to_string()))
}

fn by_words(item: &Item, asked: Words, value: &str) -> Verdict {
    let partial = |title: String| Verdict::new(Outcome::Partial, milder(item.severity), title);
    let written: Vec<&str> = value
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect();
    let words: Vec<String> = written.iter().map(|word| word.to_lowercase()).collect();
    // `IT` is the department only when it is written so.
    let names = |known: &str| words.iter().any(|word| word == known) || written.contains(&known);
    if matches!(words.as_slice(), [only] if ["yes", "no", "true", "false", "none"].contains(&only.as_str()))
    {
        return Verdict::unknown("the question asks what, not whether");
    }
    match asked {
        Words::AtLeast(least) if words.len() < least => {
            partial(format!("the answer has fewer than {least} words"))
        }
        Words::AtLeast(_) => Verdict::pass("the supplier gives it in words"),
        Words::Contact if is_contact(value) => Verdict::pass("the supplier names a contact"),
        Words::Contact => {
            partial("the answer holds no address, telephone number or web address".to_owned())
        }
        Words::Parts(parts) => {
            let missing: Vec<&str> = parts
                .iter()
                .filter(|(_, any)| !any.iter().any(|known| names(known)))
                .map(|(part, _)| *part)
                .collect();
            if missing.is_empty() {
                Verdict::pass("the answer names every part that is asked for")
            } else if missing.len() < parts.len() {
                partial(format!("the answer does not name: {}", missing.join(", ")))
            } else {
                Verdict::unknown(format!("the answer names none of: {}", missing.join(", ")))
            }
        }
    }
}

/// True for a text with a mail address, a web address or a telephone number in it.
fn is_contact(text: &str) -> bool {
    let mail = |word: &str| {
        word.split_once('@')
            .is_some_and(|(name, host)| !name.is_empty() && host.trim_matches('.').contains('.'))
    };
    let web = |word: &str| word.starts_with("https://") || word.starts_with("www.");
    let digits = text.chars().filter(char::is_ascii_digit).count();
    text.split_whitespace().any(|word| mail(word) || web(word)) || (7..=20).contains(&digits)
}

fn by_entity(item: &Item, value: &str, sheet: &Sheet) -> Verdict {
    let fact = FactValue::Text(value.trim().chars().take(200).collect());
    let verdict = if sheet.is_supplier(value) {
        match identity::foreign_holder(sheet) {
            Some(Foreign::Aims) => Verdict::new(
                Outcome::Fail,
                item.severity,
                "the claimed certificate to ISO/IEC 42001 is held by another entity",
            ),
            // Groups often hold security certificates centrally. It has to be shown that they cover this entity.
            Some(Foreign::Other) => Verdict::new(
                Outcome::Partial,
                milder(item.severity),
                "a claimed certificate is held by another entity",
            ),
            None => Verdict::pass(
                "the supplier, the dossier and the claimed certificates name one entity",
            ),
        }
    } else {
        Verdict::new(
            Outcome::Fail,
            item.severity,
            "the supplier names another entity than the dossier",
        )
    };
    verdict.with(fact)
}
