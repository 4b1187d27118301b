//! Whether a catalogue is sound as a whole. It runs on every load, so that an override cannot break what the method promises.

mod findings;
mod policy;

pub(crate) use findings::Findings;

use std::collections::BTreeSet;

use assay_domain::ControlId;

use crate::{AxisEffect, Catalogue, Framework, Point, Scenario};

/// Weights of points in controls and of controls in scenarios.
const WEIGHTS: std::ops::RangeInclusive<u32> = 1..=10;

/// The controls of each objective of Annex A, A.2 to A.10 (ISO/IEC 42001:2023).
const ANNEX_A: [usize; 9] = [3, 2, 5, 4, 9, 5, 4, 3, 3];

/// The management clauses from 4.1 to 10.2 (ISO/IEC 42001:2023).
const CLAUSES: usize = 32;

/// Duties of the mission.
const DUTIES: usize = 68;

pub(crate) fn catalogue(catalogue: &Catalogue, findings: &mut Findings<'_>) {
    for framework in &catalogue.frameworks {
        controls(framework, findings);
    }
    for point in catalogue.points.values() {
        links(catalogue, point, findings);
    }
    for control in catalogue.controls.keys() {
        if catalogue.points_for_control(control).next().is_none() {
            findings.about(control.as_str(), "no point supports this control");
        }
    }
    for scenario in &catalogue.scenarios {
        scenario_links(catalogue, scenario, findings);
    }
    policy::policy(catalogue, findings);
    mission(catalogue, findings);
}

fn controls(framework: &Framework, findings: &mut Findings<'_>) {
    let iso = framework.id == "iso42001";
    for control in &framework.controls {
        let id = control.id.as_str();
        let expected = format!("{}.{}", framework.id, control.reference.to_lowercase());
        if iso && id != expected {
            findings.about(id, format!("its reference asks for the id `{expected}`"));
        } else if !id.starts_with(&format!("{}.", framework.id)) {
            findings.about(
                id,
                format!("an id of this framework starts with `{}.`", framework.id),
            );
        }
    }
    if !iso {
        return;
    }
    let in_group = |group: &str| {
        framework
            .controls
            .iter()
            .filter(|c| c.group == group)
            .count()
    };
    for (objective, expected) in (2..).zip(ANNEX_A) {
        let group = format!("A.{objective}");
        let found = in_group(&group);
        if found != expected {
            findings.about(
                "iso42001",
                format!("{group} has {expected} controls in the standard, here {found}"),
            );
        }
    }
    let clauses: usize = (4..=10).map(|clause| in_group(&clause.to_string())).sum();
    if clauses != CLAUSES {
        findings.about(
            "iso42001",
            format!("the standard has {CLAUSES} clauses from 4.1 to 10.2, here {clauses}"),
        );
    }
    let all = CLAUSES + ANNEX_A.iter().sum::<usize>();
    if framework.controls.len() != all {
        findings.about(
            "iso42001",
            format!(
                "expected {all} clauses and controls, found {}",
                framework.controls.len()
            ),
        );
    }
}

fn links(catalogue: &Catalogue, point: &Point, findings: &mut Findings<'_>) {
    let id = point.id.as_str();
    match (point.controls.is_empty(), point.tiers.is_empty()) {
        (true, false) => findings.about(id, "the point supports no control"),
        (false, true) => findings.about(id, "the point is expected in no tier"),
        // Informational when both are empty.
        (true, true) | (false, false) => {}
    }
    let linked = point.controls.iter().map(|l| (&l.control, l.weight));
    weighted(catalogue, id, linked, findings);
    for tier in point.required_class.keys() {
        if !point.tiers.contains(tier) {
            findings.about(
                id,
                format!("a class is required at {tier}, where it is not expected"),
            );
        }
    }
}

fn scenario_links(catalogue: &Catalogue, scenario: &Scenario, findings: &mut Findings<'_>) {
    let id = scenario.id.as_str();
    let linked = scenario.controls.iter().map(|l| (&l.control, l.weight));
    weighted(catalogue, id, linked, findings);
    for (axis, facts) in [
        (AxisEffect::Likelihood, &scenario.likelihood_facts),
        (AxisEffect::Impact, &scenario.impact_facts),
    ] {
        if facts.is_empty() {
            findings.about(id, format!("no fact sets its {}", axis.label()));
        }
        if !scenario
            .controls
            .iter()
            .any(|link| link.lowers.covers(axis))
        {
            findings.about(id, format!("no control lowers its {}", axis.label()));
        }
    }
}

/// Links of a point or a scenario: each to a control that exists, once, with a weight in range.
fn weighted<'a>(
    catalogue: &Catalogue,
    id: &str,
    links: impl Iterator<Item = (&'a ControlId, u32)>,
    findings: &mut Findings<'_>,
) {
    let mut seen = BTreeSet::new();
    for (control, weight) in links {
        if !catalogue.controls.contains_key(control) {
            findings.about(id, format!("there is no control `{control}`"));
        }
        if !seen.insert(control) {
            findings.about(id, format!("`{control}` is linked twice"));
        }
        if !WEIGHTS.contains(&weight) {
            findings.about(id, format!("the weight {weight} is not from 1 to 10"));
        }
    }
}

fn mission(catalogue: &Catalogue, findings: &mut Findings<'_>) {
    let mission = &catalogue.mission;
    let ids: Vec<&str> = mission.rows.iter().map(|row| row.id.as_str()).collect();
    let expected: Vec<String> = (1..=DUTIES).map(|n| format!("M{n}")).collect();
    if ids != expected {
        findings.in_file(
            "mission.toml",
            format!("expected the rows M1 to M{DUTIES} in order"),
        );
    }
    for row in &mission.rows {
        if row.is_uncovered() {
            findings.about(&row.id, format!("nothing covers this duty: {}", row.duty));
        }
        for point in row.points.iter().filter(|id| catalogue.point(id).is_none()) {
            findings.about(&row.id, format!("there is no point `{point}`"));
        }
        for scenario in &row.scenarios {
            if !catalogue
                .scenarios
                .iter()
                .any(|known| known.id == *scenario)
            {
                findings.about(&row.id, format!("there is no scenario `{scenario}`"));
            }
        }
        for feature in &row.features {
            if !mission.features.iter().any(|known| known.id == *feature) {
                findings.about(&row.id, format!("there is no feature `{feature}`"));
            }
        }
    }
    for feature in &mission.features {
        if !mission
            .rows
            .iter()
            .any(|row| row.features.contains(&feature.id))
        {
            findings.about(&feature.id, "this feature covers no duty");
        }
    }
}
