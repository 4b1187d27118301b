//! What the plugin says about bills of materials and model cards of our own invention.
#![expect(clippy::unwrap_used, reason = "a helper of a test may stop the test")]

use ai_bom::AiBom;
use assay_catalogue::Catalogue;
use assay_sdk::{
    Evidence, Observation, Plugin,
    testing::{Assessment, FakeDocument, FakeHost},
};
use proptest::prelude::*;

const GOOD: &str = r#"{
  "bomFormat": "CycloneDX",
  "specVersion": "1.6",
  "serialNumber": "urn:uuid:5f0c2a3e-7a51-4f0e-9b6a-0c2f8f6a1d22",
  "version": 1,
  "metadata": {
    "timestamp": "2026-03-12T08:00:00Z",
    "component": { "type": "application", "name": "Scoring", "bom-ref": "app" }
  },
  "components": [
    {
      "type": "machine-learning-model",
      "bom-ref": "scorer",
      "name": "scorer",
      "version": "4.2",
      "supplier": { "name": "Example AI Limited" },
      "licenses": [ { "license": { "id": "Apache-2.0" } } ],
      "hashes": [ { "alg": "SHA-256", "content": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08" } ],
      "pedigree": { "ancestors": [ { "type": "machine-learning-model", "name": "Sedge 12B", "version": "1.3" } ] },
      "modelCard": {
        "modelParameters": {
          "datasets": [
            { "ref": "loans" },
            { "type": "dataset", "name": "Open surveys", "contents": { "url": "https://data.example/surveys" } }
          ]
        },
        "quantitativeAnalysis": { "performanceMetrics": [ { "type": "AUC", "value": "0.83", "slice": "all" } ] },
        "considerations": {
          "useCases": [ "Ranks applications for review by a person" ],
          "technicalLimitations": [ "Not for applicants below 18 years" ],
          "ethicalConsiderations": [ { "name": "age", "mitigationStrategy": "tested by age band" } ],
          "environmentalConsiderations": { "energyConsumptions": [ { "activity": "training" } ] }
        }
      }
    },
    {
      "type": "data", "bom-ref": "loans", "name": "Loans 2019 to 2024", "publisher": "Example AI Limited",
      "licenses": [ { "license": { "name": "own data" } } ]
    }
  ]
}"#;

fn host(text: &str) -> FakeHost {
    FakeHost::new()
        .as_of("2026-06-01")
        .with_document(FakeDocument::new(
            "bom.cdx.json",
            "application/json",
            text.as_bytes(),
        ))
        .with_sub_processor("Sedge 12B")
        .with_system("scoring", "Scoring")
}

fn assess(host: FakeHost) -> Assessment {
    let assessment = host.assess::<AiBom>().unwrap();
    assert_eq!(assessment.problems(), [""; 0]);
    assessment
}

fn seen(text: &str, point: &str) -> Observation {
    assess(host(text)).of(point).clone()
}

#[test]
fn a_complete_bill_of_materials_passes_every_point_with_quotes() {
    let assessment = assess(host(GOOD));
    for observation in assessment.observations() {
        assert_eq!(
            observation.outcome, "pass",
            "{}: {}",
            observation.point, observation.title
        );
        let quoted = observation
            .evidence
            .iter()
            .any(|evidence| matches!(evidence, Evidence::Quote(_)));
        assert!(quoted, "{}", observation.point);
    }
}

#[test]
fn each_gap_is_found_by_its_point() {
    for (point, outcome, words, from, to) in [
        (
            "bom-format",
            "partial",
            "no model cards",
            "\"1.6\"",
            "\"1.3\"",
        ),
        (
            "bom-format",
            "unknown",
            "none that is known",
            "\"1.6\"",
            "\"9.9\"",
        ),
        (
            "bom-fresh",
            "partial",
            "more than 12 months",
            "2026-03-12",
            "2025-03-12",
        ),
        (
            "bom-fresh",
            "partial",
            "after the day",
            "2026-03-12",
            "2026-07-12",
        ),
        ("bom-fresh", "partial", "no serial", "urn:uuid:5f0c", "5f0c"),
        (
            "bom-models",
            "unknown",
            "without version",
            "\"version\": \"4.2\",",
            "",
        ),
        (
            "bom-datasets",
            "partial",
            "without provenance: Open surveys",
            "\"url\"",
            "\"link\"",
        ),
        (
            "bom-licences",
            "unknown",
            "no licence",
            "\"licenses\"",
            "\"licences\"",
        ),
        (
            "bom-licences",
            "fail",
            "forbids commercial use: CC-BY-NC-4.0",
            "Apache-2.0",
            "CC-BY-NC-4.0",
        ),
        (
            "bom-licences",
            "partial",
            "copyleft",
            "Apache-2.0",
            "AGPL-3.0-only",
        ),
        (
            "bom-licences",
            "partial",
            "not known",
            "Apache-2.0",
            "NOASSERTION",
        ),
        (
            "bom-hashes",
            "unknown",
            "without a hash",
            "\"hashes\"",
            "\"digests\"",
        ),
        ("bom-hashes", "partial", "MD5", "SHA-256", "MD5"),
        (
            "bom-hashes",
            "fail",
            "no hash of its algorithm",
            "9f86d08188",
            "",
        ),
        (
            "bom-evaluation",
            "unknown",
            "without results",
            "\"0.83\"",
            "\"\"",
        ),
        (
            "bom-limits",
            "partial",
            "limits are not",
            "technicalLimitations",
            "other",
        ),
        ("bom-provenance", "pass", "", "\"supplier\"", "\"vendor\""),
        (
            "bom-upstream",
            "fail",
            "does not name: Heron 70B",
            "Sedge 12B",
            "Heron 70B",
        ),
        (
            "bom-upstream",
            "fail",
            "does not name: scorer",
            "Example AI Limited",
            "Heron Labs Inc",
        ),
        (
            "ai-bom",
            "partial",
            "falls short on: hashes",
            "\"hashes\"",
            "\"digests\"",
        ),
        (
            "model-card",
            "partial",
            "does not tell: evaluation",
            "\"0.83\"",
            "\"\"",
        ),
    ] {
        let text = GOOD.replacen(
            from,
            to,
            if from == "\"licenses\"" || from == "Example AI Limited" {
                2
            } else {
                1
            },
        );
        assert_ne!(text, GOOD, "{from} is not in the bill");
        let observation = seen(&text, point);
        assert_eq!(
            observation.outcome, outcome,
            "{point} without {from}: {}",
            observation.title
        );
        assert!(
            observation.title.contains(words),
            "{point}: {}",
            observation.title
        );
    }
}

#[test]
fn disclosed_upstream_models_of_the_system_are_known() {
    // An ancestor that is disclosed nowhere is a finding even when the supplier's own model is fine.
    let host = FakeHost::new()
        .as_of("2026-06-01")
        .with_system("scoring", "Scoring")
        .with_document(FakeDocument::new(
            "bom.json",
            "application/json",
            GOOD.as_bytes(),
        ));
    let observation = assess(host).of("bom-upstream").clone();
    assert_eq!(
        (observation.outcome.as_str(), observation.severity.as_str()),
        ("fail", "high")
    );
    let quote = observation
        .evidence
        .iter()
        .find_map(|evidence| match evidence {
            Evidence::Quote(span) => Some(span.text.as_str()),
            _ => None,
        });
    assert_eq!(quote, Some("\"Sedge 12B\""));
}

#[test]
fn hostile_json_has_an_outcome_with_a_reason() {
    let deep = format!(
        "{{\"bomFormat\":\"CycloneDX\",\"x\":{}{}}}",
        "[".repeat(200_000),
        "]".repeat(200_000)
    );
    let nested = {
        let mut text = "{\"bomFormat\":\"CycloneDX\",\"components\":[".to_owned();
        text.push_str(&"{\"components\":[".repeat(100));
        text.push_str(&"]}".repeat(100));
        text.push_str("]}");
        text
    };
    let twice = GOOD.replacen(
        "\"specVersion\": \"1.6\",",
        "\"specVersion\": \"1.6\", \"specVersion\": \"1.5\",",
        1,
    );
    let half = GOOD.replacen(
        "\"scorer\",\n      \"version\"",
        "\"\\ud83e\",\n      \"version\"",
        1,
    );
    assert_ne!(half, GOOD);
    for (what, text) in [
        ("deep", deep),
        ("nested components", nested),
        ("cut off", GOOD[..GOOD.len() / 2].to_owned()),
        ("a key twice", twice),
        ("half a pair", half),
        ("not JSON", "{]".to_owned()),
        ("empty", String::new()),
    ] {
        let assessment = assess(host(&text));
        for observation in assessment.observations() {
            assert_eq!(
                observation.outcome, "unknown",
                "{what}: {} {}",
                observation.point, observation.title
            );
        }
    }
    let twice = seen(
        &GOOD.replacen("\"version\": 1,", "\"version\": 1, \"version\": 2,", 1),
        "bom-format",
    );
    assert!(twice.detail.contains("`version` twice"), "{}", twice.detail);
}

#[test]
fn ten_megabytes_are_read_and_more_are_refused_by_name() {
    let padded =
        |bytes: usize| GOOD.replacen("\"AUC\"", &format!("\"AUC {}\"", "x".repeat(bytes)), 1);
    assert_eq!(seen(&padded(10 << 20), "bom-evaluation").outcome, "pass");
    let refused = seen(&padded(13 << 20), "bom-format");
    assert_eq!(refused.outcome, "unknown");
    assert!(
        refused.detail.contains("no more than"),
        "{}",
        refused.detail
    );
}

#[test]
fn xml_is_not_read_and_that_is_said() {
    let host = FakeHost::new().with_document(FakeDocument::new(
        "bom.xml",
        "application/octet-stream",
        b"<bom/>",
    ));
    let observation = assess(host).of("bom-format").clone();
    assert_eq!(observation.outcome, "unknown");
    assert!(observation.detail.contains("XML"), "{}", observation.detail);
}

#[test]
fn nothing_is_unknown() {
    let assessment = assess(FakeHost::new().with_document(FakeDocument::markdown(
        "policy.md",
        "# Policy\n\nWe use models.",
    )));
    assert_eq!(assessment.observations().len(), 12);
    assert!(
        assessment
            .observations()
            .iter()
            .all(|observation| observation.outcome == "unknown")
    );
}

#[test]
fn a_model_card_of_a_hub_is_read() {
    let card = "---\nlicense: apache-2.0\nbase_model: sedge/sedge-12b\ndatasets:\n- example/loans\nmodel-index:\n- name: scorer\n  results:\n  - metrics:\n    - type: auc\n      value: 0.83\n---\n# Model card for example-ai/scorer-4.2\n\n## Intended use\n\nRanks applications for review by a person.\n\n## Limitations\n\nNot for applicants below 18 years.\n";
    let host = FakeHost::new()
        .with_document(FakeDocument::markdown("model-card.md", card))
        .with_sub_processor("Sedge 12B");
    let assessment = assess(host);
    for point in [
        "model-card",
        "bom-models",
        "bom-licences",
        "bom-datasets",
        "bom-evaluation",
        "bom-limits",
        "bom-provenance",
        "bom-upstream",
    ] {
        let observation = assessment.of(point);
        assert_eq!(
            observation.outcome, "pass",
            "{point}: {}",
            observation.title
        );
    }
    for point in ["bom-hashes", "bom-format", "bom-fresh", "ai-bom"] {
        assert_eq!(assessment.of(point).outcome, "unknown", "{point}");
    }
}

#[test]
fn a_card_in_json_is_read() {
    let text = r#"{"name":"scorer","modelCard":{"considerations":{"useCases":["ranking"],"technicalLimitations":["adults only"]}}}"#;
    let host = FakeHost::new().with_document(FakeDocument::new(
        "model-card.json",
        "application/json",
        text.as_bytes(),
    ));
    let observation = assess(host).of("model-card").clone();
    assert_eq!(observation.outcome, "partial");
    assert!(
        observation.title.contains("data, evaluation"),
        "{}",
        observation.title
    );
}

#[test]
fn the_catalogue_has_every_point_with_these_controls() {
    let catalogue = Catalogue::embedded();
    for declared in AiBom::describe().points {
        let point = catalogue
            .point(&declared.point.parse().unwrap())
            .unwrap_or_else(|| panic!("no point {}", declared.point));
        let controls: Vec<&str> = point
            .controls
            .iter()
            .map(|link| link.control.as_str())
            .collect();
        assert_eq!(controls, declared.controls, "{}", declared.point);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_text_makes_it_panic_or_cite_what_is_not_there(text in any::<String>(), json in any::<bool>()) {
        let (name, kind) = if json { ("bom.json", "application/json") } else { ("model-card.md", "text/markdown") };
        let host = FakeHost::new().with_document(FakeDocument::new(name, kind, text.as_bytes()));
        prop_assert_eq!(host.assess::<AiBom>().unwrap().problems(), Vec::<String>::new());
    }

    /// A bill in which a stretch is replaced by something else.
    #[test]
    fn no_damage_does_either(start in 0..GOOD.len(), length in 0_usize..80, other in "[{}\\[\\]\",:a0\\\\ ]{0,12}") {
        let end = (start + length).min(GOOD.len());
        let text = format!("{}{other}{}", &GOOD[..start], &GOOD[end..]);
        prop_assert_eq!(host(&text).assess::<AiBom>().unwrap().problems(), Vec::<String>::new());
    }
}
