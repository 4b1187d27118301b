//! A promised notice of changes against a change that was seen, with and without a notice in the dossier.
#![expect(clippy::unwrap_used, reason = "a helper of a test may stop the test")]

use assay_sdk::{
    Evidence, Fact, FactValue, Observation, Outcome, Quantity, Seen,
    testing::{Assessment, FakeDocument, FakeHost, seen},
};
use consistency::Consistency;

fn number(name: &str, value: i64) -> Fact {
    Fact {
        name: name.to_owned(),
        value: FactValue::Number(Quantity {
            value,
            decimals: 0,
            unit: "d".to_owned(),
        }),
    }
}

fn text(name: &str, value: &str) -> Fact {
    Fact {
        name: name.to_owned(),
        value: FactValue::Text(value.to_owned()),
    }
}

fn yes(name: &str) -> Fact {
    Fact {
        name: name.to_owned(),
        value: FactValue::YesNo(true),
    }
}

fn with(mut seen: Seen, facts: Vec<Fact>) -> Seen {
    seen.facts = facts;
    seen
}

/// The contract promises thirty days before a model changes.
fn promise() -> Seen {
    with(
        seen(
            "contract-terms",
            "model-change-notice",
            Outcome::Pass,
            "quote",
        ),
        vec![number("model-change-notice", 30)],
    )
}

/// A change between 1 March and the day of the assessment, 1 June.
fn change(facts: Vec<Fact>) -> Seen {
    let mut change = with(
        seen(
            "behaviour-probe",
            "behaviour-drift",
            Outcome::Partial,
            "exchange",
        ),
        facts,
    );
    change.system = Some("assistant".to_owned());
    change
}

fn drift() -> Seen {
    change(vec![text("compared-with", "2026-03-01"), yes("drifted")])
}

fn host(observed: Vec<Seen>) -> FakeHost {
    let host = FakeHost::new()
        .as_of("2026-06-01")
        .with_system("assistant", "Assistant");
    observed.into_iter().fold(host, FakeHost::with_observed)
}

fn notice(dated: &str, words: &str) -> FakeDocument {
    FakeDocument::markdown("notice.md", words)
        .kind("other")
        .dated(dated)
}

const NOTICE: &str = "Dear customers,\n\nOn 1 May 2026 the model notes-2 will be replaced by notes-3. Best regards\n";

fn found(host: FakeHost) -> Vec<Observation> {
    let assessment: Assessment = host.assess::<Consistency>().unwrap();
    assert_eq!(assessment.problems(), Vec::<String>::new());
    assessment.observations().to_vec()
}

#[test]
fn a_change_without_a_notice_contradicts_the_contract() {
    let [only] = &found(host(vec![promise(), drift()]))[..] else {
        panic!("one contradiction");
    };
    assert_eq!(
        (
            only.point.as_str(),
            only.outcome.as_str(),
            only.severity.as_str()
        ),
        ("model-change-notice", "fail", "medium")
    );
    assert_eq!(
        only.title,
        "the contract promises 30 d of notice before a change; the model changed between 2026-03-01 and 2026-06-01; \
         no notice is in the dossier"
    );
    let both = [
        Evidence::Observation("o1".to_owned()),
        Evidence::Observation("o2".to_owned()),
    ];
    assert_eq!(
        only.evidence, both,
        "the promise, then what was seen of the model"
    );
}

#[test]
fn a_model_that_is_gone_is_a_change_as_well() {
    let gone = change(vec![text("compared-with", "2026-03-01"), yes("model-gone")]);
    assert_eq!(found(host(vec![promise(), gone])).len(), 1);
}

#[test]
fn a_notice_in_time_settles_it() {
    for dated in ["2026-04-01", "2026-02-15", "2026-05-02"] {
        let kept = host(vec![promise(), drift()]).with_document(notice(dated, NOTICE));
        assert_eq!(found(kept), [], "{dated}");
    }
}

