//! Where a supplier stands on a day.

use assay_catalogue::Catalogue;
use assay_domain::{
    Decision, Digest, Level, ReportedOutcome, RulingKind, ScenarioId, Severity, Subject,
    SupplierId, SystemId, Treatment, TreatmentStatus, Waiver,
};
use assay_register::{FindingView, Oversight, SupplierView};
use assay_scoring::{Input, Reason, ReasonCode, Verdict, assess};
use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{WaiverState, binding, calendar::next_ageing, evidence_of, subject, waiver_state};

/// Everything that a position depends on, and nothing else.
#[derive(Debug, Clone, Copy)]
pub struct Case<'a> {
    /// Points, scenarios and policy of today.
    pub catalogue: &'a Catalogue,
    /// What the register holds of the supplier.
    pub view: &'a SupplierView,
    /// What people decided.
    pub oversight: &'a Oversight,
    /// The day. A day before that of the latest assessment is taken for that.
    pub as_of: Date,
}

/// Where a supplier stands on a day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Position {
    /// The supplier.
    pub supplier: SupplierId,
    /// The number of its latest assessment.
    pub assessment: u32,
    /// The day for which that was made.
    pub assessed_on: Date,
    /// What it decided.
    pub assessed: Decision,
    /// The day for which this holds.
    pub as_of: Date,
    /// The last day on which it is the same if nobody does anything.
    pub holds_until: Date,
    /// The decision on that day.
    pub decision: Decision,
    /// Why, the weightiest first; what is waived stays in the list.
    pub causes: Vec<Cause>,
    /// Risks that are higher than when they were assessed, by time alone.
    pub risen: Vec<Risen>,
    /// Every waiver with where it stands.
    pub waivers: Vec<(Waiver, WaiverState)>,
    /// Every treatment, and whether its day has passed.
    pub treatments: Vec<(Treatment, bool)>,
    /// What a waiver asked for today would be bound to.
    pub bound_to: Digest,
    /// The verdict, judged again for that day from the same observations.
    pub verdict: Verdict,
}

/// Something that argues for a decision.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Cause {
    /// What it argues for by itself.
    pub argues_for: Decision,
    /// What it counts as, with what people decided.
    pub counts_as: Decision,
    /// What kind of cause.
    #[serde(flatten)]
    pub kind: CauseKind,
    /// What a waiver or treatment of it would be about.
    pub subject: Option<Subject>,
    /// In words of our own; holds no untrusted text.
    pub text: String,
    /// The number of the waiver that lifts it.
    pub waived_by: Option<u32>,
    /// The numbers of treatments of it that are under way.
    pub treated_by: Vec<u32>,
}

/// Kinds of causes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "cause", rename_all = "kebab-case")]
pub enum CauseKind {
    /// A reason of the verdict.
    Assessed {
        /// Its kind.
        code: ReasonCode,
        /// What it is about.
        named: String,
        /// The system.
        system: Option<SystemId>,
    },
    /// A treatment is not done and its day has passed.
    TreatmentLapsed {
        /// Its number.
        treatment: u32,
    },
    /// A finding is open and its day has passed.
    FindingOverdue {
        /// The finding.
        fingerprint: Digest,
    },
    /// The next assessment should have been made.
    ReassessmentOverdue,
    /// A certificate that the supplier claims is past its last day.
    CertificateLapsed {
        /// Its place in the dossier, from 1.
        certificate: u32,
    },
    /// Something happened after the assessment.
    Incident {
        /// The day.
        on: Date,
    },
    /// A reviewer found a finding worse than the plugin did.
    RuledWorse {
        /// The finding.
        fingerprint: Digest,
    },
}

/// A risk that time has raised.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Risen {
    /// The system.
    pub system: SystemId,
    /// The scenario.
    pub scenario: ScenarioId,
    /// The level when it was assessed.
    pub from: Level,
    /// The level now.
    pub to: Level,
}

/// Where a supplier stands on a day. Total and pure.
pub fn position(case: &Case<'_>) -> Position {
    let Case {
        view, oversight, ..
    } = *case;
    let assessed = &view.latest.verdict;
    let as_of = case.as_of.max(assessed.as_of);
    let verdict = judged_again(case, as_of);
    let bound_to = binding(&verdict, &view.latest);
    let waivers: Vec<(Waiver, WaiverState)> = oversight
        .waivers
        .iter()
        .map(|waiver| (waiver.clone(), waiver_state(waiver, bound_to, as_of)))
        .collect();
    let treatments: Vec<(Treatment, bool)> = oversight
        .treatments
        .iter()
        .map(|treatment| (treatment.clone(), treatment.has_lapsed(as_of)))
        .collect();
    // The verdict of a newer catalogue may be milder; time and a change of files alone must not make a decision better.
    let reasons = if verdict.decision >= assessed.decision {
        &verdict.reasons
    } else {
        &assessed.reasons
    };
    let mut causes: Vec<Cause> = reasons
        .iter()
        .filter(|reason| reason.code != ReasonCode::WithinAppetite)
        .map(|reason| of_reason(case, reason, &waivers))
        .collect();
    causes.extend(of_time(case, as_of));
    for cause in &mut causes {
        cause.treated_by = treatments
            .iter()
            .filter(|(one, _)| {
                one.status == TreatmentStatus::Open && Some(&one.subject) == cause.subject.as_ref()
            })
            .map(|(one, _)| one.number)
            .collect();
    }
    causes.sort_by_key(|cause| {
        (
            std::cmp::Reverse(cause.counts_as),
            std::cmp::Reverse(cause.argues_for),
        )
    });
    let decision = causes
        .iter()
        .map(|cause| cause.counts_as)
        .max()
        .unwrap_or(Decision::Approve);
    Position {
        supplier: view.supplier.clone(),
        assessment: view.latest.id.number,
        assessed_on: assessed.as_of,
        assessed: assessed.decision,
        as_of,
        holds_until: holds_until(case, as_of),
        decision,
        causes,
        risen: risen(assessed, &verdict),
        waivers,
        treatments,
        bound_to,
        verdict,
    }
}

