//! What changed from one version of a document to the next.
#![expect(clippy::unwrap_used, reason = "a helper of a test may stop the test")]

mod cases;
mod cosmetics;
mod plugin;

use contract_terms::identity::Kind;
use contract_terms::policy::Policy;
use contract_terms::weigh::Finding;
use contract_terms::{Replacement, Source, Supplier, changes};

/// Compares two versions of a document of a supplier.
fn compared(before: &str, after: &str, kind: Kind, names: &[&str]) -> Vec<Finding> {
    let found = compared_as(before, after, kind, names);
    for finding in &found {
        assert!(
            !finding.detail.contains(".md is not read:"),
            "{}",
            finding.detail
        );
    }
    found
}

fn compared_as(before: &str, after: &str, kind: Kind, names: &[&str]) -> Vec<Finding> {
    let source = |name: &str, text: &str| Source {
        name: name.to_owned(),
        kind,
        text: Some(text.to_owned()),
    };
    let sources = [source("new.md", after), source("old.md", before)];
    let supplier = Supplier {
        names: names.iter().map(|name| (*name).to_owned()).collect(),
        website: None,
    };
    let pair = Replacement { newer: 0, older: 1 };
    changes(
        &sources,
        &mut Vec::new(),
        &[pair],
        &supplier,
        &Policy::default(),
    )
}

/// The same for terms whose supplier goes by any name: the commonest words of terms stand for one. None when it is not read.
fn compared_if_read(before: &str, after: &str, kind: Kind) -> Option<Vec<Finding>> {
    let name = ["we", "our", "services"];
    let found = compared_as(before, after, kind, &name);
    let unread = found
        .iter()
        .any(|finding| finding.detail.contains(".md is not read:"));
    (!unread).then_some(found)
}

/// Topic and direction of every change that was found.
fn told(findings: &[Finding]) -> Vec<(String, String)> {
    let fact = |finding: &Finding, name: &str| {
        finding.facts.iter().find_map(|(known, value)| match value {
            contract_terms::clause::Value::Text(text) if *known == name => Some(text.clone()),
            _ => None,
        })
    };
    findings
        .iter()
        .filter_map(|finding| Some((fact(finding, "topic")?, fact(finding, "direction")?)))
        .collect()
}
