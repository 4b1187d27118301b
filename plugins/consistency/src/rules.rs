//! The rules, one module for each pair of sources.

pub(crate) mod changes;
mod comments;
mod inventory;
mod numbers;
mod probes;

use crate::{contradiction::Contradiction, sources::Sources};

/// A rule reads all sources and gives what contradicts.
pub(crate) type Rule = fn(&Sources) -> Vec<Contradiction>;

/// All rules.
pub(crate) const ALL: [Rule; 5] = [
    numbers::contradictions,
    comments::contradictions,
    inventory::contradictions,
    probes::contradictions,
    changes::contradictions,
];

/// Every point at which a rule may report, sorted.
pub(crate) const POINTS: &[&str] = &[
    "adversarial-testing",
    "ai-act-role",
    "audit-right",
    "bias-testing",
    "breach-notice",
    "certificate-42001",
    "certificate-validity",
    "change-notice",
    "conformity-declaration",
    "data-residency",
    "deletion",
    "explanation-sample",
    "explanation-tools",
    "gpai-documentation",
    "human-oversight",
    "incident-history",
    "ip-indemnity",
    "liability-cap",
    "log-retention",
    "model-change-notice",
    "output-ownership",
    "prohibited-practice-statement",
    "retention",
    "scope-match",
    "security-programme",
    "staff-training",
    "sub-processor-notice",
    "sub-processor-objection",
    "training-use",
    "transparency-notice",
    "upstream-models",
];
