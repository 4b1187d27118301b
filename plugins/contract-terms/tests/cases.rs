//! The trap sentences in `cases/`, one file per check point, through the whole reader: identity test, sentences, clauses,
//! weighing. Two or more findings on one point are written as `disputed`.

use std::fs;
use std::path::Path;

use contract_terms::clause::Value;
use contract_terms::identity::Kind;
use contract_terms::policy::Policy;
use contract_terms::topics::ALL;
use contract_terms::weigh::Finding;
use contract_terms::{Source, Supplier, read_all};
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    case: Vec<Case>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    why: String,
    text: String,
    #[serde(default)]
    others: Vec<String>,
    outcome: String,
    severity: Option<String>,
    #[serde(default)]
    facts: toml::Table,
}

/// What every document needs to be taken for a contract of the supplier, and which is about none of the topics.
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

fn findings(point: &str, case: &Case) -> Vec<Finding> {
    let document = |number: usize, text: &str| Source {
        name: format!("document-{number}.md"),
        kind: Kind::Contract,
        text: Some(format!("{AROUND}{text}\n")),
    };
    let sources: Vec<Source> = std::iter::once(&case.text)
        .chain(&case.others)
        .enumerate()
        .map(|(number, text)| document(number, text))
        .collect();
    let supplier = Supplier {
        names: vec!["Northwind AI, Inc.".to_owned()],
        website: None,
    };
    let report = read_all(&sources, &supplier, &Policy::default());
    for read in &report.read {
        assert!(
            read.text.is_ok(),
            "{}: not read: {:?}",
            case.why,
            read.text.as_ref().err()
        );
    }
    report
        .findings
        .into_iter()
        .filter(|finding| finding.point == point)
        .collect()
}

fn shown(value: &Value) -> String {
    match value {
        Value::Number(number, unit) => format!("{number} {unit}"),
        Value::Text(text) => text.clone(),
        Value::YesNo(yes) => yes.to_string(),
    }
}

/// What is wrong with the findings, or nothing.
fn problem(case: &Case, findings: &[Finding]) -> Option<String> {
    let outcome = match findings {
        [only] => only.outcome.word(),
        _ => "disputed",
    };
    let first = findings.first()?;
    if outcome != case.outcome {
        return Some(format!(
            "is {outcome} instead of {}: {}",
            case.outcome, first.detail
        ));
    }
    if let Some(severity) = &case.severity
        && first.severity.word() != severity
    {
        return Some(format!(
            "has severity {} instead of {severity}: {}",
            first.severity.word(),
            first.detail
        ));
    }
    for (name, expected) in &case.facts {
        let found: Vec<String> = first
            .facts
            .iter()
            .filter(|(fact, _)| fact == name)
            .map(|(_, value)| shown(value))
            .collect();
        if !found
            .iter()
            .any(|value| Some(value.as_str()) == expected.as_str())
        {
            return Some(format!(
                "{name} is {found:?} instead of {expected}: {}",
                first.detail
            ));
        }
    }
    if outcome == "unknown" {
        (!first.quotes.is_empty() || first.remediation.is_empty())
            .then(|| "an unknown has to say what to ask".to_owned())
    } else {
        first.quotes.is_empty().then(|| "has no quote".to_owned())
    }
}

#[test]
fn every_trap_is_read_as_it_should_be() {
    let mut wrong = Vec::new();
    for topic in ALL {
        let path = Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("cases")
            .join(format!("{}.toml", topic.point));
        let file: File = toml::from_str(&fs::read_to_string(&path).unwrap()).unwrap();
        assert!(file.case.len() >= 8, "{} has too few cases", topic.point);
        for case in &file.case {
            if let Some(problem) = problem(case, &findings(topic.point, case)) {
                wrong.push(format!(
                    "{}: {}\n    {problem}\n    {}",
                    topic.point,
                    case.why,
                    case.text.trim()
                ));
            }
        }
    }
    assert!(
        wrong.is_empty(),
        "{} wrong:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}

#[test]
fn what_surrounds_the_cases_says_nothing() {
    let case = Case {
        why: "no clause at all".to_owned(),
        text: String::new(),
        others: Vec::new(),
        outcome: "unknown".to_owned(),
        severity: None,
        facts: toml::Table::new(),
    };
    for topic in ALL {
        assert_eq!(
            problem(&case, &findings(topic.point, &case)),
            None,
            "{}",
            topic.point
        );
    }
}
