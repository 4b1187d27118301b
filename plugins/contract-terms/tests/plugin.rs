//! The plugin as the host sees it: what it declares, which evidence it gives, what it does with documents that are none.

use assay_sdk::testing::{Assessment, FakeDocument, FakeHost};
use assay_sdk::{Evidence, FactValue, Plugin, Profile};
use contract_terms::ContractTerms;
use contract_terms::presence::category;
use contract_terms::topics::ALL;

const DPA: &str = "\
# Data Processing Addendum

This addendum is part of the agreement between Example AI Ltd (\"Processor\") and the customer (\"Controller\"). The terms \
personal data, data subject, processor and controller have the meaning that data protection law gives to them. The Processor \
processes personal data on behalf of the Controller and on its instructions. The Processor keeps personal data confidential \
and binds every person who has access to it. The parties shall keep a record of instructions. The obligations of this \
addendum end when the Processor no longer holds personal data of the Controller.

## 4. Personal data breach

4.1 **Notice.** The Processor shall notify the Controller of any personal data breach within 48 hours of becoming aware of it.

## 5. Sub-processors

5.1 The Processor will give the Controller thirty (30) days’ prior written notice of any new sub-processor.

## 6. End

6.1 Within thirty (30) days after termination of the agreement, the Processor shall delete all personal data.
";

fn assess(host: FakeHost) -> Assessment {
    let assessment = host
        .assess::<ContractTerms>()
        .expect("the plugin can assess");
    assert_eq!(assessment.problems(), Vec::<String>::new());
    assessment
}

fn quotes(assessment: &Assessment, point: &str) -> Vec<String> {
    let quoted = assessment
        .of(point)
        .evidence
        .iter()
        .map(|evidence| match evidence {
            Evidence::Quote(span) => span.text.clone(),
            other => panic!("only quotes are evidence here: {other:?}"),
        });
    quoted.collect()
}

#[test]
fn values_come_with_exact_quotes() {
    let assessment =
        assess(FakeHost::new().with_document(FakeDocument::markdown("dpa.md", DPA).kind("dpa")));
    let breach = assessment.of("breach-notice");
    assert_eq!(
        (breach.outcome.as_str(), breach.evidence_class.as_str()),
        ("pass", "E3")
    );
    let hours = breach
        .facts
        .iter()
        .find(|fact| fact.name == "breach-notice")
        .unwrap();
    assert!(
        matches!(&hours.value, FactValue::Number(quantity) if (quantity.value, quantity.unit.as_str()) == (48, "h"))
    );
    assert_eq!(
        quotes(&assessment, "breach-notice"),
        [
            "The Processor shall notify the Controller of any personal data breach within 48 hours of becoming aware of it."
        ]
    );
    assert!(quotes(&assessment, "sub-processor-notice")[0].contains("thirty (30) days’ prior"));
    assert_eq!(assessment.of("deletion").outcome, "pass");
}

#[test]
fn silence_is_unknown_and_says_what_to_ask() {
    let assessment =
        assess(FakeHost::new().with_document(FakeDocument::markdown("dpa.md", DPA).kind("dpa")));
    for point in [
        "training-use",
        "liability-cap",
        "ip-indemnity",
        "output-ownership",
    ] {
        let observation = assessment.of(point);
        assert_eq!(observation.outcome, "unknown");
        assert!(
            observation.remediation.starts_with("Ask"),
            "{}",
            observation.remediation
        );
        assert!(observation.detail.contains("dpa.md"));
    }
}

#[test]
fn nothing_to_read_is_unknown_for_every_point() {
    let scan = FakeDocument::new("scan.pdf", "application/octet-stream", &[0xff, 0xfe, 0x00])
        .kind("contract");
    let empty = FakeDocument::html(
        "terms.html",
        "<html><body><p>Please enable JavaScript.</p></body></html>",
    )
    .kind("terms");
    let german = "Der Auftragsverarbeiter Example AI Ltd meldet dem Verantwortlichen jede Verletzung binnen 48 Stunden. ".repeat(20);
    for host in [
        FakeHost::new(),
        FakeHost::new().with_document(scan),
        FakeHost::new().with_document(empty),
        FakeHost::new().with_document(FakeDocument::plain("avv.txt", &german).kind("dpa")),
        FakeHost::new().with_document(
            FakeDocument::markdown("dpa.md", &DPA.replace("Example AI", "Southgate")).kind("dpa"),
        ),
        FakeHost::new().with_document(FakeDocument::markdown("dpa.md", DPA).kind("report")),
    ] {
        let assessment = assess(host);
        assert_eq!(assessment.observations().len(), ALL.len() + category::COUNT);
        for observation in assessment.observations() {
            assert_eq!(
                observation.outcome, "unknown",
                "{}: {}",
                observation.point, observation.detail
            );
            assert_eq!(observation.evidence_class, "E0");
        }
    }
}

#[test]
fn an_unread_document_is_mentioned_beside_what_was_read() {
    let german = "Der Auftragsverarbeiter Example AI Ltd haftet nur nach dem Gesetz und meldet Verletzungen. ".repeat(20);
    let assessment = assess(
        FakeHost::new()
            .with_document(FakeDocument::markdown("dpa.md", DPA).kind("dpa"))
            .with_document(FakeDocument::plain("agb.txt", &german).kind("terms")),
    );
    let detail = &assessment.of("breach-notice").detail;
    assert!(
        detail.contains("Not read: agb.txt (unsupported language"),
        "{detail}"
    );
    assert!(
        assessment
            .log()
            .iter()
            .any(|(level, line)| level == "warn" && line.contains("agb.txt"))
    );
}

#[test]
fn html_is_quoted_from_its_source() {
    let html = format!(
        "<!doctype html><html><head><title>DPA</title><style>p {{ color: red }}</style></head><body><p>{}</p>\
         <ol><li>The Processor shall <b>notify</b> the Controller of a personal data&nbsp;breach within 24&#160;hours of becoming aware of it.</li></ol></body></html>",
        DPA.split("\n\n").nth(1).unwrap().repeat(2)
    );
    let assessment =
        assess(FakeHost::new().with_document(FakeDocument::html("dpa.html", &html).kind("dpa")));
    assert_eq!(assessment.of("breach-notice").outcome, "pass");
    assert_eq!(
        quotes(&assessment, "breach-notice"),
        [
            "The Processor shall <b>notify</b> the Controller of a personal data&nbsp;breach within 24&#160;hours of becoming aware of it."
        ]
    );
}

#[test]
fn the_buyers_policy_decides_what_is_too_long() {
    let host = FakeHost::new()
        .settings(r#"{"breach-notice-hours": 24}"#)
        .with_document(FakeDocument::markdown("dpa.md", DPA).kind("dpa"));
    let observation = assess(host);
    assert_eq!(observation.of("breach-notice").outcome, "fail");
    let error = FakeHost::new()
        .settings(r#"{"hours": 24}"#)
        .assess::<ContractTerms>()
        .unwrap_err();
    assert!(error.contains("hours"), "{error}");
}

#[test]
fn two_documents_that_contradict_each_other_are_both_reported() {
    let other = DPA.replace("within 48 hours", "within ten (10) days");
    let assessment = assess(
        FakeHost::new()
            .with_document(FakeDocument::markdown("dpa-2025.md", DPA).kind("dpa"))
            .with_document(FakeDocument::markdown("dpa-2026.md", &other).kind("dpa")),
    );
    let both: Vec<_> = assessment
        .observations()
        .iter()
        .filter(|o| o.point == "breach-notice")
        .collect();
    assert_eq!(
        both.iter().map(|o| o.outcome.as_str()).collect::<Vec<_>>(),
        ["pass", "fail"]
    );
    for observation in both {
        assert_eq!(observation.evidence.len(), 2, "each side quotes both");
        assert_eq!(
            observation.extra,
            [("contradiction".to_owned(), "true".to_owned())]
        );
    }
}

#[test]
fn other_names_of_the_supplier_count() {
    let mut profile = Profile {
        id: "example".to_owned(),
        legal_name: "Grey Heron Holdings plc".to_owned(),
        also_known_as: vec!["Example AI".to_owned()],
        country: None,
        website: None,
        roles: Vec::new(),
        extra: Vec::new(),
    };
    let host = |profile: &Profile| {
        FakeHost::new()
            .with_profile(profile.clone())
            .with_document(FakeDocument::markdown("dpa.md", DPA).kind("dpa"))
    };
    assert_eq!(assess(host(&profile)).of("breach-notice").outcome, "pass");
    profile.also_known_as.clear();
    assert_eq!(
        assess(host(&profile)).of("breach-notice").outcome,
        "unknown"
    );
}

#[test]
fn every_declared_point_and_control_is_in_the_catalogue() {
    let catalogue = assay_catalogue::Catalogue::embedded();
    let descriptor = ContractTerms::describe();
    let questions = contract_terms::nda::questions::ALL.len();
    assert_eq!(
        descriptor.points.len(),
        ALL.len() + questions + 1 + category::COUNT
    );
    for declared in &descriptor.points {
        let point = catalogue
            .points
            .values()
            .find(|point| point.id.to_string() == declared.point);
        let point = point.unwrap_or_else(|| panic!("no point {}", declared.point));
        let mut known: Vec<String> = point
            .controls
            .iter()
            .map(|link| link.control.to_string())
            .collect();
        let mut said = declared.controls.clone();
        known.sort();
        said.sort();
        assert_eq!(said, known, "{}", declared.point);
    }
}
