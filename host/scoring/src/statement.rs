//! Observations as they count: who may say what, and what is left of it when a run failed.

use std::collections::{BTreeMap, BTreeSet};

use assay_domain::{
    Bp, EvidenceClass, Observation, PointId, ReportedOutcome, RunId, Standing, SystemId,
};

use crate::{Input, Participation, RunResult};

/// The best class that a plugin can earn which is not independent of the supplier: it is the supplier's own word.
const OWN_WORD: EvidenceClass = EvidenceClass::E1;

/// A pass that is held with less is itself in doubt and closes nothing. Not the policy's `dispute-below`, so that a finding
/// closes by the same rule under every policy.
const CLOSING_CONFIDENCE: Bp = Bp::saturating(5_000);

/// One observation as it counts.
#[derive(Debug, Clone)]
pub(crate) struct Statement<'a> {
    pub(crate) observation: &'a Observation,
    /// The worse of what the observation and the list of runs say.
    pub(crate) standing: Standing,
    /// The granted class, for a positive of a plugin that is not independent E1 at most.
    pub(crate) class: EvidenceClass,
    /// A fail of an earlier assessment.
    pub(crate) carried: bool,
    /// A positive of a run that failed: it earns nothing.
    pub(crate) discarded: bool,
}

impl Statement<'_> {
    pub(crate) fn is_fail(&self) -> bool {
        self.observation.outcome == ReportedOutcome::Fail
    }

    /// True when it is about the system, or about the supplier as a whole.
    pub(crate) fn applies_to(&self, system: &SystemId) -> bool {
        self.observation.system.as_ref().is_none_or(|s| s == system)
    }

    /// Two statements are from one source when one plugin cites the same evidence for both. A plugin that draws opposite
    /// conclusions from one piece of evidence is broken rather than two witnesses.
    pub(crate) fn same_source(&self, other: &Self) -> bool {
        self.observation.provenance.plugin.digest == other.observation.provenance.plugin.digest
            && self.observation.evidence == other.observation.evidence
    }
}

fn is_positive(outcome: ReportedOutcome) -> bool {
    matches!(outcome, ReportedOutcome::Pass | ReportedOutcome::Partial)
}

/// Which runs answer for a point.
#[derive(Debug, Default)]
pub(crate) struct Declared {
    /// A completed run declared it.
    pub(crate) completed: bool,
    /// A failed run declared it; the kind that comes first in the alphabet.
    pub(crate) failed: Option<String>,
}

/// All statements that count, in an order that does not depend on the order of the input.
#[derive(Debug)]
pub(crate) struct Statements<'a> {
    by_point: BTreeMap<&'a PointId, Vec<Statement<'a>>>,
    declared: BTreeMap<&'a PointId, Declared>,
    /// Carried fails with the pass that closes them.
    pub(crate) closed: Vec<(&'a Observation, &'a Observation)>,
}

impl<'a> Statements<'a> {
    pub(crate) fn new(input: &Input<'a>) -> Self {
        let runs = Run::by_id(input.runs);
        let known = |o: &&Observation| input.catalogue.points.contains_key(&o.point);
        let mut all: Vec<Statement<'a>> = input
            .observations
            .iter()
            .filter(known)
            .filter_map(|o| admit(input, o, runs.get(&o.provenance.run)))
            .collect();
        all.sort_by_cached_key(order);
        let mut closed = Vec::new();
        for open in input.carried.iter().filter(known) {
            if open.outcome != ReportedOutcome::Fail {
                continue;
            }
            let closing = all.iter().find(|s| {
                !s.discarded && s.standing.is_independent() && closes(s.observation, open)
            });
            match closing {
                Some(pass) => closed.push((open, pass.observation)),
                None => all.push(Statement {
                    observation: open,
                    standing: open.provenance.standing,
                    class: open.class,
                    carried: true,
                    discarded: false,
                }),
            }
        }
        // A carried fail that was observed again word for word stands behind its new copy and goes.
        all.sort_by_cached_key(order);
        all.dedup_by(|later, first| later.observation == first.observation);
        let mut by_point: BTreeMap<&PointId, Vec<Statement<'a>>> = BTreeMap::new();
        for statement in all {
            let point = &statement.observation.point;
            by_point.entry(point).or_default().push(statement);
        }
        Self {
            by_point,
            declared: declared(input.runs),
            closed,
        }
    }

