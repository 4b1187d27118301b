//! Gates, and what is known about each clause and control.

use std::collections::BTreeMap;

use assay_domain::PointOutcome;
use assay_scoring::{ControlResult, GateStatus, SystemVerdict};
use maud::{Markup, html};

use super::parts::{bar, section, table};
use crate::Report;

pub(super) fn gates(report: &Report<'_>) -> Markup {
    let rows = report.verdict().gates.iter().map(|gate| {
        vec![
            html! { (report.gate_title(&gate.gate)) span.soft { " (" (gate.system) ")" } },
            html! { span class={ "gate " (gate_class(gate.status)) } { (gate_word(gate.status)) } },
            html! { (gate.text) },
        ]
    });
    section(
        "gates",
        "Gates",
        html! { "What must be so whatever the arithmetic says." },
        table("gates", &["Gate", "Status", "Why"], rows.collect()),
    )
}

const fn gate_word(status: GateStatus) -> &'static str {
    match status {
        GateStatus::Passed => "\u{2713} passed",
        GateStatus::NotApplicable => "\u{2013} not applicable",
        GateStatus::Weak => "! weak",
        GateStatus::Unknown => "? unknown",
        GateStatus::Failed => "\u{2715} failed",
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
            @for system in &report.verdict().systems {
                @for framework in &report.catalogue.frameworks {
                    h3 { (framework.edition) span.soft { " (" (system.system) ")" } }
                    (table(
                        "controls",
                        &["Clause or control", "Points", "Effectiveness"],
                        framework
                            .controls
                            .iter()
                            .map(|control| {
                                let result = system.controls.iter().find(|one| one.control == control.id);
                                let name = html! { strong { (control.reference) } " " (control.name) };
                                row(system, name, result)
                            })
                            .collect(),
                    ))
                }
            }
        },
    )
}

fn row(system: &SystemVerdict, name: Markup, result: Option<&ControlResult>) -> Vec<Markup> {
    let Some(result) = result.filter(|result| !result.terms.is_empty()) else {
        return vec![
            name,
            html! { span.soft { "no point is expected here" } },
            html! { span.soft { "not assessed" } },
        ];
    };
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    let mut told = 0;
    for term in &result.terms {
        let point = system.points.iter().find(|point| point.point == term.point);
        let outcome = point.map_or(&PointOutcome::NotRun, |point| &point.outcome);
        *counts.entry(outcome.label()).or_default() += 1;
        told += usize::from(outcome.is_determinate());
    }
    let counted: Vec<String> = counts
        .iter()
        .map(|(outcome, count)| format!("{count} {outcome}"))
        .collect();
    vec![
        name,
        html! {
            (told) " of " (result.terms.len()) " told"
            br;
            span.soft { (counted.join(", ")) }
        },
        html! { (bar(result.arithmetic.result, None)) (result.arithmetic.result) },
    ]
}
