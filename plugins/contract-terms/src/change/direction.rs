//! Better, worse, or changed in a way that only a person can judge.

use super::term::Term;
use crate::clause::{Clause, Modality, Outcome, Severity, Switch, Value};

/// In which direction something changed, seen by the buyer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    /// It protects the buyer more.
    Better,
    /// It protects the buyer less.
    Worse,
    /// It changed, and the rules cannot say which way.
    Unknown,
}

impl Direction {
    /// As a fact says it.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Better => "better",
            Self::Worse => "worse",
            Self::Unknown => "unknown",
        }
    }

    /// As a title says it.
    pub(super) const fn phrase(self) -> &'static str {
        match self {
            Self::Better => "better than before",
            Self::Worse => "worse than before",
            Self::Unknown => "a person has to judge it",
        }
    }

    /// From what a topic amounted to before to what it amounts to now. Pass is less than partial, which is less than fail.
    pub(super) fn of_outcomes(before: (Outcome, Severity), after: (Outcome, Severity)) -> Self {
        if after < before {
            Self::Better
        } else {
            Self::Worse
        }
    }

    /// All of several: the common one, or unknown when they differ.
    pub(super) fn all(directions: impl IntoIterator<Item = Self>) -> Self {
        directions
            .into_iter()
            .reduce(|a, b| if a == b { a } else { Self::Unknown })
            .unwrap_or(Self::Unknown)
    }

    const fn opposite(self) -> Self {
        match self {
            Self::Better => Self::Worse,
            Self::Worse => Self::Better,
            Self::Unknown => Self::Unknown,
        }
    }

    /// More of something that is good is better.
    fn of_more(more: bool, more_is_better: bool) -> Self {
        if more == more_is_better {
            Self::Better
        } else {
            Self::Worse
        }
    }
}

/// How one clause changed.
pub(super) struct Step {
    pub(super) direction: Direction,
    /// In a few words.
    pub(super) what: String,
}

/// Judges a clause that changed, came or went.
pub(super) fn step(point: &str, old: Option<&Term>, new: Option<&Term>) -> Step {
    let (direction, what) = match (old, new) {
        (Some(old), Some(new)) => changed(point, old, new),
        (Some(old), None) => (
            worth(&old.clause).opposite(),
            format!("a clause is gone ({})", old.clause.reading),
        ),
        (None, Some(new)) => (
            worth(&new.clause),
            format!("a clause is new ({})", new.clause.reading),
        ),
        (None, None) => (Direction::Unknown, String::new()),
    };
    Step { direction, what }
}

/// What it means that a clause is there at all: one that protects, be it in part, is better than silence.
fn worth(clause: &Clause) -> Direction {
    match clause.outcome {
        Outcome::Pass | Outcome::Partial => Direction::Better,
        Outcome::Fail => Direction::Worse,
        Outcome::Unknown | Outcome::NotApplicable => Direction::Unknown,
    }
}

