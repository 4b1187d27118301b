//! The questions and the catalogue that the host ships agree.

use std::collections::{BTreeMap, BTreeSet};

use assay_catalogue::Catalogue;
use assay_sdk::{Descriptor, Plugin, Question};
use iso42001_questionnaire::Questionnaire;

/// Points that are seen from outside: nobody has to be asked.
const PROBED: &str = "api.";
/// Files of points that are read from documents: certificates, bills of materials, clauses, versions. The questions about
/// certificates are asked here and judged there.
const READ: [&str; 4] = [
    include_str!("../../../host/catalogue/data/points-contract-ai.toml"),
    include_str!("../../../host/catalogue/data/points-change.toml"),
    include_str!("../../../host/catalogue/data/points-certificate.toml"),
    include_str!("../../../host/catalogue/data/points-ai-bom.toml"),
];

fn is_read(point: &str) -> bool {
    READ.iter()
        .any(|file| file.contains(&format!("id = \"{point}\"")))
}

fn questions() -> BTreeMap<String, Question> {
    let all = Questionnaire::describe().questions;
    let count = all.len();
    let by_id: BTreeMap<_, _> = all
        .into_iter()
        .map(|question| (question.id.clone(), question))
        .collect();
    assert_eq!(by_id.len(), count, "two questions have one id");
    by_id
}

fn declared(descriptor: &Descriptor) -> BTreeMap<&str, BTreeSet<&str>> {
    let points = descriptor.points.iter();
    points
        .map(|declared| {
            (
                declared.point.as_str(),
                declared.controls.iter().map(String::as_str).collect(),
            )
        })
        .collect()
}

#[test]
fn every_point_that_can_be_asked_is_asked_and_supports_the_controls_that_the_catalogue_says() {
    let catalogue = Catalogue::embedded();
    let asked: BTreeMap<&str, BTreeSet<&str>> = catalogue
        .points
        .values()
        .filter(|point| !point.is_informational() && !is_read(point.id.as_str()))
        .filter(|point| {
            !point
                .controls
                .iter()
                .any(|link| link.control.as_str().starts_with(PROBED))
        })
        .map(|point| {
            (
                point.id.as_str(),
                point
                    .controls
                    .iter()
                    .map(|link| link.control.as_str())
                    .collect(),
            )
        })
        .collect();
    assert_eq!(declared(&Questionnaire::describe()), asked);
}

#[test]
fn the_whole_standard_is_asked() {
    let descriptor = Questionnaire::describe();
    let declared = declared(&descriptor);
    let clauses = [
        "4.1", "4.2", "4.3", "4.4", "5.1", "5.2", "5.3", "6.1.1", "6.1.2", "6.1.3", "6.1.4", "6.2",
        "6.3", "7.1", "7.2", "7.3", "7.4", "7.5.1", "7.5.2", "7.5.3", "8.1", "8.2", "8.3", "8.4",
        "9.1", "9.2.1", "9.2.2", "9.3.1", "9.3.2", "9.3.3", "10.1", "10.2",
    ];
    for clause in clauses {
        assert!(
            declared.contains_key(format!("iso42001-{clause}").as_str()),
            "clause {clause} is not asked"
        );
    }
    for (objective, count) in [
        (2, 3),
        (3, 2),
        (4, 5),
        (5, 4),
        (6, 9),
        (7, 5),
        (8, 4),
        (9, 3),
        (10, 3),
    ] {
        let prefix = format!("iso42001-a.{objective}.");
        let found = declared
            .keys()
            .filter(|point| point.starts_with(&prefix))
            .count();
        assert_eq!(found, count, "controls of objective A.{objective}");
    }
}

#[test]
fn a_question_about_one_system_can_be_answered_for_one_system() {
    // What the catalogue weighs for each system must not be askable for the supplier only, or two systems could not differ.
    use assay_sdk::testing::FakeHost;
    let catalogue = Catalogue::embedded();
    for point in catalogue.points.values() {
        let id = point.id.as_str();
        if !questions().contains_key(id) || is_read(id) {
            continue;
        }
        let assessment = FakeHost::new()
            .with_system("scoring", "Scoring")
            .with_system("chat", "Chat")
            .with_answer(&format!("{id}.chat"), "no")
            .assess::<Questionnaire>()
            .unwrap();
        let apart = assessment
            .observations()
            .iter()
            .filter(|o| o.point == id && o.system.is_some())
            .count();
        let expected = if point.scope == assay_catalogue::Scope::System {
            2
        } else {
            0
        };
        assert_eq!(apart, expected, "{id}");
    }
}

#[test]
fn every_question_can_be_answered() {
    for (id, question) in questions() {
        match question.answer_kind.as_str() {
            "choice" => {
                let values: BTreeSet<_> = question
                    .choices
                    .iter()
                    .map(|choice| &choice.value)
                    .collect();
                assert!(
                    values.len() >= 2 && values.len() == question.choices.len(),
                    "{id}: {values:?}"
                );
            }
            "number" | "date" | "text" => assert!(question.choices.is_empty(), "{id}"),
            other => panic!("{id} is answered by {other}"),
        }
        for (what, text) in [
            ("text", &question.text),
            ("guidance", &question.guidance),
            ("evidence", &question.evidence),
        ] {
            assert!(text.len() > 5 && text.trim() == text, "{id} has no {what}");
        }
        assert!(
            question.text.ends_with(['?', '.']),
            "{id}: {}",
            question.text
        );
        assert!(!question.controls.is_empty(), "{id}");
    }
}

#[test]
fn no_branch_is_dead_and_none_leads_back() {
    let questions = questions();
    for (id, question) in &questions {
        let mut seen = BTreeSet::from([id.as_str()]);
        let mut at = question;
        while let Some(condition) = &at.show_if {
            let parent = questions.get(&condition.question);
            let parent = parent.unwrap_or_else(|| {
                panic!(
                    "{} hangs on {}, which is not asked",
                    at.id, condition.question
                )
            });
            let values: BTreeSet<_> = parent.choices.iter().map(|choice| &choice.value).collect();
            let wanted: BTreeSet<_> = condition.any_of.iter().collect();
            assert!(
                wanted.is_subset(&values),
                "{}: {wanted:?} are no answers of {}",
                at.id,
                parent.id
            );
            assert!(
                !wanted.is_empty() && wanted != values,
                "{} is asked always or never",
                at.id
            );
            assert!(seen.insert(&parent.id), "{id} hangs on itself");
            at = parent;
        }
    }
}
