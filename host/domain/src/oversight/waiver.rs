//! Exceptions that two people agree on, for a time.

use jiff::{Timestamp, civil::Date};
use serde::{Deserialize, Serialize};

use crate::{Digest, Person, Subject, Untrusted};

/// What a second person said to a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum WaiverAnswer {
    /// Yes.
    Approved,
    /// No.
    Refused,
    /// Taken back, before or after it was approved.
    Withdrawn,
}

/// An answer with its author.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct Answered {
    /// What was answered.
    pub answer: WaiverAnswer,
    /// By whom.
    pub by: Person,
    /// When.
    pub at: Timestamp,
}

/// A waiver: something that stands against a supplier is carried knowingly for a time. What is waived is shown as waived and never
/// as passed, and it never makes a decision better than CONDITIONAL.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct Waiver {
    /// Its number among the waivers of the supplier, from 1.
    pub number: u32,
    /// What is waived.
    pub subject: Subject,
    /// Why it may be.
    pub reason: Untrusted,
    /// For which use it holds.
    pub scope: Untrusted,
    /// The last day on which it holds.
    pub expires: Date,
    /// Who asked for it.
    pub requested_by: Person,
    /// When.
    pub requested_at: Timestamp,
    /// What it is bound to: the digest of the residual risk and the evidence when it was asked for. When either changes, the
    /// waiver is stale and what it waived counts again.
    pub bound_to: Digest,
    /// What a second person said; nothing yet when it is only asked for.
    pub answered: Option<Answered>,
}
