//! Real published terms of five suppliers against what a careful reader found in them.

use crate::common;

use contract_terms::clause::Value;
use contract_terms::policy::Policy;
use contract_terms::weigh::Finding;
use contract_terms::{Supplier, read_all};
use serde::Deserialize;

#[derive(Deserialize)]
struct Truths {
    truth: Vec<Truth>,
}

#[derive(Deserialize)]
struct Truth {
    file: String,
    facts: Vec<Fact>,
}

#[derive(Deserialize)]
struct Fact {
    name: String,
    line: usize,
    value: String,
    trigger: Option<String>,
    outcome: Option<String>,
    severity: Option<String>,
}

/// How a labelled value shows in the facts of a finding: each part is a name and what its value has to be.
fn expected(fact: &Fact) -> Vec<(&'static str, Expected)> {
    use Expected::{Number, Text};
    let (name, value) = (fact.name.as_str(), fact.value.as_str());
    match (name, value) {
        ("breach-notice", "48 h") => vec![("breach-notice", Number(48, "h"))],
        ("breach-notice", "72 h") => vec![("breach-notice", Number(72, "h"))],
        ("breach-notice", _) => vec![("breach-notice", Text("no number"))],
        ("sub-processor-notice", "reasonable (no number), 15 days to object") => {
            vec![
                ("sub-processor-notice", Text("no number")),
                ("objection-window", Number(15, "d")),
            ]
        }
        ("sub-processor-notice", "only if subscribed") => {
            vec![("trigger", Text("only if subscribed"))]
        }
        ("sub-processor-notice", "30 d, and 30 d to object") => {
            vec![
                ("sub-processor-notice", Number(30, "d")),
                ("objection-window", Number(30, "d")),
            ]
        }
        // For Mistral AI the ten days are those to object: the notice itself has no number.
        ("sub-processor-notice", "10 d") => vec![("objection-window", Number(10, "d"))],
        ("deletion", "30 d") => vec![("deletion", Number(30, "d"))],
        ("deletion", _) => vec![("deletion", Text("no number"))],
        ("retention", _) => vec![("retention", Number(30, "d"))],
        ("audit-right", "yes, at the customer's expense") => {
            vec![
                ("audit-right", Text("yes")),
                ("audit-cost", Text("customer's expense")),
            ]
        }
        ("audit-right", "where required by law") => {
            vec![("trigger", Text("where required by law"))]
        }
        ("audit-right", "at least 90 days' notice") => vec![("audit-notice", Number(90, "d"))],
        ("liability-cap", "12 months' fees") => {
            vec![("liability-cap", Number(12, "months of fees"))]
        }
        ("training-use", _) => vec![("default", Text("on")), ("plan", Text("paid"))],
        other => panic!("no rule for the labelled value {other:?}"),
    }
}

enum Expected {
    Number(i64, &'static str),
    Text(&'static str),
}

fn has(finding: &Finding, name: &str, expected: &Expected) -> bool {
    finding.facts.iter().any(|(fact, value)| {
        *fact == name
            && match (value, expected) {
                (Value::Number(number, unit), Expected::Number(wanted, of)) => {
                    (number, unit) == (wanted, of)
                }
                (Value::Text(text), Expected::Text(wanted)) => text.contains(wanted),
                _ => false,
            }
    })
}

#[test]
fn labelled_values_are_read() {
    let Some(dir) = common::terms_dir("labelled_values_are_read") else {
        return;
    };
    let truths: Truths =
        toml::from_str(&std::fs::read_to_string(dir.join("truths.toml")).unwrap()).unwrap();
    let (mut right, mut wrong) = (0, Vec::new());
    for truth in &truths.truth {
        let (folder, file) = truth.file.split_once('/').unwrap();
        let source = common::source(&dir, folder, file).unwrap();
        let raw = source.text.clone().unwrap();
        let report = read_all(&[source], &common::supplier(folder), &Policy::default());
        let text = report.read[0].text.as_ref().unwrap();
        for fact in &truth.facts {
            let found: Vec<&Finding> = report
                .findings
                .iter()
                .filter(|finding| finding.point == fact.name)
                .collect();
            let finding = found[0];
            let lines: Vec<usize> = finding
                .quotes
                .iter()
                .map(|(_, quote)| {
                    raw[..text.source(quote.clone()).start]
                        .matches('\n')
                        .count()
                        + 1
                })
                .collect();
            let is_right = found.len() == 1
                && expected(fact)
                    .iter()
                    .all(|(name, value)| has(finding, name, value))
                && fact
                    .trigger
                    .as_deref()
                    .is_none_or(|trigger| has(finding, "trigger", &Expected::Text(leak(trigger))))
                && fact
                    .outcome
                    .as_deref()
                    .is_none_or(|outcome| finding.outcome.word() == outcome)
                && fact
                    .severity
                    .as_deref()
                    .is_none_or(|severity| finding.severity.word() == severity)
                && lines.contains(&fact.line);
            if is_right {
                right += 1;
            } else {
                wrong.push(format!(
                    "{}: {} = {} (line {}): read as {} {:?} in lines {lines:?}: {}",
                    truth.file,
                    fact.name,
                    fact.value,
                    fact.line,
                    finding.outcome.word(),
                    finding.facts,
                    finding.detail
                ));
            }
        }
    }
    println!("labelled values: {right} right, {} wrong", wrong.len());
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn leak(text: &str) -> &'static str {
    Box::leak(text.to_owned().into_boxed_str())
}

#[test]
fn the_contracts_of_another_supplier_say_nothing() {
    let Some(dir) = common::terms_dir("the_contracts_of_another_supplier_say_nothing") else {
        return;
    };
    let stranger = Supplier {
        names: vec!["Harbourlight Systems GmbH".to_owned()],
        website: Some("https://harbourlight.example".to_owned()),
    };
    for folder in ["Claude.ai", "Jasper", "OpenAI", "Mistral AI", "Berget AI"] {
        let source = common::source(&dir, folder, "Data Processor Agreement.md").unwrap();
        let report = read_all(&[source], &stranger, &Policy::default());
        for finding in &report.findings {
            assert_eq!(
                finding.outcome.word(),
                "unknown",
                "{folder}: {}",
                finding.title
            );
            assert!(
                finding.detail.contains("wrong document"),
                "{}",
                finding.detail
            );
        }
    }
}
