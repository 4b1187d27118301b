//! Objectives: an aim becomes measurable with a number, an owner and a day.

use assay_sdk::{Date, FactValue, Outcome, Quantity};

use crate::{
    item::{Item, milder},
    judge::Verdict,
    sheet::FRESH_MONTHS,
};

/// The number before one of these is a day.
const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// What was found in the words of an objective.
#[derive(Debug, PartialEq, Eq)]
struct Objective {
    target: Option<Quantity>,
    owner: Option<String>,
    due: Option<Date>,
}

/// Judges an objective given in words, such as `at most 2 % difference between groups; owner: head of ML; by 2027-06-30`.
pub(crate) fn judge(item: &Item, value: &str, as_of: Date) -> Verdict {
    let words: Vec<String> = value
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect();
    match words.as_slice() {
        [only] if ["no", "none", "false"].contains(&only.as_str()) => {
            return Verdict::new(
                Outcome::Fail,
                item.severity,
                "the supplier has no objective",
            );
        }
        [only] if ["yes", "true"].contains(&only.as_str()) => {
            return Verdict::unknown("the question asks what, not whether");
        }
        _ => {}
    }
    let found = read(value);
    let missing: Vec<&str> = [
        ("a number", found.target.is_none()),
        ("an owner", found.owner.is_none()),
        ("a day", found.due.is_none()),
    ]
    .into_iter()
    .filter(|(_, missing)| *missing)
    .map(|(what, _)| what)
    .collect();
    let lapsed = found
        .due
        .filter(|day| day.is_older_than(FRESH_MONTHS, as_of));
    let partial = |title: String| Verdict::new(Outcome::Partial, milder(item.severity), title);
    let mut verdict = if !missing.is_empty() {
        partial(format!(
            "the objective does not name {}",
            missing.join(", ")
        ))
    } else if let Some(day) = lapsed {
        partial(format!(
            "the objective was for {day}, more than {FRESH_MONTHS} months ago"
        ))
    } else {
        Verdict::pass("an objective with number, owner and day")
    };
    verdict.fact = found.target.map(FactValue::Number);
    let owner = found.owner.map(|owner| ("owner", FactValue::Text(owner)));
    let due = found
        .due
        .map(|day| ("due", FactValue::Text(day.to_string())));
    verdict.more = owner.into_iter().chain(due).collect();
    verdict
}

fn read(text: &str) -> Objective {
    let tokens: Vec<&str> = text.split_whitespace().collect();
    let due = tokens
        .iter()
        .find_map(|token| Date::parse(bare(token)).ok());
    let target = tokens.iter().enumerate().find_map(|(at, token)| {
        let next = tokens.get(at + 1).copied().unwrap_or_default();
        quantity(token, next)
    });
    Objective {
        target,
        owner: owner(text),
        due,
    }
}

/// A token without the punctuation around it.
fn bare(token: &str) -> &str {
    token
        .trim_start_matches(['(', '<', '>', '=', '\u{2264}', '\u{2265}', '~'])
        .trim_end_matches([',', ';', '.', ')', ':'])
}

/// A number as a target: digits with at most one decimal separator, with `%` or the word after it as its unit. Dates, years and
/// numbers inside names (`ISO42001`, `Q4`) are none.
fn quantity(token: &str, next: &str) -> Option<Quantity> {
    let token = bare(token);
    let (number, percent) = match token.strip_suffix('%') {
        Some(number) => (number, true),
        None => (token, false),
    };
    let (whole, part) = match number.split_once(['.', ',']) {
        // `1,000` is a thousand in English and one in German: neither is read.
        Some((_, part)) if part.len() == 3 && number.contains(',') => return None,
        Some((_, "")) => return None,
        Some(split) => split,
        None => (number, ""),
    };
    let digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
    if whole.is_empty() || !digits(whole) || !digits(part) || whole.len() + part.len() > 12 {
        return None;
    }
    let unit = bare(next).to_lowercase();
    let percent = percent || matches!(unit.as_str(), "%" | "percent");
    let is_year =
        part.is_empty() && whole.len() == 4 && (whole.starts_with("19") || whole.starts_with("20"));
    // Whole, or cut to three or four letters: `2 decisions` are no day.
    let is_day = MONTHS
        .iter()
        .any(|month| *month == unit || ((3..=4).contains(&unit.len()) && month.starts_with(&unit)));
    if !percent && (is_year || is_day) {
        return None;
    }
    let unit = if percent {
        "%".to_owned()
    } else {
        unit.chars()
            .filter(|c| c.is_alphanumeric())
            .take(20)
            .collect()
    };
    Some(Quantity {
        value: format!("{whole}{part}").parse().ok()?,
        decimals: u8::try_from(part.len()).ok()?,
        unit,
    })
}

