//! Where a waiver stands on a day.

use assay_domain::{Digest, Waiver, WaiverAnswer};
use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Where a waiver stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum WaiverState {
    /// Asked for; it lifts nothing before a second person has approved it.
    Requested,
    /// It holds.
    InForce,
    /// Its last day has passed.
    Expired,
    /// The residual risk or the evidence is not what it was when somebody agreed to it.
    Stale,
    /// A second person said no.
    Refused,
    /// Taken back.
    Withdrawn,
}

impl WaiverState {
    /// As a person reads it.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Requested => "requested",
            Self::InForce => "in force",
            Self::Expired => "expired",
            Self::Stale => "stale",
            Self::Refused => "refused",
            Self::Withdrawn => "withdrawn",
        }
    }
}

/// Where a waiver stands on a day on which residual risk and evidence have this digest.
pub fn waiver_state(waiver: &Waiver, bound_now: Digest, as_of: Date) -> WaiverState {
    match waiver.answered.as_ref().map(|answered| answered.answer) {
        Some(WaiverAnswer::Refused) => WaiverState::Refused,
        Some(WaiverAnswer::Withdrawn) => WaiverState::Withdrawn,
        _ if as_of > waiver.expires => WaiverState::Expired,
        _ if waiver.bound_to != bound_now => WaiverState::Stale,
        Some(WaiverAnswer::Approved) => WaiverState::InForce,
        None => WaiverState::Requested,
    }
}
