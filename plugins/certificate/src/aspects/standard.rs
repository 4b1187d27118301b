//! Is it a certificate of an organisation, to which standard, in which edition, under which number?

use assay_sdk::{Observation, Severity};

use super::STANDARD;
use crate::{
    nature::Nature,
    subject::{Paper, Subject},
};

/// The one edition that there is.
const EDITION: u16 = 2023;

pub(crate) fn judge(subject: &Subject) -> Observation {
    match &subject.paper {
        Some(paper) => shown(subject, paper),
        None => claimed(subject),
    }
}

fn shown(subject: &Subject, paper: &Paper) -> Observation {
    let reading = &paper.reading;
    let not_one = match &reading.nature {
        Nature::Person(at) => Some((
            Severity::Medium,
            "the certificate is a person's: it shows competence, not a management system",
            at,
        )),
        Nature::Alignment(at) => Some((
            Severity::High,
            "a statement that one follows the standard is no certificate",
            at,
        )),
        Nature::Product(at) => Some((
            Severity::High,
            "a badge or a certificate of a product is no certificate of the management system",
            at,
        )),
        Nature::Organisation | Nature::Unclear => None,
    };
    if let Some((severity, title, at)) = not_one {
        let found = STANDARD.fail(subject, severity, title);
        return subject.cite(subject.quote(found, Some(at)), "standard");
    }
    let Some(standard) = &reading.standard else {
        return subject.cite(
            STANDARD.partial(
                subject,
                "the document does not show to which standard it certifies",
            ),
            "standard",
        );
    };
    let observation = if !standard.is_aims() {
        STANDARD.fail(
            subject,
            Severity::High,
            format!(
                "the document is about {}, which is no certificate for AI",
                standard.shown()
            ),
        )
    } else if reading.nature == Nature::Unclear {
        STANDARD.partial(
            subject,
            "the document names the standard, but nobody certifies anything in it",
        )
    } else if standard.draft {
        STANDARD.fail(
            subject,
            Severity::Medium,
            "the certificate is to a draft of the standard",
        )
    } else {
        match (standard.edition, standard.adopted) {
            (None, _) => STANDARD.partial(subject, "the document names no edition of the standard"),
            (Some(EDITION), _) | (Some(_), true) => match &reading.number {
                Some(_) => STANDARD.pass(
                    subject,
                    "a certificate of an organisation to ISO/IEC 42001, with its number",
                ),
                None => STANDARD.partial(subject, "the document does not show: number"),
            },
            (Some(other), false) => STANDARD.fail(
                subject,
                Severity::Medium,
                format!("there is no edition of {other} of ISO/IEC 42001"),
            ),
        }
    };
    let observation = subject.quote(observation, reading.number.as_ref());
    subject.quote(observation, Some(&standard.at))
}

fn claimed(subject: &Subject) -> Observation {
    let Some((_, standard)) = subject.claimed("standard") else {
        return STANDARD.unknown("the claim names no standard");
    };
    let observation = if !standard.contains(&EDITION.to_string()) {
        STANDARD.partial(subject, "the claim names no edition of the standard")
    } else if subject.claimed("number").is_none() {
        STANDARD.partial(subject, "the claim lacks: number")
    } else {
        STANDARD.pass(
            subject,
            "the dossier claims a certificate to ISO/IEC 42001:2023",
        )
    };
    subject.cite(subject.cite(observation, "standard"), "number")
}
