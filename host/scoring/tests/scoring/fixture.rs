//! Small catalogues, suppliers and observations to build examples from.

use std::{collections::BTreeMap, sync::LazyLock};

use assay_catalogue::{
    AxisEffect, Catalogue, Control, ControlLink, Gate, GateRule, Point, Scenario, ScenarioControl,
    Scope,
};
use assay_domain::{
    AiSystem, Bp, ContextFact, Digest, Evidence, EvidenceClass, NotApplicableApproval, Observation,
    PluginRef, Provenance, Rating, ReportedOutcome, RunId, Severity, Standing, Supplier,
    SupplierProfile, SystemContext, Tier, Untrusted,
};
use assay_scoring::{
    Input, Participation, PointResult, RunResult, ScenarioResult, SystemVerdict, Verdict,
};
use jiff::civil::{Date, date};

pub(crate) const TODAY: Date = date(2026, 11, 22);

/// Everything that a verdict depends on.
#[derive(Debug, Clone)]
pub(crate) struct Case {
    pub(crate) catalogue: Catalogue,
    pub(crate) supplier: Supplier,
    pub(crate) runs: Vec<Participation>,
    pub(crate) observations: Vec<Observation>,
    pub(crate) carried: Vec<Observation>,
    pub(crate) as_of: Date,
}

impl Case {
    /// A supplier with one system of which every fact has the same rating, and nothing observed.
    pub(crate) fn new(catalogue: Catalogue, rating: u8) -> Self {
        Self {
            catalogue,
            supplier: supplier(&[("assistant", &ContextFact::ALL.map(|fact| (fact, rating)))]),
            runs: Vec::new(),
            observations: Vec::new(),
            carried: Vec::new(),
            as_of: TODAY,
        }
    }

    pub(crate) fn assess(&self) -> Verdict {
        assay_scoring::assess(&Input {
            catalogue: &self.catalogue,
            supplier: &self.supplier,
            as_of: self.as_of,
            runs: &self.runs,
            observations: &self.observations,
            carried: &self.carried,
        })
    }

    /// Adds a completed run of a plugin that declares every point, with what it saw.
    pub(crate) fn run(
        mut self,
        plugin: &str,
        standing: Standing,
        seen: impl IntoIterator<Item = Observation>,
    ) -> Self {
        let points = self.catalogue.points.keys().cloned().collect();
        self.runs.push(participation(plugin, standing, points));
        for observation in seen {
            self.observations
                .push(said_by(plugin, standing, observation));
        }
        self
    }

    /// The same, but the run failed.
    pub(crate) fn crash(
        self,
        plugin: &str,
        standing: Standing,
        seen: impl IntoIterator<Item = Observation>,
    ) -> Self {
        let mut case = self.run(plugin, standing, seen);
        let run = case.runs.last_mut().unwrap();
        run.result = RunResult::Failed {
            kind: "trap".to_owned(),
        };
        case
    }
}

/// The shipped policy over points, controls and scenarios of a test. Each control that a point names exists.
pub(crate) fn catalogue(
    points: impl IntoIterator<Item = Point>,
    scenarios: Vec<Scenario>,
    gates: Vec<Gate>,
) -> Catalogue {
    static SHIPPED: LazyLock<Catalogue> = LazyLock::new(Catalogue::embedded);
    let mut catalogue = SHIPPED.clone();
    catalogue.points = points.into_iter().map(|p| (p.id.clone(), p)).collect();
    let links = catalogue.points.values().flat_map(|point| &point.controls);
    catalogue.controls = links
        .map(|link| {
            let control = Control {
                id: link.control.clone(),
                reference: link.control.to_string(),
                name: String::new(),
                ask: String::new(),
                group: String::new(),
            };
            (control.id.clone(), control)
        })
        .collect();
    catalogue.scenarios = scenarios;
    catalogue.policy.gates = gates;
    catalogue
}

/// A point about the supplier that is expected in every tier and is a part of one control.
pub(crate) fn point(id: &str, control: &str, weight: u32) -> Point {
    Point {
        id: id.parse().unwrap(),
        title: format!("title of {id}"),
        expectation: String::new(),
        evidence: String::new(),
        ask: format!("what about {id}?"),
        scope: Scope::Supplier,
        controls: vec![ControlLink {
            control: control.parse().unwrap(),
            weight,
            key: false,
        }],
        tiers: Tier::ALL.to_vec(),
        roles: Vec::new(),
        kind: None,
        classes: Vec::new(),
        needs: None,
        may_be_not_applicable: false,
        required_class: BTreeMap::new(),
    }
}

/// A scenario whose likelihood one control lowers. Data volume sets the likelihood, data sensitivity the impact.
pub(crate) fn scenario(id: &str, control: &str) -> Scenario {
    Scenario {
        id: id.parse().unwrap(),
        title: format!("title of {id}"),
        description: String::new(),
        category: "Data".to_owned(),
        likelihood_facts: vec![ContextFact::DataVolume],
        impact_facts: vec![ContextFact::DataSensitivity],
        controls: vec![ScenarioControl {
            control: control.parse().unwrap(),
            weight: 1,
            key: false,
            lowers: AxisEffect::Likelihood,
        }],
        treatment: String::new(),
    }
}