fn changed(point: &str, old: &Term, new: &Term) -> (Direction, String) {
    let (a, b) = (&old.clause, &new.clause);
    let readings = || {
        format!(
            "\u{201c}{}\u{201d} became \u{201c}{}\u{201d}",
            a.reading, b.reading
        )
    };
    let amounts = |clause: &Clause| {
        let severity = match clause.outcome {
            Outcome::Pass => Severity::Info,
            _ => clause.severity,
        };
        (clause.outcome, severity)
    };
    if amounts(a) != amounts(b) {
        return (Direction::of_outcomes(amounts(a), amounts(b)), readings());
    }
    let protects = a.outcome != Outcome::Fail;
    let mut votes: Vec<(Direction, String)> = Vec::new();
    if a.default != b.default {
        let direction = match (a.default, b.default) {
            (Some(Switch::Off), Some(Switch::On)) => Direction::Worse,
            (Some(Switch::On), Some(Switch::Off)) => Direction::Better,
            _ => Direction::Unknown,
        };
        votes.push((direction, "what holds by default changed".to_owned()));
    }
    if a.modality != b.modality {
        let direction = match (a.modality, b.modality) {
            (Modality::Must | Modality::MustNot, Modality::May) if protects => Direction::Worse,
            (Modality::May, Modality::Must | Modality::MustNot) if protects => Direction::Better,
            _ => Direction::Unknown,
        };
        let what = format!("{} became {}", a.modality.label(), b.modality.label());
        votes.push((direction, what));
    }
    votes.extend(exceptions(a, b, protects));
    votes.extend(values(point, a, b));
    if a.is_vague != b.is_vague {
        let direction = match (protects, b.is_vague) {
            (true, true) => Direction::Worse,
            (true, false) => Direction::Better,
            (false, _) => Direction::Unknown,
        };
        votes.push((direction, readings()));
    }
    for (differs, what) in [
        (a.trigger != b.trigger, "from when it runs changed"),
        (a.data != b.data, "which data it is about changed"),
        (a.plan != b.plan, "for which plans it holds changed"),
        (a.bound != b.bound, "who is bound changed"),
    ] {
        if differs {
            votes.push((Direction::Unknown, what.to_owned()));
        }
    }
    if votes.is_empty() && a.reading != b.reading {
        votes.push((Direction::Unknown, readings()));
    }
    if votes.is_empty() && a.notes != b.notes {
        votes.push((
            Direction::Unknown,
            "what is remarked about it changed".to_owned(),
        ));
    }
    if votes.is_empty() {
        votes.push((Direction::Unknown, wording(old, new)));
    }
    let direction = Direction::all(votes.iter().map(|(direction, _)| *direction));
    let what: Vec<String> = votes.into_iter().map(|(_, what)| what).collect();
    (direction, what.join(", "))
}

/// What is taken out of a promise is lost; what is taken out of a permission is won.
fn exceptions(a: &Clause, b: &Clause, protects: bool) -> Option<(Direction, String)> {
    let only_in = |one: &Clause, other: &Clause| -> Vec<&'static str> {
        one.exceptions
            .iter()
            .filter(|exception| !other.exceptions.contains(exception))
            .copied()
            .collect()
    };
    let (lost, added) = (only_in(a, b), only_in(b, a));
    match (lost.is_empty(), added.is_empty()) {
        (true, true) => None,
        (true, false) => Some((
            Direction::of_more(true, !protects),
            format!("an exception is new ({})", added.join(", ")),
        )),
        (false, true) => Some((
            Direction::of_more(false, !protects),
            format!("an exception is gone ({})", lost.join(", ")),
        )),
        (false, false) => Some((
            Direction::Unknown,
            format!(
                "exceptions changed ({} became {})",
                lost.join(", "),
                added.join(", ")
            ),
        )),
    }
}

