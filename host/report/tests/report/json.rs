use serde_json::Value;

use crate::{fixture, hostile::hostile};

const PUBLISHED: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/schema/report-v1.schema.json");

#[test]
fn the_published_schema_is_the_one_of_this_program() {
    let schema = assay_report::json::json_schema();
    let published = std::fs::read_to_string(PUBLISHED).unwrap_or_default();
    if published != schema && std::env::var_os("UPDATE_SCHEMA").is_some() {
        std::fs::write(PUBLISHED, &schema).unwrap();
        return;
    }
    assert!(
        published == schema,
        "the format has changed: if readers do not mind, run the tests with UPDATE_SCHEMA=1 and commit the schema; \
         otherwise give it a new number"
    );
}

fn validator() -> jsonschema::Validator {
    let schema: Value = serde_json::from_str(&assay_report::json::json_schema()).unwrap();
    jsonschema::validator_for(&schema).unwrap()
}

#[test]
fn every_report_is_valid_by_the_schema_and_another_document_is_not() {
    let validator = validator();
    let mut texts = hostile();
    texts.push("harmless".to_owned());
    let fixtures = [fixture::ordinary(), fixture::silent(), fixture::small()]
        .into_iter()
        .chain(texts.iter().map(|text| fixture::written_by(text)));
    for fixture in fixtures {
        let report: Value =
            serde_json::from_str(&assay_report::json::report(&fixture.report())).unwrap();
        if let Some(error) = validator.iter_errors(&report).next() {
            panic!("{} at {}", error, error.instance_path());
        }
    }
    assert!(!validator.is_valid(&serde_json::json!({ "format": "assay-report/1" })));
    assert!(!validator.is_valid(&serde_json::json!([])));
}

#[test]
fn texts_survive_unchanged_and_the_same_view_gives_the_same_bytes() {
    for text in hostile() {
        let fixture = fixture::written_by(&text);
        let written = assay_report::json::report(&fixture.report());
        assert_eq!(written, assay_report::json::report(&fixture.report()));
        let report: Value = serde_json::from_str(&written).unwrap();
        let name = &report["register"]["latest"]["facts"]["profile"]["legal_name"];
        assert_eq!(name.as_str(), Some(text.as_str()));
        assert!(!written.contains(|c: char| c != '\n' && c.is_control()));
    }
}

#[test]
fn a_small_report_reads_like_this() {
    let fixture = fixture::small();
    let report: Value =
        serde_json::from_str(&assay_report::json::report(&fixture.report())).unwrap();
    // The verdict is the business of scoring, and its shape is that of the published schema.
    insta::assert_json_snapshot!(report, {
        ".register.latest.verdict" => "[verdict]",
        ".register.latest.participations[].points" => "[points]",
        ".register.history[].reasons" => "[reasons]",
        ".register.history[].decision" => "[decision]",
        ".register.history[].tier" => "[tier]",
        ".register.history[].level" => "[level]",
        ".register.history[].coverage" => "[share]",
        ".register.history[].assurance" => "[share]",
        ".register.open_findings[].fingerprint" => "[digest]",
        ".titles" => "[titles]",
        ".ai_act.systems[].duties" => "[duties]",
        ".ai_act.disputed_dates" => "[dates]",
    });
}

#[test]
fn a_catalogue_that_has_changed_is_pointed_out() {
    let mut fixture = fixture::small();
    let before: Value =
        serde_json::from_str(&assay_report::json::report(&fixture.report())).unwrap();
    assert_eq!(before["catalogue_changed"], serde_json::json!([]));
    fixture.catalogue.digests[0].1 = assay_domain::Digest::of("another file");
    let after: Value =
        serde_json::from_str(&assay_report::json::report(&fixture.report())).unwrap();
    assert_eq!(
        after["catalogue_changed"][0],
        fixture.catalogue.digests[0].0.as_str()
    );
    assert!(assay_report::html::report(&fixture.report()).contains("has changed since"));
}
