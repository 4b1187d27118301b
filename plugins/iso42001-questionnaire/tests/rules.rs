//! How answers are judged.

use assay_sdk::{
    Answer, Evidence, FactValue, Observation, Plugin,
    testing::{Assessment, FakeDocument, FakeHost, answer},
};
use iso42001_questionnaire::Questionnaire;

/// The day of every assessment here.
const TODAY: &str = "2026-06-01";

fn assess(host: FakeHost) -> Assessment {
    let assessment = host
        .as_of(TODAY)
        .assess::<Questionnaire>()
        .expect("the questionnaire always assesses");
    assert_eq!(assessment.problems(), [""; 0]);
    assessment
}

/// What comes out for one answered question.
fn judged(answer: Answer) -> Observation {
    let question = answer.question.clone();
    let host = FakeHost::new()
        .with_document(FakeDocument::markdown("policy.md", "# AI policy").dated("2026-02-01"))
        .with_document(FakeDocument::markdown("old.md", "# AI policy").dated("2022-02-01"))
        .with_document(FakeDocument::markdown("empty.md", ""));
    assess(host.with_full_answer(answer)).of(&question).clone()
}

fn fresh(question: &str, value: &str) -> Answer {
    Answer {
        answered_on: Some("2026-05-01".to_owned()),
        ..answer(question, value)
    }
}

fn outcome(observation: &Observation) -> (&str, &str, &str) {
    (
        &observation.outcome,
        &observation.severity,
        &observation.evidence_class,
    )
}

#[test]
fn a_supplier_that_says_nothing_is_asked_everything() {
    let assessment = assess(FakeHost::new());
    assert_eq!(
        assessment.observations().len(),
        Questionnaire::describe().points.len()
    );
    for observation in assessment.observations() {
        assert_eq!(
            outcome(observation),
            ("unknown", "info", "E0"),
            "{}",
            observation.point
        );
        assert!(
            observation.remediation.contains(['?', '.']),
            "{} asks nothing",
            observation.point
        );
        assert!(observation.evidence.is_empty(), "{}", observation.point);
    }
}

#[test]
fn a_placeholder_is_no_answer_to_any_question() {
    let all = assess(FakeHost::new());
    for value in ["", "TBD", "n/a", "don't know", "x", "-"] {
        let host = all
            .observations()
            .iter()
            .fold(FakeHost::new(), |host, o| host.with_answer(&o.point, value));
        for observation in assess(host).observations() {
            assert_eq!(
                observation.outcome, "unknown",
                "{value:?} to {}",
                observation.point
            );
        }
    }
}

#[test]
fn nothing_passes_on_an_answer_that_is_none_of_the_choices() {
    // Words are taken as they come; what can be read exactly is read exactly.
    let questions = Questionnaire::describe().questions;
    let exact: Vec<&str> = questions
        .iter()
        .filter(|q| q.answer_kind != "text")
        .map(|q| q.id.as_str())
        .collect();
    for value in [
        "absolutely",
        "No, except yes",
        "implementedx",
        "72 or so",
        "31.12.2025",
    ] {
        let host = exact
            .iter()
            .fold(FakeHost::new(), |host, id| host.with_answer(id, value));
        for observation in assess(host).observations() {
            assert_ne!(
                observation.outcome, "pass",
                "{value:?} passed {}",
                observation.point
            );
        }
    }
}

#[test]
fn a_yes_is_a_claim_and_a_document_makes_it_more() {
    let yes = judged(fresh("iso42001-5.2", "implemented"));
    assert_eq!(outcome(&yes), ("pass", "info", "E1"));
    assert_eq!(yes.remediation, "Attach: The approved AI policy");
    assert_eq!(yes.confidence, 10_000);

    let documented = Answer {
        documents: vec!["policy.md".to_owned()],
        ..fresh("iso42001-5.2", "Implemented and evidenced")
    };
    assert_eq!(outcome(&judged(documented)), ("pass", "info", "E2"));

    for missing in ["no-such.md", "empty.md"] {
        let said = Answer {
            documents: vec![missing.to_owned()],
            ..fresh("iso42001-5.2", "implemented-and-evidenced")
        };
        let said = judged(said);
        assert_eq!(outcome(&said), ("pass", "info", "E1"), "{missing}");
        assert!(said.detail.contains("missing or empty"), "{}", said.detail);
    }
}

