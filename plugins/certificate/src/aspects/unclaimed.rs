//! No certificate of the organisation is claimed or shown.

use assay_sdk::{Observation, Severity};

use super::{ALL, GENUINE, Point};
use crate::subject::{ASKED, HELD, Subject};

/// The points about which there is something to say all the same.
pub(crate) fn judge(subject: &Subject) -> Vec<Observation> {
    let asked = ALL.into_iter().filter(|point| ASKED.contains(&point.id));
    asked.map(|point| one(subject, point)).collect()
}

fn one(subject: &Subject, point: Point) -> Observation {
    let held = subject.choice(HELD);
    let held = held.as_deref();
    let observation = if point.id == GENUINE.id
        && (subject.personal_claim.is_some() || held == Some("person"))
    {
        let found = point.fail(
            subject,
            Severity::Medium,
            "the certificate is a person's: it shows competence, not a management system",
        );
        match &subject.personal_claim {
            Some(claim) => found.profile(
                format!("certificates/{}/standard", claim.index),
                &claim.said.standard,
            ),
            None => found,
        }
    } else {
        match held {
            None => point.unknown("no answer, and no certificate in the dossier"),
            Some("accredited" | "not-accredited") => point
                .unknown("the answer claims a certificate that is not in the dossier")
                .remediation("Enter number, holder, scope, issuer and dates of the certificate into the dossier."),
            Some("person" | "in-progress" | "none") => Observation::not_applicable(point.id)
                .title("no certificate is claimed")
                .remediation("Nobody has to hold one; the other questions then carry the weight."),
            Some(_) => point.unknown("the answer is none of the choices"),
        }
    };
    if held.is_some() {
        observation.answer(HELD)
    } else {
        observation
    }
}
