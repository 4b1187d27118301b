//! What a plugin returned, before any check: the contract's words as plain data.

use serde::{Deserialize, Serialize};

use crate::{FactValue, Untrusted};

/// An observation as the guest returned it. Only the assessment room turns it into an [`crate::Observation`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReportedObservation {
    /// The point it names.
    pub point: Untrusted,
    /// The system it names.
    pub system: Option<Untrusted>,
    /// The outcome word.
    pub outcome: Untrusted,
    /// The severity word.
    pub severity: Untrusted,
    /// The class that it asks for.
    pub evidence_class: Untrusted,
    /// The confidence that it asks for, in basis points.
    pub confidence: u16,
    /// One line.
    pub title: Untrusted,
    /// A few sentences.
    pub detail: Untrusted,
    /// What would help.
    pub remediation: Untrusted,
    /// Values that it read.
    pub facts: Vec<(Untrusted, FactValue)>,
    /// Evidence that it cites.
    pub evidence: Vec<ReportedEvidence>,
}

/// Evidence as cited.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ReportedEvidence {
    /// A question id.
    Answer(Untrusted),
    /// A span.
    Quote(ReportedSpan),
    /// An exchange id.
    Exchange(Untrusted),
    /// A certificate field.
    Certificate(ReportedCertificateField),
    /// A profile path and its value.
    Profile(Untrusted, Untrusted),
    /// Unknown kinds earn nothing.
    Other(Untrusted, Untrusted),
    /// The id of another plugin's observation.
    Observation(Untrusted),
}

/// A cited span.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReportedSpan {
    /// The document id.
    pub document: Untrusted,
    /// First byte.
    pub start: u64,
    /// One past the last byte.
    pub end: u64,
    /// The quote.
    pub text: Untrusted,
}

/// A cited certificate field.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReportedCertificateField {
    /// The exchange id.
    pub exchange: Untrusted,
    /// Place in the chain.
    pub index: u32,
    /// The field.
    pub field: Untrusted,
    /// Its value.
    pub value: Untrusted,
}
