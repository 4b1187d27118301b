//! Comparisons: `<= 72 h`, `>= 99.9 %`, `>= 1000000 EUR`.

use std::{cmp::Ordering, fmt, str::FromStr};

use serde::{Deserialize, Serialize};

/// Places after the point that a decimal keeps.
const PLACES: usize = 4;

/// A decimal number without floating point, in ten-thousandths.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Decimal(i64);

impl Decimal {
    /// A whole number; what is larger than can be kept is the largest.
    pub fn whole(number: u64) -> Self {
        let number = i64::try_from(number).unwrap_or(i64::MAX);
        Self(number.saturating_mul(10_i64.pow(PLACES as u32)))
    }

    /// Digits with at most four after the point; thousands may be set apart by commas: `1,000.50`.
    pub fn parse(text: &str) -> Option<Self> {
        let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
        if fraction.len() > PLACES || whole.is_empty() || text.ends_with('.') {
            return None;
        }
        let mut groups = whole.split(',');
        let first = groups.next()?;
        let grouped = whole.contains(',');
        if first.is_empty() || (grouped && first.len() > 3) || groups.any(|group| group.len() != 3)
        {
            return None;
        }
        let digits: String = whole.chars().filter(|c| *c != ',').collect();
        let all = format!("{digits}{fraction:0<PLACES$}");
        let is_number = all.bytes().all(|byte| byte.is_ascii_digit());
        is_number.then(|| all.parse().ok().map(Self))?
    }

    /// The number without its trailing zeros: value and how many of its digits stand after the point.
    pub fn parts(self) -> (i64, u8) {
        let (mut value, mut places) = (self.0, PLACES as u8);
        while places > 0 && value % 10 == 0 {
            value /= 10;
            places -= 1;
        }
        (value, places)
    }
}

impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (value, places) = self.parts();
        let divisor = 10_i64.pow(u32::from(places));
        write!(f, "{}", value / divisor)?;
        if places > 0 {
            write!(
                f,
                ".{:0width$}",
                value % divisor,
                width = usize::from(places)
            )?;
        }
        Ok(())
    }
}

/// What a number is of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Measure {
    /// Nothing: a bare count.
    Count,
    /// Hours.
    Hours,
    /// Days.
    Days,
    /// Months.
    Months,
    /// Per cent.
    Percent,
    /// A currency of ISO 4217.
    Money(String),
}

impl Measure {
    /// The word that a comparison and a fact have for it.
    pub fn word(&self) -> &str {
        match self {
            Self::Count => "",
            Self::Hours => "h",
            Self::Days => "d",
            Self::Months => "months",
            Self::Percent => "%",
            Self::Money(currency) => currency,
        }
    }

    /// True for hours, days and months, which can be held against each other.
    pub const fn is_time(&self) -> bool {
        matches!(self, Self::Hours | Self::Days | Self::Months)
    }

    /// True when values of the two can be compared.
    pub fn is_comparable(&self, other: &Self) -> bool {
        self == other || (self.is_time() && other.is_time())
    }

    fn parse(word: &str) -> Option<Self> {
        Some(match word {
            "" => Self::Count,
            "h" => Self::Hours,
            "d" => Self::Days,
            "months" => Self::Months,
            "%" => Self::Percent,
            _ if word.len() == 3 && word.bytes().all(|byte| byte.is_ascii_uppercase()) => {
                Self::Money(word.to_owned())
            }
            _ => return None,
        })
    }
}

/// How a value has to stand to the number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Operator {
    /// `<`
    Less,
    /// `<=`
    AtMost,
    /// `=`
    Equal,
    /// `>=`
    AtLeast,
    /// `>`
    More,
}

