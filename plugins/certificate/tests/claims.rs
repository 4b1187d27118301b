//! What the dossier claims, beside a document that says the same and the answers of the supplier; one defect each.

use assay_sdk::{
    CertificateClaim, Evidence, Observation,
    testing::{FakeDocument, FakeHost, answer, certificate_claim},
};
use certificate::Certificate;

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

/// A document that shows what is claimed, and nothing else.
fn document(claim: &CertificateClaim) -> String {
    let mut text = format!(
        "# Certificate of Registration\n\nStandard: {}\n",
        claim.standard
    );
    for (label, value) in [
        ("Certificate number", &claim.number),
        ("Certificate holder", &claim.holder),
        ("Scope", &claim.scope),
        ("Certification body", &claim.certification_body),
        ("Issue date", &claim.issued_on),
        ("Expiry date", &claim.expires_on),
    ] {
        if let Some(value) = value {
            text.push_str(&format!("{label}: {value}\n"));
        }
    }
    if let Some(body) = &claim.accreditation_body {
        text.push_str(&format!("Accreditation body: {body} (ISO/IEC 42001)\n"));
    }
    text
}

fn host(claim: CertificateClaim) -> FakeHost {
    let text = document(&claim);
    host_showing(claim, &text)
}

fn host_showing(claim: CertificateClaim, text: &str) -> FakeHost {
    FakeHost::new()
        .as_of("2026-06-01")
        .with_document(
            FakeDocument::markdown("certificate.md", text)
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
        .assess::<Certificate>()
        .expect("the settings are empty");
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
        // The host grants it only to what a person of the buyer has looked up.
        assert_eq!(observation.evidence_class, "E4", "{point}");
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
    ];
    for (point, outcome, words, spoil) in table {
        let mut claim = good();
        spoil(&mut claim);
        let observation = seen(host(claim), point);
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
    let renewed = host_showing(before, &document(&good())).with_certificate(good());
    assert_eq!(seen(renewed, "certificate-validity").outcome, "pass");
}

#[test]
fn a_number_that_the_document_does_not_show_is_reported_with_both() {
    let claim = CertificateClaim {
        number: some("AIMS 999999"),
        ..good()
    };
    let host = || host_showing(claim.clone(), &document(&good()));
    let whole = seen(host(), "certificate-42001");
    assert_eq!(whole.outcome, "partial");
    assert!(
        whole.title.contains("does not show: number"),
        "{}",
        whole.title
    );
    let agreement = seen(host(), "certificate-agreement");
    assert_eq!(agreement.outcome, "fail", "{}", agreement.title);
    let says = |wanted: &str| {
        agreement.evidence.iter().any(|evidence| match evidence {
            Evidence::Quote(span) => span.text == wanted,
            Evidence::Profile((_, value)) => value == wanted,
            _ => false,
        })
    };
    assert!(
        says("AIMS 700123") && says("AIMS 999999"),
        "{:?}",
        agreement.evidence
    );
}

#[test]
fn what_nobody_can_verify_is_at_most_a_document_of_the_supplier() {
    let claim = CertificateClaim {
        accreditation_body: None,
        ..good()
    };
    let observation = seen(host(claim), "certificate-42001");
    assert_eq!(
        (
            observation.outcome.as_str(),
            observation.evidence_class.as_str()
        ),
        ("pass", "E2")
    );
}

#[test]
fn the_grace_for_surveillance_is_the_buyers() {
    let claim = || CertificateClaim {
        issued_on: some("2025-01-15"),
        ..good()
    };
    let without_answer = |settings: &str| {
        FakeHost::new()
            .as_of("2026-03-01")
            .settings(settings)
            .with_document(
                FakeDocument::markdown("certificate.md", &document(&claim())).kind("certificate"),
            )
            .with_certificate(claim())
    };
    assert_eq!(
        seen(without_answer(""), "certificate-surveillance").outcome,
        "pass"
    );
    let strict = without_answer(r#"{"surveillance-grace-months": 0}"#);
    assert_eq!(seen(strict, "certificate-surveillance").outcome, "unknown");
    let error = without_answer(r#"{"grace": 0}"#)
        .assess::<Certificate>()
        .unwrap_err();
    assert!(error.contains("the settings are not valid"), "{error}");
}

#[test]
fn a_certificate_that_only_a_document_shows_is_judged_as_well() {
    let host = FakeHost::new().as_of("2026-06-01").with_document(
        FakeDocument::plain("iso-certificate.txt", &document(&good())).kind("certificate"),
    );
    assert_eq!(seen(host, "certificate-42001").outcome, "pass");
}
