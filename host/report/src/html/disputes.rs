//! Where sources disagree, both sides next to each other.

use assay_domain::{PointOutcome, SystemId};
use assay_register::{FindingState, FindingView};
use assay_scoring::PointResult;
use maud::{Markup, html};

use super::{
    findings,
    parts::{self, table},
};
use crate::{
    Report,
    grouped::{merge, of_systems},
};

pub(super) fn any(report: &Report<'_>) -> bool {
    !points(report).is_empty() || disputed(report).next().is_some()
}

pub(super) fn section(report: &Report<'_>) -> Markup {
    if !any(report) {
        return html! {};
    }
    let sources = points(report);
    let sources = sources.iter().flat_map(|(system, point)| {
        let of = |source| ((&point.point, source), Some(*system));
        point.sources.iter().map(of)
    });
    let sources = merge(sources);
    let rows = sources.iter().map(|((point, source), systems)| {
        vec![
            html! { (report.point_title(point)) span.soft { (of_systems(systems)) } },
            html! { (source.plugin) span.soft { " (" (source.standing.label()) ")" } },
            html! { span.outcome { (source.outcome.label()) } },
            html! { (source.class) },
        ]
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
            @if !sources.is_empty() {
                (table("disputes", &["Point", "Source", "Says", "Evidence"], rows.collect()))
            }
        },
    )
}

fn disputed<'a>(report: &Report<'a>) -> impl Iterator<Item = &'a FindingView> {
    let open = report.view.open_findings.iter();
    open.filter(|finding| finding.state == FindingState::Disputed)
}

/// Disputed points that no finding above tells of: both sides may be less than a fail.
fn points<'a>(report: &Report<'a>) -> Vec<(&'a SystemId, &'a PointResult)> {
    let told = |system: &SystemId, point: &PointResult| {
        disputed(report).any(|finding| {
            finding.point == point.point && finding.system.as_ref().is_none_or(|one| one == system)
        })
    };
    let systems = report.verdict().systems.iter();
    systems
        .flat_map(|system| {
            system
                .points
                .iter()
                .map(move |point| (&system.system, point))
        })
        .filter(|(system, point)| point.outcome == PointOutcome::Disputed && !told(system, point))
        .collect()
}
