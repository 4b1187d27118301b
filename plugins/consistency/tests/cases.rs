//! Forty contradictions are found, each at its point with both sides cited, and none of their look-alikes.
#![expect(clippy::unwrap_used, reason = "a helper of a test may stop the test")]

mod seeded;

use std::collections::BTreeMap;

use assay_sdk::{
    Evidence, Fact, FactValue, Outcome, Quantity,
    testing::{Assessment, FakeHost, answer, seen},
};
use consistency::Consistency;
use seeded::{Case, cases};

/// Runs the plugin on what a case describes.
trait Assess {
    fn assess(&self) -> Assessment;
}

impl Assess for Case {
    fn assess(&self) -> Assessment {
        let claim = &self.claim;
        let number = claim.number.map(|number| number.to_string());
        let written = [&claim.value, &claim.choice, &number]
            .into_iter()
            .flatten()
            .next()
            .unwrap();
        let mut full = answer(&claim.point, written);
        full.comment.clone_from(&claim.comment);
        let mut claimed = seen(
            "iso42001-questionnaire",
            &claim.point,
            outcome(claim.outcome.as_deref().unwrap_or("pass")),
            "answer",
        );
        if let Some(number) = claim.number {
            claimed.facts.push(quantity(
                &claim.point,
                number,
                claim.unit.as_deref().unwrap(),
            ));
        } else if let Some(choice) = &claim.choice {
            claimed.facts.push(Fact {
                name: claim.point.clone(),
                value: FactValue::Text(choice.clone()),
            });
        }
        let mut host = FakeHost::new()
            .with_full_answer(full)
            .with_system("assistant", "Assistant")
            .with_observed(claimed);
        if let Some(shown) = &self.shown {
            let mut other = seen(
                "another",
                &shown.point,
                outcome(shown.outcome.as_deref().unwrap_or("pass")),
                shown.evidence.as_deref().unwrap_or("quote"),
            );
            if let (Some(fact), Some(number), Some(unit)) = (&shown.fact, shown.number, &shown.unit)
            {
                other.facts.push(quantity(fact, number, unit));
            }
            host = host.with_observed(other);
        }
        if let Some(facts) = &self.system {
            host = host.with_system_facts("assistant", facts);
        }
        if let Some(one) = &self.sub_processor {
            host = host.with_sub_processor_in(&one.name, &one.country);
        }
        host.assess::<Consistency>().unwrap()
    }
}

fn outcome(word: &str) -> Outcome {
    [
        Outcome::Pass,
        Outcome::Partial,
        Outcome::Fail,
        Outcome::Unknown,
        Outcome::NotApplicable,
    ]
    .into_iter()
    .find(|outcome| outcome.word() == word)
    .unwrap()
}

fn quantity(name: &str, value: i64, unit: &str) -> Fact {
    Fact {
        name: name.to_owned(),
        value: FactValue::Number(Quantity {
            value,
            decimals: 0,
            unit: unit.to_owned(),
        }),
    }
}

/// What a case needs beside the fake host of the SDK.
trait Dossier {
    fn with_system_facts(self, id: &str, facts: &BTreeMap<String, String>) -> Self;
    fn with_sub_processor_in(self, name: &str, country: &str) -> Self;
}

impl Dossier for FakeHost {
    fn with_system_facts(self, id: &str, facts: &BTreeMap<String, String>) -> Self {
        self.edit_system(id, |system| {
            for (name, word) in facts {
                if name == "upstream-model" {
                    system.upstream_models.push(word.clone());
                } else {
                    system.extra.push((name.clone(), word.clone()));
                }
            }
        })
    }

    fn with_sub_processor_in(self, name: &str, country: &str) -> Self {
        self.with_sub_processor(name)
            .edit_sub_processor(name, |one| one.country = Some(country.to_owned()))
    }
}

#[test]
fn every_contradiction_is_found_at_its_point_with_both_sides() {
    let cases = cases();
    assert!(cases.len() >= 40, "{} cases", cases.len());
    let mut missed = Vec::new();
    for case in &cases {
        let assessment = case.assess();
        assert_eq!(assessment.problems(), Vec::<String>::new(), "{}", case.name);
        let found: Vec<_> = assessment
            .observations()
            .iter()
            .filter(|observation| observation.point == case.claim.point)
            .collect();
        if found.len() != 1 {
            missed.push(format!("{}: {} found", case.name, found.len()));
            continue;
        }
        assert_eq!(found[0].outcome, "fail", "{}", case.name);
        // Who reads the report sees what takes the answer back.
        let comment = case.claim.comment.as_deref().unwrap_or_default();
        assert!(found[0].detail.contains(comment), "{}", case.name);
        assert_eq!(
            found[0].evidence[0],
            Evidence::Answer(case.claim.point.clone()),
            "{}: the claim is cited first",
            case.name
        );
        assert_eq!(
            found[0].evidence.len(),
            2,
            "{}: both sides are cited",
            case.name
        );
        assert_eq!(
            assessment.observations().len(),
            1,
            "{}: {:?}",
            case.name,
            assessment.observations()
        );
    }
    assert!(missed.is_empty(), "{missed:#?}");
}

#[test]
fn no_look_alike_is_taken_for_a_contradiction() {
    let invented: Vec<String> = cases()
        .iter()
        .flat_map(|case| {
            let assessment = case.look_alike().assess();
            assessment
                .observations()
                .iter()
                .map(|observation| format!("{}: {}", case.name, observation.title))
                .collect::<Vec<_>>()
        })
        .collect();
    assert!(invented.is_empty(), "{invented:#?}");
}

#[test]
fn a_silent_supplier_contradicts_nothing() {
    let assessment = FakeHost::new()
        .with_system("assistant", "Assistant")
        .assess::<Consistency>()
        .unwrap();
    assert!(assessment.observations().is_empty());
}
