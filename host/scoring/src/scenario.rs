//! What could go wrong, before and after controls.

use std::collections::BTreeMap;

use assay_catalogue::{AxisEffect, Catalogue, Scenario};
use assay_domain::{Axis, Bp, ContextFact, ControlId, PointId, Rating, Severity, SystemContext};

use crate::{
    AxisResult, ControlResult, ScenarioResult, ScenarioTerm, coverage::Shares, mean::capped_mean,
    point::Judged, system::System, tier,
};

/// How many drivers are named.
const DRIVERS: usize = 3;

/// What a critical finding does not let the likelihood fall below, whatever the facts say.
const CRITICAL_LIKELIHOOD: u8 = 4;

/// Every scenario of one system, in the order of the catalogue.
pub(crate) fn scenarios(
    catalogue: &Catalogue,
    system: &System,
    points: &[Judged<'_>],
    controls: &[ControlResult],
    shares: &Shares,
) -> Vec<ScenarioResult> {
    let controls: BTreeMap<&ControlId, &ControlResult> =
        controls.iter().map(|c| (&c.control, c)).collect();
    let asks = tier::asks(&catalogue.policy, system.tier.tier);
    let told_enough = shares.told.got > 0 && shares.told.share >= asks.coverage_floor;
    let known = told_enough && !system.tier.provisional;
    catalogue
        .scenarios
        .iter()
        .map(|scenario| one(catalogue, scenario, system, points, &controls, known))
        .collect()
}

fn one(
    catalogue: &Catalogue,
    scenario: &Scenario,
    system: &System,
    points: &[Judged<'_>],
    controls: &BTreeMap<&ControlId, &ControlResult>,
    known: bool,
) -> ScenarioResult {
    let policy = &catalogue.policy;
    let mut likelihood = before(&scenario.likelihood_facts, &system.facts.context);
    let mut impact = before(&scenario.impact_facts, &system.facts.context);
    for (axis, effect) in [
        (&mut likelihood, AxisEffect::Likelihood),
        (&mut impact, AxisEffect::Impact),
    ] {
        axis.terms = terms(scenario, effect, controls);
        let terms = axis
            .terms
            .iter()
            .map(|t| (t.weight, t.effectiveness, t.key));
        axis.mitigation = capped_mean(terms, policy.key_margin);
    }
    likelihood.steps = policy
        .likelihood_steps
        .reached(likelihood.mitigation.result);
    impact.steps = policy.impact_steps.reached(impact.mitigation.result);
    let findings = serious(scenario, points);
    likelihood.floor = floor(&findings, |severity| {
        likelihood_floor(severity, likelihood.inherent)
    });
    impact.floor = floor(&findings, |severity| {
        (severity == Severity::Critical).then_some(impact.inherent)
    });
    for axis in [&mut likelihood, &mut impact] {
        let lowered = axis.inherent.lowered(axis.steps);
        axis.residual = axis
            .floor
            .as_ref()
            .map_or(lowered, |(floor, _)| lowered.max(*floor));
    }
    let unknown = |axis: &AxisResult| {
        axis.facts.is_empty() || axis.facts.iter().any(|(_, rating)| rating.is_none())
    };
    let provisional = unknown(&likelihood) || unknown(&impact);
    ScenarioResult {
        scenario: scenario.id.clone(),
        provisional,
        inherent: policy
            .level_table
            .level(likelihood.inherent, impact.inherent),
        residual: policy
            .level_table
            .level(likelihood.residual, impact.residual),
        drivers: drivers([&likelihood, &impact]),
        established: !findings.is_empty() || known && !provisional,
        likelihood,
        impact,
    }
}

/// An axis before any control: one more than the worst fact; a missing fact, or none at all, is the worst.
fn before(facts: &[ContextFact], context: &SystemContext) -> AxisResult {
    let facts: Vec<_> = facts
        .iter()
        .map(|fact| (*fact, context.get(*fact)))
        .collect();
    let worst = facts
        .iter()
        .map(|(_, rating)| rating.unwrap_or(Rating::WORST))
        .max();
    let inherent = Axis::try_from(worst.unwrap_or(Rating::WORST).get() + 1).unwrap_or(Axis::MAX);
    AxisResult {
        facts,
        inherent,
        terms: Vec::new(),
        mitigation: capped_mean([], Bp::ZERO),
        steps: 0,
        floor: None,
        residual: inherent,
    }
}

/// The controls on one axis. A control of which nothing is expected here, because the tier does not ask for it or because
/// all of it is approved as not applicable, is left out: what nobody has to show says nothing for or against.
fn terms(
    scenario: &Scenario,
    axis: AxisEffect,
    controls: &BTreeMap<&ControlId, &ControlResult>,
) -> Vec<ScenarioTerm> {
    scenario
        .controls
        .iter()
        .filter(|link| link.lowers.covers(axis))
        .filter_map(|link| {
            let control = controls.get(&link.control)?;
            (!control.terms.is_empty()).then(|| ScenarioTerm {
                control: link.control.clone(),
                weight: link.weight,
                effectiveness: control.arithmetic.result,
                key: link.key,
            })
        })
        .collect()
}

/// Decisive fails of high or critical severity on points of the scenario's controls, expected or not.
fn serious<'a>(scenario: &Scenario, points: &'a [Judged<'_>]) -> Vec<(Severity, &'a PointId)> {
    let linked = |judged: &&Judged<'_>| {
        let mut links = judged.point.controls.iter();
        links.any(|link| scenario.controls.iter().any(|c| c.control == link.control))
    };
    let mut serious = Vec::new();
    for judged in points.iter().filter(linked) {
        let severities = judged
            .sides
            .decisive_fails()
            .map(|s| s.observation.severity);
        if let Some(worst) = severities.max().filter(|worst| *worst >= Severity::High) {
            serious.push((worst, &judged.point.id));
        }
    }
    serious
}

fn likelihood_floor(severity: Severity, inherent: Axis) -> Option<Axis> {
    match severity {
        Severity::Critical => {
            let floor = Axis::try_from(CRITICAL_LIKELIHOOD).unwrap_or(Axis::MAX);
            Some(inherent.max(floor))
        }
        Severity::High => Some(inherent.lowered(1)),
        _ => None,
    }
}

/// The highest floor with the first point that sets it.
fn floor(
    findings: &[(Severity, &PointId)],
    of: impl Fn(Severity) -> Option<Axis>,
) -> Option<(Axis, PointId)> {
    let floors = findings
        .iter()
        .filter_map(|(severity, point)| Some((of(*severity)?, *point)));
    floors
        .min_by_key(|(floor, point)| (std::cmp::Reverse(*floor), *point))
        .map(|(floor, point)| (floor, point.clone()))
}

/// The weakest controls of both axes, of equals the weightier first.
fn drivers(axes: [&AxisResult; 2]) -> Vec<ControlId> {
    let mut terms: Vec<&ScenarioTerm> = axes.iter().flat_map(|axis| &axis.terms).collect();
    terms.retain(|term| term.effectiveness < Bp::FULL);
    terms.sort_by_key(|t| (t.effectiveness, std::cmp::Reverse(t.weight), &t.control));
    let mut drivers: Vec<ControlId> = Vec::new();
    for term in terms {
        if !drivers.contains(&term.control) {
            drivers.push(term.control.clone());
        }
    }
    drivers.truncate(DRIVERS);
    drivers
}
