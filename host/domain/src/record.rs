//! The record of one run, from which it can be done again.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::{Descriptor, Digest, Limits, PluginRef, ReportedObservation, SupplierId, Untrusted};

/// The id of a run: 32 hexadecimal digits of the digest of its record, so that the same run has the same id.
#[derive(
    Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, schemars::JsonSchema,
)]
#[serde(transparent)]
pub struct RunId(String);

impl RunId {
    /// The id for the digest of a record.
    pub fn new(digest: Digest) -> Self {
        Self(digest.hex()[..32].to_owned())
    }

    /// The id as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl std::str::FromStr for RunId {
    type Err = String;
    fn from_str(text: &str) -> Result<Self, String> {
        let hex = |c: u8| matches!(c, b'0'..=b'9' | b'a'..=b'f');
        if text.len() == 32 && text.bytes().all(hex) {
            Ok(Self(text.to_owned()))
        } else {
            Err("not a run id: expected 32 lower-case hexadecimal digits".to_owned())
        }
    }
}

impl std::fmt::Display for RunId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.pad(&self.0)
    }
}

/// How a run ended.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "outcome", rename_all = "kebab-case")]
pub enum RunOutcome {
    /// The plugin returned observations.
    Completed,
    /// It did not; nothing of it counts as a pass.
    Failed {
        /// Why.
        error: RunError,
    },
}

/// Why a run failed. Each kind is one typed event, never found by searching a message.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum RunError {
    /// The guest trapped.
    #[error("the plugin trapped: {detail:?}")]
    Trapped {
        /// The trap in words.
        detail: Untrusted,
    },
    /// It wanted more memory, tables, instances or handles than it may have.
    #[error("the plugin asked for more memory than its limit")]
    OutOfMemory,
    /// It used up its CPU time.
    #[error("the plugin used up its CPU time")]
    CpuTimeout,
    /// It used up the time on the clock.
    #[error("the plugin did not end before its deadline")]
    WallTimeout,
    /// It used up another budget, which is named.
    #[error("the plugin went over its limit `{budget}`")]
    OverBudget {
        /// The key of the limits file.
        budget: String,
    },
    /// What it returned breaks the contract.
    #[error("the plugin returned something that breaks the contract: {detail:?}")]
    Malformed {
        /// What is wrong with it.
        detail: Untrusted,
    },
    /// It said itself that it could not assess.
    #[error("the plugin could not assess: {detail:?}")]
    Declined {
        /// Its words.
        detail: Untrusted,
    },
    /// It needs a capability that is not granted.
    #[error("the plugin needs `{interface}`, which is not granted")]
    CapabilityDenied {
        /// The interface.
        interface: String,
    },
    /// The component could not be prepared for this run.
    #[error("the plugin could not be loaded: {detail}")]
    NotLoadable {
        /// Why.
        detail: String,
    },
}

impl RunError {
    /// The words of all kinds, for files in which people name one.
    pub const KINDS: [&str; 9] = [
        "trapped",
        "out-of-memory",
        "cpu-timeout",
        "wall-timeout",
        "over-budget",
        "malformed",
        "declined",
        "capability-denied",
        "not-loadable",
    ];

    /// The stable kebab-case word for the kind of error, as reports and scoring use it.
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::Trapped { .. } => "trapped",
            Self::OutOfMemory => "out-of-memory",
            Self::CpuTimeout => "cpu-timeout",
            Self::WallTimeout => "wall-timeout",
            Self::OverBudget { .. } => "over-budget",
            Self::Malformed { .. } => "malformed",
            Self::Declined { .. } => "declined",
            Self::CapabilityDenied { .. } => "capability-denied",
            Self::NotLoadable { .. } => "not-loadable",
        }
    }
}

/// One host call: who was called, and the digests of what was asked and answered. The bodies are stored by digest.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HostCall {
    /// Interface and function, for example `documents.text`.
    pub function: String,
    /// The digest of the request's canonical JSON.
    pub request: Digest,
    /// The digest of the response's canonical JSON.
    pub response: Digest,
}

/// One line that the plugin logged, cut to the string limit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LogLine {
    /// `debug`, `info`, `warn`, or what the guest wrote instead.
    pub level: Untrusted,
    /// The line.
    pub message: Untrusted,
}

/// A named input and its digest.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct InputDigest {
    /// `supplier.toml`, `answers.toml`, `evidence/...`.
    pub name: String,
    /// The digest of its bytes.
    pub digest: Digest,
}

/// What a run used. Not part of what is replayed: time differs from run to run.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct Usage {
    /// Microseconds from instantiation to the end.
    pub wall_us: u64,
    /// Peak bytes of linear memory over all memories.
    pub memory_bytes: u64,
    /// Host calls.
    pub host_calls: u64,
    /// Probe requests.
    pub requests: u32,
    /// Bytes sent in probes.
    pub bytes_out: u64,
    /// Bytes received in probes.
    pub bytes_in: u64,
}

/// The record of one run: everything that is needed to do it again and to see that the same comes out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RunRecord {
    /// The format of this record; a reader refuses a format that it does not know.
    pub format: u32,
    /// The plugin.
    pub plugin: PluginRef,
    /// What the plugin said about itself when it was loaded.
    pub descriptor: Descriptor,
    /// The host and engine: `assay 0.1.0, wasmtime 48.0.8`.
    pub engine: String,
    /// The supplier.
    pub supplier: SupplierId,
    /// Settings as JSON, or empty.
    pub settings: String,
    /// The day for which the assessment is made.
    pub as_of: Date,
    /// The seed of the guest's random numbers.
    pub seed: Digest,
    /// Interfaces that were granted.
    pub granted: Vec<String>,
    /// Digests of the dossier's files.
    pub inputs: Vec<InputDigest>,
    /// The limits.
    pub limits: Limits,
    /// Host calls in order.
    pub calls: Vec<HostCall>,
    /// What was logged.
    pub log: Vec<LogLine>,
    /// What was returned, unchecked.
    pub observations: Vec<ReportedObservation>,
    /// How it ended.
    pub outcome: RunOutcome,
}

/// The record format that this program writes.
pub const RECORD_FORMAT: u32 = 1;

impl RunRecord {
    /// Canonical JSON: fields in the order of the type, no white space.
    pub fn to_bytes(&self) -> Vec<u8> {
        serde_json::to_vec(self)
            .expect("a record has no map with keys that are not text and no float")
    }

    /// The id of this run.
    pub fn id(&self) -> RunId {
        RunId::new(Digest::of(self.to_bytes()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_is_among_the_words_and_every_word_is_a_kind() {
        let (detail, text) = (Untrusted::default(), String::new());
        let errors = [
            RunError::Trapped {
                detail: detail.clone(),
            },
            RunError::OutOfMemory,
            RunError::CpuTimeout,
            RunError::WallTimeout,
            RunError::OverBudget {
                budget: text.clone(),
            },
            RunError::Malformed {
                detail: detail.clone(),
            },
            RunError::Declined { detail },
            RunError::CapabilityDenied {
                interface: text.clone(),
            },
            RunError::NotLoadable { detail: text },
        ];
        assert_eq!(errors.map(|error| error.kind()), RunError::KINDS);
    }
}
