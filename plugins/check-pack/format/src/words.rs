//! Words of the plugin contract that a pack writes.

use serde::{Deserialize, Serialize};

/// The kinds of document that a dossier knows.
pub const DOCUMENT_KINDS: [&str; 8] = [
    "contract",
    "terms",
    "dpa",
    "privacy-policy",
    "policy",
    "report",
    "certificate",
    "other",
];

/// What a clause, an answer or a reply can amount to. What is none of these is unknown, and no pack can write that down.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Outcome {
    /// The expectation is met.
    Pass,
    /// It is met in part.
    Partial,
    /// It is not met.
    Fail,
}

/// How bad a partial or a fail is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Severity {
    /// Worth knowing.
    Info,
    /// Small.
    Low,
    /// Noticeable.
    #[default]
    Medium,
    /// Serious.
    High,
    /// Decides on its own.
    Critical,
}