/// What follows `owner`, `owned by` or `responsible`, up to the end of its part of the sentence.
fn owner(text: &str) -> Option<String> {
    // Byte positions are those of the text only while lower-casing changes no length, which holds for ASCII.
    let lower = text.to_ascii_lowercase();
    let after = ["owner", "owned by", "responsible"]
        .into_iter()
        .find_map(|word| Some(lower.find(word)? + word.len()))
        // `ownership` names nobody.
        .filter(|after| !lower[*after..].starts_with(char::is_alphabetic))?;
    let rest = text[after..].trim_start_matches([':', ' ', '=']);
    let rest = rest.strip_prefix("is ").unwrap_or(rest);
    let end = rest.find([';', ',', '.', '\n', ')']).unwrap_or(rest.len());
    let name: String = rest[..end].trim().chars().take(100).collect();
    let says_something = name.chars().filter(|c| c.is_alphabetic()).count() >= 2
        && !["tbd", "none", "n/a", "open", "unknown"].contains(&name.to_lowercase().as_str());
    says_something.then_some(name)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn number(text: &str) -> Option<(i64, u8, String)> {
        let found = read(text).target?;
        Some((found.value, found.decimals, found.unit))
    }

    #[test]
    fn the_number_of_an_objective_is_found_and_nothing_else_is_taken_for_one() {
        for (text, expected) in [
            ("at most 2 % difference between groups", Some((2, 0, "%"))),
            (
                "word error rate at most 1.5 times the best",
                Some((15, 1, "times")),
            ),
            ("95% of sentences", Some((95, 0, "%"))),
            ("fewer than 2 invented statements", Some((2, 0, "invented"))),
            ("\u{2264}1,5 Prozent", Some((15, 1, "prozent"))),
            ("by 2027-06-30", None),
            ("reached in 2026", None),
            ("by 30 June 2027", None),
            ("as ISO42001 says, by Q4", None),
            ("1,000 or 1000?", None),
            ("at most 2 decisions a month", Some((2, 0, "decisions"))),
            ("by 3 Sept", None),
            ("fair to everybody", None),
        ] {
            let expected = expected
                .map(|(value, decimals, unit): (i64, u8, &str)| (value, decimals, unit.to_owned()));
            assert_eq!(number(text), expected, "{text}");
        }
    }

    #[test]
    fn the_owner_is_what_follows_the_word() {
        for (text, expected) in [
            ("2 %; owner: Head of ML; by 2027-06-30", Some("Head of ML")),
            (
                "2 %, Owned by Pieter Nagel, by 2027-06-30",
                Some("Pieter Nagel"),
            ),
            ("the owner is Saskia Meerman.", Some("Saskia Meerman")),
            ("owner: TBD", None),
            ("owner:", None),
            ("ownership is shared", None),
            ("no such word", None),
        ] {
            assert_eq!(owner(text).as_deref(), expected, "{text}");
        }
    }

    proptest! {
        #[test]
        fn any_text_is_read_without_a_panic(text in ".{0,80}") {
            let _ = read(&text);
        }

        #[test]
        fn what_was_written_is_what_is_read(whole in 0_i64..1900, day in 1_u8..=28) {
            let found = read(&format!("at most {whole} % of cases; owner: Ada L; by 2027-02-{day:02}"));
            prop_assert_eq!(found.target.unwrap().value, whole);
            prop_assert_eq!(found.due, Date::new(2027, 2, day));
            prop_assert_eq!(found.owner.as_deref(), Some("Ada L"));
        }
    }
}
