//! Where sources disagree, both sides next to each other.

use assay_domain::PointOutcome;
use assay_register::{FindingState, FindingView};
use assay_scoring::{PointResult, SystemVerdict};
use maud::{Markup, html};

use super::{
    findings,
    parts::{self, table},
};
use crate::Report;

pub(super) fn any(report: &Report<'_>) -> bool {
    !points(report).is_empty() || disputed(report).next().is_some()
}

pub(super) fn section(report: &Report<'_>) -> Markup {
    if !any(report) {
        return html! {};
    }
    let points = points(report);
    let rows = points.iter().flat_map(|(system, point)| {
        point.sources.iter().map(move |source| {
            vec![
                html! { (report.point_title(&point.point)) span.soft { " (" (system.system) ")" } },
                html! { (source.plugin) span.soft { " (" (source.standing.label()) ")" } },
                html! { span.outcome { (source.outcome.label()) } },
                html! { (source.class) },
            ]
        })
    });
    parts::section(
        "disputes",
        "Disputes",
        html! {
            "Sources that contradict each other, or a fail that is held with little confidence. The worse side counts, "
            "and nothing is approved before a person has looked."
        },
        html! {
            @for finding in disputed(report) { (findings::card(report, finding)) }
            @if !points.is_empty() {
                (table("disputes", &["Point", "Source", "Says", "Evidence"], rows.collect()))
            }
        },
    )
}

fn disputed<'a>(report: &Report<'a>) -> impl Iterator<Item = &'a FindingView> {
    let open = report.view.open_findings.iter();
    open.filter(|finding| finding.state == FindingState::Disputed)
}

fn points<'a>(report: &Report<'a>) -> Vec<(&'a SystemVerdict, &'a PointResult)> {
    let systems = report.verdict().systems.iter();
    systems
        .flat_map(|system| system.points.iter().map(move |point| (system, point)))
        .filter(|(_, point)| point.outcome == PointOutcome::Disputed)
        .collect()
}
