//! Frameworks, check points, scenarios and policy: TOML in, checked types out.
//!
//! Regulation and judgement are data: every file carries its source and date, and its digest is in every result.

mod framework;
mod point;
mod policy;
mod scenario;

pub use framework::{Control, Framework};
pub use point::{ControlLink, Need, Point, Scope};
pub use policy::{
    ClassCaps, ConfidenceCaps, FactLimit, Freshness, Gate, GateRule, LevelTable, Policy,
    SeverityPenalty, Steps, TierPolicy, TierRules,
};
pub use scenario::{AxisEffect, Scenario, ScenarioControl};

use std::collections::BTreeMap;

use assay_domain::{ControlId, Digest, Limits, PointId};

/// Everything that is data, loaded and checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Catalogue {
    /// Frameworks in the order of their ids.
    pub frameworks: Vec<Framework>,
    /// Controls of all frameworks by id.
    pub controls: BTreeMap<ControlId, Control>,
    /// Points by id.
    pub points: BTreeMap<PointId, Point>,
    /// Scenarios in the order of the file.
    pub scenarios: Vec<Scenario>,
    /// Every number of the method.
    pub policy: Policy,
    /// What one run may use.
    pub limits: Limits,
    /// The digest of each file by its name, in the order of names.
    pub digests: Vec<(String, Digest)>,
}
