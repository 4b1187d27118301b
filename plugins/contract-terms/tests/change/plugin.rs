//! Replaced documents as the host hands them over.

use assay_sdk::testing::{Assessment, FakeDocument, FakeHost};
use assay_sdk::{Evidence, FactValue, Observation};
use contract_terms::ContractTerms;

const TERMS: &str = "\
# Terms of Example AI Ltd

These terms are an agreement between Example AI Ltd (\"we\") and the company that orders the service (\"Customer\", \"you\"). The \
headings are for convenience and do not affect the meaning of any provision. The laws of the place where we have our seat govern \
this agreement, and the courts of that place shall have jurisdiction. Neither party is in default for events that are beyond its \
control, such as a flood, a strike or an interruption of the power supply. Our invoices are payable within the period that is \
printed on them. If a provision of this agreement is void, the other provisions of it stay in force, and the parties shall agree \
on a provision that comes closest to what they wanted.

We will not use your prompts or outputs to train our models.

We will notify you of a data breach within 48 hours after we become aware of it.
";

fn document(id: &str, text: &str) -> FakeDocument {
    FakeDocument::markdown(id, text).kind("terms")
}

fn assess(documents: impl IntoIterator<Item = FakeDocument>) -> Assessment {
    let host = documents
        .into_iter()
        .fold(FakeHost::new(), FakeHost::with_document);
    let assessment = host
        .assess::<ContractTerms>()
        .expect("the plugin can assess");
    assert_eq!(assessment.problems(), Vec::<String>::new());
    assessment
}

fn changes(assessment: &Assessment) -> Vec<&Observation> {
    let all = assessment.observations().iter();
    all.filter(|observation| observation.point == "terms-change")
        .collect()
}

fn fact<'a>(observation: &'a Observation, name: &str) -> &'a str {
    observation
        .facts
        .iter()
        .find_map(|fact| match &fact.value {
            FactValue::Text(text) if fact.name == name => Some(text.as_str()),
            _ => None,
        })
        .unwrap_or_default()
}

#[test]
fn what_got_worse_is_quoted_from_both_versions() {
    let newer = TERMS.replace(
        "We will not use your prompts or outputs to train our models.",
        "We may use your prompts and outputs to train our models.",
    );
    let assessment = assess([
        document("terms-2026.md", &newer).replaces("terms-2025.md"),
        document("terms-2025.md", TERMS),
    ]);
    let [only] = changes(&assessment)[..] else {
        panic!("one change");
    };
    assert_eq!(
        (only.outcome.as_str(), only.severity.as_str()),
        ("fail", "high")
    );
    assert_eq!(
        (fact(only, "topic"), fact(only, "direction")),
        ("training-use", "worse")
    );
    let quotes: Vec<(&str, &str)> = only
        .evidence
        .iter()
        .filter_map(|evidence| match evidence {
            Evidence::Quote(span) => Some((span.document.as_str(), span.text.as_str())),
            _ => None,
        })
        .collect();
    assert_eq!(
        quotes,
        [
            (
                "terms-2025.md",
                "We will not use your prompts or outputs to train our models."
            ),
            (
                "terms-2026.md",
                "We may use your prompts and outputs to train our models."
            ),
        ]
    );
    // Only the newer one is in force: the older one neither contradicts it nor speaks for the supplier.
    let training: Vec<&str> = assessment
        .observations()
        .iter()
        .filter(|observation| observation.point == "training-use")
        .map(|observation| observation.outcome.as_str())
        .collect();
    assert_eq!(training, ["fail"]);
}

#[test]
fn what_only_the_older_version_says_binds_nobody() {
    let newer = TERMS.replace(
        "We will notify you of a data breach within 48 hours after we become aware of it.\n",
        "",
    );
    let assessment = assess([
        document("terms-2025.md", TERMS),
        document("terms-2026.md", &newer).replaces("terms-2025.md"),
    ]);
    assert_eq!(assessment.of("breach-notice").outcome, "unknown");
    let [only] = changes(&assessment)[..] else {
        panic!("one change");
    };
    assert_eq!(
        (fact(only, "topic"), fact(only, "direction")),
        ("breach-notice", "worse")
    );
}

#[test]
fn without_a_replaced_version_nothing_is_compared() {
    let assessment = assess([document("terms.md", TERMS)]);
    assert_eq!(changes(&assessment).len(), 0);
}

#[test]
fn only_the_last_step_of_a_chain_is_compared() {
    let oldest = TERMS.replace("48 hours", "24 hours");
    let assessment = assess([
        document("a.md", &oldest),
        document("b.md", TERMS).replaces("a.md"),
        document("c.md", TERMS).replaces("b.md"),
    ]);
    let [only] = changes(&assessment)[..] else {
        panic!("one observation");
    };
    assert_eq!((only.outcome.as_str(), fact(only, "topic")), ("pass", ""));
}

/// A wrong or unreadable version says nothing, and must not be taken for "no change" or for "everything is gone".
#[test]
fn a_version_that_is_not_what_it_is_said_to_be_is_unknown() {
    let foreign = TERMS.replace("Example AI", "Southgate");
    let assessment = assess([
        document("terms.md", TERMS).replaces("old.md"),
        document("old.md", &foreign),
    ]);
    let [only] = changes(&assessment)[..] else {
        panic!("one observation");
    };
    assert_eq!(only.outcome, "unknown");
    assert!(
        only.detail.contains("old.md is not read: wrong document"),
        "{}",
        only.detail
    );
}