#[test]
fn each_choice_counts_as_what_it_says() {
    for (value, expected) in [
        ("yes", ("pass", "info")),
        ("partly", ("partial", "low")),
        ("planned", ("fail", "low")),
        ("no", ("fail", "medium")),
    ] {
        let observation = judged(fresh("iso42001-7.1", value));
        assert_eq!(
            (outcome(&observation).0, outcome(&observation).1),
            expected,
            "{value}"
        );
        assert!(
            matches!(&observation.evidence[..], [Evidence::Answer(id)] if id == "iso42001-7.1")
        );
    }
    let prohibited = judged(fresh("prohibited-practice-statement", "some-applies"));
    assert_eq!(outcome(&prohibited), ("fail", "critical", "E1"));
    assert_eq!(
        judged(fresh("bias-testing", "does-not-apply")).outcome,
        "not-applicable"
    );
}

#[test]
fn an_old_answer_counts_in_part_unless_a_fresh_document_stands_beside_it() {
    let old = Answer {
        answered_on: Some("2025-05-31".to_owned()),
        ..answer("iso42001-5.2", "yes")
    };
    let alone = judged(old.clone());
    assert_eq!(outcome(&alone), ("partial", "low", "E1"));
    assert!(alone.detail.contains("2025-05-31"), "{}", alone.detail);

    let with_old_document = judged(Answer {
        documents: vec!["old.md".to_owned()],
        ..old.clone()
    });
    assert_eq!(with_old_document.outcome, "partial");
    let with_fresh_document = judged(Answer {
        documents: vec!["policy.md".to_owned()],
        ..old
    });
    assert_eq!(outcome(&with_fresh_document), ("pass", "info", "E2"));

    let at_the_edge = Answer {
        answered_on: Some("2025-06-01".to_owned()),
        ..answer("iso42001-5.2", "yes")
    };
    assert_eq!(judged(at_the_edge).outcome, "pass");
    let from_the_future = Answer {
        answered_on: Some("2026-06-02".to_owned()),
        ..answer("iso42001-5.2", "yes")
    };
    assert_eq!(judged(from_the_future).outcome, "partial");
    assert!(
        judged(answer("iso42001-5.2", "yes"))
            .detail
            .contains("no date")
    );
}

#[test]
fn a_comment_that_contradicts_its_answer_takes_it_back() {
    let with = |comment: &str| {
        judged(Answer {
            comment: Some(comment.to_owned()),
            ..fresh("human-oversight", "review-override-stop")
        })
    };
    assert_eq!(
        outcome(&with("The stop button is planned for Q4")),
        ("partial", "medium", "E1")
    );
    assert_eq!(
        outcome(&with("Not in place yet, sorry")),
        ("fail", "high", "E1")
    );
    assert!(with("Not in place yet").detail.contains("\"not in place\""));
    assert_eq!(
        outcome(&with("Operators are trained every year")),
        ("pass", "info", "E1")
    );
    let hours = Answer {
        comment: Some("We aim to be faster".to_owned()),
        ..fresh("breach-notice", "72")
    };
    assert_eq!(judged(hours).outcome, "partial");
}

#[test]
fn numbers_are_compared_and_reported_with_their_unit() {
    for (question, value, expected) in [
        ("breach-notice", "72", ("pass", "info")),
        ("breach-notice", "3 days", ("pass", "info")),
        ("breach-notice", "73", ("fail", "high")),
        ("breach-notice", "without undue delay", ("unknown", "info")),
        ("deletion", "30 days", ("pass", "info")),
        ("deletion", "120", ("partial", "low")),
        ("deletion", "1000", ("fail", "medium")),
        ("sub-processor-notice", "0", ("fail", "medium")),
        ("change-notice", "14", ("partial", "low")),
        ("log-retention", "1 year", ("pass", "info")),
        ("staff-training", "95 %", ("pass", "info")),
        ("staff-training", "20", ("fail", "medium")),
    ] {
        let observation = judged(fresh(question, value));
        assert_eq!(
            (outcome(&observation).0, outcome(&observation).1),
            expected,
            "{value} to {question}"
        );
    }
    let hours = judged(fresh("breach-notice", "3 days"));
    let [fact] = &hours.facts[..] else {
        panic!("{:?}", hours.facts)
    };
    assert!(fact.name == "breach-notice");
    assert!(
        matches!(&fact.value, FactValue::Number(n) if n.value == 72 && n.unit == "h"),
        "{fact:?}"
    );
}

