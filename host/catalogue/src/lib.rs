//! Frameworks, check points, scenarios and policy: TOML in, checked types out.
//!
//! Regulation and judgement are data: every file carries its source and date, and its digest is in every result.

mod applicability;
mod check;
mod error;
mod framework;
mod load;
mod mission;
mod point;
mod policy;
mod scenario;

pub use error::{CatalogueError, Problem};
pub use framework::{Control, Framework};
pub use mission::{Feature, Mission, MissionRow};
pub use point::{ControlLink, Need, Point, Scope};
pub use policy::{
    ClassCaps, ConfidenceCaps, FactAtLeast, FactLimit, Freshness, Gate, GateRule, LevelTable,
    Policy, SeverityPenalty, Steps, TierPolicy, TierRules,
};
pub use scenario::{AxisEffect, Scenario, ScenarioControl};

use std::collections::BTreeMap;

use assay_domain::{
    ActiveLimits, AiSystem, ControlId, Digest, Limits, PointId, ReaderLimits, Supplier, Tier,
};

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
    /// What the reading of one document may use.
    pub reader: ReaderLimits,
    /// What is different for a run that probes actively.
    pub active_limits: ActiveLimits,
    /// The duties that the product exists for, and what covers each.
    pub mission: Mission,
    /// The digest of each file by its name, in the order of names.
    pub digests: Vec<(String, Digest)>,
}

impl Catalogue {
    /// A point by its id.
    pub fn point(&self, id: &PointId) -> Option<&Point> {
        self.points.get(id)
    }

    /// The points that support a control, each with its link, in the order of point ids.
    pub fn points_for_control<'a>(
        &'a self,
        control: &'a ControlId,
    ) -> impl Iterator<Item = (&'a Point, &'a ControlLink)> {
        self.points.values().filter_map(move |point| {
            let link = point
                .controls
                .iter()
                .find(|link| link.control == *control)?;
            Some((point, link))
        })
    }

    /// The points that are expected of one system of a supplier, in the order of ids. Points about the supplier are among them.
    pub fn expected<'a>(
        &'a self,
        supplier: &'a Supplier,
        system: &'a AiSystem,
        tier: Tier,
    ) -> impl Iterator<Item = &'a Point> {
        self.points
            .values()
            .filter(move |point| point.is_expected(supplier, system, tier))
    }

    /// How much the scenarios rest on a point: the sum over its controls of link weight times the weight in scenarios.
    pub fn scenario_weight(&self, point: &Point) -> u64 {
        let of_control = |control: &ControlId| -> u64 {
            self.scenarios
                .iter()
                .flat_map(|scenario| &scenario.controls)
                .filter(|link| link.control == *control)
                .map(|link| u64::from(link.weight))
                .sum()
        };
        point
            .controls
            .iter()
            .map(|link| u64::from(link.weight) * of_control(&link.control))
            .sum()
    }
}
