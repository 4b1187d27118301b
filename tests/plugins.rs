//! Plugins from a folder take part at once, and none of them can do a supplier a favour or another plugin harm.
#![expect(clippy::unwrap_used, reason = "a helper of a test may stop the test")]

mod support;

use std::collections::BTreeMap;

use serde_json::Value;
use support::{
    desk::{Desk, UNDECIDED, results},
    workspace,
};

const FRESH: &str = "--offline --as-of 2026-11-20";

/// Proud Vendor with a contract that says one thing.
fn proud_vendor() -> Desk {
    let desk = Desk::new();
    desk.write(
        "vendor/supplier.toml",
        "[supplier]\nid = \"vendor\"\nlegal-name = \"Proud Vendor\"\n\n\
         [[documents]]\nfile = \"dpa.md\"\nkind = \"dpa\"\ndated = 2026-06-01\nin-force = true\n",
    );
    desk.write(
        "vendor/evidence/dpa.md",
        "Data processing agreement. The supplier deletes all personal data within 30 days of the end of the contract.",
    );
    desk
}

/// What a plugin's observations earned: point, outcome, class.
fn earned(supplier: &Value, plugin: &str) -> Vec<(String, String, String)> {
    let observations = supplier["latest"]["observations"].as_array().unwrap();
    let word = |seen: &Value, key: &str| seen[key].as_str().unwrap().to_owned();
    observations
        .iter()
        .filter(|seen| seen["provenance"]["plugin"]["id"] == plugin)
        .map(|seen| {
            (
                word(seen, "point"),
                word(seen, "outcome"),
                word(seen, "class"),
            )
        })
        .collect()
}

/// Gates that hold, apart from the one that the buyer's own facts decide.
fn gates_passed(supplier: &Value) -> Vec<String> {
    let gates = supplier["latest"]["verdict"]["gates"].as_array().unwrap();
    gates
        .iter()
        .filter(|gate| gate["status"] == "passed" && gate["gate"] != "prohibited-practice")
        .map(|gate| gate["gate"].as_str().unwrap().to_owned())
        .collect()
}

#[test]
fn a_file_dropped_into_the_folder_takes_part_in_the_next_assessment() {
    let desk = proud_vendor();
    let assess = |more: &str| {
        desk.assay(&format!("assess vendor {FRESH} --format json {more}"))
            .assessed()
    };
    assert_eq!(earned(&assess(""), "good"), []);
    let digest = desk.plugin("good");
    let deletion = |class: &str| [("deletion".to_owned(), "pass".to_owned(), class.to_owned())];
    assert_eq!(
        earned(&assess("--unlocked --plugins checks"), "good"),
        deletion("E1"),
        "nobody vouches for it"
    );
    let vouched = assess(&format!("--unlocked --plugins checks --vouch {digest}"));
    assert_eq!(
        earned(&vouched, "good"),
        deletion("E3"),
        "a quote of a contract in force"
    );
}

#[test]
fn list_and_inspect_tell_what_a_plugin_is() {
    let desk = Desk::new();
    let digest = desk.plugin("good");
    let standing = |more: &str| {
        let line = format!("plugin list --plugins checks --format json {more}");
        let list = desk.done(&line).json();
        let rows = list.as_array().unwrap().iter();
        rows.map(|row| {
            let word = |value: &Value| value.as_str().unwrap().to_owned();
            (word(&row["reference"]["id"]), word(&row["standing"]))
        })
        .collect::<BTreeMap<_, _>>()
    };
    let listed = standing("");
    for id in ["api-probe", "contract-terms", "iso42001-questionnaire"] {
        assert_eq!(listed[id], "part of assay");
    }
    assert!(listed["good"].starts_with("unverified"), "{listed:?}");
    assert_eq!(
        standing(&format!("--vouch {digest}"))["good"],
        "vouched for; not in the lock"
    );
    let table = desk.done("plugin list --plugins checks").out;
    assert!(
        table.contains("good") && table.contains("Test Guests"),
        "{table}"
    );
    let inspected = desk.done("plugin inspect checks/good.wasm").out;
    for part in [
        digest.as_str(),
        "Test Guests",
        "assay:plugin/documents@0.1.0",
        "breach-notice",
        "deletion",
    ] {
        assert!(inspected.contains(part), "{part}: {inspected}");
    }
    assert!(
        !inspected.contains("assay:plugin/probe@"),
        "it imports no network: {inspected}"
    );
}

/// The vendor's plugin passes six points that decide gates, quotes a true sentence for each and asks for the best class.
#[test]
fn a_supplier_that_publishes_its_own_plugin_gains_no_gate_and_no_approval() {
    let desk = proud_vendor();
    let digest = desk.plugin("marks_own_homework");
    let assess = |more: &str| {
        let printed = desk.assay(&format!("assess vendor {FRESH} --format json {more}"));
        assert_eq!(printed.code, UNDECIDED, "{}", printed.err);
        printed.assessed()
    };
    let without = gates_passed(&assess(""));
    // Not even an operator's word makes the supplier independent of itself.
    for more in [String::new(), format!("--vouch {digest}")] {
        let with = assess(&format!("--unlocked --plugins checks {more}"));
        let parts = with["latest"]["participations"].as_array().unwrap();
        let own = parts
            .iter()
            .find(|part| part["plugin"]["id"] == "marks-own-homework")
            .unwrap();
        assert_eq!(own["standing"], "supplier-published");
        assert_eq!(gates_passed(&with), without);
        let earned = earned(&with, "marks-own-homework");
        assert_eq!(earned.len(), 6);
        assert!(
            earned.iter().all(|(_, _, class)| class == "E1"),
            "{earned:?}"
        );
    }
}