#[test]
fn what_the_supplier_says_about_its_contract_stays_a_claim() {
    let said = Answer {
        documents: vec!["policy.md".to_owned()],
        ..fresh("training-use", "none")
    };
    assert_eq!(outcome(&judged(said)), ("pass", "info", "E1"));
    assert_eq!(
        outcome(&judged(fresh("training-use", "opt-out"))),
        ("fail", "high", "E1")
    );
    assert_eq!(
        outcome(&judged(fresh("training-use", "by-default"))),
        ("fail", "critical", "E1")
    );
}

#[test]
fn something_done_long_ago_is_not_something_done() {
    let host = |day: &str| {
        let host = FakeHost::new().with_full_answer(fresh("iso42001-9.2.1", "implemented"));
        assess(host.with_full_answer(fresh("internal-audit-date", day)))
            .of("internal-audit-date")
            .clone()
    };
    for (day, expected) in [
        ("2025-06-01", "pass"),
        ("2025-05-31", "partial"),
        ("2024-05-31", "fail"),
        ("2026-06-02", "unknown"),
        ("May", "unknown"),
    ] {
        assert_eq!(host(day).outcome, expected, "{day}");
    }
}

#[test]
fn words_have_to_hold_what_was_asked() {
    for (question, value, expected) in [
        (
            "incident-contact",
            "ai-incidents@example.test, within 4 hours",
            "pass",
        ),
        (
            "incident-contact",
            "+44 20 7946 0000, day and night",
            "pass",
        ),
        ("incident-contact", "our support team", "partial"),
        ("incident-contact", "yes", "unknown"),
        (
            "governance-committee",
            "Head of Legal, CTO (IT), lead data scientist, compliance officer, product owner",
            "pass",
        ),
        (
            "governance-committee",
            "The CTO runs it, with the general counsel",
            "partial",
        ),
        ("governance-committee", "everybody", "unknown"),
        ("accountable-executive", "Jane Doe, COO", "pass"),
        ("accountable-executive", "management", "partial"),
        ("legal-identity", "EXAMPLE AI Limited", "pass"),
        ("legal-identity", "Example AI Inc", "fail"),
    ] {
        assert_eq!(
            judged(fresh(question, value)).outcome,
            expected,
            "{value:?} to {question}"
        );
    }
}

#[test]
fn what_rests_on_something_missing_is_missing_and_never_passes() {
    let no_policy = assess(FakeHost::new().with_answer("iso42001-a.2.2", "no"));
    let review = no_policy.of("iso42001-a.2.4");
    assert_eq!(outcome(review), ("fail", "low", "E1"));
    assert!(matches!(&review.evidence[..], [Evidence::Answer(id)] if id == "iso42001-a.2.2"));

    let low_risk = assess(FakeHost::new().with_answer("ai-act-role", "minimal"));
    assert_eq!(
        low_risk.of("conformity-declaration").outcome,
        "not-applicable"
    );

    // Hidden, and answered all the same: one of the two answers is wrong.
    let both = assess(
        FakeHost::new()
            .with_answer("ai-act-role", "minimal")
            .with_answer("conformity-declaration", "yes"),
    );
    assert_eq!(both.of("conformity-declaration").outcome, "unknown");

    let open = assess(FakeHost::new());
    assert!(
        open.of("conformity-declaration")
            .detail
            .contains("`ai-act-role`")
    );
    let answered = assess(FakeHost::new().with_answer("iso42001-a.2.4", "yes"));
    assert_eq!(
        answered.of("iso42001-a.2.4").outcome,
        "pass",
        "its own answer is known whatever the other is"
    );
}

#[test]
fn systems_are_answered_apart_or_together() {
    let two = || {
        FakeHost::new()
            .with_system("scoring", "Scoring")
            .with_system("chat", "Chat")
    };
    let together = assess(two().with_full_answer(fresh("human-oversight", "review-override-stop")));
    let both = together.of("human-oversight");
    assert_eq!(
        (both.outcome.as_str(), both.system.as_deref()),
        ("pass", None)
    );
    assert!(both.detail.contains("2 AI systems"), "{}", both.detail);

    let apart = assess(
        two()
            .with_full_answer(fresh("human-oversight", "review-override-stop"))
            .with_full_answer(fresh("human-oversight.scoring", "no")),
    );
    let of = |system: &str, point: &str| {
        let mut found = apart
            .observations()
            .iter()
            .filter(|o| o.point == point && o.system.as_deref() == Some(system));
        found.next().map(|o| o.outcome.clone())
    };
    assert_eq!(of("scoring", "human-oversight").as_deref(), Some("fail"));
    assert_eq!(of("chat", "human-oversight").as_deref(), Some("pass"));
}

