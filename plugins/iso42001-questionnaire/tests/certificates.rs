//! Certificates to ISO/IEC 42001, one defect each.

use assay_sdk::{
    CertificateClaim, Evidence, Observation,
    testing::{FakeDocument, FakeHost, answer, certificate_claim},
};
use iso42001_questionnaire::Questionnaire;

fn some(text: &str) -> Option<String> {
    Some(text.to_owned())
}

/// A certificate that holds together on 2026-06-01.
fn good() -> CertificateClaim {
    CertificateClaim {
        number: some("AIMS 700123"),
        holder: some("Example AI Limited"),
        scope: some("Development and operation of the scoring service"),
        certification_body: some("Example Certification GmbH"),
        accreditation_body: some("Example Accreditation Service"),
        issued_on: some("2025-01-15"),
        expires_on: some("2028-01-14"),
        document: some("certificate.md"),
        ..certificate_claim("ISO/IEC 42001:2023")
    }
}

const DOCUMENT: &str =
    "# Certificate AIMS 700123\n\nHolder: Example AI Limited. Standard: ISO/IEC 42001:2023.";

fn host(claim: CertificateClaim) -> FakeHost {
    FakeHost::new()
        .as_of("2026-06-01")
        .with_document(
            FakeDocument::markdown("certificate.md", DOCUMENT)
                .kind("certificate")
                .dated("2025-01-15"),
        )
        .with_answer("certificate-42001", "accredited")
        .with_answer("certificate-accreditation", "for-42001")
        .with_answer("certificate-surveillance", "2026-01-20")
        .with_certificate(claim)
}

fn seen(host: FakeHost, point: &str) -> Observation {
    let assessment = host
        .assess::<Questionnaire>()
        .expect("the questionnaire always assesses");
    assert_eq!(assessment.problems(), [""; 0]);
    assessment.of(point).clone()
}

#[test]
fn a_certificate_without_a_fault_passes_on_what_its_document_shows() {
    for point in [
        "certificate-42001",
        "certificate-validity",
        "certificate-accreditation",
        "certificate-surveillance",
    ] {
        let observation = seen(host(good()), point);
        assert_eq!(
            observation.outcome, "pass",
            "{point}: {}",
            observation.title
        );
        assert_eq!(observation.evidence_class, "E2", "{point}");
    }
    let genuine = seen(host(good()), "certificate-42001");
    let quote = genuine.evidence.iter().find_map(|evidence| match evidence {
        Evidence::Quote(span) => Some(span.text.as_str()),
        _ => None,
    });
    assert_eq!(
        quote,
        Some("AIMS 700123"),
        "the number is quoted from the document"
    );
}

#[test]
fn each_defect_is_found() {
    type Defect = fn(&mut CertificateClaim);
    let table: &[(&str, &str, &str, Defect)] = &[
        ("certificate-42001", "partial", "number", |c| {
            c.number = None
        }),
        ("certificate-42001", "partial", "scope", |c| {
            c.scope = some("tbd")
        }),
        ("certificate-42001", "partial", "certification-body", |c| {
            c.certification_body = None
        }),
        ("certificate-42001", "partial", "edition", |c| {
            c.standard = "ISO 42001".to_owned()
        }),
        (
            "certificate-42001",
            "partial",
            "does not show: number",
            |c| c.number = some("AIMS 999999"),
        ),
        ("certificate-42001", "fail", "another entity", |c| {
            c.holder = some("Example AI Inc")
        }),
        ("certificate-validity", "fail", "lapsed", |c| {
            c.expires_on = some("2026-05-31")
        }),
        (
            "certificate-validity",
            "partial",
            "lapses on 2026-07-01, in 30 days",
            |c| c.expires_on = some("2026-07-01"),
        ),
        ("certificate-validity", "fail", "three years", |c| {
            c.expires_on = some("2030-01-14")
        }),
        ("certificate-validity", "fail", "after the day", |c| {
            c.issued_on = some("2026-06-02")
        }),
        ("certificate-validity", "unknown", "day of issue", |c| {
            c.issued_on = None
        }),
        (
            "certificate-accreditation",
            "partial",
            "no accreditation body",
            |c| c.accreditation_body = None,
        ),
        ("certificate-surveillance", "unknown", "day of issue", |c| {
            c.issued_on = None
        }),
        ("legal-identity", "fail", "another entity", |c| {
            c.holder = some("Example AI Inc")
        }),
    ];
    for (point, outcome, words, spoil) in table {
        let mut claim = good();
        spoil(&mut claim);
        let observation = seen(
            host(claim).with_answer("legal-identity", "Example AI Ltd"),
            point,
        );
        assert_eq!(
            observation.outcome, *outcome,
            "{point}: {}",
            observation.title
        );
        assert!(
            observation.title.contains(words),
            "{point}: {:?} does not say {words:?}",
            observation.title
        );
    }
}

