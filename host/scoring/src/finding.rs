//! What is wrong, and whether it is the same as last time.

use std::collections::BTreeMap;

use assay_catalogue::Catalogue;
use assay_domain::{
    Digest, Evidence, Observation, PointId, ReportedOutcome, Severity, SupplierId, SystemId,
};

use crate::{
    Closure, Finding, Input,
    statement::{Statement, Statements},
};

/// The identity of a finding over assessments: supplier, system, point and normalised location. Not its words, its severity
/// or its plugin, so that a reworded or renamed check finds its old findings again.
pub fn fingerprint(supplier: &SupplierId, observation: &Observation) -> Digest {
    let system = observation.system.as_ref().map_or("", SystemId::as_str);
    let location = location(&observation.evidence);
    let parts = [
        supplier.as_str(),
        system,
        observation.point.as_str(),
        &location,
    ];
    Digest::of_parts(parts.map(str::as_bytes))
}

/// Where something was seen, without what changes from run to run: the document of a quote, the origin of an exchange, the
/// question of an answer, the path of a profile statement; or nothing. A certificate field has no place of its own: the
/// exchange that it was seen in is another one in each run.
fn location(evidence: &[Evidence]) -> String {
    let rank = |evidence: &Evidence| match evidence {
        Evidence::Quote { document, .. } => Some((0, document.clone())),
        Evidence::Exchange { request, .. } => Some((1, origin(request.expose()))),
        Evidence::Answer { question, .. } => Some((2, question.as_str().to_owned())),
        Evidence::Profile { path, .. } => Some((3, path.clone())),
        Evidence::Certificate { .. } => None,
    };
    let first = evidence.iter().filter_map(rank).min();
    first.map_or(String::new(), |(_, place)| place)
}

/// `https://host:port` of `GET https://host:port/path?query`.
fn origin(request: &str) -> String {
    let url = request.split_whitespace().next_back().unwrap_or("");
    let (scheme, rest) = url.split_once("://").unwrap_or(("", url));
    let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    format!("{scheme}://{}", &rest[..end]).to_lowercase()
}

type Key<'a> = (Digest, Option<&'a SystemId>, &'a PointId);

/// Findings, the worst first.
pub(crate) fn findings(input: &Input<'_>, statements: &Statements<'_>) -> Vec<Finding> {
    let mut groups: BTreeMap<Key<'_>, Vec<&Statement<'_>>> = BTreeMap::new();
    for fail in statements.all().filter(|s| s.is_fail()) {
        let seen = fail.observation;
        let key = fingerprint(&input.supplier.profile.id, seen);
        let group = groups.entry((key, seen.system.as_ref(), &seen.point));
        group.or_default().push(fail);
    }
    let mut findings: Vec<Finding> = groups
        .into_iter()
        .map(|(key, fails)| finding(input.catalogue, statements, key, &fails))
        .collect();
    findings.sort_by_key(|f| {
        let worst_first = std::cmp::Reverse(f.severity);
        (
            worst_first,
            f.disputed,
            f.point.clone(),
            f.system.clone(),
            f.fingerprint,
        )
    });
    findings
}

fn finding(
    catalogue: &Catalogue,
    statements: &Statements<'_>,
    (fingerprint, system, point): Key<'_>,
    fails: &[&Statement<'_>],
) -> Finding {
    let dispute_below = catalogue.policy.dispute_below;
    let decisive = |s: &Statement<'_>| s.observation.confidence >= dispute_below;
    let contradicts = |pass: &Statement<'_>, fail: &Statement<'_>| {
        let about_the_same = match (&pass.observation.system, system) {
            (Some(one), Some(other)) => one == other,
            _ => true,
        };
        about_the_same
            && !pass.discarded
            && pass.observation.outcome == ReportedOutcome::Pass
            && pass.standing.is_independent()
            && decisive(pass)
            && decisive(fail)
            && !pass.same_source(fail)
    };
    let against: Vec<_> = statements
        .on(point)
        .iter()
        .filter(|pass| fails.iter().any(|fail| contradicts(pass, fail)))
        .collect();
    // A carried fail that was seen again at least as clearly is said once. It still counts, but it need not be kept twice.
    let seen_again = |old: &Statement<'_>| {
        let strength = |s: &Statement<'_>| {
            let o = s.observation;
            (o.severity, o.confidence, o.class)
        };
        let (severity, confidence, class) = strength(old);
        fails.iter().filter(|new| !new.carried).any(|new| {
            let new = strength(new);
            new.0 >= severity && new.1 >= confidence && new.2 >= class
        })
    };
    let shown = fails.iter().filter(|s| !(s.carried && seen_again(s)));
    let links = catalogue.points.get(point).map_or(&[][..], |p| &p.controls);
    let mut controls: Vec<_> = links.iter().map(|link| link.control.clone()).collect();
    controls.sort();
    controls.dedup();
    Finding {
        fingerprint,
        system: system.cloned(),
        point: point.clone(),
        controls,
        severity: fails
            .iter()
            .map(|s| s.observation.severity)
            .max()
            .unwrap_or(Severity::Info),
        disputed: !against.is_empty() || !fails.iter().any(|s| decisive(s)),
        carried: fails.iter().all(|s| s.carried),
        observations: shown
            .copied()
            .chain(against)
            .map(|s| s.observation.clone())
            .collect(),
    }
}

/// Findings of earlier assessments of which every fail is closed and none is new, in the order of fingerprints.
pub(crate) fn closures(
    input: &Input<'_>,
    statements: &Statements<'_>,
    open: &[Finding],
) -> Vec<Closure> {
    let mut closed: BTreeMap<Digest, Closure> = BTreeMap::new();
    for (fail, pass) in &statements.closed {
        let fingerprint = fingerprint(&input.supplier.profile.id, fail);
        if open
            .iter()
            .any(|finding| finding.fingerprint == fingerprint)
        {
            continue;
        }
        // All fails of one fingerprint are on one point of one system, so the same pass closes each that it can close; the
        // choice among several passes is that of the canonical order.
        closed.entry(fingerprint).or_insert_with(|| Closure {
            fingerprint,
            system: fail.system.clone(),
            point: fail.point.clone(),
            by: (*pass).clone(),
        });
    }
    closed.into_values().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_origin_of_an_exchange_is_stable_over_paths_and_queries() {
        for request in [
            "GET https://api.example:8443/v1/models?x=1",
            "POST https://API.example:8443#frag",
            "HEAD https://api.example:8443",
        ] {
            assert_eq!(origin(request), "https://api.example:8443");
        }
        assert_eq!(origin(""), "://");
    }
}
