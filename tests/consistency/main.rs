//! The seeded contradictions of the consistency plugin as dossiers, through the host and every bundled component: what the SDK's harness
//! gives the plugin by hand, the questionnaire, the contract reader and the probes have to observe here.
#![expect(clippy::unwrap_used, reason = "a helper of a test may stop the test")]

mod api;
mod dossier;
#[expect(dead_code, reason = "what only the harness of the SDK needs")]
#[path = "../../plugins/consistency/tests/seeded/mod.rs"]
mod seeded;
#[path = "../support/mod.rs"]
mod support;

use std::{collections::BTreeMap, fs};

use seeded::{Case, cases};
use serde_json::Value;
use support::desk::{Desk, ERROR};

/// Assesses all dossiers at once and gives what the register has of each.
fn assessed(desk: &Desk, ids: &[String]) -> BTreeMap<String, Value> {
    let line = format!(
        "assess {} --as-of 2026-11-20 --out reports --format json",
        ids.join(" ")
    );
    let printed = desk.assay(&line);
    assert_ne!(printed.code, ERROR, "{}", printed.err);
    let json = printed.json();
    let reports = json.as_array().unwrap().iter();
    reports
        .map(|report| {
            let register = report["register"].clone();
            (register["supplier"].as_str().unwrap().to_owned(), register)
        })
        .collect()
}

/// Dossiers of all cases, with the APIs that they name.
fn write_all(desk: &Desk, cases: &[Case]) -> (Vec<String>, Vec<api::Api>) {
    let mut apis = Vec::new();
    let ids = cases
        .iter()
        .enumerate()
        .map(|(number, case)| {
            let id = format!("case-{number:02}");
            apis.extend(dossier::write(desk, &id, case));
            id
        })
        .collect();
    (ids, apis)
}

/// What the plugin observed.
fn contradictions(register: &Value) -> Vec<&Value> {
    let seen = register["latest"]["observations"].as_array().unwrap();
    seen.iter()
        .filter(|seen| seen["provenance"]["plugin"]["id"] == "consistency")
        .collect()
}

/// The plugins that did not do their work, which would make silence look like consistency.
fn failed(register: &Value) -> Vec<(String, String)> {
    let results = support::desk::results(register);
    results
        .into_iter()
        .filter(|(_, result)| result != "completed")
        .collect()
}

/// What the section of disputes says, which has to come before the risks and every other finding.
fn disputes(html: &str) -> Option<String> {
    let start = html.find("id=\"disputes\"")?;
    for later in ["id=\"risks\"", "id=\"findings\""] {
        assert!(html.find(later).is_none_or(|at| at > start), "{later}");
    }
    let end = start + html[start..].find("</section>")?;
    let plain = html[start..end]
        .replace("&quot;", "\"")
        .replace("&#39;", "'");
    Some(plain.replace("&amp;", "&"))
}

#[test]
fn every_seeded_contradiction_is_disputed_and_leads_the_report_with_both_sides() {
    let (desk, cases) = (Desk::new(), cases());
    let (ids, _apis) = write_all(&desk, &cases);
    let registers = assessed(&desk, &ids);
    let mut wrong = Vec::new();
    for (id, case) in ids.iter().zip(&cases) {
        let register = &registers[id];
        let mut wrong = |what: String| wrong.push(format!("{}: {what}", case.name));
        if !failed(register).is_empty() {
            wrong(format!("{:?}", failed(register)));
        }
        let found = contradictions(register);
        let points: Vec<_> = found.iter().map(|seen| &seen["point"]).collect();
        if points != [case.claim.point.as_str()] {
            wrong(format!("{points:?} instead"));
            continue;
        }
        let findings = register["open_findings"].as_array().unwrap();
        let state = findings
            .iter()
            .find(|finding| finding["point"] == case.claim.point)
            .map(|finding| &finding["state"]);
        if state.is_none_or(|state| state != "disputed") {
            wrong(format!("is {state:?}"));
        }
        let html = fs::read_to_string(desk.path(&format!("reports/{id}.html"))).unwrap();
        let Some(section) = disputes(&html) else {
            wrong("the report has no disputes".to_owned());
            continue;
        };
        let claim = case.claim.comment.iter().cloned();
        for quote in claim
            .chain([dossier::said(case)])
            .chain(case.shown.as_ref().and_then(dossier::clause))
        {
            if !section.contains(&quote) {
                wrong(format!("{quote:?} is not quoted"));
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
fn no_consistent_dossier_has_a_contradiction() {
    let desk = Desk::new();
    let cases: Vec<Case> = cases().iter().map(Case::look_alike).collect();
    assert!(cases.len() >= 20);
    let (ids, _apis) = write_all(&desk, &cases);
    let registers = assessed(&desk, &ids);
    let mut wrong = Vec::new();
    for (id, case) in ids.iter().zip(&cases) {
        let register = &registers[id];
        for seen in contradictions(register) {
            wrong.push(format!(
                "{}: {} {}",
                case.name, seen["point"], seen["title"]
            ));
        }
        if !failed(register).is_empty() {
            wrong.push(format!("{}: {:?}", case.name, failed(register)));
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
fn the_examples_contradict_themselves_in_no_way_that_is_not_seen_at_one_point() {
    let desk = Desk::new();
    let ids = ["clearpath", "lumenworks", "quietlake"].map(String::from);
    for id in &ids {
        desk.example(id);
    }
    for (id, register) in &assessed(&desk, &ids) {
        let titles: Vec<_> = contradictions(register)
            .iter()
            .map(|seen| seen["title"].to_string())
            .collect();
        assert_eq!(titles, Vec::<String>::new(), "{id}");
        assert_eq!(failed(register), [], "{id}");
    }
}
