//! Systems as buyers describe them, and what the inventory says of each.
#![expect(clippy::unwrap_used, reason = "a helper of a test may stop the test")]

use ai_inventory::AiInventory;
use assay_catalogue::Catalogue;
use assay_sdk::{
    Plugin,
    testing::{Assessment, FakeHost},
};
use proptest::prelude::*;

fn assess(purpose: &str, decisions: &str, class: Option<&str>) -> Assessment {
    FakeHost::new()
        .with_system("s", "System")
        .edit_system("s", |system| {
            system.purpose = Some(purpose.to_owned());
            system.data_used = Some("Records that the customer enters".to_owned());
            system.decisions_influenced = Some(decisions.to_owned());
            system.people_affected = Some("Customers".to_owned());
            if let Some(class) = class {
                system
                    .extra
                    .push(("ai-act-class".to_owned(), class.to_owned()));
            }
        })
        .assess::<AiInventory>()
        .unwrap()
}

fn says(assessment: &Assessment, point: &str) -> bool {
    assessment
        .observations()
        .iter()
        .any(|observation| observation.point == point)
}

#[test]
fn a_use_of_annex_iii_that_is_called_minimal_is_questioned() {
    for (purpose, decisions) in [
        (
            "Ranks applicants for open positions",
            "Whom a recruiter invites",
        ),
        ("Reads CVs and shortlists the best", "Who is invited"),
        ("Credit scoring of consumers", "Whether a loan is granted"),
        ("Grades essays of pupils", "Marks at the end of term"),
        (
            "Sorts emergency calls by urgency",
            "Which ambulance leaves first",
        ),
        ("Checks benefit claims", "Eligibility for benefits"),
        ("Prices health insurance", "The premium that is offered"),
        ("Face recognition at the door", "Who is let in"),
    ] {
        let assessment = assess(purpose, decisions, Some("minimal"));
        let observation = assessment.of("ai-act-role");
        assert_eq!(observation.outcome, "fail", "{purpose}");
        assert!(assessment.problems().is_empty());
        assert!(!says(
            &assess(purpose, decisions, Some("high-risk")),
            "ai-act-role"
        ));
    }
}

#[test]
fn everyday_uses_are_left_alone() {
    for (purpose, decisions) in [
        (
            "Drafts answers to customers' questions",
            "Which answer a support agent sends",
        ),
        ("Translates manuals", "None"),
        (
            "Sorts invoices by cost centre",
            "Which clerk gets an invoice",
        ),
        (
            "Forecasts demand for spare parts",
            "How many parts are ordered",
        ),
        (
            "Finds duplicates in a parts catalogue",
            "Which entries are merged",
        ),
        ("Summarises meetings", "None"),
        (
            "Detects scratches on glass",
            "Which panes are polished again",
        ),
    ] {
        let assessment = assess(purpose, decisions, Some("minimal"));
        assert!(!says(&assessment, "ai-act-role"), "{purpose}");
        assert!(
            !says(&assessment, "prohibited-practice-statement"),
            "{purpose}"
        );
    }
}

#[test]
fn a_prohibited_practice_is_seen_by_its_words() {
    for purpose in [
        "Live facial recognition in the station",
        "Social scoring of tenants",
        "Reads the emotions of employees in calls",
        "Predictive policing for districts",
        "Trained on scraped faces, finds a person's profiles",
        "Undresses people in pictures",
    ] {
        let assessment = assess(purpose, "Various", Some("minimal"));
        assert_eq!(
            assessment.of("prohibited-practice-statement").outcome,
            "fail",
            "{purpose}"
        );
    }
}

#[test]
fn what_is_not_written_down_is_unknown() {
    let assessment = FakeHost::new()
        .with_system("s", "System")
        .assess::<AiInventory>()
        .unwrap();
    for point in ["system-facts", "system-ratings"] {
        assert_eq!(assessment.of(point).outcome, "unknown", "{point}");
    }
    assert_eq!(
        assessment.observations().len(),
        2,
        "the buyer's silence says nothing of the supplier"
    );
    let placeholder = assess("TBD", "None", None);
    assert_eq!(placeholder.of("system-facts").outcome, "unknown");
}

#[test]
fn no_system_is_no_observation() {
    let assessment = FakeHost::new().assess::<AiInventory>().unwrap();
    assert!(assessment.observations().is_empty());
}

#[test]
fn every_declared_point_is_in_the_catalogue() {
    let catalogue = Catalogue::load(None).unwrap();
    for declared in AiInventory::describe().points {
        assert!(
            catalogue
                .points
                .keys()
                .any(|point| point.as_str() == declared.point),
            "{}",
            declared.point
        );
    }
}

proptest! {
    #[test]
    fn any_description_is_survived(purpose in ".{0,200}", decisions in ".{0,80}", class in "[a-z-]{0,12}") {
        let assessment = assess(&purpose, &decisions, Some(&class));
        prop_assert!((2..=4).contains(&assessment.observations().len()));
        prop_assert!(assessment.observations().iter().all(|seen| seen.outcome != "partial"));
        prop_assert_eq!(assessment.problems(), Vec::<String>::new());
    }
}
