//! What to ask the supplier next.

use std::collections::{BTreeMap, BTreeSet};

use assay_catalogue::{Catalogue, GateRule, Scope};
use assay_domain::{EvidenceClass, PointId, PointOutcome, SystemId};

use crate::{Ask, point::Judged, system::System};

/// Every expected point that is not yet shown well enough, the most valuable first: those that a gate looks at, then by how
/// much rests on them in scenarios. A fail is not asked about: it has to be mended.
pub(crate) fn ask_next(catalogue: &Catalogue, systems: &[(&System, &[Judged<'_>])]) -> Vec<Ask> {
    let at_gates: BTreeSet<&PointId> = catalogue
        .policy
        .gates
        .iter()
        .filter_map(|gate| match &gate.rule {
            GateRule::Point { point, .. } => Some(point),
            GateRule::Context { .. } => None,
        })
        .collect();
    let mut asks: BTreeMap<(Option<SystemId>, &PointId), Ask> = BTreeMap::new();
    for (system, points) in systems {
        for judged in points.iter().filter(|judged| judged.counts()) {
            let Some(outcome) = open(judged, system) else {
                continue;
            };
            let point = judged.point;
            let about = (point.scope == Scope::System).then(|| system.facts.id.clone());
            asks.entry((about.clone(), &point.id))
                .or_insert_with(|| Ask {
                    point: point.id.clone(),
                    system: about,
                    text: point.ask.clone(),
                    outcome: outcome.to_owned(),
                    gate: at_gates.contains(&point.id),
                    weight: catalogue.scenario_weight(point),
                });
        }
    }
    let mut asks: Vec<Ask> = asks.into_values().collect();
    // The map's order, system then point, settles what is equally valuable.
    asks.sort_by_key(|ask| std::cmp::Reverse((ask.gate, ask.weight)));
    asks
}

/// The word for why a point has to be asked about, or nothing.
fn open(judged: &Judged<'_>, system: &System) -> Option<&'static str> {
    let required = judged.point.required_class.get(&system.tier.tier);
    let required = required.copied().unwrap_or(EvidenceClass::E0);
    match judged.result.outcome {
        PointOutcome::Fail => None,
        PointOutcome::Pass if !judged.result.shown || judged.sides.shown_class() < required => {
            Some("weak")
        }
        PointOutcome::Pass => None,
        ref outcome => Some(outcome.label()),
    }
}
