//! The certificate as a whole, which the gate looks at: it is what it is said to be when every aspect that makes it so holds.

use assay_sdk::{Observation, Outcome, Severity};

use super::{AGREEMENT, BODY, GENUINE, HOLDER, SCOPE, STANDARD};
use crate::subject::{HELD, Subject};

/// What makes a certificate what it is said to be. In force, accredited, looked after and looked up are points of their own.
const PARTS: [&str; 4] = [STANDARD.id, HOLDER.id, SCOPE.id, BODY.id];

pub(crate) fn judge(subject: &Subject, aspects: &[Observation]) -> Observation {
    if let Some(held) = subject.choice(HELD)
        && subject.claim.is_some()
        && matches!(held.as_str(), "none" | "in-progress" | "person")
    {
        let found = GENUINE
            .fail(
                subject,
                Severity::High,
                "the answer denies the certificate that the dossier claims",
            )
            .detail(format!("The answer to `{HELD}` is `{held}`."));
        return subject.cite(found, "standard").answer(HELD);
    }
    let parts = || {
        aspects
            .iter()
            .filter(|aspect| PARTS.contains(&aspect.point.as_str()))
    };
    let with = |outcome: Outcome| parts().filter(move |aspect| aspect.outcome == outcome.word());
    let mut missing: Vec<&str> = ["number", "holder", "scope", "certification-body"]
        .into_iter()
        .filter(|field| {
            subject.claim.is_some() && subject.claimed(field).is_none() && !is_shown(subject, field)
        })
        .collect();
    // What the claim says and the document has otherwise, or not at all.
    let mut not_shown: Vec<&str> = Vec::new();
    if let Some(paper) = &subject.paper {
        if let Some((_, number)) = subject.claimed("number")
            && crate::register::find_loosely(&paper.plain, number).is_none()
        {
            not_shown.push("number");
        }
        if subject.claim.is_none() {
            missing.extend(
                ["number", "certification-body"]
                    .into_iter()
                    .filter(|field| !is_shown(subject, field)),
            );
        }
    }
    let worst = with(Outcome::Fail).next();
    let observation = if let Some(fail) = worst {
        let severity = Severity::parse(&fail.severity).unwrap_or(Severity::High);
        GENUINE.fail(subject, severity, fail.title.clone())
    } else if !missing.is_empty() {
        GENUINE.partial(subject, format!("the claim lacks: {}", missing.join(", ")))
    } else if !not_shown.is_empty() {
        GENUINE.partial(
            subject,
            format!("the document does not show: {}", not_shown.join(", ")),
        )
    } else if let Some(partial) = with(Outcome::Partial).find(|aspect| aspect.point != SCOPE.id) {
        GENUINE.partial(subject, partial.title.clone())
    } else {
        GENUINE
            .pass(
                subject,
                "number, holder, scope and issuer are named and fit together",
            )
            .detail("Whether it is genuine only the issuer's register can show.")
    };
    // The evidence is that of the part that decided, or of all.
    let decided = worst.map(|fail| fail.evidence.clone());
    let evidence =
        decided.unwrap_or_else(|| parts().flat_map(|aspect| aspect.evidence.clone()).collect());
    let mut observation = evidence
        .into_iter()
        .fold(observation, |observation, piece| {
            if observation.evidence.contains(&piece) {
                observation
            } else {
                observation.cite(piece)
            }
        });
    for field in ["number", "holder", "scope", "certification-body"] {
        let (outcome, has) = (&observation.outcome, observation.evidence.len());
        if outcome == Outcome::Partial.word() && has < 24 {
            observation = subject.cite(observation, field);
        }
    }
    let contradicted = aspects
        .iter()
        .any(|aspect| aspect.point == AGREEMENT.id && aspect.outcome == Outcome::Fail.word());
    if contradicted {
        observation
            .detail
            .push_str(" Claim and document contradict each other; see the agreement of both.");
    }
    GENUINE.with_answer(observation, subject)
}

fn is_shown(subject: &Subject, field: &str) -> bool {
    subject.paper.as_ref().is_some_and(|paper| {
        let reading = &paper.reading;
        match field {
            "number" => reading.number.is_some(),
            "holder" => reading.holder.is_some(),
            "scope" => reading.scope.is_some(),
            _ => reading.body.is_some(),
        }
    })
}
