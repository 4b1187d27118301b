//! What is met only in part: no finding, but no pass either.

use std::cmp::Reverse;

use assay_domain::{Observation, ReportedOutcome};
use assay_scoring::RunResult;

use crate::Report;

/// The partial observations of the latest assessment.
#[derive(Debug)]
pub(crate) struct Partials<'a> {
    /// Those that stand, the worst first, of equals those on the best evidence.
    pub standing: Vec<&'a Observation>,
    /// How many are superseded and therefore not shown.
    pub superseded: usize,
}

/// A partial is superseded by a pass on the same point and the same system, on better evidence, that counts. On equal
/// evidence it stands, because scoring then says "partial" as well: a gate that is weak must not have an invisible cause.
/// Two endpoints of one system, one of them weak, are such a case.
pub(crate) fn partials<'a>(report: &Report<'a>) -> Partials<'a> {
    let all = &report.view.latest.observations;
    let (mut standing, superseded): (Vec<_>, Vec<_>) = all
        .iter()
        .filter(|seen| seen.outcome == ReportedOutcome::Partial)
        .partition(|partial| !all.iter().any(|pass| supersedes(report, pass, partial)));
    // The sort is stable: equals stay in the order in which they were observed.
    standing.sort_by_key(|partial| (Reverse(partial.severity), Reverse(partial.class)));
    Partials {
        standing,
        superseded: superseded.len(),
    }
}

fn supersedes(report: &Report<'_>, pass: &Observation, partial: &Observation) -> bool {
    pass.outcome == ReportedOutcome::Pass
        && pass.point == partial.point
        && pass.system == partial.system
        && pass.class > partial.class
        && pass.confidence >= report.catalogue.policy.dispute_below
        && is_heard(report, pass)
}

/// As in scoring: said by an independent plugin whose run completed and declared the point.
fn is_heard(report: &Report<'_>, pass: &Observation) -> bool {
    let run = Some(&pass.provenance.run);
    let mut parts = report
        .view
        .latest
        .participations
        .iter()
        .filter(|part| part.run.as_ref() == run)
        .peekable();
    parts.peek().is_some()
        && pass.provenance.standing.is_independent()
        && parts.all(|part| {
            part.result == RunResult::Completed
                && part.standing.is_independent()
                && part.points.contains(&pass.point)
        })
}
