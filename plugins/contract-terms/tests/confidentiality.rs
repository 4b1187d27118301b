//! Confidentiality agreements: the trap sentences of `cases/nda`, which documents are taken for one, and what comes out.
#![expect(clippy::unwrap_used, reason = "a helper of a test may stop the test")]

use std::fs;
use std::path::Path;

use assay_sdk::testing::{Assessment, FakeDocument, FakeHost};
use assay_sdk::{Evidence, FactValue};
use contract_terms::ContractTerms;
use contract_terms::nda::document::is_confidentiality_agreement;
use contract_terms::nda::questions::ALL;
use contract_terms::text::Text;
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    case: Vec<Case>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    point: String,
    why: String,
    text: String,
    entailment: String,
}

/// An agreement that answers none of the questions.
const AROUND: &str = "\
# Non-Disclosure Agreement

This agreement is made between Example AI Ltd (the \"Recipient\") and Harbour Foods plc (the \"Discloser\"). The headings are for \
convenience and do not affect the meaning of any provision. The laws of the place where the Discloser has its seat govern this \
agreement, and the courts of that place shall have jurisdiction. Neither party is in default for events that are beyond its \
control, such as a flood, a strike or an interruption of the power supply. The parties shall treat each other with respect. If a \
provision of this agreement is void, the other provisions of it stay in force, and the parties shall agree on a provision that \
comes closest to what they wanted. This agreement is the whole of what was agreed, and no promise stands beside it. A waiver of \
a right is valid only for the case for which it was given, and a change of this agreement has to be signed by both.

";

fn assess(text: &str) -> Assessment {
    let document = FakeDocument::markdown("nda.md", text).kind("contract");
    let assessment = FakeHost::new()
        .with_document(document)
        .assess::<ContractTerms>()
        .expect("the plugin can assess");
    assert_eq!(assessment.problems(), Vec::<String>::new());
    assessment
}

fn entailment(assessment: &Assessment, point: &str) -> String {
    let observation = assessment.of(point);
    observation
        .facts
        .iter()
        .find_map(|fact| match &fact.value {
            FactValue::Text(text) if fact.name == "entailment" => Some(text.clone()),
            _ => None,
        })
        .unwrap()
}

#[test]
fn every_trap_is_answered_as_it_should_be() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("cases/nda");
    let mut wrong = Vec::new();
    let mut asked = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let file: File =
            toml::from_str(&fs::read_to_string(entry.unwrap().path()).unwrap()).unwrap();
        for case in file.case {
            let assessment = assess(&format!("{AROUND}{}\n", case.text));
            let said = entailment(&assessment, &case.point);
            if said != case.entailment {
                wrong.push(format!(
                    "{} {}: {said}\n  {}",
                    case.point, case.why, case.text
                ));
            }
            let quotes = assessment.of(&case.point).evidence.len();
            assert_eq!(quotes > 0, said != "not-mentioned", "{}", case.why);
            asked.push(case.point);
        }
    }
    assert!(
        wrong.is_empty(),
        "{} wrong:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
    for question in ALL {
        assert!(
            asked.iter().any(|point| point == question.point),
            "{}",
            question.point
        );
    }
}

#[test]
fn silence_is_unknown_for_every_question_and_says_what_to_ask() {
    let assessment = assess(AROUND);
    for question in ALL {
        let observation = assessment.of(question.point);
        assert_eq!(observation.outcome, "unknown", "{}", observation.title);
        assert!(observation.remediation.starts_with("Ask"));
        assert_eq!(entailment(&assessment, question.point), "not-mentioned");
    }
}

#[test]
fn what_protects_passes_and_the_opposite_does_not() {
    let assessment = assess(&format!(
        "{AROUND}The Recipient shall use the Confidential Information only for the purpose of the test.\n\n\
         The Recipient may disclose the Confidential Information to its advisers who need to know it.\n"
    ));
    let passes = assessment.of("nda-4");
    assert_eq!(
        (passes.outcome.as_str(), passes.evidence_class.as_str()),
        ("pass", "E3")
    );
    let Some(Evidence::Quote(span)) = passes.evidence.first() else {
        panic!("a quote");
    };
    assert_eq!(
        span.text,
        "The Recipient shall use the Confidential Information only for the purpose of the test."
    );
    let partial = assessment.of("nda-7");
    assert_eq!(
        (partial.outcome.as_str(), partial.severity.as_str()),
        ("partial", "low")
    );
}

/// A clause about confidentiality does not make a contract a confidentiality agreement.
#[test]
fn other_contracts_are_asked_nothing() {
    let examples = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples");
    for file in [
        "clearpath/evidence/contract/master-agreement.md",
        "clearpath/evidence/contract/dpa.md",
        "lumenworks/evidence/terms-of-service.md",
        "lumenworks/evidence/data-processing-addendum.md",
    ] {
        let text = Text::read(&fs::read_to_string(examples.join(file)).unwrap());
        assert!(!is_confidentiality_agreement(&text), "{file}");
    }
    assert!(is_confidentiality_agreement(&Text::read(AROUND)));
}
