//! Observations that the host has checked.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::{
    Ageing, Bp, Evidence, EvidenceClass, PointId, Provenance, ReportedOutcome, Severity, SystemId,
    Untrusted,
};

/// A decimal number without floating point: `value` divided by 10^`decimals`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct Quantity {
    /// The digits.
    pub value: i64,
    /// How many of them stand behind the point.
    pub decimals: u8,
    /// The unit.
    pub unit: Untrusted,
}

/// A value that was read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum FactValue {
    /// A number with its unit.
    Number(Quantity),
    /// A text.
    Text(Untrusted),
    /// Yes or no.
    YesNo(bool),
    /// Another kind: its name and its text.
    Other(Untrusted, Untrusted),
}

/// A named value.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct Fact {
    /// Its name.
    pub name: Untrusted,
    /// Its value.
    pub value: FactValue,
}

/// An observation whose point is declared and whose evidence was found. Without provenance there is none.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct Observation {
    /// The point.
    pub point: PointId,
    /// The system, or none for the supplier as a whole.
    pub system: Option<SystemId>,
    /// What was seen.
    pub outcome: ReportedOutcome,
    /// How bad, for a partial or a fail.
    pub severity: Severity,
    /// The class that the evidence allows, freshness included: what counts.
    pub class: EvidenceClass,
    /// How the class falls with time; unknown for what was kept before this was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ageing: Option<Ageing>,
    /// The class that the plugin asked for.
    pub requested_class: EvidenceClass,
    /// The confidence that the method allows: what counts.
    pub confidence: Bp,
    /// The confidence that the plugin asked for.
    pub requested_confidence: Bp,
    /// One line.
    pub title: Untrusted,
    /// A few sentences.
    pub detail: Untrusted,
    /// What would help.
    pub remediation: Untrusted,
    /// Values that were read.
    pub facts: Vec<Fact>,
    /// Evidence that was found.
    pub evidence: Vec<Evidence>,
    /// The day for which it holds.
    pub observed_on: Date,
    /// Who saw it.
    pub provenance: Provenance,
}
