//! Which statement of applicability does it rest on?

use assay_sdk::Observation;

use super::APPLICABILITY;
use crate::subject::Subject;

pub(crate) fn judge(subject: &Subject) -> Observation {
    let Some(paper) = &subject.paper else {
        return APPLICABILITY
            .unknown("there is no document that shows the statement of applicability");
    };
    if let Some(at) = &paper.reading.applicability {
        let observation = APPLICABILITY.pass(
            subject,
            "the statement of applicability is named with version or day",
        );
        return subject.quote(observation, Some(at));
    }
    let mentioned = paper.plain.find("statement of applicability");
    match mentioned {
        Some(at) => {
            let observation = APPLICABILITY.partial(
                subject,
                "the statement of applicability is named without version and day",
            );
            subject.quote(
                observation,
                Some(&(at..at + "statement of applicability".len())),
            )
        }
        None => APPLICABILITY
            .unknown("the certificate does not say which statement of applicability it rests on"),
    }
}
