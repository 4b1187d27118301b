//! Who the supplier is, by its answer and by the certificates that the dossier claims.

use assay_sdk::{
    CertificateClaim,
    testing::{FakeHost, certificate_claim},
};
use iso42001_questionnaire::Questionnaire;

#[test]
fn who_holds_a_certificate_tells_who_the_supplier_is() {
    let identity = |claim: CertificateClaim| {
        let host = FakeHost::new()
            .with_certificate(claim)
            .with_answer("legal-identity", "Example AI Ltd");
        let assessment = host
            .assess::<Questionnaire>()
            .expect("the questionnaire always assesses");
        assessment.of("legal-identity").outcome.clone()
    };
    let held = |standard: &str, holder: &str| CertificateClaim {
        holder: Some(holder.to_owned()),
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
