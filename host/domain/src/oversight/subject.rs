//! What a decision of a person is about.

use serde::{Deserialize, Serialize};

use crate::{Digest, ScenarioId, SystemId};

/// What a treatment, a waiver or a remark is about, within one supplier.
#[derive(
    Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, schemars::JsonSchema,
)]
#[serde(tag = "about", rename_all = "kebab-case")]
pub enum Subject {
    /// The supplier as a whole.
    Supplier,
    /// A finding.
    Finding {
        /// Its identity over assessments.
        fingerprint: Digest,
    },
    /// A risk of one system.
    Risk {
        /// The system.
        system: SystemId,
        /// The scenario.
        scenario: ScenarioId,
    },
    /// A gate of one system.
    Gate {
        /// The system.
        system: SystemId,
        /// The gate, as the policy names it.
        gate: String,
    },
}

/// `supplier`, `finding 0123abcd`, `risk r1 of assist`, `gate breach-notice of assist`. Every part is an id or a digest; the name of
/// a gate comes from the policy.
impl std::fmt::Display for Subject {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Supplier => f.write_str("supplier"),
            Self::Finding { fingerprint } => write!(f, "finding {:.8}", fingerprint.to_string()),
            Self::Risk { system, scenario } => write!(f, "risk {scenario} of {system}"),
            Self::Gate { system, gate } => write!(f, "gate {} of {system}", gate.escape_debug()),
        }
    }
}