#[test]
fn answers_about_the_certificate_count_as_well() {
    for (question, value, outcome) in [
        ("certificate-validity", "suspended", "fail"),
        ("certificate-accreditation", "another-standard", "fail"),
        ("certificate-accreditation", "not-accredited", "fail"),
        ("certificate-surveillance", "2025-02-01", "fail"),
        ("certificate-surveillance", "2024-02-01", "fail"),
        ("certificate-surveillance", "2026-12-01", "unknown"),
    ] {
        assert_eq!(
            seen(host(good()).with_answer(question, value), question).outcome,
            outcome,
            "{value} to {question}"
        );
    }
    // An answer that denies what the dossier claims: one of them is false.
    let denied = seen(
        host(good()).with_answer("certificate-42001", "none"),
        "certificate-42001",
    );
    assert_eq!(
        (denied.outcome.as_str(), denied.severity.as_str()),
        ("fail", "high")
    );
}

#[test]
fn a_certificate_of_a_person_is_never_taken_for_one_of_the_organisation() {
    let claim = CertificateClaim {
        standard: "ISO/IEC 42001 Lead Auditor".to_owned(),
        ..good()
    };
    let host = FakeHost::new().with_certificate(claim);
    let observation = seen(host, "certificate-42001");
    assert_eq!(observation.outcome, "fail", "{}", observation.title);
    let answered = FakeHost::new().with_full_answer(answer("certificate-42001", "person"));
    assert_eq!(seen(answered, "certificate-42001").outcome, "fail");
}

#[test]
fn nobody_has_to_hold_one_but_who_claims_it_has_to_show_it() {
    let none = FakeHost::new().with_answer("certificate-42001", "none");
    assert_eq!(seen(none, "certificate-42001").outcome, "not-applicable");
    let claimed = || FakeHost::new().with_answer("certificate-42001", "accredited");
    assert_eq!(seen(claimed(), "certificate-42001").outcome, "unknown");
    let other_standard = claimed().with_certificate(certificate_claim("ISO/IEC 27001:2022"));
    assert_eq!(
        seen(other_standard, "certificate-42001").outcome,
        "unknown",
        "27001 is no certificate for AI"
    );
}

#[test]
fn a_renewed_certificate_counts_and_not_the_one_before() {
    let before = CertificateClaim {
        number: some("AIMS 1"),
        issued_on: some("2022-01-15"),
        expires_on: some("2025-01-14"),
        ..good()
    };
    let renewed = host(before).with_certificate(good());
    assert_eq!(seen(renewed, "certificate-validity").outcome, "pass");
}

#[test]
fn who_holds_a_certificate_tells_who_the_supplier_is() {
    let identity = |claim: CertificateClaim| {
        let host = FakeHost::new()
            .with_certificate(claim)
            .with_answer("legal-identity", "Example AI Ltd");
        seen(host, "legal-identity").outcome
    };
    let held = |standard: &str, holder: &str| CertificateClaim {
        holder: some(holder),
        ..certificate_claim(standard)
    };
    assert_eq!(
        identity(held("ISO/IEC 42001:2023", "Example AI Ltd")),
        "pass"
    );
    assert_eq!(
        identity(held("ISO/IEC 42001:2023", "Example Group plc")),
        "fail"
    );
    assert_eq!(
        identity(held("ISO/IEC 27001:2022", "Example Group plc")),
        "partial"
    );
    // Once, the auditor's own name made the supplier look like somebody else.
    assert_eq!(
        identity(held("ISO/IEC 42001 Lead Auditor", "Jane Doe")),
        "pass"
    );
}
