//! Gates, and what is known about each clause and control.

use std::collections::BTreeMap;

use assay_catalogue::Framework;
use assay_domain::PointOutcome;
use assay_scoring::{ControlResult, GateStatus, SystemVerdict};
use maud::{Markup, html};

use super::parts::{bar, prose, section, table};
use crate::{
    Report,
    grouped::{merge, of_systems},
    words::gate_status,
};

pub(super) fn gates(report: &Report<'_>) -> Markup {
    let gates = report.verdict().gates.iter();
    let mut gates = merge(gates.map(|gate| {
        let what = (gate.status, gate.gate.as_str(), gate.text.as_str());
        (what, Some(&gate.system))
    }));
    gates.sort_by_key(|((status, ..), _)| std::cmp::Reverse(*status));
    let rows = gates.iter().map(|((status, gate, text), systems)| {
        vec![
            html! { (report.gate_title(gate)) span.soft { (of_systems(systems)) } },
            html! { span class={ "gate " (gate_class(*status)) } { (gate_sign(*status)) " " (gate_status(*status)) } },
            html! { (prose(text)) },
        ]
    });
    section(
        "gates",
        "Gates",
        html! { "What must be so whatever the arithmetic says, the worst first." },
        table("gates", &["Gate", "Status", "Why"], rows.collect()),
    )
}

/// A sign before the word, so that it does not rest on colour.
const fn gate_sign(status: GateStatus) -> &'static str {
    match status {
        GateStatus::Passed => "\u{2713}",
        GateStatus::NotApplicable => "\u{2013}",
        GateStatus::Weak => "!",
        GateStatus::Unknown => "?",
        GateStatus::Failed => "\u{2715}",
    }
}

const fn gate_class(status: GateStatus) -> &'static str {
    match status {
        GateStatus::Passed | GateStatus::NotApplicable => "approve",
        GateStatus::Weak => "conditional",
        GateStatus::Unknown => "undecided",
        GateStatus::Failed => "reject",
    }
}

pub(super) fn coverage(report: &Report<'_>) -> Markup {
    section(
        "coverage",
        "Clauses and controls",
        html! {
            "Effectiveness is the weighted mean of the points that are expected of this supplier, capped by the worst key "
            "point. A point that nobody could tell earns nothing and stays in the mean."
        },
        html! {
            @for framework in &report.catalogue.frameworks {
                h3 { (framework.title) " " span.soft { (framework.edition) } }
                @for systems in report.verdict().systems.chunks(SYSTEMS) { (controls(framework, systems)) }
            }
        },
    )
}

/// Systems side by side in one table; a page is not wide enough for more.
const SYSTEMS: usize = 3;

fn controls(framework: &Framework, systems: &[SystemVerdict]) -> Markup {
    let mut header = vec!["Clause or control"];
    header.extend(systems.iter().map(|system| system.system.as_str()));
    let rows = framework.controls.iter().map(|control| {
        let mut row = vec![html! { strong { (control.reference) } " " (control.name) }];
        row.extend(systems.iter().map(|system| {
            let result = system.controls.iter().find(|one| one.control == control.id);
            effectiveness(system, result)
        }));
        row
    });
    table("controls", &header, rows.collect())
}

fn effectiveness(system: &SystemVerdict, result: Option<&ControlResult>) -> Markup {
    let Some(result) = result.filter(|result| !result.terms.is_empty()) else {
        return html! { span.soft { "no point is expected here" } };
    };
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for term in &result.terms {
        let point = system.points.iter().find(|point| point.point == term.point);
        let outcome = point.map_or(&PointOutcome::NotRun, |point| &point.outcome);
        *counts.entry(outcome.label()).or_default() += 1;
    }
    let counted: Vec<String> = counts
        .iter()
        .map(|(outcome, count)| format!("{count} {outcome}"))
        .collect();
    html! {
        (bar(result.arithmetic.result, None)) (result.arithmetic.result) " "
        span.soft { (counted.join(", ")) }
    }
}
