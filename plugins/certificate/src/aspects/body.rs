//! Who issued it?

use assay_sdk::{Kinship, LegalName, Observation, Severity};

use super::BODY;
use crate::{register::find_loosely, subject::Subject};

pub(crate) fn judge(subject: &Subject) -> Observation {
    let claimed = subject.claimed("certification-body");
    let shown = subject.paper.as_ref().and_then(|paper| {
        let at = paper
            .reading
            .body
            .clone()
            .or_else(|| find_loosely(&paper.plain, claimed?.1))?;
        Some((paper.words(&at), at))
    });
    let (body, at) = match (&shown, claimed) {
        (Some((body, at)), _) => (body.as_str(), Some(at)),
        (None, Some((_, body))) => (body, None),
        (None, None) => {
            return match subject.paper {
                Some(_) => BODY.partial(subject, "the document names no certification body"),
                None => BODY.unknown("the claim lacks: certification-body"),
            };
        }
    };
    let issuer = LegalName::read(body);
    let own = subject.names.iter().any(|(_, name)| {
        matches!(
            name.kinship(&issuer),
            Kinship::Same | Kinship::Formless | Kinship::OtherForm
        )
    });
    let observation = if own {
        BODY.fail(subject, Severity::High, "the supplier certifies itself")
    } else if at.is_none() && subject.paper.is_some() {
        BODY.partial(subject, "the document does not show: certification-body")
    } else {
        BODY.pass(subject, "a certification body is named")
    };
    let observation = observation.fact_text("certification-body", body);
    match at {
        Some(at) => subject.quote(observation, Some(at)),
        None => subject.cite(observation, "certification-body"),
    }
}
