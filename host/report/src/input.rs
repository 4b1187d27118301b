//! What a report is made of.

use std::collections::BTreeMap;

use assay_catalogue::{Catalogue, Control, Gate, Point, Scenario};
use assay_domain::{ControlId, Digest, Level, PointId, ScenarioId, SystemId, Untrusted};
use assay_register::SupplierView;
use assay_scoring::{ScenarioResult, SystemVerdict, Verdict};

/// What a report is made of: a supplier as the register knows it, and the words for it.
#[derive(Debug, Clone, Copy)]
pub struct Report<'a> {
    /// The supplier with its latest assessment.
    pub view: &'a SupplierView,
    /// Titles of points, controls, scenarios and gates, and the policy of the level table. When it is not the catalogue
    /// that the verdict rests on, reports say so.
    pub catalogue: &'a Catalogue,
    /// What stands around quotes, for those who have the documents at hand; empty otherwise.
    pub contexts: &'a QuoteContexts,
}

/// The surroundings of quotes.
pub type QuoteContexts = BTreeMap<QuotePlace, QuoteContext>;

/// Where a quote stands.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct QuotePlace {
    /// The digest of the document.
    pub document: Digest,
    /// First byte of the quote in the document's text.
    pub start: u64,
    /// One past the last byte.
    pub end: u64,
}

/// What stands around a quote.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct QuoteContext {
    /// The text before it.
    pub before: Untrusted,
    /// The text after it.
    pub after: Untrusted,
}

/// One risk: a scenario of one system.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Risk<'a> {
    pub system: &'a SystemVerdict,
    pub result: &'a ScenarioResult,
}

impl<'a> Report<'a> {
    pub(crate) fn verdict(&self) -> &'a Verdict {
        &self.view.latest.verdict
    }

    /// Risks of all systems, the worst first: by what remains, then by what was there before; never by a product.
    pub(crate) fn risks(&self) -> Vec<Risk<'a>> {
        let mut risks: Vec<Risk<'a>> = self
            .verdict()
            .systems
            .iter()
            .flat_map(|system| {
                system
                    .scenarios
                    .iter()
                    .map(move |result| Risk { system, result })
            })
            .collect();
        // The sort is stable: equal risks stay in the order of systems and of the catalogue.
        risks.sort_by_key(|risk| {
            std::cmp::Reverse((
                risk.result.residual,
                risk.result.inherent,
                risk.result.impact.residual,
                risk.result.likelihood.residual,
            ))
        });
        risks
    }

    /// The worst residual level that the policy accepts for this supplier's tier. A tier without policy accepts nothing
    /// but the lowest.
    pub(crate) fn appetite(&self) -> Level {
        self.catalogue
            .policy
            .tiers
            .get(&self.verdict().tier.tier)
            .map_or(Level::VeryLow, |tier| tier.appetite)
    }

    /// Catalogue files that are not those of the verdict: changed, missing or new.
    pub(crate) fn changed_files(&self) -> Vec<&'a str> {
        let then = &self.verdict().catalogue;
        let now = &self.catalogue.digests;
        let mut names: Vec<&str> = then
            .iter()
            .filter(|file| !now.contains(file))
            .chain(now.iter().filter(|file| !then.contains(file)))
            .map(|(name, _)| name.as_str())
            .collect();
        names.sort_unstable();
        names.dedup();
        names
    }

    pub(crate) fn point(&self, id: &PointId) -> Option<&'a Point> {
        self.catalogue.points.get(id)
    }

    /// The title of a point, or its id when the catalogue does not know it.
    pub(crate) fn point_title<'b>(&self, id: &'b PointId) -> &'b str
    where
        'a: 'b,
    {
        self.point(id).map_or(id.as_str(), |point| &point.title)
    }

    pub(crate) fn control(&self, id: &ControlId) -> Option<&'a Control> {
        self.catalogue.controls.get(id)
    }

    /// The reference of a control in its standard, or its id.
    pub(crate) fn control_reference<'b>(&self, id: &'b ControlId) -> &'b str
    where
        'a: 'b,
    {
        self.control(id)
            .map_or(id.as_str(), |control| &control.reference)
    }

    /// The name of a control, or nothing.
    pub(crate) fn control_name(&self, id: &ControlId) -> &'a str {
        self.control(id).map_or("", |control| &control.name)
    }

    pub(crate) fn scenario(&self, id: &ScenarioId) -> Option<&'a Scenario> {
        self.catalogue
            .scenarios
            .iter()
            .find(|scenario| scenario.id == *id)
    }

    /// The title of a scenario, or its id.
    pub(crate) fn scenario_title<'b>(&self, id: &'b ScenarioId) -> &'b str
    where
        'a: 'b,
    {
        self.scenario(id)
            .map_or(id.as_str(), |scenario| &scenario.title)
    }

    pub(crate) fn gate(&self, id: &str) -> Option<&'a Gate> {
        let mut gates = self.catalogue.policy.gates.iter();
        gates.find(|gate| gate.id == id)
    }

    /// The title of a gate, or its id.
    pub(crate) fn gate_title<'b>(&self, id: &'b str) -> &'b str
    where
        'a: 'b,
    {
        self.gate(id).map_or(id, |gate| &gate.title)
    }

    /// The name of a system as the dossier gives it.
    pub(crate) fn system_name(&self, id: &SystemId) -> Option<&'a Untrusted> {
        self.view
            .latest
            .facts
            .systems
            .iter()
            .find(|system| system.id == *id)
            .map(|system| &system.name)
    }
}
