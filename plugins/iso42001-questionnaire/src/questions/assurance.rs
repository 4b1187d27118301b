//! Who the supplier is, and which assurance others give about it.

use assay_sdk::Severity;

use crate::item::{Choice, Item, Kind, Meaning, Otherwise, choice, practice};

const HELD: &[Choice] = &[
    choice(
        "accredited",
        "The organisation is certified by an accredited body",
        Meaning::Pass,
    ),
    choice(
        "not-accredited",
        "The organisation is certified by a body without accreditation",
        Meaning::Partial,
    ),
    choice(
        "person",
        "Staff hold personal certificates, the organisation none",
        Meaning::No,
    ),
    choice("in-progress", "Certification is under way", Meaning::No),
    choice("none", "No certificate", Meaning::No),
];

const STATE: &[Choice] = &[
    choice("in-force", "In force", Meaning::Pass),
    choice("suspended", "Suspended", Meaning::No),
    choice("withdrawn", "Withdrawn", Meaning::No),
    choice("expired", "Expired", Meaning::No),
];

const ACCREDITED: &[Choice] = &[
    choice("for-42001", "Accredited for ISO/IEC 42001", Meaning::Pass),
    choice(
        "another-standard",
        "Accredited for another standard only",
        Meaning::No,
    ),
    choice("not-accredited", "Not accredited", Meaning::No),
];

const SECURITY: &[Choice] = &[
    choice(
        "iso27001-or-soc2",
        "ISO/IEC 27001 certificate or SOC 2 type 2 report in force",
        Meaning::Pass,
    ),
    choice(
        "soc2-type-1",
        "SOC 2 type 1 report, or a certificate for a part",
        Meaning::Partial,
    ),
    choice(
        "programme-only",
        "A programme without independent report",
        Meaning::Partial,
    ),
    choice("no", "No programme", Meaning::No),
];

/// Answers under which there is a certificate to ask about.
const CERTIFIED: &[&str] = &["accredited", "not-accredited"];

pub(super) const ITEMS: &[Item] = &[
    practice(
        "legal-identity",
        "What is the registered name of the entity that signs the contract?",
        "The name as in the register: the same as in the contract, the data processing agreement and every certificate.",
        "The entry in the register",
    )
    .answered_by(Kind::Entity)
    .severity(Severity::High)
    .controls(&["dd.identity"]),
    practice(
        "certificate-42001",
        "Is your organisation certified to ISO/IEC 42001?",
        "Number, holder, scope and issuer are in the dossier and can be looked up. A certificate of a person is competence, never certification.",
        "The certificate",
    )
    .answered_by(Kind::Certificate(HELD))
    .controls(&["dd.assurance"]),
    practice(
        "certificate-validity",
        "In which state is the certificate?",
        "In force today, issued for at most three years; the dates are in the dossier.",
        "Dates of issue and expiry",
    )
    .answered_by(Kind::Certificate(STATE))
    .only_if("certificate-42001", CERTIFIED, Otherwise::NotApplicable)
    .controls(&["dd.assurance"]),
    practice(
        "certificate-accreditation",
        "For what is the issuer of the certificate accredited?",
        "For ISO/IEC 42001 itself (ISO/IEC 17021-1 with ISO/IEC 42006), by a body that the dossier names.",
        "The entry in the accreditation body's register",
    )
    .answered_by(Kind::Certificate(ACCREDITED))
    .only_if("certificate-42001", CERTIFIED, Otherwise::NotApplicable)
    .controls(&["dd.assurance"]),
    practice(
        "certificate-surveillance",
        "When was the last surveillance audit of the certificate?",
        "Once a year, the first within twelve months of the certificate; say in the comment when stages 1 and 2 were.",
        "The report or letter of the last surveillance audit",
    )
    .answered_by(Kind::Certificate(&[]))
    .only_if("certificate-42001", CERTIFIED, Otherwise::NotApplicable)
    .controls(&["iso42001.9.2.2"]),
    practice(
        "security-programme",
        "Which independent report supports your information security programme?",
        "A certificate or report with scope and dates. It supports security; it is no certificate for AI.",
        "The certificate or report",
    )
    .answered_by(Kind::Choice(SECURITY))
    .controls(&["dd.security", "iso42001.a.4.5"]),
];
