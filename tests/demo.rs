//! `assay demo`: three suppliers of our own invention get the decisions that `examples/README.md` promises, for its reasons.
#![expect(clippy::unwrap_used, reason = "a helper of a test may stop the test")]

mod support;

use std::{fs, path::PathBuf, sync::OnceLock};

use serde_json::Value;
use support::desk::{Desk, Printed, files, holds, runs};

const SUPPLIERS: [&str; 3] = ["lumenworks", "clearpath", "quietlake"];

/// What one demonstration printed and left behind.
struct Demo {
    desk: Desk,
    printed: Printed,
    /// Every file as the demonstration left it, read before any other command ran: SQLite removes the journals beside the
    /// register when its last reader closes it, so a listing made later would name files that another test makes go.
    kept: Vec<(PathBuf, Vec<u8>)>,
}

/// One demonstration for all tests of this file.
fn demo() -> &'static Demo {
    static DEMO: OnceLock<Demo> = OnceLock::new();
    DEMO.get_or_init(|| {
        let desk = Desk::new();
        let printed = desk.done("demo --out demo");
        let kept = files(&desk.path("demo"))
            .into_iter()
            .map(|file| (file.clone(), fs::read(file).unwrap()))
            .collect();
        Demo {
            desk,
            printed,
            kept,
        }
    })
}

fn supplier(id: &str) -> Value {
    let line = format!("register show {id} --register demo/register.db --format json");
    demo().desk.done(&line).json()["register"].take()
}

/// Outcome and title of what was first seen of a point.
fn seen(supplier: &Value, point: &str) -> (String, String) {
    let observations = supplier["latest"]["observations"].as_array().unwrap();
    let of_point: Vec<_> = observations
        .iter()
        .filter(|seen| seen["point"] == point)
        .collect();
    let word = |key: &str| of_point[0][key].as_str().unwrap().to_owned();
    (word("outcome"), word("title"))
}

#[test]
fn a_supplier_that_signs_other_than_it_says_is_rejected_for_that() {
    let lumenworks = supplier("lumenworks");
    let verdict = &lumenworks["latest"]["verdict"];
    assert_eq!(verdict["decision"], "reject");
    let reject = verdict["reasons"].as_array().unwrap().iter().any(|reason| {
        reason["decision"] == "reject"
            && reason["code"] == "gate-failed"
            && reason["subject"] == "training-use"
    });
    assert!(reject, "{}", verdict["reasons"]);

    let findings = lumenworks["open_findings"].as_array().unwrap();
    let state = |point: &str| {
        findings
            .iter()
            .find(|finding| finding["point"] == point)
            .map_or("", |finding| finding["state"].as_str().unwrap())
    };
    // What it answers against what its terms say.
    assert_eq!(state("training-use"), "disputed");
    assert_eq!(state("change-notice"), "disputed");
    // What its API does.
    for point in [
        "auth-none",
        "auth-wrong",
        "http-plain",
        "cors",
        "error-leak",
        "model-pinning",
    ] {
        assert_eq!(state(point), "open", "{point}");
    }
    let (outcome, title) = seen(&lumenworks, "tls-certificate");
    assert_eq!(
        (outcome.as_str(), title.contains("3 days left")),
        ("partial", true),
        "{title}"
    );
}

#[test]
fn a_supplier_that_documents_and_keeps_its_word_is_approved() {
    let clearpath = supplier("clearpath");
    assert_eq!(
        clearpath["latest"]["verdict"]["decision"], "approve",
        "{}",
        clearpath["latest"]["verdict"]["reasons"]
    );
    assert_eq!(clearpath["open_findings"], Value::Array(Vec::new()));
    assert_eq!(
        seen(&clearpath, "auth-none").0,
        "pass",
        "its API was really asked"
    );
}

#[test]
fn a_supplier_that_stayed_silent_is_undecided_at_its_inherent_risk() {
    let quietlake = supplier("quietlake");
    let verdict = &quietlake["latest"]["verdict"];
    assert_eq!(verdict["decision"], "undecided");
    assert_eq!(verdict["coverage"]["got"], 0);
    for risk in verdict["systems"][0]["scenarios"].as_array().unwrap() {
        for side in ["likelihood", "impact"] {
            assert_eq!(risk[side]["residual"], risk[side]["inherent"], "{risk}");
        }
    }
}

