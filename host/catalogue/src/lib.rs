//! Frameworks, check points, scenarios and policy: TOML in, checked types out.
//!
//! Regulation and judgement are data: every file carries its source and date, and its digest is in every result.

mod ai_act;
mod applicability;
mod check;
mod crosswalk;
mod error;
mod framework;
mod freshness;
mod load;
mod measured;
mod mission;
mod point;
mod policy;
mod scenario;
mod sector;

pub use ai_act::{
    AiAct, AiActDates, ApplicationDate, Article, Bearer, DateClaim, DateStatus, Duty, InForce,
    ProhibitedPractice, ProhibitedPractices, ai_act_roles,
};
pub use crosswalk::{Credit, CreditLink, Crosswalk, Hint, Mapping, Relation};
pub use error::{CatalogueError, Problem};
pub use framework::{Control, EvidenceBy, Framework};
pub use measured::{Measure, Measured};
pub use mission::{Feature, Mission, MissionRow};
pub use point::{ControlLink, Need, Point, PointKind, Scope};
pub use policy::{
    ClassCaps, ConfidenceCaps, FactAtLeast, FactLimit, Freshness, Gate, GateRule, LevelTable,
    Policy, SeverityPenalty, Steps, TierPolicy, TierRules,
};
pub use scenario::{AxisEffect, Scenario, ScenarioControl};
pub use sector::{Floor, SectorPreset, SectorUse, Sectors};

use std::collections::BTreeMap;

use assay_domain::{
    ActiveLimits, AiSystem, CertificateClaim, ControlId, Digest, Limits, PointId, ReaderLimits,
    Supplier, Tier,
};

/// The framework of certificates to other standards.
const OTHER_CERTIFICATES: &str = "other-certificates";

/// Everything that is data, loaded and checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Catalogue {
    /// Frameworks with check points, in the order of their ids.
    pub frameworks: Vec<Framework>,
    /// Frameworks to which only the crosswalk leads, in the order of their ids; the AI Act is among them.
    pub references: Vec<Framework>,
    /// The articles of the AI Act with whom they concern.
    pub ai_act: AiAct,
    /// From when which part of the AI Act applies.
    pub ai_act_dates: AiActDates,
    /// What article 5 of the AI Act forbids.
    pub prohibited: ProhibitedPractices,
    /// How requirements of the frameworks relate.
    pub crosswalk: Crosswalk,
    /// What sectors make sensitive.
    pub sectors: Sectors,
    /// Controls of the frameworks with check points, by id.
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
    /// How good the checks are.
    pub measured: Measured,
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

    /// A clause, control, article or the like of any framework, those without points included.
    pub fn requirement(&self, id: &ControlId) -> Option<&Control> {
        let mut all = self.references.iter().flat_map(|f| &f.controls);
        self.controls
            .get(id)
            .or_else(|| all.find(|control| control.id == *id))
    }

    /// The other management standard that a claimed certificate is for, if it is one that the crosswalk knows. Its standard is the
    /// number that stands in the claim as a word: `27001` in `ISO/IEC 27001:2022`, and not in `127001`.
    pub fn other_certificate(&self, claim: &CertificateClaim) -> Option<&Control> {
        let standards = self
            .references
            .iter()
            .find(|f| f.id == OTHER_CERTIFICATES)?;
        let claimed = claim.standard.expose();
        let numbers: Vec<&str> = claimed.split(|c: char| !c.is_ascii_digit()).collect();
        let mut known = standards.controls.iter();
        known.find(|standard| numbers.contains(&standard.reference.as_str()))
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