/// The values that both have, or only one of them.
fn values(point: &str, a: &Clause, b: &Clause) -> Vec<(Direction, String)> {
    let of = |clause: &Clause, name: &str| -> Option<Value> {
        let found = clause.values.iter().find(|(known, _)| *known == name)?;
        Some(found.1.clone())
    };
    let mut names: Vec<&'static str> = Vec::new();
    for (name, _) in a.values.iter().chain(&b.values) {
        if !names.contains(name) {
            names.push(name);
        }
    }
    names
        .into_iter()
        .filter_map(|name| {
            let (old, new) = (of(a, name), of(b, name));
            if old == new {
                return None;
            }
            let direction = match (&old, &new) {
                (Some(Value::Number(old, old_unit)), Some(Value::Number(new, new_unit))) => {
                    more(*old, old_unit, *new, new_unit)
                        .zip(more_is_better(point, name))
                        .map_or(Direction::Unknown, |(more, better)| {
                            Direction::of_more(more, better)
                        })
                }
                // Not kept at all is shorter than any time.
                (Some(Value::Number(..)), Some(Value::Text(none)))
                    if (name, none.as_str()) == ("retention", "none") =>
                {
                    Direction::Better
                }
                (Some(Value::Text(none)), Some(Value::Number(..)))
                    if (name, none.as_str()) == ("retention", "none") =>
                {
                    Direction::Worse
                }
                (Some(Value::YesNo(_)) | None, Some(Value::YesNo(true))) => Direction::Better,
                (Some(Value::YesNo(true)), Some(Value::YesNo(false)) | None) => Direction::Worse,
                (Some(Value::Text(old)), Some(Value::Text(new)))
                    if name == "liability-carve-outs" =>
                {
                    longer_list(old, new)
                }
                _ => Direction::Unknown,
            };
            let shown = |value: &Option<Value>| match value {
                Some(Value::Number(number, unit)) => format!("{number} {unit}"),
                Some(Value::Text(text)) => text.clone(),
                Some(Value::YesNo(yes)) => if *yes { "yes" } else { "no" }.to_owned(),
                None => "nothing".to_owned(),
            };
            Some((
                direction,
                format!("{name}: {} became {}", shown(&old), shown(&new)),
            ))
        })
        .collect()
}

/// Whether a list of what is protected holds all of another and more.
fn longer_list(old: &str, new: &str) -> Direction {
    let (old, new): (Vec<&str>, Vec<&str>) = (old.split(", ").collect(), new.split(", ").collect());
    let holds = |all: &[&str], some: &[&str]| some.iter().all(|item| all.contains(item));
    match (holds(&new, &old), holds(&old, &new)) {
        (true, false) => Direction::Better,
        (false, true) => Direction::Worse,
        _ => Direction::Unknown,
    }
}

/// Whether the new quantity is more than the old one, where the units can be compared.
fn more(old: i64, old_unit: &str, new: i64, new_unit: &str) -> Option<bool> {
    if old_unit == new_unit {
        return (old != new).then_some(new > old);
    }
    // Five business days are a week; a month is 730 hours.
    let hours = |count: i64, unit: &str| -> Option<i64> {
        let fifths = match unit {
            "h" => 5,
            "d" => 5 * 24,
            "business days" => 7 * 24,
            "weeks" => 5 * 7 * 24,
            "months" => 5 * 730,
            "years" => 5 * 8_760,
            _ => return None,
        };
        count.checked_mul(fifths)
    };
    let (old, new) = (hours(old, old_unit)?, hours(new, new_unit)?);
    (old != new).then_some(new > old)
}

/// Whether more of a number is better for the buyer, where that is known.
fn more_is_better(point: &str, name: &str) -> Option<bool> {
    match name {
        // What the supplier has to keep to.
        "breach-notice" | "retention" | "deletion" => Some(false),
        // What the buyer has to keep to.
        "audit-notice" => Some(false),
        "sub-processor-notice"
        | "sub-processor-objection"
        | "objection-window"
        | "change-notice"
        | "log-retention"
        | "liability-cap"
        | "liability-cap-amount"
        | "liability-cap-multiple" => Some(true),
        _ if point.ends_with("-notice") && name == point => Some(true),
        _ => None,
    }
}

fn wording(old: &Term, new: &Term) -> String {
    let gone = |one: &Term, other: &Term| -> Vec<String> {
        one.wording
            .numbers
            .iter()
            .filter(|number| !other.wording.numbers.contains(number))
            .cloned()
            .collect()
    };
    let (lost, added) = (gone(old, new), gone(new, old));
    if lost.is_empty() && added.is_empty() {
        "words that bind, forbid or except changed in the sentence".to_owned()
    } else {
        format!(
            "numbers changed in the sentence ({} became {})",
            shown_or_nothing(&lost),
            shown_or_nothing(&added)
        )
    }
}

fn shown_or_nothing(numbers: &[String]) -> String {
    if numbers.is_empty() {
        "nothing".to_owned()
    } else {
        numbers.join(", ")
    }
}
