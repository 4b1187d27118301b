//! Who stands on which side of a dispute, and on which evidence.

use assay_domain::{Evidence, Observation, ReportedOutcome};
use assay_scoring::{PointResult, SourceView, SystemVerdict};

use super::Steps;
use crate::Report;

impl Steps {
    /// Every side with the places of its evidence.
    pub(super) fn sides(
        &mut self,
        report: &Report<'_>,
        system: &SystemVerdict,
        point: &PointResult,
    ) {
        if !point.sources.is_empty() {
            self.say(
                0,
                format!(
                    "What the sides of `{}` (system `{}`) rest on",
                    point.point, system.system
                ),
            );
        }
        for source in &point.sources {
            self.say(
                1,
                format!(
                    "{} ({}) says {} on {}",
                    source.plugin,
                    source.standing.label(),
                    source.outcome.label(),
                    source.class
                ),
            );
            let evidence = evidence(report, system, point, source);
            if evidence.is_empty() {
                self.say(2, "it cites no evidence");
            }
            for one in evidence {
                self.cite(2, "it cites", one);
            }
        }
    }
}

/// What a source rests on, each piece once: in the latest assessment, or in an earlier one that left the finding open.
fn evidence<'a>(
    report: &Report<'a>,
    system: &SystemVerdict,
    point: &PointResult,
    source: &SourceView,
) -> Vec<&'a Evidence> {
    let view = report.view;
    let earlier = view.open_findings.iter().flat_map(|one| &one.observations);
    let mut pieces = Vec::new();
    for seen in view.latest.observations.iter().chain(earlier) {
        let here = seen.point == point.point
            && seen.system.as_ref().is_none_or(|one| *one == system.system);
        if here && says(seen, source) {
            for one in &seen.evidence {
                if !pieces.contains(&one) {
                    pieces.push(one);
                }
            }
        }
    }
    pieces
}

/// Scoring lowers the class of what speaks for a supplier when it comes from a plugin that is not independent.
fn says(seen: &Observation, source: &SourceView) -> bool {
    let lowered = source.outcome != ReportedOutcome::Fail && !source.standing.is_independent();
    seen.outcome == source.outcome
        && seen.provenance.plugin.id == source.plugin
        && (seen.class == source.class || lowered && seen.class > source.class)
}
