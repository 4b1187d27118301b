//! How a risk is treated.

use jiff::{Timestamp, civil::Date};
use serde::{Deserialize, Serialize};

use crate::{Person, Subject, Untrusted};

/// The response to a risk, in the words of NIST IR 8286 and ISO 31000.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Serialize,
    Deserialize,
    schemars::JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum Response {
    /// Make it smaller.
    Mitigate,
    /// Let another carry it: insurance, an indemnity.
    Transfer,
    /// Do without what brings it.
    Avoid,
    /// Carry it knowingly. It needs an owner and a date like the others, because it is to be looked at again.
    Accept,
}

impl Response {
    /// All responses.
    pub const ALL: [Self; 4] = [Self::Mitigate, Self::Transfer, Self::Avoid, Self::Accept];

    /// The kebab-case word.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Mitigate => "mitigate",
            Self::Transfer => "transfer",
            Self::Avoid => "avoid",
            Self::Accept => "accept",
        }
    }
}

/// An amount of money, exact: whole hundredths of a currency.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(try_from = "String", into = "String")]
#[schemars(with = "String")]
pub struct Money {
    hundredths: u64,
    currency: [u8; 3],
}

/// A text that is no amount.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("an amount is a number and a currency by ISO 4217, for example `12000 EUR` or `99.50 USD`")]
pub struct MoneyError;

impl std::str::FromStr for Money {
    type Err = MoneyError;
    fn from_str(text: &str) -> Result<Self, MoneyError> {
        let (number, currency) = text.trim().split_once(' ').ok_or(MoneyError)?;
        let (whole, part) = number.split_once('.').unwrap_or((number, "00"));
        let digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
        let currency: [u8; 3] = currency.as_bytes().try_into().map_err(|_| MoneyError)?;
        if !digits(whole)
            || !digits(part)
            || part.len() > 2
            || !currency.iter().all(u8::is_ascii_uppercase)
        {
            return Err(MoneyError);
        }
        let part: u64 = format!("{part:0<2}").parse().map_err(|_| MoneyError)?;
        let whole: u64 = whole.parse().map_err(|_| MoneyError)?;
        let hundredths = whole
            .checked_mul(100)
            .and_then(|sum| sum.checked_add(part))
            .ok_or(MoneyError)?;
        Ok(Self {
            hundredths,
            currency,
        })
    }
}

impl TryFrom<String> for Money {
    type Error = MoneyError;
    fn try_from(text: String) -> Result<Self, MoneyError> {
        text.parse()
    }
}

impl From<Money> for String {
    fn from(money: Money) -> String {
        money.to_string()
    }
}

impl std::fmt::Display for Money {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let currency =
            std::str::from_utf8(&self.currency).expect("a currency is three ASCII letters");
        write!(
            f,
            "{}.{:02} {currency}",
            self.hundredths / 100,
            self.hundredths % 100
        )
    }
}

/// Where a treatment stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(tag = "status", rename_all = "kebab-case")]
pub enum TreatmentStatus {
    /// Under way, or overdue once its day has passed.
    Open,
    /// Somebody says that it is done. The finding closes by evidence and not by this.
    Done {
        /// Who.
        by: Person,
        /// When.
        at: Timestamp,
        /// What was done.
        note: Untrusted,
    },
    /// Given up.
    Withdrawn {
        /// Who.
        by: Person,
        /// When.
        at: Timestamp,
        /// Why.
        note: Untrusted,
    },
}

/// A treatment plan: what is done about a finding or a risk, by whom and until when.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct Treatment {
    /// Its number among the treatments of the supplier, from 1.
    pub number: u32,
    /// What is treated.
    pub subject: Subject,
    /// How.
    pub response: Response,
    /// What is to be done.
    pub description: Untrusted,
    /// Who carries it.
    pub owner: Person,
    /// What it costs, where somebody knows.
    pub cost: Option<Money>,
    /// The last day on which it is in time.
    pub due: Date,
    /// Who planned it.
    pub planned_by: Person,
    /// When.
    pub planned_at: Timestamp,
    /// Where it stands.
    #[serde(flatten)]
    pub status: TreatmentStatus,
}

impl Treatment {
    /// True when it is neither done nor withdrawn and its day has passed.
    pub fn has_lapsed(&self, as_of: Date) -> bool {
        self.status == TreatmentStatus::Open && as_of > self.due
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn money_reads_back_and_is_never_rounded() {
        for (text, shown) in [
            ("12000 EUR", "12000.00 EUR"),
            ("99.5 USD", "99.50 USD"),
            ("0.01 CHF", "0.01 CHF"),
        ] {
            assert_eq!(text.parse::<Money>().unwrap().to_string(), shown);
        }
        for wrong in [
            "12000",
            "12,000 EUR",
            "1.234 EUR",
            "-1 EUR",
            "1 eur",
            "1 EURO",
            "",
            "999999999999999999999 EUR",
        ] {
            assert!(wrong.parse::<Money>().is_err(), "{wrong}");
        }
    }
}
