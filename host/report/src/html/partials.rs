//! What is met only in part, with its evidence and what would help.

use assay_domain::Observation;
use maud::{Markup, html};

use super::{
    findings,
    parts::{self, severity, table},
};
use crate::{
    QuoteContexts, Report,
    encode::html::{lines, text},
    partials::{Partials, partials},
};

pub(super) fn section(report: &Report<'_>) -> Markup {
    let Partials {
        standing,
        superseded,
    } = partials(report);
    let rows = standing.iter().map(|partial| row(report, partial));
    parts::section(
        "partials",
        "Met only in part",
        html! {
            @if standing.is_empty() { "Nothing is met only in part. " }
            @else { "No finding, but no pass either: each earns a part of what a pass earns. Worst first. " }
            "Left out is only what a pass on better evidence supersedes, on the same point and system, by an independent "
            "plugin: " (superseded) " here."
        },
        html! {
            @if !standing.is_empty() {
                (table("partials", &["Severity", "What is weak", "Evidence", "What would help"], rows.collect()))
            }
        },
    )
}

fn row(report: &Report<'_>, partial: &Observation) -> Vec<Markup> {
    // In a column of a table what stands around a quote would take a page for each row; its place is there to look it up.
    let alone = QuoteContexts::new();
    vec![
        severity(partial.severity),
        html! {
            (report.point_title(&partial.point))
            @if let Some(system) = &partial.system { span.soft { " (" (system) ")" } }
            p.said { strong { (text(&partial.title)) } }
            @if !partial.detail.is_blank() { p { (lines(&partial.detail)) } }
            p.soft {
                "Seen by " (partial.provenance.plugin.id) " (" (partial.provenance.standing.label()) ") on "
                (partial.observed_on) ", evidence " (partial.class) ", confidence " (partial.confidence)
            }
        },
        html! {
            @for one in &partial.evidence { (findings::evidence(&alone, one)) }
            @if partial.evidence.is_empty() { span.soft { "No evidence is cited." } }
        },
        html! {
            @if partial.remediation.is_blank() { span.soft { "not said" } }
            @else { (lines(&partial.remediation)) }
        },
    ]
}
