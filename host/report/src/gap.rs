//! The gap assessment: what is missing, in the four columns policy, process, documents and technical controls, sorted by the risk
//! that rests on it.

use std::{cmp::Reverse, collections::BTreeMap};

use assay_catalogue::{Point, PointKind, Scope};
use assay_domain::{Bp, EvidenceClass, Level, PointId, PointOutcome, ScenarioId, SystemId};
use assay_scoring::{PointResult, SystemVerdict};
use jiff::civil::Date;
use serde::Serialize;

use crate::{Report, encode};

/// The gaps of a supplier.
#[derive(Debug, Serialize)]
pub(crate) struct GapAssessment<'a> {
    /// The supplier.
    pub supplier: &'a str,
    /// The day for which the assessment holds.
    pub as_of: Date,
    /// The four columns.
    pub columns: Vec<Column>,
    /// What is missing, that on which the worst risk rests first.
    pub gaps: Vec<Gap<'a>>,
}

/// How one column stands.
#[derive(Debug, Serialize)]
pub(crate) struct Column {
    /// Which.
    pub kind: PointKind,
    /// How many points are expected.
    pub expected: usize,
    /// How many of them are gaps.
    pub gaps: usize,
}

/// Something that is missing.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Gap<'a> {
    /// The point.
    pub point: &'a PointId,
    /// Its title.
    pub title: &'a str,
    /// The system, or none for the supplier as a whole.
    pub system: Option<&'a SystemId>,
    /// The column.
    pub kind: PointKind,
    /// The outcome as a word, or `weak` for a pass on too little evidence.
    pub outcome: &'a str,
    /// What it still contributes.
    pub effectiveness: Bp,
    /// The worst risk that rests on it; none when no scenario does.
    pub risk: Option<GapRisk<'a>>,
    /// What to ask for.
    pub ask: &'a str,
}

/// The worst risk that rests on a point.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct GapRisk<'a> {
    /// The scenario.
    pub scenario: &'a ScenarioId,
    /// The system of the risk.
    pub system: &'a SystemId,
    /// What remains of it.
    pub residual: Level,
    /// What was there before.
    pub inherent: Level,
}

/// As JSON: `supplier`, `as_of`, `columns` and `gaps`, the worst first.
pub fn json(report: &Report<'_>) -> String {
    encode::json::pretty(&gaps(report))
}

/// What is missing. A point about the supplier as a whole stands once, under the worst risk of any system.
pub(crate) fn gaps<'a>(report: &Report<'a>) -> GapAssessment<'a> {
    let verdict = report.verdict();
    let mut expected: BTreeMap<(Option<&SystemId>, &PointId), PointKind> = BTreeMap::new();
    let mut gaps: BTreeMap<(Option<&'a SystemId>, &'a PointId), Gap<'a>> = BTreeMap::new();
    for system in &verdict.systems {
        for result in system.points.iter().filter(|result| result.expected) {
            let Some(point) = report.point(&result.point) else {
                continue;
            };
            let about = (point.scope == Scope::System).then_some(&system.system);
            expected.insert((about, &result.point), point.kind());
            let Some(outcome) = missing(point, result, system) else {
                continue;
            };
            let gap = Gap {
                point: &result.point,
                title: &point.title,
                system: about,
                kind: point.kind(),
                outcome,
                effectiveness: result.effectiveness,
                risk: worst_risk(report, point, system),
                ask: &point.ask,
            };
            gaps.entry((about, &result.point))
                .and_modify(|known| {
                    if urgency(&gap) < urgency(known) {
                        known.clone_from(&gap);
                    }
                })
                .or_insert(gap);
        }
    }
    let mut gaps: Vec<Gap<'a>> = gaps.into_values().collect();
    gaps.sort_by(|a, b| urgency(a).cmp(&urgency(b)));
    let columns = PointKind::ALL.map(|kind| Column {
        kind,
        expected: expected.values().filter(|known| **known == kind).count(),
        gaps: gaps.iter().filter(|gap| gap.kind == kind).count(),
    });
    GapAssessment {
        supplier: verdict.supplier.as_str(),
        as_of: verdict.as_of,
        columns: columns.into(),
        gaps,
    }
}

/// The most urgent first: what remains of the risk, what was there before, how little the point contributes.
fn urgency<'a>(gap: &Gap<'a>) -> impl Ord + use<'a> {
    let risk = gap.risk.as_ref().map(|risk| (risk.residual, risk.inherent));
    // The number of the scenario, so that R2 stands before R11.
    let scenario = gap.risk.as_ref().map(|risk| risk.scenario.as_str());
    (
        Reverse(risk),
        scenario.map(|id| (id.len(), id)),
        gap.effectiveness,
        gap.point.as_str(),
        gap.system.map(SystemId::as_str),
    )
}

/// The word for why a point is a gap, or nothing. What a point that does not apply lacks is no gap; a pass on weaker evidence than
/// the tier asks for is one.
fn missing<'a>(point: &Point, result: &'a PointResult, system: &SystemVerdict) -> Option<&'a str> {
    let required = point.required_class.get(&system.tier.tier);
    let required = required.copied().unwrap_or(EvidenceClass::E0);
    match &result.outcome {
        PointOutcome::Pass if result.shown && result.class >= required => None,
        PointOutcome::Pass => Some("weak"),
        PointOutcome::NotApplicable { .. } => None,
        outcome => Some(outcome.label()),
    }
}

/// Of the risks that rest on the point, the worst that remains.
fn worst_risk<'a>(
    report: &Report<'a>,
    point: &Point,
    system: &'a SystemVerdict,
) -> Option<GapRisk<'a>> {
    let rests_on = |id: &ScenarioId| {
        report.scenario(id).is_some_and(|scenario| {
            scenario.controls.iter().any(|link| {
                point
                    .controls
                    .iter()
                    .any(|support| support.control == link.control)
            })
        })
    };
    system
        .scenarios
        .iter()
        .rev()
        .filter(|result| rests_on(&result.scenario))
        // Reversed, so that of equals the first of the catalogue is taken.
        .max_by_key(|result| (result.residual, result.inherent))
        .map(|result| GapRisk {
            scenario: &result.scenario,
            system: &system.system,
            residual: result.residual,
            inherent: result.inherent,
        })
}