/// The same observations, judged for another day.
fn judged_again(case: &Case<'_>, as_of: Date) -> Verdict {
    let latest = &case.view.latest;
    let open = case
        .view
        .open_findings
        .iter()
        .flat_map(|finding| &finding.observations);
    let carried: Vec<_> = open
        .filter(|seen| seen.outcome == ReportedOutcome::Fail)
        .cloned()
        .collect();
    assess(&Input {
        catalogue: case.catalogue,
        supplier: &latest.facts.supplier(),
        as_of,
        runs: &latest.participations,
        observations: &latest.observations,
        carried: &carried,
    })
}

/// A reason of the verdict, and what is left of it when somebody agreed to carry it.
fn of_reason(case: &Case<'_>, reason: &Reason, waivers: &[(Waiver, WaiverState)]) -> Cause {
    let subject = subject::of_reason(reason);
    let in_force = |subject: &Subject| {
        let mut holding = waivers
            .iter()
            .filter(|(_, state)| *state == WaiverState::InForce);
        holding
            .find(|(waiver, _)| waiver.subject == *subject)
            .map(|(waiver, _)| waiver.number)
    };
    let waived_by = match (&subject, reason.code) {
        // That too little is known is silence, which nobody can agree to carry: a risk is waived as what it was found to be.
        (Some(Subject::Risk { .. }), _) if reason.decision == Decision::Undecided => None,
        (Some(Subject::Gate { gate, .. }), _) => {
            let waivable = case
                .catalogue
                .policy
                .gates
                .iter()
                .any(|one| one.id == *gate && one.waivable);
            subject.as_ref().filter(|_| waivable).and_then(in_force)
        }
        (Some(subject), _) => in_force(subject),
        // One reason speaks of all findings on a point: it is lifted when each of them is waived.
        (None, ReasonCode::OpenFinding | ReasonCode::Disputed) => {
            let findings = on_point(case.view, reason);
            let numbers: Vec<_> = findings
                .map(|finding| {
                    in_force(&Subject::Finding {
                        fingerprint: finding.fingerprint,
                    })
                })
                .collect();
            numbers
                .iter()
                .all(Option::is_some)
                .then(|| numbers.into_iter().flatten().min())
                .flatten()
        }
        (None, _) => None,
    };
    let ruled = rulings_on(case, reason);
    let mut text = reason.text.clone();
    if let Some(words) = ruled {
        text.push_str(words);
    }
    let only_finding = || {
        let mut findings = on_point(case.view, reason);
        let first = findings.next().map(|finding| finding.fingerprint);
        first
            .filter(|_| findings.next().is_none())
            .map(|fingerprint| Subject::Finding { fingerprint })
    };
    Cause {
        argues_for: reason.decision,
        counts_as: if waived_by.is_some() {
            Decision::Conditional
        } else {
            reason.decision
        },
        kind: CauseKind::Assessed {
            code: reason.code,
            named: reason.subject.clone(),
            system: reason.system.clone(),
        },
        subject: subject.or_else(|| {
            matches!(reason.code, ReasonCode::OpenFinding | ReasonCode::Disputed)
                .then(only_finding)
                .flatten()
        }),
        text,
        waived_by,
        treated_by: Vec::new(),
    }
}

/// Open findings that a reason speaks of.
fn on_point<'a>(
    view: &'a SupplierView,
    reason: &'a Reason,
) -> impl Iterator<Item = &'a FindingView> {
    view.open_findings.iter().filter(move |finding| {
        finding.point.as_str() == reason.subject
            && (reason.code != ReasonCode::OpenFinding || finding.severity >= Severity::High)
            && (reason.system.is_none()
                || finding.system.is_none()
                || finding.system == reason.system)
    })
}

