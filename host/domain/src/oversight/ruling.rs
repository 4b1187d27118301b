//! What a reviewer rules about a finding.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::{Digest, Person, Severity, Untrusted};

/// What is ruled.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(tag = "ruling", rename_all = "kebab-case")]
pub enum RulingKind {
    /// The finding is right; a dispute is settled against the supplier.
    Upheld,
    /// The finding is wrong. The score stays as it is and the decision stays conditional: only evidence closes a finding.
    Dismissed,
    /// It is worse, or milder, than the plugin said.
    Severity {
        /// The severity that counts from now on when it is the worse of both; a milder one is shown beside the plugin's.
        severity: Severity,
    },
}

/// A reviewer's override of a finding. It is bound to the evidence that the reviewer saw.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct Ruling {
    /// The finding.
    pub fingerprint: Digest,
    /// What is ruled.
    #[serde(flatten)]
    pub kind: RulingKind,
    /// Why.
    pub reason: Untrusted,
    /// By whom.
    pub by: Person,
    /// When.
    pub at: Timestamp,
    /// The digest of the finding's evidence at that time.
    pub bound_to: Digest,
}
