//! Is the holder the entity that signs the contract?

use assay_sdk::{Kinship, LegalName, Observation, Severity};

use super::HOLDER;
use crate::{plain::folded, register::find_loosely, subject::Subject};

pub(crate) fn judge(subject: &Subject) -> Observation {
    let shown = subject.paper.as_ref().and_then(|paper| {
        let at = paper.reading.holder.clone().or_else(|| {
            // No label and no sentence that was recognised, but the supplier's own name stands there.
            subject
                .names
                .iter()
                .find_map(|(name, _)| find_loosely(&paper.plain, name))
        })?;
        Some((paper.words(&at), at))
    });
    let (holder, at) = match (&shown, subject.claimed("holder")) {
        (Some((holder, at)), _) => (holder.as_str(), Some(at)),
        (None, Some((_, holder))) => (holder, None),
        (None, None) => return HOLDER.unknown("no holder is named"),
    };
    let named = LegalName::read(holder);
    let nearest = subject
        .names
        .iter()
        .map(|(_, name)| name.kinship(&named))
        .min_by_key(|kinship| match kinship {
            Kinship::Same => 0,
            Kinship::Formless => 1,
            Kinship::OtherForm => 2,
            Kinship::Group => 3,
            Kinship::Other => 4,
        })
        .unwrap_or(Kinship::Other);
    // After the whole name, legal form included, a word in small letters is the sentence going on and no other name.
    let goes_on = subject.names.iter().any(|(name, legal)| {
        let place = find_loosely(&folded(holder), name).filter(|at| at.start == 0);
        let rest = place.and_then(|at| holder.get(at.end..));
        legal.has_form()
            && rest.is_some_and(|rest| rest.trim_start().starts_with(char::is_lowercase))
    });
    let nearest = if goes_on { Kinship::Same } else { nearest };
    let observation = match nearest {
        Kinship::Same if at.is_none() && subject.paper.is_some() => {
            HOLDER.partial(subject, "the document does not show: holder")
        }
        Kinship::Same => HOLDER.pass(subject, "the holder is the supplier"),
        Kinship::Formless => HOLDER.partial(
            subject,
            "the holder is named without its legal form: it may be another company of that name",
        ),
        Kinship::OtherForm => HOLDER.fail(
            subject,
            Severity::High,
            "the certificate is held by another entity than the supplier: a company of another legal form",
        ),
        Kinship::Group => HOLDER.fail(
            subject,
            Severity::High,
            "the certificate is held by another entity than the supplier, perhaps of its group",
        ),
        Kinship::Other => HOLDER.fail(
            subject,
            Severity::High,
            "the certificate is held by another entity than the supplier",
        ),
    };
    let observation = observation.fact_text("certificate-holder", holder);
    let observation = match at {
        Some(at) => subject.quote(observation, Some(at)),
        None => subject.cite(observation, "holder"),
    };
    match subject.names.first() {
        Some((legal, _)) => observation.profile("profile/legal-name", legal.as_str()),
        None => observation,
    }
}
