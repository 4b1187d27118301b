//! The risk matrix and the list of risks.

use maud::{Markup, html};

use super::{
    matrix,
    parts::{self, level, table},
};
use crate::{Report, input::Risk};

/// Where the arithmetic of a risk stands.
pub(super) fn anchor(risk: &Risk<'_>) -> String {
    format!("risk-{}-{}", risk.system.system, risk.result.scenario)
}

pub(super) fn section(report: &Report<'_>) -> Markup {
    let rows = report
        .risks()
        .iter()
        .map(|risk| row(report, risk))
        .collect();
    parts::section(
        "risks",
        "Risks",
        html! {
            "Likelihood and impact from 1 to 5, before any control and now. The level is read from a table, "
            "never multiplied; nothing is averaged over risks."
        },
        html! {
            div.matrices {
                @for system in &report.verdict().systems { (matrix::figure(report, system)) }
            }
            (table("risks", &["Risk", "Before", "Now", "What drives what remains"], rows))
        },
    )
}

fn row(report: &Report<'_>, risk: &Risk<'_>) -> Vec<Markup> {
    let Risk { system, result } = risk;
    let floors = [
        ("likelihood", &result.likelihood),
        ("impact", &result.impact),
    ];
    vec![
        html! {
            strong { (result.scenario.as_str().to_uppercase()) } " " (report.scenario_title(&result.scenario))
            br;
            span.soft {
                (system.system)
                @if result.provisional { " \u{b7} provisional: an unknown fact counts as the worst" }
                span.screen { " \u{b7} " a href={ "#" (anchor(risk)) } { "arithmetic" } }
            }
        },
        html! {
            (level(result.inherent))
            span.soft.axes { "L" (result.likelihood.inherent) " I" (result.impact.inherent) }
        },
        html! {
            (level(result.residual))
            span.soft.axes { "L" (result.likelihood.residual) " I" (result.impact.residual) }
        },
        html! {
            @for (index, id) in result.drivers.iter().enumerate() {
                @if index > 0 { " \u{b7} " }
                (report.control_reference(id)) " " (report.control_name(id))
                @if let Some(control) = system.controls.iter().find(|c| c.control == *id) {
                    " " span.soft.nowrap { (control.arithmetic.result) }
                }
            }
            @for (axis, floor) in floors.iter().filter_map(|(axis, r)| r.floor.as_ref().map(|f| (axis, f))) {
                div.soft { "An open finding on " em { (report.point_title(&floor.1)) } " holds the " (axis) " at " (floor.0) " or more." }
            }
        },
    ]
}