#[test]
fn reports_are_written_in_three_formats_and_the_json_is_valid_by_the_schema() {
    let desk = &demo().desk;
    let validator = jsonschema::validator_for(&desk.done("schema").json()).unwrap();
    for id in SUPPLIERS {
        let read = |ending: &str| {
            fs::read_to_string(desk.path(&format!("demo/reports/{id}.{ending}"))).unwrap()
        };
        assert!(read("html").starts_with("<!DOCTYPE html>"));
        let errors: Vec<_> = validator
            .iter_errors(&serde_json::from_str(&read("json")).unwrap())
            .map(|error| error.to_string())
            .collect();
        assert_eq!(errors, Vec::<String>::new(), "{id}");
        assert!(read("html").contains("How good the checks are"), "{id}");
        // The columns of the risk register of NIST IR 8286, table 2, in its order.
        let columns = "ID,Priority,Risk Description,Risk Category,Current Likelihood,Current Impact,\
                       Current Exposure Rating,Risk Response Type,Risk Response Cost,Risk Response Description,Risk Owner,Status,";
        assert!(
            read("csv")
                .trim_start_matches('\u{feff}')
                .starts_with(columns)
        );
    }
}

/// The keys are written next to the dossiers, where the dossiers name them, and come up nowhere else.
#[tokio::test]
async fn no_api_key_is_printed_kept_or_reported() {
    let Demo {
        desk,
        printed,
        kept,
    } = demo();
    let key = |id: &str| {
        fs::read_to_string(desk.path(&format!("demo/suppliers/{id}/api-key.secret"))).unwrap()
    };
    let keys = [key("lumenworks"), key("clearpath")];
    let mut places = vec![
        (
            "standard output".to_owned(),
            printed.out.clone().into_bytes(),
        ),
        (
            "standard error".to_owned(),
            printed.err.clone().into_bytes(),
        ),
    ];
    for (file, bytes) in kept {
        if !file.ends_with("api-key.secret") {
            places.push((file.display().to_string(), bytes.clone()));
        }
    }
    for run in SUPPLIERS.into_iter().flat_map(|id| runs(&supplier(id))) {
        for bytes in desk.kept("demo/register.db", &run).await {
            places.push((run.clone(), bytes));
        }
    }
    for (place, bytes) in places {
        for key in &keys {
            assert!(!holds(&bytes, key.trim()), "{place} holds {key}");
        }
    }
}

#[test]
fn every_run_replays_without_the_apis_that_have_gone() {
    for id in SUPPLIERS {
        let runs = runs(&supplier(id));
        assert_eq!(runs.len(), assay_bundle::PLUGINS.len());
        for run in runs {
            let line = format!("replay {run} --register demo/register.db");
            let printed = demo().desk.done(&line);
            assert!(
                printed.out.contains("identical byte for byte"),
                "{}",
                printed.out
            );
        }
    }
}

#[test]
fn a_folder_in_use_is_not_overwritten() {
    let desk = Desk::new();
    desk.write("mine/notes.txt", "mine");
    let printed = desk.assay("demo --out mine");
    assert_eq!(printed.code, support::desk::ERROR);
    assert!(
        printed.complaint().contains("mine is not empty"),
        "{}",
        printed.err
    );
}

/// Evidence ages, audits fall due and certificates run out; the examples are dated anew for the day on which they are shown.
#[test]
fn the_three_decisions_are_the_same_on_a_far_day() {
    let desk = Desk::new();
    for day in ["2027-07-01", "2030-12-31"] {
        let printed = desk.done(&format!("demo --out {day} --as-of {day} --format json"));
        let json = printed.json();
        let decisions: Vec<_> = json
            .as_array()
            .unwrap()
            .iter()
            .map(|report| {
                let latest = &report["register"]["latest"];
                assert_eq!(latest["verdict"]["as_of"], day);
                let id = report["register"]["supplier"].as_str().unwrap();
                let decision = latest["verdict"]["decision"].as_str().unwrap();
                (id, decision)
            })
            .collect();
        assert_eq!(
            decisions,
            [
                ("lumenworks", "reject"),
                ("clearpath", "approve"),
                ("quietlake", "undecided")
            ],
            "{day}: {}",
            json[1]["register"]["latest"]["verdict"]["reasons"]
        );
        // The certificate of a PDF is as old as on any other day.
        let clearpath = &json[1]["register"];
        for point in ["certificate-surveillance", "certificate-validity"] {
            assert_eq!(seen(clearpath, point).0, "pass", "{day}: {point}");
        }
    }
}
