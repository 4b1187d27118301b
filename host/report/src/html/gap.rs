//! The gap assessment as a page.

use assay_catalogue::PointKind;
use assay_domain::{Bp, Level, ScenarioId};
use maud::{Markup, html};

use super::parts::{bar, level, table};
use crate::{
    Report,
    encode::html::text,
    gap::{self, Gap},
};

pub(super) fn body(report: &Report<'_>) -> Markup {
    let found = gap::gaps(report);
    html! {
        header {
            p.eyebrow { "Gap assessment" }
            h1 { (text(&report.view.latest.facts.profile.legal_name)) }
            p.soft { "As of " (found.as_of) ", assessment " (report.view.latest.id) }
        }
        dl.figures {
            @for column in &found.columns {
                div {
                    dt { (column.kind.column()) }
                    dd.value { (column.gaps) " of " (column.expected) " open" }
                    dd.note { (bar(share(column.expected - column.gaps, column.expected), None)) }
                }
            }
        }
        section id="gaps" {
            h2 { "What is missing, the worst risk first" }
            p.lead {
                "Every point that is expected of this supplier and not shown well enough, under the worst risk that rests on it. The "
                "word in a column is what is known: " em { "unknown" } " means that nobody could tell, which counts as missing."
            }
            @if found.gaps.is_empty() { p { "Nothing that is expected is missing." } }
            @for group in found.gaps.chunk_by(|a, b| risk(a) == risk(b)) { (of_risk(report, group)) }
        }
    }
}

/// What gaps are grouped by. A scenario that stands at different levels in two systems makes two groups.
fn risk<'a>(gap: &Gap<'a>) -> Option<(Level, &'a ScenarioId)> {
    gap.risk.as_ref().map(|risk| (risk.residual, risk.scenario))
}

fn of_risk(report: &Report<'_>, gaps: &[Gap<'_>]) -> Markup {
    html! {
        h3 {
            @match gaps.first().and_then(risk) {
                Some((residual, scenario)) => {
                    (level(residual)) " " (scenario.as_str().to_uppercase()) " " (report.scenario_title(scenario))
                }
                None => { "No risk scenario rests on these" }
            }
        }
        (table(
            "gaps",
            &["What is missing", "Policy", "Process", "Documents", "Technical"],
            gaps.iter().map(row).collect(),
        ))
    }
}

fn row(gap: &Gap<'_>) -> Vec<Markup> {
    let mut row = vec![html! {
        strong { (gap.title) } @if let Some(system) = gap.system { span.soft { " (" (system) ")" } }
        br; span.soft { (gap.ask) }
    }];
    row.extend(PointKind::ALL.map(|kind| {
        html! { @if kind == gap.kind { span class={ "gate " (class(gap.outcome)) } { (gap.outcome) } } }
    }));
    row
}

fn class(outcome: &str) -> &'static str {
    match outcome {
        "fail" => "reject",
        "partial" | "weak" => "conditional",
        _ => "undecided",
    }
}

/// A share in basis points, rounded down.
fn share(part: usize, whole: usize) -> Bp {
    let share = (part * 10_000).checked_div(whole).unwrap_or(10_000);
    Bp::saturating(u16::try_from(share).unwrap_or(u16::MAX))
}