/// Signed under another name the same plugin is a stranger's, and a stranger's praise is worth no more.
#[test]
fn praise_from_a_stranger_closes_no_finding_and_passes_no_gate() {
    let desk = Desk::new();
    desk.example("lumenworks");
    desk.plugin("marks_own_homework");
    let before = desk
        .assay(&format!("assess lumenworks {FRESH} --format json"))
        .assessed();
    let after = desk
        .assay(&format!(
            "assess lumenworks {FRESH} --format json --unlocked --plugins checks"
        ))
        .assessed();
    assert_eq!(earned(&after, "marks-own-homework").len(), 6);
    assert_eq!(after["latest"]["verdict"]["decision"], "reject");
    assert_eq!(gates_passed(&after), gates_passed(&before));
    let open = |supplier: &Value| {
        let findings = supplier["open_findings"].as_array().unwrap().iter();
        findings
            .map(|finding| finding["fingerprint"].to_string())
            .collect::<Vec<_>>()
    };
    assert_eq!(open(&after), open(&before));
}

#[test]
fn hostile_plugins_end_as_typed_outcomes_beside_plugins_that_finish() {
    let desk = proud_vendor();
    let hostile = [
        ("spins", "cpu-timeout"),
        ("sleeps", "wall-timeout"),
        ("eats_memory", "out-of-memory"),
        ("panics", "trapped"),
        ("floods_log", "over-budget"),
        ("returns_megabytes", "malformed"),
        ("declines", "declined"),
        ("opens_socket", "not-loadable"),
        ("spins_in_describe", "not-loadable"),
    ];
    desk.plugin("good");
    for (guest, _) in hostile {
        desk.plugin(guest);
    }
    // The shipped limits with less patience, so that the test does not wait for the slowest guest.
    let limits =
        std::fs::read_to_string(workspace().join("host/catalogue/data/limits.toml")).unwrap();
    let impatient = limits
        .replace("cpu-ms = 2_000", "cpu-ms = 300")
        .replace("wall-ms = 60_000", "wall-ms = 3_000");
    assert_ne!(limits, impatient);
    desk.write("catalogue/limits.toml", impatient);

    let printed = desk.assay(&format!(
        "--catalogue catalogue assess vendor {FRESH} --unlocked --plugins checks --format json"
    ));
    assert_eq!(printed.code, UNDECIDED, "{}", printed.err);
    let supplier = printed.assessed();
    let results = results(&supplier);
    for (guest, expected) in hostile {
        let result = results
            .iter()
            .find(|(plugin, _)| plugin.replace('-', "_") == guest);
        assert_eq!(
            result.map(|(_, result)| result.as_str()),
            Some(expected),
            "{guest}: {results:?}"
        );
    }
    let completed = results
        .iter()
        .filter(|(_, result)| result == "completed")
        .count();
    assert_eq!(
        completed,
        assay_bundle::PLUGINS.len() + 1,
        "those that come with the program and the good one: {results:?}"
    );
    assert_eq!(supplier["latest"]["verdict"]["complete"], false);
}

/// A stranger's plugin does not see what others observed; one that somebody vouches for runs after them, and what it cites of
/// theirs is the evidence that the host checked then.
#[test]
fn a_plugin_that_sees_what_others_observed_runs_after_them_and_needs_to_be_vouched_for() {
    let desk = proud_vendor();
    desk.write(
        "vendor/answers.toml",
        "[answers.breach-notice]\nvalue = \"48\"\nanswered-on = 2026-10-01\n",
    );
    let digest = desk.plugin("sees_others");
    let assess = |more: &str| {
        desk.assay(&format!(
            "assess vendor {FRESH} --format json --unlocked --plugins checks {more}"
        ))
        .assessed()
    };
    let stranger = assess("");
    assert_eq!(earned(&stranger, "sees-others"), []);
    let denied = ("sees-others".to_owned(), "capability-denied".to_owned());
    assert!(
        results(&stranger).contains(&denied),
        "{:?}",
        results(&stranger)
    );
    let vouched = assess(&format!("--vouch {digest}"));
    let seen = vouched["latest"]["observations"]
        .as_array()
        .unwrap()
        .iter()
        .find(|seen| {
            seen["provenance"]["plugin"]["id"] == "sees-others"
                && seen["title"] == "iso42001-questionnaire said pass"
        })
        .unwrap();
    assert_eq!(seen["evidence"][0]["kind"], "answer");
    assert_eq!(seen["evidence"][0]["question"], "breach-notice");
}

#[test]
fn a_plugin_that_fails_three_times_in_a_row_is_left_alone_and_the_register_says_so() {
    let desk = proud_vendor();
    let digest = desk.plugin("panics");
    let line = format!("assess vendor {FRESH} --format json --unlocked --plugins checks");
    let result = |line: &str| {
        let parts = results(&desk.assay(line).assessed());
        parts.into_iter().find(|(id, _)| id == "panics").unwrap().1
    };
    for _ in 0..3 {
        assert_eq!(result(&line), "trapped");
    }
    let printed = desk.assay(&line);
    assert_eq!(printed.code, UNDECIDED, "what did not run is not passed");
    assert!(printed.err.contains("3 times in a row"), "{}", printed.err);
    assert_eq!(result(&line), "quarantined");
    let plugins = desk.done("register plugins --format json").json();
    let row = plugins
        .as_array()
        .unwrap()
        .iter()
        .find(|row| row["plugin"]["digest"] == digest)
        .unwrap();
    assert_eq!(row["failures"], 3);
    assert!(row["quarantine_until"].is_string(), "{row}");
    assert!(desk.done("register plugins").out.contains("until 20"));
    assert_eq!(result(&format!("{line} --no-quarantine")), "trapped");
}
