//! The gap assessment as a page.

use assay_catalogue::PointKind;
use assay_domain::Bp;
use maud::{Markup, html};

use super::parts::{bar, level, table};
use crate::{
    Report,
    encode::html::text,
    gap::{self, Gap},
};

pub(super) fn body(report: &Report<'_>) -> Markup {
    let found = gap::gaps(report);
    let rows = found.gaps.iter().map(|gap| row(report, gap)).collect();
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
            @else {
                (table(
                    "gaps",
                    &["Risk", "What is missing", "Policy", "Process", "Documents", "Technical controls"],
                    rows,
                ))
            }
        }
    }
}

fn row(report: &Report<'_>, gap: &Gap<'_>) -> Vec<Markup> {
    let mut row = vec![
        html! {
            @match &gap.risk {
                Some(risk) => {
                    (level(risk.residual)) br;
                    span.soft { (risk.scenario.as_str().to_uppercase()) " " (report.scenario_title(risk.scenario)) }
                }
                None => { span.soft { "no scenario rests on it" } }
            }
        },
        html! {
            strong { (gap.title) } @if let Some(system) = gap.system { span.soft { " (" (system) ")" } }
            br; span.soft { (gap.ask) }
        },
    ];
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