impl Operator {
    /// The signs, the longer ones first so that `<=` is not taken for `<`.
    const SIGNS: [(&'static str, Self); 5] = [
        ("<=", Self::AtMost),
        (">=", Self::AtLeast),
        ("<", Self::Less),
        (">", Self::More),
        ("=", Self::Equal),
    ];

    fn holds(self, order: Ordering) -> bool {
        match self {
            Self::Less => order.is_lt(),
            Self::AtMost => order.is_le(),
            Self::Equal => order.is_eq(),
            Self::AtLeast => order.is_ge(),
            Self::More => order.is_gt(),
        }
    }
}

/// One comparison.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Comparison {
    /// How the value has to stand to the number.
    pub operator: Operator,
    /// The number.
    pub number: Decimal,
    /// What it is of.
    pub measure: Measure,
}

impl Comparison {
    /// Whether a value, in the measure of this comparison, satisfies it.
    pub fn holds(&self, value: Decimal) -> bool {
        self.operator.holds(value.cmp(&self.number))
    }
}

/// A text that is no comparison.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "`{0}` is no comparison: write a sign (<, <=, =, >=, >), a number and what it is of (h, d, months, %, a currency such as EUR, \
     or nothing for a count), as in \"<= 72 h\""
)]
pub struct ComparisonError(String);

impl FromStr for Comparison {
    type Err = ComparisonError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let error = || ComparisonError(text.chars().take(40).collect());
        let trimmed = text.trim();
        let (rest, operator) = Operator::SIGNS
            .into_iter()
            .find_map(|(sign, operator)| Some((trimmed.strip_prefix(sign)?, operator)))
            .ok_or_else(error)?;
        let rest = rest.trim_start();
        let until = rest
            .find(|c: char| !(c.is_ascii_digit() || matches!(c, '.' | ',')))
            .unwrap_or(rest.len());
        let (number, measure) = rest.split_at(until);
        Ok(Self {
            operator,
            number: Decimal::parse(number).ok_or_else(error)?,
            measure: Measure::parse(measure.trim()).ok_or_else(error)?,
        })
    }
}

impl fmt::Display for Comparison {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = Operator::SIGNS
            .into_iter()
            .find(|(_, operator)| *operator == self.operator)
            .map_or("", |(sign, _)| sign);
        write!(f, "{sign} {}", self.number)?;
        match self.measure.word() {
            "" => Ok(()),
            word => write!(f, " {word}"),
        }
    }
}

impl TryFrom<String> for Comparison {
    type Error = ComparisonError;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl From<Comparison> for String {
    fn from(comparison: Comparison) -> Self {
        comparison.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_comparison_reads_as_it_is_written() {
        for (text, value, holds) in [
            ("<= 72 h", 72, true),
            ("<= 72 h", 73, false),
            ("< 72 h", 72, false),
            (">=30d", 30, true),
            ("> 1,000,000 EUR", 1_000_000, false),
            ("= 3", 3, true),
        ] {
            let comparison: Comparison = text.parse().unwrap();
            assert_eq!(comparison.holds(Decimal::whole(value)), holds, "{text}");
        }
    }

    #[test]
    fn what_is_no_comparison_is_refused_with_an_example() {
        for text in [
            "72 h",
            "<= h",
            "<= 72 hours",
            "<= 1.23456 %",
            "<= 1,00",
            "",
            "<= 7.",
            "≤ 3",
        ] {
            let error = text.parse::<Comparison>().unwrap_err().to_string();
            assert!(error.contains("\"<= 72 h\""), "{text}: {error}");
        }
    }

    proptest::proptest! {
        #[test]
        fn a_comparison_survives_being_written(whole in 0_u32.., places in 0_u16..10_000, sign in 0_usize..5) {
            let text = format!("{} {whole}.{places:04} %", Operator::SIGNS[sign].0);
            let comparison: Comparison = text.parse().unwrap();
            proptest::prop_assert_eq!(comparison.to_string().parse::<Comparison>().unwrap(), comparison);
        }

        #[test]
        fn no_text_makes_the_parser_panic(text in ".{0,40}") {
            let _ = text.parse::<Comparison>();
        }
    }
}
