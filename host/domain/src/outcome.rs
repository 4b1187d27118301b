//! What can come out for one check point.

use serde::{Deserialize, Serialize};

use crate::Untrusted;

/// What a plugin may say about a point.
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
pub enum ReportedOutcome {
    /// The expectation is met.
    Pass,
    /// It is met in part.
    Partial,
    /// It is not met.
    Fail,
    /// It could not be told.
    Unknown,
    /// It does not apply. Counts only with an approval in the dossier.
    NotApplicable,
}

impl ReportedOutcome {
    /// All outcomes.
    pub const ALL: [Self; 5] = [
        Self::Pass,
        Self::Partial,
        Self::Fail,
        Self::Unknown,
        Self::NotApplicable,
    ];

    /// Reads the word of the contract.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|outcome| outcome.label() == text)
    }

    /// The word of the contract.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Pass => "pass",
            Self::Partial => "partial",
            Self::Fail => "fail",
            Self::Unknown => "unknown",
            Self::NotApplicable => "not-applicable",
        }
    }
}

/// Why a point is unknown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(tag = "reason", rename_all = "kebab-case")]
pub enum UnknownReason {
    /// A plugin looked and could not tell; its own words.
    Reported {
        /// What it said.
        detail: Untrusted,
    },
    /// A plugin that declared the point said nothing about it.
    Silent,
    /// "Not applicable" without eligibility, reason or a second person's approval.
    NotApplicableUnapproved,
}

/// The outcome lattice of scoring/1 for one point. Everything that is not a determinate outcome earns nothing, stays in
/// the denominator and blocks approval.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(tag = "outcome", rename_all = "kebab-case")]
pub enum PointOutcome {
    /// Met.
    Pass,
    /// Met in part.
    Partial,
    /// Not met.
    Fail,
    /// Two sources disagree; the worse side counts.
    Disputed,
    /// Leaves the denominator: eligible, with a reason, approved by a second person.
    NotApplicable {
        /// Why.
        why: Untrusted,
        /// Who approved it.
        approved_by: Untrusted,
    },
    /// Nobody could tell.
    Unknown(UnknownReason),
    /// The plugin that should have told ended in an error.
    Error {
        /// The kind of error, a stable kebab-case word.
        kind: String,
    },
    /// No plugin that answers this point took part.
    NotRun,
}

impl PointOutcome {
    /// The kebab-case word.
    pub const fn label(&self) -> &'static str {
        match self {
            Self::Pass => "pass",
            Self::Partial => "partial",
            Self::Fail => "fail",
            Self::Disputed => "disputed",
            Self::NotApplicable { .. } => "not-applicable",
            Self::Unknown(_) => "unknown",
            Self::Error { .. } => "error",
            Self::NotRun => "not-run",
        }
    }

    /// True when somebody could tell: pass, partial or fail. Disputed is not determinate.
    pub const fn is_determinate(&self) -> bool {
        matches!(self, Self::Pass | Self::Partial | Self::Fail)
    }
}
