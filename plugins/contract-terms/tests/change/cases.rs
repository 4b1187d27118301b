//! The pairs of `cases/change`: what has to be named, and what must not be.

use std::fs;
use std::path::Path;

use contract_terms::clause::Outcome;
use contract_terms::identity::Kind;
use serde::Deserialize;

use crate::{compared, told};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    case: Vec<Case>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    why: String,
    before: String,
    after: String,
    direction: String,
}

/// What makes it a contract of the supplier, and is about none of the topics.
const AROUND: &str = "\
# Agreement of Northwind AI, Inc.

This agreement is made between Northwind AI, Inc. and the person or the company that orders the services (\"Customer\"). \
The headings are for convenience and do not affect the meaning of any provision. The laws of the place where the supplier \
has its seat govern this agreement, and the courts of that place shall have jurisdiction. Neither party is in default for \
events that are beyond its control, such as a flood, a strike or an interruption of the power supply. The invoices of the \
supplier are payable within the period that is printed on them, and the parties shall treat each other with respect. If a \
provision of this agreement is void, the other provisions of it stay in force, and the parties shall agree on a provision \
that comes closest to what they wanted. This agreement is the whole of what was agreed, and no oral promise stands beside \
it. A waiver of a right is valid only for the case for which it was given.

";

fn cases() -> Vec<(String, Case)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("cases/change");
    let mut cases = Vec::new();
    let mut files: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    files.sort();
    for path in files {
        let topic = path.file_stem().unwrap().to_string_lossy().into_owned();
        let file: File = toml::from_str(&fs::read_to_string(&path).unwrap()).unwrap();
        cases.extend(file.case.into_iter().map(|case| (topic.clone(), case)));
    }
    cases
}

#[test]
fn every_change_is_named_and_every_cosmetic_edit_is_not() {
    let (mut substantive, mut cosmetic) = (0, 0);
    let mut wrong = Vec::new();
    for (topic, case) in cases() {
        let text = |clause: &str| format!("{AROUND}{clause}\n");
        let findings = compared(
            &text(&case.before),
            &text(&case.after),
            Kind::Contract,
            &["Northwind AI, Inc."],
        );
        let told = told(&findings);
        let expected = if case.direction == "none" {
            cosmetic += 1;
            Vec::new()
        } else {
            substantive += 1;
            vec![(topic.clone(), case.direction.clone())]
        };
        // A carve-out that goes changes two topics, the cap and what stands outside it: more of the same direction is right.
        let is_right = expected.iter().all(|one| told.contains(one))
            && told.len() >= expected.len()
            && told
                .iter()
                .all(|(_, direction)| *direction == case.direction);
        if !is_right {
            let details: Vec<&str> = findings.iter().map(|f| f.detail.as_str()).collect();
            wrong.push(format!(
                "{topic}: {}\n  {told:?} instead of {expected:?}\n  {}",
                case.why,
                details.join("\n  ")
            ));
        }
        for finding in &findings {
            let documents: Vec<usize> = finding.quotes.iter().map(|(number, _)| *number).collect();
            // The older version, which is source 1, is quoted first.
            assert!(
                documents.is_sorted_by(|a, b| a >= b),
                "{}: {documents:?}",
                case.why
            );
            assert!(
                finding.outcome == Outcome::Unknown || !documents.is_empty(),
                "{}: no quote",
                case.why
            );
            // Whatever changed, and however many topics did: who has to object reads both versions.
            let both = !case.before.is_empty() && !case.after.is_empty();
            if both && case.direction != "none" {
                assert!(
                    documents.contains(&0) && documents.contains(&1),
                    "{topic}: {}: {:?} quotes {documents:?}",
                    case.why,
                    finding.title
                );
            }
        }
    }
    assert!(
        wrong.is_empty(),
        "{} wrong:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
    assert!(
        substantive >= 30 && cosmetic >= 40,
        "{substantive} and {cosmetic} cases"
    );
}

/// What is read in no version is not known, and must not be taken for "unchanged".
#[test]
fn two_versions_that_say_nothing_are_unknown() {
    let names = ["Northwind AI, Inc."];
    let [only] = &compared(AROUND, AROUND, Kind::Contract, &names)[..] else {
        panic!("one finding");
    };
    assert_eq!(only.outcome, Outcome::Unknown);
    let clause = format!("{AROUND}Supplier shall not use Customer Data to train any model.\n");
    let [only] = &compared(&clause, &clause, Kind::Contract, &names)[..] else {
        panic!("one finding");
    };
    assert_eq!((only.outcome, only.quotes.len()), (Outcome::Pass, 2));
}

/// A pass beside a fail would look like a contradiction about one and the same thing.
#[test]
fn better_here_and_worse_there_is_met_in_part_at_most() {
    let before = format!(
        "{AROUND}Supplier shall not use Customer Data to train any model.\n\n\
         We retain prompts and outputs for thirty (30) days and then delete them.\n"
    );
    let after = format!(
        "{AROUND}Supplier may use Customer Data to train its models.\n\n\
         We retain prompts and outputs for seven (7) days and then delete them.\n"
    );
    let findings = compared(&before, &after, Kind::Contract, &["Northwind AI, Inc."]);
    let outcomes: Vec<Outcome> = findings.iter().map(|finding| finding.outcome).collect();
    assert_eq!(outcomes, [Outcome::Fail, Outcome::Partial]);
}