/// What a reviewer said of the findings of a reason, while the evidence is what the reviewer saw.
fn rulings_on(case: &Case<'_>, reason: &Reason) -> Option<&'static str> {
    if !matches!(reason.code, ReasonCode::OpenFinding | ReasonCode::Disputed) {
        return None;
    }
    let mut words = on_point(case.view, reason).filter_map(|finding| {
        let ruling = case
            .oversight
            .rulings
            .iter()
            .find(|ruling| ruling.fingerprint == finding.fingerprint)?;
        (ruling.bound_to == evidence_of(&finding.observations)).then_some(match ruling.kind {
            RulingKind::Upheld => "; a reviewer upheld it",
            RulingKind::Dismissed => "; a reviewer dismissed it",
            RulingKind::Severity { .. } => "; a reviewer set another severity",
        })
    });
    words.next()
}

/// What time and events argue for.
fn of_time(case: &Case<'_>, as_of: Date) -> Vec<Cause> {
    let Case {
        view, oversight, ..
    } = *case;
    let latest = &view.latest;
    let mut causes = Vec::new();
    let mut say = |decision, kind, subject, text: String| {
        causes.push(Cause {
            argues_for: decision,
            counts_as: decision,
            kind,
            subject,
            text,
            waived_by: None,
            treated_by: Vec::new(),
        });
    };
    let reassess_on = latest.verdict.reassess_on;
    if as_of > reassess_on {
        let text = format!("the next assessment was due on {reassess_on}");
        say(
            Decision::Undecided,
            CauseKind::ReassessmentOverdue,
            None,
            text,
        );
    }
    for treatment in oversight
        .treatments
        .iter()
        .filter(|one| one.has_lapsed(as_of))
    {
        let text = format!(
            "treatment {} was due on {} and is not done",
            treatment.number, treatment.due
        );
        let kind = CauseKind::TreatmentLapsed {
            treatment: treatment.number,
        };
        say(
            Decision::Undecided,
            kind,
            Some(treatment.subject.clone()),
            text,
        );
    }
    for finding in &view.open_findings {
        let fingerprint = finding.fingerprint;
        let subject = Subject::Finding { fingerprint };
        if let Some(due) = oversight
            .care(fingerprint)
            .and_then(|care| care.due)
            .filter(|due| as_of > *due)
        {
            let text = format!(
                "the finding on `{}` was to be settled by {due}",
                finding.point
            );
            say(
                Decision::Undecided,
                CauseKind::FindingOverdue { fingerprint },
                Some(subject.clone()),
                text,
            );
        }
        let ruling = oversight
            .rulings
            .iter()
            .find(|ruling| ruling.fingerprint == fingerprint);
        if let Some(RulingKind::Severity { severity }) = ruling.map(|ruling| ruling.kind)
            && severity > finding.severity
            && severity >= Severity::High
        {
            let text = format!(
                "a reviewer found the finding on `{}` to be of {severity} severity",
                finding.point
            );
            say(
                Decision::Conditional,
                CauseKind::RuledWorse { fingerprint },
                Some(subject),
                text,
            );
        }
    }
    for (number, claim) in (1u32..).zip(&latest.facts.certificates) {
        if let Some(last) = claim.expires_on.filter(|last| as_of > *last) {
            let text = format!(
                "certificate {number} ended on {last}: what rests on it counts as the supplier's word"
            );
            say(
                Decision::Conditional,
                CauseKind::CertificateLapsed {
                    certificate: number,
                },
                None,
                text,
            );
        }
    }
    for incident in oversight
        .incidents
        .iter()
        .filter(|one| one.after >= latest.id.number)
    {
        let text = format!(
            "an incident of {} was entered after the assessment",
            incident.on
        );
        say(
            Decision::Conditional,
            CauseKind::Incident { on: incident.on },
            None,
            text,
        );
    }
    causes
}

fn risen(before: &Verdict, now: &Verdict) -> Vec<Risen> {
    let level = |system: &SystemId, scenario: &ScenarioId| {
        let system = before.systems.iter().find(|one| one.system == *system)?;
        let found = system
            .scenarios
            .iter()
            .find(|one| one.scenario == *scenario)?;
        Some(found.residual)
    };
    let all = now
        .systems
        .iter()
        .flat_map(|system| system.scenarios.iter().map(move |one| (system, one)));
    all.filter_map(|(system, one)| {
        let from = level(&system.system, &one.scenario)?;
        (one.residual > from).then(|| Risen {
            system: system.system.clone(),
            scenario: one.scenario.clone(),
            from,
            to: one.residual,
        })
    })
    .collect()
}

/// The last day before anything changes by time alone.
fn holds_until(case: &Case<'_>, as_of: Date) -> Date {
    let Case {
        view, oversight, ..
    } = *case;
    let latest = &view.latest;
    let open = oversight
        .treatments
        .iter()
        .filter(|one| one.status == TreatmentStatus::Open);
    let last_days = open
        .map(|one| one.due)
        .chain(oversight.waivers.iter().map(|waiver| waiver.expires))
        .chain(oversight.cares.iter().filter_map(|(_, care)| care.due))
        .chain(
            latest
                .facts
                .certificates
                .iter()
                .filter_map(|claim| claim.expires_on),
        )
        .chain([latest.verdict.reassess_on])
        .filter(|day| *day >= as_of);
    let ageing = next_ageing(&case.catalogue.policy, &latest.observations, as_of)
        .and_then(|day| day.yesterday().ok());
    last_days.chain(ageing).min().unwrap_or(Date::MAX)
}