    pub(crate) fn on(&self, point: &PointId) -> &[Statement<'a>] {
        self.by_point.get(point).map_or(&[], Vec::as_slice)
    }

    pub(crate) fn all(&self) -> impl Iterator<Item = &Statement<'a>> {
        self.by_point.values().flatten()
    }

    pub(crate) fn declared(&self, point: &PointId) -> Option<&Declared> {
        self.declared.get(point)
    }
}

/// How a run ended and what it may speak about. Entries of one id are merged to the worst of them.
#[derive(Debug)]
struct Run<'a> {
    standing: Standing,
    failed: bool,
    points: BTreeSet<&'a PointId>,
}

impl<'a> Run<'a> {
    fn by_id(runs: &'a [Participation]) -> BTreeMap<&'a RunId, Self> {
        let mut by_id: BTreeMap<&RunId, Self> = BTreeMap::new();
        for one in runs {
            let Some(id) = &one.run else { continue };
            let run = by_id.entry(id).or_insert_with(|| Self {
                standing: one.standing,
                failed: false,
                points: BTreeSet::new(),
            });
            run.standing = run.standing.min(one.standing);
            run.failed |= matches!(one.result, RunResult::Failed { .. });
            run.points.extend(&one.points);
        }
        by_id
    }
}

/// What is left of an observation when it is known how its run ended: fails always count, everything else only from a run
/// that completed and declared the point. A positive of a failed run is kept as discarded, because it may still count
/// against the supplier; one of a run that nobody listed is dropped.
fn admit<'a>(
    input: &Input<'_>,
    observation: &'a Observation,
    run: Option<&Run<'_>>,
) -> Option<Statement<'a>> {
    let fail = observation.outcome == ReportedOutcome::Fail;
    let positive = is_positive(observation.outcome);
    let discarded = match run {
        _ if fail => false,
        Some(run) if !run.points.contains(&observation.point) => return None,
        Some(run) if !run.failed => false,
        Some(_) if positive => true,
        _ => return None,
    };
    let own = observation.provenance.standing;
    let standing = run.map_or(own, |run| run.standing.min(own));
    let class = if positive && !standing.is_independent() {
        observation.class.min(OWN_WORD)
    } else {
        observation.class
    };
    // On the day of the run this is what was granted. On a later day, time alone has made a pass weaker; a fail keeps its
    // strength, because a supplier must not outlast it.
    let freshness = &input.catalogue.policy.freshness;
    let class = match &observation.ageing {
        Some(ageing) if positive => class.min(freshness.class_on(ageing, input.as_of)),
        _ => class,
    };
    Some(Statement {
        observation,
        standing,
        class,
        carried: false,
        discarded,
    })
}

fn declared(runs: &[Participation]) -> BTreeMap<&PointId, Declared> {
    let mut declared: BTreeMap<&PointId, Declared> = BTreeMap::new();
    for run in runs {
        for point in run.points.iter().collect::<BTreeSet<_>>() {
            let entry = declared.entry(point).or_default();
            match &run.result {
                RunResult::Completed => entry.completed = true,
                RunResult::Failed { kind } => {
                    if entry.failed.as_ref().is_none_or(|known| kind < known) {
                        entry.failed = Some(kind.clone());
                    }
                }
            }
        }
    }
    declared
}

/// A total order of statements by content. Canonical JSON settles what the first fields leave open.
fn order(statement: &Statement<'_>) -> impl Ord + use<> {
    let o = statement.observation;
    (
        (o.point.clone(), o.system.clone(), o.outcome),
        std::cmp::Reverse((o.severity, statement.class, o.confidence)),
        o.provenance.plugin.id.clone(),
        serde_json::to_string(o).unwrap_or_default(),
        statement.carried,
    )
}

/// True when a pass closes an open fail: an independent plugin saw the same point of the same system, on the same day or
/// later, on evidence of equal or better class, and is not itself in doubt. Nothing else does: a withdrawn answer, a page
/// that is gone or a plugin that crashed leave the finding open.
pub fn closes(pass: &Observation, open: &Observation) -> bool {
    pass.outcome == ReportedOutcome::Pass
        && open.outcome == ReportedOutcome::Fail
        && pass.provenance.standing.is_independent()
        && pass.point == open.point
        && pass.system == open.system
        && pass.class >= open.class
        && pass.confidence >= CLOSING_CONFIDENCE
        && pass.observed_on >= open.observed_on
}
