//! Is the issuer accredited, and for this standard?

use assay_sdk::{Observation, Severity};

use super::ACCREDITATION;
use crate::{accreditation::Said, subject::Subject};

pub(crate) fn judge(subject: &Subject) -> Observation {
    let claimed = subject.claimed("accreditation-body");
    let choice = subject.choice(ACCREDITATION.id);
    let found = subject
        .paper
        .as_ref()
        .map(|paper| &paper.reading.accreditation);
    let fail = |title: &str| ACCREDITATION.fail(subject, Severity::Medium, title);
    let observation = match (choice.as_deref(), found.map(|found| &found.said)) {
        (Some("another-standard"), _) => fail("the issuer is accredited for another standard only"),
        (Some("not-accredited"), _) => fail("the issuer is not accredited"),
        (_, Some(Said::Denied)) => {
            fail("the document says that it is issued without accreditation")
        }
        (_, Some(Said::Others(others))) => fail(&format!(
            "the issuer is accredited for another standard only: {others}"
        )),
        (_, Some(Said::Aims)) => match found.and_then(|found| found.body.as_ref()) {
            Some(_) => ACCREDITATION
                .pass(
                    subject,
                    "the document names the accreditation body and ISO/IEC 42001",
                )
                .detail("Whether the accreditation holds only the register of that body can show."),
            None => ACCREDITATION.partial(
                subject,
                "the issuer is called accredited, but by no accreditation body that is named",
            ),
        },
        (_, Some(Said::Unspecified)) => ACCREDITATION.partial(
            subject,
            "an accreditation is named, but not for which standard",
        ),
        // The document is silent: what the supplier says about it is the supplier's word.
        (Some(_), Some(Said::Nothing)) if claimed.is_some() => ACCREDITATION.partial(
            subject,
            "the supplier says accredited for ISO/IEC 42001; the document does not show it",
        ),
        (Some(_), None) if claimed.is_some() => ACCREDITATION
            .pass(
                subject,
                "the supplier names the accreditation body for ISO/IEC 42001",
            )
            .detail("Whether the accreditation holds only the register of that body can show."),
        (Some(_), _) => ACCREDITATION.partial(
            subject,
            "the supplier says accredited, but there is no accreditation body that is named",
        ),
        (None, _) if claimed.is_some() => ACCREDITATION.partial(
            subject,
            "an accreditation body is named, but not for which standard",
        ),
        (None, _) => ACCREDITATION.unknown("no accreditation body is named"),
    };
    let observation = match found {
        Some(found) => subject.quote(observation, found.at.as_ref()),
        None => observation,
    };
    let observation = subject.cite(observation, "accreditation-body");
    ACCREDITATION.with_answer(observation, subject)
}
