//! What an assessment makes due, and when.

use assay_catalogue::Policy;
use assay_domain::{Observation, ReportedOutcome, Supplier};
use assay_register::{Appointment, DueKind};
use assay_scoring::Verdict;
use jiff::civil::Date;

/// The days that follow from an assessment: the next one, the ends of certificates, the day on which evidence first grows too old.
pub fn calendar(
    policy: &Policy,
    supplier: &Supplier,
    verdict: &Verdict,
    observations: &[Observation],
) -> Vec<Appointment> {
    let reassessment = Appointment {
        kind: DueKind::Reassessment,
        object: String::new(),
        day: verdict.reassess_on,
    };
    let ageing = next_ageing(policy, observations, verdict.as_of).map(|day| Appointment {
        kind: DueKind::Evidence,
        object: String::new(),
        day,
    });
    let certificates = supplier
        .certificates
        .iter()
        .enumerate()
        .filter_map(|(number, claim)| {
            Some(Appointment {
                kind: DueKind::Certificate,
                object: format!("certificate {}", number + 1),
                day: claim.expires_on?,
            })
        });
    [reassessment]
        .into_iter()
        .chain(ageing)
        .chain(certificates)
        .collect()
}

/// The first day after this one on which a pass counts for less than now.
pub fn next_ageing(policy: &Policy, observations: &[Observation], after: Date) -> Option<Date> {
    let supports = |seen: &&Observation| {
        matches!(
            seen.outcome,
            ReportedOutcome::Pass | ReportedOutcome::Partial
        )
    };
    observations
        .iter()
        .filter(supports)
        .filter_map(|seen| {
            let ageing = seen.ageing.as_ref()?;
            // A fall that leaves more than was granted anyway changes nothing.
            let mut day = policy.freshness.next_fall(ageing, after)?;
            while policy.freshness.class_on(ageing, day) >= seen.class {
                day = policy.freshness.next_fall(ageing, day)?;
            }
            Some(day)
        })
        .min()
}
