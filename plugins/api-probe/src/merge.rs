//! One observation per point and AI system. Two endpoints of one system would otherwise speak for it side by side, and a
//! good one would cover a silent one: whoever counts them takes a pass and leaves an unknown beside it aside.

use assay_sdk::{Endpoint, Observation};

/// The host takes this many pieces of evidence and facts per observation.
const MOST_ITEMS: usize = 32;

/// Merges in the order in which points first appear; the worst outcome decides.
pub(crate) fn merge<'a>(
    seen: impl Iterator<Item = (&'a Endpoint, Observation)>,
) -> Vec<Observation> {
    let mut groups: Vec<Vec<(&Endpoint, Observation)>> = Vec::new();
    for (endpoint, observation) in seen {
        let same = |group: &&mut Vec<(&Endpoint, Observation)>| {
            group.first().is_some_and(|(_, first)| {
                first.point == observation.point && first.system == observation.system
            })
        };
        match groups.iter_mut().find(same) {
            Some(group) => group.push((endpoint, observation)),
            None => groups.push(vec![(endpoint, observation)]),
        }
    }
    groups.into_iter().filter_map(one).collect()
}

/// How bad an outcome is for the whole. Unknown stands above partial: what was not seen may be worse than what was.
fn rank(observation: &Observation) -> usize {
    ["not-applicable", "pass", "partial", "unknown", "fail"]
        .iter()
        .position(|word| *word == observation.outcome)
        .unwrap_or(0)
}

fn severity(observation: &Observation) -> usize {
    ["info", "low", "medium", "high", "critical"]
        .iter()
        .position(|word| *word == observation.severity)
        .unwrap_or(0)
}

fn one(mut group: Vec<(&Endpoint, Observation)>) -> Option<Observation> {
    // Stable, so that among equals the endpoint that the dossier names first speaks.
    group.sort_by_key(|(_, observation)| {
        std::cmp::Reverse((rank(observation), severity(observation)))
    });
    let details: Vec<String> = group
        .iter()
        .map(|(endpoint, observation)| {
            format!(
                "{}: {} {}",
                endpoint.id, observation.title, observation.detail
            )
        })
        .collect();
    let several = group.len() > 1;
    let mut group = group.into_iter();
    let (endpoint, mut worst) = group.next()?;
    if several {
        worst.title = format!("{}: {}", endpoint.id, worst.title);
        worst.detail = details.join("\n");
    }
    for (_, other) in group {
        // A weaker observation of another kind takes nothing from this one: a fail stays as sure as it was.
        if other.outcome == worst.outcome {
            worst.confidence = worst.confidence.min(other.confidence);
            worst.evidence_class = worst.evidence_class.min(other.evidence_class);
        }
        worst.evidence.extend(other.evidence);
        worst.facts.extend(other.facts);
    }
    worst.evidence.truncate(MOST_ITEMS);
    worst.facts.truncate(MOST_ITEMS);
    Some(worst)
}
