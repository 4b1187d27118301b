//! Values out of text, held against comparisons.

use assay_sdk::{FactValue, Quantity};
use check_pack_format::{Comparison, Decimal, Measure};
use contract_terms::number::{self, Duration, Unit};

/// A value that was read.
#[derive(Debug)]
pub(crate) enum Value {
    /// A length of time.
    Time(Duration),
    /// A percentage, an amount or a count.
    Number(Decimal, Measure),
}

impl Value {
    /// Reads what a pattern took out.
    ///
    /// # Errors
    /// Why it cannot be told, in words: more than one, none, word and digits that differ, another currency.
    pub(crate) fn read(text: &str, measure: &Measure) -> Result<Self, &'static str> {
        match measure {
            Measure::Hours | Measure::Days | Measure::Months => {
                let mut found = number::durations(text).into_iter();
                match (found.next(), found.next()) {
                    (Some(time), None) if !time.inconsistent => Ok(Self::Time(time)),
                    (Some(_), None) => Err("the number in words and the one in digits differ"),
                    (Some(_), Some(_)) => Err("more than one time stands there"),
                    (None, _) => Err("the time cannot be read as a number"),
                }
            }
            Measure::Money(currency) => {
                let mut found = number::money(text).into_iter();
                match (found.next(), found.next()) {
                    (Some(money), None) if money.currency == currency => {
                        Ok(Self::Number(Decimal::whole(money.amount), measure.clone()))
                    }
                    (Some(_), None) => Err("the amount is in another currency"),
                    (Some(_), Some(_)) => Err("more than one amount stands there"),
                    (None, _) => Err("the amount cannot be read"),
                }
            }
            Measure::Percent | Measure::Count => {
                let number = text.trim_matches(|c: char| !c.is_ascii_digit());
                Decimal::parse(number)
                    .map(|number| Self::Number(number, measure.clone()))
                    .ok_or("the number cannot be read")
            }
        }
    }

    /// Whether it satisfies a comparison. Of a time that is not exact the longer reading counts where more is worse, and the
    /// shorter one where more is better.
    pub(crate) fn holds(&self, comparison: &Comparison, more_is_worse: bool) -> bool {
        let value = match self {
            Self::Time(time) => Decimal::whole(time_in(time, &comparison.measure, more_is_worse)),
            Self::Number(number, _) => *number,
        };
        comparison.holds(value)
    }

    /// As a fact carries it.
    pub(crate) fn fact(&self) -> FactValue {
        FactValue::Number(match self {
            Self::Time(time) => {
                let (value, unit) = time.fact();
                Quantity {
                    value,
                    decimals: 0,
                    unit: unit.to_owned(),
                }
            }
            Self::Number(number, measure) => {
                let (value, decimals) = number.parts();
                Quantity {
                    value,
                    decimals,
                    unit: measure.word().to_owned(),
                }
            }
        })
    }

    /// As a person reads it.
    pub(crate) fn words(&self) -> String {
        let (number, unit) = match self {
            Self::Time(time) => {
                let (value, unit) = time.fact();
                (value.to_string(), unit)
            }
            Self::Number(number, measure) => (number.to_string(), measure.word()),
        };
        format!("{number} {unit}").trim_end().to_owned()
    }
}

fn time_in(time: &Duration, measure: &Measure, longest: bool) -> u64 {
    let in_months = matches!(time.unit, Unit::Month | Unit::Year);
    if longest {
        return match measure {
            Measure::Days => time.hours().div_ceil(24),
            Measure::Months if in_months => time.months(),
            Measure::Months => time.hours().div_ceil(24).div_ceil(30),
            _ => time.hours(),
        };
    }
    let shortest = time.surest();
    match measure {
        Measure::Days => shortest.days_at_least(),
        Measure::Months => shortest.months(),
        _ if time.unit == Unit::Hour => u64::from(shortest.count),
        _ => shortest.days_at_least() * 24,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn holds(text: &str, comparison: &str, more_is_worse: bool) -> bool {
        let comparison: Comparison = comparison.parse().unwrap();
        let value = Value::read(text, &comparison.measure).unwrap();
        value.holds(&comparison, more_is_worse)
    }

    #[test]
    fn units_are_converted_and_the_careful_reading_counts() {
        for (text, comparison, more_is_worse, expected) in [
            ("three (3) days", "<= 72 h", true, true),
            ("3 business days", "<= 72 h", true, false),
            ("one month", ">= 31 d", false, false),
            ("one month", ">= 30 d", false, true),
            ("1 year", ">= 12 months", false, true),
            ("90 days", "<= 3 months", true, true),
            ("30 to 60 days", ">= 45 d", false, false),
            ("30 to 60 days", "<= 45 d", true, false),
            ("36 hours", "<= 1 d", true, false),
            ("99.95", ">= 99.9 %", false, true),
            ("eur 5 million", ">= 5,000,000 EUR", false, true),
        ] {
            assert_eq!(
                holds(text, comparison, more_is_worse),
                expected,
                "{text} {comparison}"
            );
        }
    }

    #[test]
    fn what_is_not_one_clear_value_is_not_read() {
        let hours = Measure::Hours;
        assert!(Value::read("thirty (60) days", &hours).is_err());
        assert!(Value::read("a reasonable time", &hours).is_err());
        assert!(Value::read("24 hours or 3 days", &hours).is_err());
        assert!(Value::read("usd 500", &Measure::Money("EUR".to_owned())).is_err());
    }
}
