//! When a finding is open, not observed again, or closed. Pure: no SQL, no clock.
//!
//! A finding is sticky. Without that, a supplier could lower its risk by withdrawing an answer, deleting a page or crashing a
//! plugin, and silence would have become safety.

use assay_domain::{Digest, Observation, PointId, ReportedOutcome, Severity, SystemId};
use assay_scoring::{Closure, Finding, closes};

use crate::{FindingState, FindingView};

/// Everything that one assessment can do to findings.
pub(crate) struct Assessed<'a> {
    /// Its number.
    pub(crate) number: u32,
    /// What its verdict found.
    pub(crate) findings: &'a [Finding],
    /// What its verdict closed. Scoring knows which passes count at all (not those of a run that failed), so only passes
    /// that closed something there close something here.
    pub(crate) closed: &'a [Closure],
    /// What was observed in its own runs.
    pub(crate) observations: &'a [Observation],
}

/// What a finding is about, and how bad it is.
type Subject<'a> = (&'a Option<SystemId>, &'a PointId, Severity);

impl Assessed<'_> {
    /// The findings that change: `known` are all that the register holds for the supplier.
    pub(crate) fn settle(&self, known: &[FindingView]) -> Vec<FindingView> {
        let named =
            |fingerprint: Digest| self.findings.iter().any(|f| f.fingerprint == fingerprint);
        let before = |fingerprint: Digest| known.iter().find(|f| f.fingerprint == fingerprint);
        let in_verdict = self.findings.iter().map(|finding| {
            let subject = (&finding.system, &finding.point, finding.severity);
            let before = before(finding.fingerprint);
            self.settle_one(finding.fingerprint, subject, Some(finding), before)
        });
        // What the verdict does not name is not gone for that reason.
        let only_known = known
            .iter()
            .filter(|f| f.state != FindingState::Closed && !named(f.fingerprint))
            .map(|before| {
                let subject = (&before.system, &before.point, before.severity);
                self.settle_one(before.fingerprint, subject, None, Some(before))
            });
        in_verdict.chain(only_known).collect()
    }

    fn settle_one(
        &self,
        fingerprint: Digest,
        (system, point, severity): Subject<'_>,
        finding: Option<&Finding>,
        before: Option<&FindingView>,
    ) -> FindingView {
        let (fresh, carried): (Vec<_>, Vec<_>) = finding
            .map_or(&[][..], |f| &f.observations)
            .iter()
            .partition(|side| self.observations.contains(side));
        let seen_again = fresh.iter().any(|side| is_fail(side));
        let open = before.filter(|f| f.state != FindingState::Closed);
        let open = open.map_or(&[][..], |f| &f.observations);

        let mut stands: Vec<Observation> = Vec::new();
        let mut closed_by = None;
        for fail in open.iter().chain(carried).filter(|o| is_fail(o)) {
            let closing = self.closed.iter().find(|c| closes(&c.by, fail));
            if closing.is_some() {
                closed_by = closing;
            } else if !stands.contains(fail) && !fresh.iter().any(|new| replaces(new, fail)) {
                stands.push(fail.clone());
            }
        }
        let closed_by = closed_by.filter(|_| stands.is_empty() && !seen_again);

        let state = match closed_by {
            Some(_) => FindingState::Closed,
            None if finding.is_some_and(|f| f.disputed) => FindingState::Disputed,
            None => FindingState::Open,
        };
        let observations = match closed_by {
            Some(_) => open.to_vec(),
            None => stands
                .into_iter()
                .chain(fresh.into_iter().cloned())
                .collect(),
        };
        let last_observed = before
            .filter(|_| !seen_again)
            .map_or(self.number, |f| f.last_observed);
        FindingView {
            fingerprint,
            system: system.clone(),
            point: point.clone(),
            state,
            severity,
            first_seen: before.map_or(self.number, |f| f.first_seen),
            last_observed,
            not_reobserved: !seen_again && closed_by.is_none(),
            observations,
            closed_in: closed_by.map(|_| self.number),
            closed_by: closed_by.map(|closure| closure.by.clone()),
        }
    }
}

/// Findings rest on fails. The other sides of a dispute are shown beside them.
fn is_fail(observation: &Observation) -> bool {
    observation.outcome == ReportedOutcome::Fail
}

/// True when `new` says at least as much against the supplier as `old`, so that keeping `old` adds nothing. A milder or weaker
/// fail does not replace it: only a pass can say that it is mended.
fn replaces(new: &Observation, old: &Observation) -> bool {
    is_fail(new)
        && new.severity >= old.severity
        && new.class >= old.class
        && new.confidence >= old.confidence
        && new.provenance.standing >= old.provenance.standing
}