#[test]
fn the_wordiest_supplier_fits_into_one_call_of_the_host() {
    let all = assess(FakeHost::new());
    let host = (0..10).fold(FakeHost::new(), |host, n| {
        host.with_system(&format!("system-{n}"), "x")
    });
    let host = all.observations().iter().fold(host, |host, o| {
        let long = Answer {
            comment: Some("planned ".repeat(2_000)),
            ..fresh(&o.point, &"word ".repeat(3_000))
        };
        let apart = Answer {
            question: format!("{}.system-3", o.point),
            ..long.clone()
        };
        host.with_full_answer(long).with_full_answer(apart)
    });
    let bytes: usize = assess(host)
        .observations()
        .iter()
        .map(|o| format!("{o:?}").len())
        .sum();
    assert!(bytes < 1024 * 1024, "{bytes} bytes of observations");
}

#[test]
fn an_objective_without_a_number_is_met_in_part() {
    let of = |value: &str| judged(fresh("objectives-fairness", value));
    let whole = of("At most 1.5 % difference between groups; owner: Head of ML; by 2027-06-30");
    assert_eq!(whole.outcome, "pass");
    let fact = |name: &str| {
        let mut facts = whole.facts.iter().filter(|fact| fact.name == name);
        facts.next().map(|fact| fact.value.clone())
    };
    assert!(matches!(
        fact("objectives-fairness"),
        Some(FactValue::Number(n)) if n.value == 15 && n.decimals == 1 && n.unit == "%"
    ));
    assert!(matches!(fact("owner"), Some(FactValue::Text(owner)) if owner == "Head of ML"));
    assert!(matches!(fact("due"), Some(FactValue::Text(day)) if day == "2027-06-30"));
    for (value, outcome) in [
        (
            "As fair as possible; owner: Head of ML; by 2027-06-30",
            "partial",
        ),
        ("At most 2 % difference; by 2027-06-30", "partial"),
        ("At most 2 % difference; owner: Head of ML", "partial"),
        // Long past: nobody pursues it any more.
        (
            "At most 2 % difference; owner: Head of ML; by 2024-06-30",
            "partial",
        ),
        // What an earlier edition of the questionnaire took as an answer names no number.
        ("measured", "partial"),
        ("no", "fail"),
        ("yes", "unknown"),
    ] {
        assert_eq!(of(value).outcome, outcome, "{value}");
    }
}

#[test]
fn a_procedure_counts_with_a_document_that_has_a_date() {
    let of = |documents: &[&str]| {
        judged(Answer {
            documents: documents.iter().map(ToString::to_string).collect(),
            ..fresh("procedure-monitoring", "implemented-and-evidenced")
        })
    };
    let dated = of(&["policy.md"]);
    assert_eq!(dated.outcome, "pass");
    assert!(dated.facts.iter().any(|fact| fact.name == "dated"));
    assert_eq!(of(&[]).outcome, "partial");
}

#[test]
fn incidents_are_counted_in_a_record_or_not_at_all() {
    let with = |history: &str, count: &str| {
        let host = FakeHost::new()
            .with_full_answer(fresh("incident-history", history))
            .with_full_answer(fresh("incident-count", count));
        assess(host).of("incident-count").clone()
    };
    let counted = with("recorded", "3");
    assert_eq!(counted.outcome, "pass");
    assert!(matches!(&counted.facts[0].value, FactValue::Number(n) if n.value == 3));
    assert_eq!(with("none-recorded", "0").outcome, "pass");
    assert_eq!(with("recorded", "a few").outcome, "unknown");
    assert_ne!(with("no-record", "0").outcome, "pass");
    for (answer, outcome) in [("72", "pass"), ("5 days", "partial"), ("30 days", "fail")] {
        assert_eq!(
            judged(fresh("incident-customer-notice", answer)).outcome,
            outcome,
            "{answer}"
        );
    }
}

#[test]
fn stage_2_does_not_come_before_stage_1() {
    let with = |first: &str, second: &str| {
        let host = FakeHost::new()
            .with_full_answer(fresh("certificate-42001", "accredited"))
            .with_full_answer(fresh("certification-stage-1", first))
            .with_full_answer(fresh("certification-stage-2", second));
        assess(host).of("certification-stage-2").outcome.clone()
    };
    assert_eq!(with("2025-04-25", "2025-05-22"), "pass");
    assert_eq!(with("2025-06-25", "2025-05-22"), "fail");
    assert_eq!(with("2025-04-25", "2027-05-22"), "unknown");
    assert_eq!(with("2025-04-25", "last year"), "unknown");
}
