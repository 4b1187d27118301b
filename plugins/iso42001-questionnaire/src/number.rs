//! Answers that are numbers.

/// What a number counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Unit {
    Hours,
    Days,
    Months,
    Percent,
    Incidents,
}

/// A number that is asked for: what is good, and what is half good.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Number {
    pub(crate) unit: Unit,
    pub(crate) pass: Bound,
    pub(crate) partial: Bound,
}

/// A threshold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Bound {
    AtMost(i64),
    AtLeast(i64),
}

impl Bound {
    pub(crate) const fn holds(self, value: i64) -> bool {
        match self {
            Self::AtMost(limit) => value <= limit,
            Self::AtLeast(limit) => value >= limit,
        }
    }

    /// In words, for the supplier.
    pub(crate) fn words(self, unit: Unit) -> String {
        match self {
            Self::AtMost(limit) => format!("at most {limit} {}", unit.word()),
            Self::AtLeast(limit) => format!("at least {limit} {}", unit.word()),
        }
    }
}

impl Unit {
    /// As a fact carries it.
    pub(crate) const fn symbol(self) -> &'static str {
        match self {
            Self::Hours => "h",
            Self::Days => "d",
            Self::Months => "months",
            Self::Percent => "%",
            Self::Incidents => "incidents",
        }
    }

    /// As a person reads it.
    pub(crate) const fn word(self) -> &'static str {
        match self {
            Self::Hours => "hours",
            Self::Days => "days",
            Self::Months => "months",
            Self::Percent => "%",
            Self::Incidents => "incidents",
        }
    }

    /// How many of this unit one of the written unit is. Only exact conversions: a month has no number of days, and a
    /// business day no number of hours.
    fn factor(self, written: &str) -> Option<i64> {
        Some(match (self, written) {
            (_, "") => 1,
            (Self::Hours, "h" | "hr" | "hrs" | "hour" | "hours") => 1,
            (Self::Hours, "d" | "day" | "days") => 24,
            (Self::Days, "d" | "day" | "days" | "calendar days") => 1,
            (Self::Days, "week" | "weeks") => 7,
            (Self::Months, "month" | "months") => 1,
            (Self::Months, "year" | "years") => 12,
            (Self::Percent, "%" | "percent" | "per cent") => 1,
            (Self::Incidents, "incident" | "incidents") => 1,
            _ => return None,
        })
    }
}

/// The largest number that is believed: about a hundred years in hours.
const LARGEST: i64 = 1_000_000;

/// Reads `72`, `72 h` or `3 days` in the unit that is asked for. A range, a decimal, a negative number, an unknown unit or
/// any other text is none.
pub(crate) fn read(unit: Unit, text: &str) -> Option<i64> {
    let text = text.trim().to_lowercase();
    let digits = text.len() - text.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let number: i64 = text[..digits].parse().ok()?;
    let value = number.checked_mul(unit.factor(text[digits..].trim())?)?;
    let largest = if unit == Unit::Percent { 100 } else { LARGEST };
    (value <= largest).then_some(value)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_number_is_read_exactly_or_not_at_all() {
        for (unit, text, expected) in [
            (Unit::Hours, "72", Some(72)),
            (Unit::Hours, " 72h ", Some(72)),
            (Unit::Hours, "72 Hours", Some(72)),
            (Unit::Hours, "3 days", Some(72)),
            (Unit::Hours, "3 business days", None),
            (Unit::Hours, "24-72", None),
            (Unit::Hours, "-1", None),
            (Unit::Hours, "1.5", None),
            (Unit::Hours, "without undue delay", None),
            (Unit::Hours, "99999999999999999999", None),
            (Unit::Days, "2 weeks", Some(14)),
            (Unit::Days, "1 month", None),
            (Unit::Months, "2 years", Some(24)),
            (Unit::Percent, "95 %", Some(95)),
            (Unit::Percent, "101", None),
        ] {
            assert_eq!(read(unit, text), expected, "{text:?} in {unit:?}");
        }
    }

    proptest! {
        #[test]
        fn what_was_written_is_what_is_read(hours in 0_i64..40_000, text in ".{0,30}") {
            prop_assert_eq!(read(Unit::Hours, &format!("{hours} h")), Some(hours));
            prop_assert_eq!(read(Unit::Hours, &format!("{hours} days")), Some(hours * 24));
            let _ = read(Unit::Days, &text);
        }
    }
}