/// A gate on a point that holds in every tier.
pub(crate) fn gate(point: &str) -> Gate {
    let rule = GateRule::Point {
        point: point.parse().unwrap(),
        at_most: None,
    };
    Gate {
        id: format!("gate-{point}"),
        title: String::new(),
        why: String::new(),
        rule,
        tiers: Tier::ALL.to_vec(),
        classes: Vec::new(),
        or_when: None,
        waivable: true,
        on_fail: BTreeMap::new(),
    }
}

pub(crate) fn supplier(systems: &[(&str, &[(ContextFact, u8)])]) -> Supplier {
    let system = |(id, facts): &(&str, &[(ContextFact, u8)])| AiSystem {
        id: id.parse().unwrap(),
        name: Untrusted::from(*id),
        purpose: None,
        data_used: None,
        decisions_influenced: None,
        people_affected: None,
        upstream_models: Vec::new(),
        sector: None,
        context: SystemContext::new(
            facts
                .iter()
                .map(|(fact, rating)| (*fact, Rating::try_from(*rating).unwrap())),
        ),
    };
    Supplier {
        profile: SupplierProfile {
            id: "acme".parse().unwrap(),
            legal_name: Untrusted::from("Acme"),
            also_known_as: Vec::new(),
            country: None,
            website: None,
            roles: Vec::new(),
            ai_act_roles: Vec::new(),
            contacts: Vec::new(),
        },
        systems: systems.iter().map(system).collect(),
        sub_processors: Vec::new(),
        endpoints: Vec::new(),
        certificates: Vec::new(),
        not_applicable: Vec::new(),
        replaced_terms: Vec::new(),
    }
}

pub(crate) fn approval(point: &str) -> NotApplicableApproval {
    NotApplicableApproval {
        point: point.parse().unwrap(),
        system: None,
        why: Untrusted::from("we send no such data"),
        requested_by: Untrusted::from("Ana"),
        approved_by: Untrusted::from("Ben"),
        approved_on: Some(TODAY),
    }
}

pub(crate) fn participation(
    plugin: &str,
    standing: Standing,
    points: Vec<assay_domain::PointId>,
) -> Participation {
    Participation {
        plugin: plugin_ref(plugin),
        standing,
        unlocked: false,
        run: Some(run_id(plugin)),
        points,
        result: RunResult::Completed,
    }
}

fn plugin_ref(plugin: &str) -> PluginRef {
    PluginRef {
        id: plugin.parse().unwrap(),
        version: "1.0.0".to_owned(),
        publisher: Untrusted::from("somebody"),
        digest: Digest::of(plugin),
    }
}

pub(crate) fn run_id(plugin: &str) -> RunId {
    RunId::new(Digest::of(format!("run of {plugin}")))
}

pub(crate) fn said_by(plugin: &str, standing: Standing, seen: Observation) -> Observation {
    Observation {
        provenance: Provenance {
            run: run_id(plugin),
            plugin: plugin_ref(plugin),
            standing,
        },
        ..seen
    }
}

/// An observation about the supplier, of medium severity and full confidence, on an answer. Who said it is filled in later.
pub(crate) fn saw(point: &str, outcome: ReportedOutcome, class: EvidenceClass) -> Observation {
    Observation {
        point: point.parse().unwrap(),
        system: None,
        outcome,
        severity: Severity::Medium,
        class,
        ageing: None,
        requested_class: class,
        confidence: Bp::FULL,
        requested_confidence: Bp::FULL,
        title: Untrusted::default(),
        detail: Untrusted::default(),
        remediation: Untrusted::default(),
        facts: Vec::new(),
        evidence: vec![answer(point)],
        observed_on: TODAY,
        provenance: Provenance {
            run: run_id("nobody"),
            plugin: plugin_ref("nobody"),
            standing: Standing::Unverified,
        },
    }
}

pub(crate) fn pass(point: &str, class: EvidenceClass) -> Observation {
    saw(point, ReportedOutcome::Pass, class)
}

pub(crate) fn fail(point: &str, severity: Severity) -> Observation {
    Observation {
        severity,
        ..saw(point, ReportedOutcome::Fail, EvidenceClass::E3)
    }
}

/// The same, held with some confidence.
pub(crate) fn held(confidence: u16, observation: Observation) -> Observation {
    Observation {
        confidence: Bp::saturating(confidence),
        ..observation
    }
}

pub(crate) fn answer(question: &str) -> Evidence {
    Evidence::Answer {
        question: question.parse().unwrap(),
        value: Untrusted::from("yes"),
        documents: Vec::new(),
    }
}

pub(crate) fn quote(document: &str) -> Evidence {
    Evidence::Quote {
        document: document.to_owned(),
        digest: Digest::of(document),
        start: 0,
        end: 3,
        text: Untrusted::from("why"),
        place: None,
    }
}

/// The only system of a verdict.
pub(crate) fn only(verdict: &Verdict) -> &SystemVerdict {
    let [system] = &verdict.systems[..] else {
        panic!("expected one system")
    };
    system
}

pub(crate) fn point_of<'a>(verdict: &'a Verdict, point: &str) -> &'a PointResult {
    let mut points = only(verdict).points.iter();
    points
        .find(|p| p.point.as_str() == point)
        .expect("the point was judged")
}

pub(crate) fn scenario_of<'a>(verdict: &'a Verdict, scenario: &str) -> &'a ScenarioResult {
    let mut scenarios = only(verdict).scenarios.iter();
    scenarios
        .find(|s| s.scenario.as_str() == scenario)
        .expect("the scenario was judged")
}
