//! One module for each aspect of a certificate; each answers one check point.

pub(crate) mod accreditation;
pub(crate) mod agreement;
pub(crate) mod applicability;
pub(crate) mod body;
pub(crate) mod genuine;
pub(crate) mod holder;
pub(crate) mod register;
pub(crate) mod scope;
pub(crate) mod sites;
pub(crate) mod standard;
pub(crate) mod surveillance;
pub(crate) mod unclaimed;
pub(crate) mod validity;

use assay_sdk::{Observation, Severity};

use crate::subject::Subject;

/// A point with the control that it supports and what to ask for.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Point {
    pub(crate) id: &'static str,
    pub(crate) controls: &'static [&'static str],
    pub(crate) ask: &'static str,
}

const fn point(id: &'static str, controls: &'static [&'static str], ask: &'static str) -> Point {
    Point { id, controls, ask }
}

pub(crate) const GENUINE: Point = point(
    "certificate-42001",
    &["dd.assurance"],
    "Please send the certificate with number, holder, scope and issuer, so that we can look it up.",
);
pub(crate) const STANDARD: Point = point(
    "certificate-standard",
    &["dd.certification"],
    "Please send the certificate of your organisation to ISO/IEC 42001:2023 with its number.",
);
pub(crate) const HOLDER: Point = point(
    "certificate-holder",
    &["dd.identity"],
    "Which registered entity holds the certificate, and is it the one that signs the contract?",
);
pub(crate) const SCOPE: Point = point(
    "certificate-scope",
    &["iso42001.4.3"],
    "Please send the scope of the certificate, and say where in it this system stands.",
);
pub(crate) const SITES: Point = point(
    "certificate-sites",
    &["iso42001.4.3"],
    "Which sites does the certificate cover, and is this system developed and operated there?",
);
pub(crate) const APPLICABILITY: Point = point(
    "certificate-applicability",
    &["iso42001.6.1.3"],
    "Which version of the statement of applicability, of which day, does the certificate rest on?",
);
pub(crate) const BODY: Point = point(
    "certificate-body",
    &["dd.certification"],
    "Which certification body issued the certificate?",
);
pub(crate) const ACCREDITATION: Point = point(
    "certificate-accreditation",
    &["dd.assurance"],
    "Which body accredited your certification body for ISO/IEC 42001 (ISO/IEC 17021-1 with ISO/IEC 42006)? Please send the entry.",
);
pub(crate) const VALIDITY: Point = point(
    "certificate-validity",
    &["dd.assurance"],
    "When was the certificate issued, when does it expire, and is it suspended or withdrawn?",
);
pub(crate) const SURVEILLANCE: Point = point(
    "certificate-surveillance",
    &["iso42001.9.2.2"],
    "When were stage 1, stage 2 and the surveillance audits of your certification? Please send the letter of the last one.",
);
pub(crate) const REGISTER: Point = point(
    "certificate-register",
    &["dd.certification"],
    "Look the certificate up in the register of its issuer or in IAF CertSearch, and put what it says into the dossier.",
);
pub(crate) const AGREEMENT: Point = point(
    "certificate-agreement",
    &["iso42001.7.5.3"],
    "Which is right: what the dossier says about the certificate, or what the certificate says?",
);

/// Every point, in the order of a report.
pub(crate) const ALL: [Point; 12] = [
    GENUINE,
    STANDARD,
    HOLDER,
    SCOPE,
    SITES,
    APPLICABILITY,
    BODY,
    ACCREDITATION,
    VALIDITY,
    SURVEILLANCE,
    REGISTER,
    AGREEMENT,
];

impl Point {
    pub(crate) fn fail(
        self,
        subject: &Subject,
        severity: Severity,
        title: impl Into<String>,
    ) -> Observation {
        Observation::fail(self.id)
            .severity(severity)
            .class(subject.class())
            .title(title)
            .remediation(self.ask)
    }

    pub(crate) fn partial(self, subject: &Subject, title: impl Into<String>) -> Observation {
        Observation::partial(self.id)
            .class(subject.class())
            .title(title)
            .remediation(self.ask)
    }

    pub(crate) fn pass(self, subject: &Subject, title: impl Into<String>) -> Observation {
        Observation::pass(self.id)
            .class(subject.class())
            .title(title)
    }

    pub(crate) fn unknown(self, title: impl Into<String>) -> Observation {
        Observation::unknown(self.id)
            .title(title)
            .remediation(self.ask)
    }

    /// Cites the answer to the question of this point, if there is one.
    pub(crate) fn with_answer(self, observation: Observation, subject: &Subject) -> Observation {
        match subject.answer(self.id) {
            Some(_) => observation.answer(self.id),
            None => observation,
        }
    }
}
