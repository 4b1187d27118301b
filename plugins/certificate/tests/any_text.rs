//! Whatever a document holds, the plugin answers, and everything that it cites is there.

use assay_sdk::testing::{FakeDocument, FakeHost, certificate_claim};
use certificate::Certificate;
use proptest::prelude::*;

fn problems(text: &str, html: bool) -> Vec<String> {
    let document = if html {
        FakeDocument::html
    } else {
        FakeDocument::markdown
    };
    let mut claim = certificate_claim("ISO/IEC 42001:2023");
    claim.document = Some("certificate.md".to_owned());
    claim.number = Some("AI 1".to_owned());
    claim.holder = Some("Example AI Ltd".to_owned());
    let host = FakeHost::new()
        .with_system("system", "Scoring")
        .with_certificate(claim)
        .with_document(document("certificate.md", text).kind("certificate"))
        .with_document(document("register.md", text))
        .with_document(document("letter.md", &format!("Dear Ms Finch,\n\n{text}")));
    host.assess::<Certificate>()
        .expect("the settings are empty")
        .problems()
}

/// Pieces of certificates, put together without sense.
fn pieces() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        Just("Certificate number:"),
        Just("| Scope |"),
        Just("|---|---|"),
        Just("Certificate holder\n"),
        Just("Meridian Assurance Ltd certifies that "),
        Just("the AI management system of "),
        Just("Example AI, Inc."),
        Just("accredited by the "),
        Just("ISO/IEC 42001:2023"),
        Just("ISO/IEC 27006-1"),
        Just("valid until "),
        Just("12/03/2026"),
        Just("30. März 2027"),
        Just("surveillance audit due "),
        Just("surveillance audit was passed on "),
        Just("Certificate AI 1 of Example AI Ltd has been suspended"),
        Just("excluding Scoring"),
        Just("Status: suspended"),
        Just("Register, searched on "),
        Just("Statement of applicability v2"),
        Just("„Gültig“ — ’s"),
        Just("\n"),
        Just("\n\n"),
        Just(". "),
        Just("   "),
        Just("\t"),
        Just(": "),
    ];
    prop::collection::vec(piece, 0..24).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_text_makes_it_panic_or_cite_what_is_not_there(text in any::<String>(), html in any::<bool>()) {
        prop_assert_eq!(problems(&text, html), Vec::<String>::new());
    }

    #[test]
    fn no_heap_of_pieces_does_either(text in pieces(), html in any::<bool>()) {
        prop_assert_eq!(problems(&text, html), Vec::<String>::new());
    }
}