#[test]
fn a_notice_that_came_too_late_is_cited_with_its_day() {
    let late = host(vec![promise(), drift()]).with_document(notice("2026-05-20", NOTICE));
    let [only] = &found(late)[..] else {
        panic!("one contradiction");
    };
    assert!(
        only.title
            .contains("the notice in the dossier is of 2026-05-20, 12 d ago"),
        "{}",
        only.title
    );
    let quoted = only.evidence.iter().any(|evidence| {
        matches!(evidence, Evidence::Quote(span)
            if span.text == "On 1 May 2026 the model notes-2 will be replaced by notes-3.")
    });
    assert!(quoted, "{:?}", only.evidence);
}

/// Not every document with the words in it is the notice.
#[test]
fn a_promise_an_old_letter_and_another_kind_of_document_are_no_notice() {
    let general = "Each customer is told 30 days before a model is replaced, as of version 2.";
    for document in [
        notice("2026-04-01", general),
        notice("2024-04-01", NOTICE),
        notice("2026-07-01", NOTICE),
        notice("2026-04-01", NOTICE).kind("contract"),
        FakeDocument::markdown("notice.md", NOTICE).kind("other"),
    ] {
        let info = format!("{document:?}");
        let missing = host(vec![promise(), drift()]).with_document(document);
        assert_eq!(found(missing).len(), 1, "{info}");
    }
}

#[test]
fn without_a_promise_or_without_a_change_nothing_contradicts() {
    let steady = change(vec![text("compared-with", "2026-03-01")]);
    let mut refused = promise();
    refused.outcome = "fail".to_owned();
    refused.facts = vec![text("model-change-notice", "none")];
    let terms = with(
        seen("contract-terms", "change-notice", Outcome::Pass, "quote"),
        vec![number("change-notice", 30), text("about", "terms")],
    );
    let mut zero = seen(
        "iso42001-questionnaire",
        "change-notice",
        Outcome::Fail,
        "answer",
    );
    zero.facts = vec![number("change-notice", 0)];
    for observed in [
        vec![promise()],
        vec![drift()],
        vec![promise(), steady],
        vec![refused, drift()],
        vec![terms, drift()],
        vec![zero, drift()],
    ] {
        let points: Vec<_> = observed.iter().map(|seen| seen.point.clone()).collect();
        assert_eq!(found(host(observed)), [], "{points:?}");
    }
}

/// The most definite promise is the one that is held against the change, and only that one.
#[test]
fn a_promise_about_the_service_and_an_answer_count_where_the_contract_says_nothing_of_models() {
    let service = with(
        seen("contract-terms", "change-notice", Outcome::Pass, "quote"),
        vec![number("change-notice", 60), text("about", "service")],
    );
    let answered = with(
        seen(
            "iso42001-questionnaire",
            "change-notice",
            Outcome::Pass,
            "answer",
        ),
        vec![number("change-notice", 90)],
    );
    for (observed, point, words) in [
        (
            vec![answered.clone(), service.clone(), promise(), drift()],
            "model-change-notice",
            "the contract promises 30 d",
        ),
        (
            vec![service, drift()],
            "change-notice",
            "the contract promises 60 d",
        ),
        (
            vec![answered, drift()],
            "change-notice",
            "the supplier answers 90 d",
        ),
    ] {
        let kept: Vec<_> = found(host(observed))
            .into_iter()
            .filter(|one| one.title.contains("the model changed"))
            .collect();
        let [only] = &kept[..] else {
            panic!("one contradiction: {kept:?}");
        };
        assert_eq!(only.point, point);
        assert!(only.title.starts_with(words), "{}", only.title);
    }
}

/// A notice was promised without a number: only its absence contradicts.
#[test]
fn a_notice_without_a_number_of_days_is_kept_by_any_notice() {
    let vague = with(
        seen(
            "contract-terms",
            "model-change-notice",
            Outcome::Partial,
            "quote",
        ),
        vec![text("model-change-notice", "notice")],
    );
    assert_eq!(found(host(vec![vague.clone(), drift()])).len(), 1);
    let kept = host(vec![vague, drift()]).with_document(notice("2026-05-31", NOTICE));
    assert_eq!(found(kept), []);
}
