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
