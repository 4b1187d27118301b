//! When a finding is open, not observed again, or closed. Pure: no SQL, no clock.
//!
//! A finding is sticky. Without that, a supplier could lower its risk by withdrawing an answer, deleting a page or crashing a
//! plugin, and silence would have become safety.

use assay_domain::{Digest, Observation, PointId, ReportedOutcome, Severity, SystemId};
use assay_scoring::{Finding, Participation, RunResult, closes};

use crate::{FindingState, FindingView};

/// Everything that one assessment can do to findings.
pub(crate) struct Assessed<'a> {
    /// Its number.
    pub(crate) number: u32,
    /// What its verdict found.
    pub(crate) findings: &'a [Finding],
    /// Which plugins took part.
    pub(crate) participations: &'a [Participation],
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

    /// Observations that may close something. As in scoring, they come from a plugin that is independent, ran to its end and
    /// had declared the point.
    fn passes(&self) -> impl Iterator<Item = &Observation> {
        self.observations.iter().filter(|observation| {
            let took_part =
                |p: &&Participation| p.run.as_ref() == Some(&observation.provenance.run);
            self.participations.iter().find(took_part).is_some_and(|p| {
                p.result == RunResult::Completed
                    && p.standing.is_independent()
                    && p.points.contains(&observation.point)
            })
        })
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
            let closing = self.passes().find(|pass| closes(pass, fail));
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
            closed_by: closed_by.cloned(),
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
        && new.observed_on >= old.observed_on
}

#[cfg(test)]
mod tests {
    use assay_domain::{Bp, EvidenceClass, PluginRef, Provenance, RunId, Standing};
    use proptest::prelude::*;

    use super::*;

    fn plugin() -> PluginRef {
        PluginRef {
            id: "contract-terms".parse().unwrap(),
            version: "1.0.0".to_owned(),
            publisher: "somebody".into(),
            digest: Digest::of("component"),
        }
    }

    fn run(number: u32) -> RunId {
        RunId::new(Digest::of(number.to_le_bytes()))
    }

    /// What one assessment sees.
    #[derive(Debug, Clone)]
    struct Seen {
        outcome: ReportedOutcome,
        severity: Severity,
        class: EvidenceClass,
        confidence: u16,
        standing: Standing,
        day: i8,
    }

    impl Seen {
        fn observation(&self, number: u32) -> Observation {
            Observation {
                point: "breach-notice".parse().unwrap(),
                system: None,
                outcome: self.outcome,
                severity: self.severity,
                class: self.class,
                ageing: None,
                requested_class: self.class,
                confidence: Bp::saturating(self.confidence),
                requested_confidence: Bp::FULL,
                title: "".into(),
                detail: "".into(),
                remediation: "".into(),
                facts: vec![],
                evidence: vec![],
                observed_on: jiff::civil::date(2026, 1, self.day),
                provenance: Provenance {
                    run: run(number),
                    plugin: plugin(),
                    standing: self.standing,
                },
            }
        }
    }

    fn seen() -> impl Strategy<Value = Seen> {
        (
            proptest::sample::select(&ReportedOutcome::ALL),
            proptest::sample::select(&Severity::ALL),
            proptest::sample::select(&EvidenceClass::ALL),
            0u16..=10_000,
            prop_oneof![
                Just(Standing::SupplierPublished),
                Just(Standing::Unverified),
                Just(Standing::Vouched),
                Just(Standing::Bundled),
            ],
            1i8..=4,
        )
            .prop_map(
                |(outcome, severity, class, confidence, standing, day)| Seen {
                    outcome,
                    severity,
                    class,
                    confidence,
                    standing,
                    day,
                },
            )
    }

    /// Settles one assessment after another; the verdict names fresh fails only, the least that it can do.
    fn live_through(history: &[Option<Seen>]) -> Option<FindingView> {
        let mut known: Vec<FindingView> = Vec::new();
        for (number, seen) in (1..).zip(history) {
            let observations: Vec<_> = seen.iter().map(|seen| seen.observation(number)).collect();
            let fails: Vec<_> = observations
                .iter()
                .filter(|o| is_fail(o))
                .cloned()
                .collect();
            let finding = Finding {
                fingerprint: Digest::of("the finding"),
                system: None,
                point: "breach-notice".parse().unwrap(),
                controls: vec![],
                severity: Severity::High,
                disputed: false,
                carried: false,
                observations: fails.clone(),
            };
            let participations: Vec<_> = seen
                .iter()
                .map(|seen| Participation {
                    plugin: plugin(),
                    standing: seen.standing,
                    unlocked: false,
                    run: Some(run(number)),
                    points: vec!["breach-notice".parse().unwrap()],
                    result: RunResult::Completed,
                })
                .collect();
            let findings = if fails.is_empty() {
                vec![]
            } else {
                vec![finding]
            };
            let assessed = Assessed {
                number,
                findings: &findings,
                participations: &participations,
                observations: &observations,
            };
            for settled in assessed.settle(&known) {
                known.retain(|f| f.fingerprint != settled.fingerprint);
                known.push(settled);
            }
        }
        known.pop()
    }

    proptest! {
        #[test]
        fn a_finding_is_open_exactly_while_a_fail_is_unanswered(
            history in proptest::collection::vec(proptest::option::of(seen()), 0..12),
        ) {
            let observed: Vec<_> = (1..)
                .zip(&history)
                .filter_map(|(number, seen)| Some((number, seen.as_ref()?.observation(number))))
                .collect();
            let unanswered = observed.iter().any(|(when, fail)| {
                is_fail(fail)
                    && !observed.iter().any(|(later, pass)| later > when && closes(pass, fail))
            });
            let ever = observed.iter().any(|(_, o)| is_fail(o));
            let state = live_through(&history).map(|finding| finding.state);
            prop_assert_eq!(state.is_some(), ever);
            prop_assert_eq!(state == Some(FindingState::Open), unanswered);
        }

        #[test]
        fn silence_changes_nothing_but_the_mark(
            mut history in proptest::collection::vec(proptest::option::of(seen()), 1..8),
        ) {
            let before = live_through(&history);
            history.push(None);
            let after = live_through(&history);
            let marked = before.map(|finding| FindingView {
                not_reobserved: finding.state != FindingState::Closed,
                ..finding
            });
            prop_assert_eq!(after, marked);
        }
    }
}
