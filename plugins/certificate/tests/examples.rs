//! The certificates of the example suppliers: one satisfies the whole check, the other has its planted defect.

use assay_sdk::{
    CertificateClaim, Profile,
    testing::{Assessment, FakeDocument, FakeHost, certificate_claim},
};
use certificate::Certificate;

fn profile(legal_name: &str) -> Profile {
    Profile {
        id: "supplier".to_owned(),
        legal_name: legal_name.to_owned(),
        also_known_as: Vec::new(),
        country: None,
        website: None,
        roles: Vec::new(),
        extra: Vec::new(),
    }
}

fn assess(host: FakeHost) -> Assessment {
    let assessment = host
        .as_of("2026-11-20")
        .assess::<Certificate>()
        .expect("the settings are empty");
    assert_eq!(assessment.problems(), [""; 0]);
    assessment
}

fn some(text: &str) -> Option<String> {
    Some(text.to_owned())
}

#[test]
fn the_certificate_of_clearpath_satisfies_the_whole_check() {
    // The certificate is a PDF; the plugin gets what the document reader makes of it.
    let certificate = document_reader::read(
        "application/pdf",
        include_bytes!("../../../examples/clearpath/evidence/reports/iso-42001-certificate.pdf"),
    )
    .expect("the example has a text layer")
    .text;
    let register =
        include_str!("../../../examples/clearpath/evidence/reports/iso-42001-register-entry.md");
    let host = FakeHost::new()
        .with_profile(profile("Clearpath Language Systems B.V."))
        .with_system("notes", "Clearpath Notes")
        .with_document(FakeDocument::markdown("iso-42001-certificate.pdf", &certificate).kind("certificate"))
        .with_document(FakeDocument::markdown("iso-42001-register-entry.md", register).kind("report"))
        .with_certificate(CertificateClaim {
            number: some("NGC-AI-25-0042"),
            holder: some("Clearpath Language Systems B.V."),
            scope: some("Development, operation and support of the AI system Clearpath Notes at Utrecht, Rotterdam and Galway"),
            certification_body: some("Northgate Certification B.V."),
            accreditation_body: some("Lowlands Accreditation Council"),
            issued_on: some("2025-06-16"),
            expires_on: some("2028-06-15"),
            document: some("iso-42001-certificate.pdf"),
            ..certificate_claim("ISO/IEC 42001:2023")
        });
    let assessment = assess(host);
    assert_eq!(assessment.observations().len(), 12);
    for seen in assessment.observations() {
        assert_eq!(seen.outcome, "pass", "{}: {}", seen.point, seen.title);
        assert_eq!(seen.evidence_class, "E4", "{}", seen.point);
    }
}

#[test]
fn the_certificate_of_lumenworks_is_that_of_a_person() {
    let certificate =
        include_str!("../../../examples/lumenworks/evidence/iso-42001-certificate.md");
    let host = FakeHost::new()
        .with_profile(profile("Lumenworks Intelligence Ltd"))
        .with_system("assist", "Lumen Assist")
        .with_document(
            FakeDocument::markdown("iso-42001-certificate.md", certificate).kind("certificate"),
        )
        .with_certificate(CertificateClaim {
            number: some("AIMS-LI-2023-5571"),
            holder: some("Lumenworks Intelligence Ltd"),
            scope: some("Responsible AI"),
            certification_body: some("Brightpath Academy"),
            issued_on: some("2023-12-13"),
            expires_on: some("2026-12-12"),
            document: some("iso-42001-certificate.md"),
            ..certificate_claim("ISO/IEC 42001:2023")
        });
    let assessment = assess(host);
    for point in ["certificate-42001", "certificate-standard"] {
        let seen = assessment.of(point);
        assert_eq!(seen.outcome, "fail", "{}", seen.title);
        assert!(seen.title.contains("a person's"), "{}", seen.title);
    }
    assert_eq!(assessment.of("certificate-validity").outcome, "unknown");
}
