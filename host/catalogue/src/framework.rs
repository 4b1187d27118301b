//! A framework: its clauses and controls, in our own words.

use assay_domain::ControlId;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// A standard or regulation, as data.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Framework {
    /// Prefix of its control ids, for example `iso42001`.
    pub id: String,
    /// Its name.
    pub title: String,
    /// Its edition, for example `ISO/IEC 42001:2023`.
    pub edition: String,
    /// Where its content can be checked.
    pub source: String,
    /// The day on which the content was last checked against the source.
    pub as_of: Date,
    /// How anything is known about its controls.
    #[serde(default)]
    pub evidence: EvidenceBy,
    /// Its clauses and controls.
    pub controls: Vec<Control>,
}

/// How anything is known about the controls of a framework.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum EvidenceBy {
    /// Check points support each of them, and scoring weighs them.
    #[default]
    Points,
    /// The crosswalk leads to them from frameworks that have points. Scoring does not see them.
    Crosswalk,
}

/// One clause or control.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Control {
    /// `iso42001.a.10.3`.
    pub id: ControlId,
    /// The number in the standard, `A.10.3`.
    pub reference: String,
    /// A name in our own words.
    pub name: String,
    /// What to ask a supplier for.
    pub ask: String,
    /// The clause or objective that it belongs to, for example `4` or `A.2`.
    pub group: String,
}
