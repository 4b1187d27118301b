//! The verdict on a supplier.

use serde::{Deserialize, Serialize};

/// How deep the due diligence has to go. Ordered by depth needed: tier 1 first.
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
pub enum Tier {
    /// Critical.
    #[serde(rename = "tier-1")]
    T1,
    /// Important.
    #[serde(rename = "tier-2")]
    T2,
    /// Ordinary.
    #[serde(rename = "tier-3")]
    T3,
    /// Minor.
    #[serde(rename = "tier-4")]
    T4,
}

impl Tier {
    /// All tiers, the most critical first.
    pub const ALL: [Self; 4] = [Self::T1, Self::T2, Self::T3, Self::T4];
}

impl std::fmt::Display for Tier {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.pad(match self {
            Self::T1 => "Tier 1",
            Self::T2 => "Tier 2",
            Self::T3 => "Tier 3",
            Self::T4 => "Tier 4",
        })
    }
}

/// The verdict. Ordered from best to worst, so that the decision over several suppliers is the maximum.
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
pub enum Decision {
    /// Residual risk is within appetite and nothing is open.
    Approve,
    /// Usable under conditions, each with an owner and a date.
    Conditional,
    /// Too much is not known.
    Undecided,
    /// Not to be used.
    Reject,
}

impl Decision {
    /// As a person reads it.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Approve => "APPROVE",
            Self::Conditional => "CONDITIONAL",
            Self::Undecided => "UNDECIDED",
            Self::Reject => "REJECT",
        }
    }
}

impl std::fmt::Display for Decision {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.pad(self.label())
    }
}
