//! Each measure reads its format, runs the real components in the real host, and counts right and wrong as a reader would. The
//! labelled data here is of our own writing and tiny: it tests the measuring, not the checks.
#![expect(clippy::unwrap_used, reason = "a helper of a test may stop the test")]

use std::{fs, path::Path, process::Command};

use serde_json::{Value, json};
use tempfile::TempDir;

/// What a measure prints as JSON.
fn measured(arguments: &[&str]) -> Value {
    let output = Command::new(env!("CARGO_BIN_EXE_xtask"))
        .arg("measure")
        .args(arguments)
        .arg("--json")
        .output()
        .unwrap();
    assert!(
        output.status.success(),
        "{arguments:?}: {}",
        String::from_utf8_lossy(&output.stderr)
    );
    serde_json::from_slice(&output.stdout).unwrap()
}

fn file(folder: &TempDir, name: &str, text: &str) -> String {
    let path = folder.path().join(name);
    fs::create_dir_all(path.parent().unwrap_or(Path::new("."))).unwrap();
    fs::write(&path, text).unwrap();
    path.to_str().unwrap().to_owned()
}

/// An agreement with one more clause.
fn agreement(clause: &str) -> String {
    let around = "This Master Services Agreement is made between Northlake AI, Inc. and the customer that signs the order form. \
        The headings are for convenience and do not affect the meaning of any provision. The supplier provides the services as \
        the documentation describes them. Invoices are due within thirty days of their date. Either party may end the agreement \
        for a serious breach that the other has not mended within thirty days of a written notice. Notices are given in writing \
        to the addresses in the order form, and a change of address is told in the same way. Nothing in this agreement makes \
        one party the agent of the other. If a provision is not valid, the others stay in force, and the parties agree on a \
        valid one that comes nearest to it. Support is given on working days from nine to five, in the order of urgency. Each \
        party bears its own costs of making this agreement. The order form prevails over general terms of the customer, which \
        do not become part of the agreement even if the supplier does not object to them.";
    format!("# Master Services Agreement\n\n## 1. General\n\n{around}\n\n## 2. Terms\n\n{clause}\n")
}

const LAW: &str = "This Agreement shall be governed by and construed in accordance with the laws of the State of New York.";

#[test]
fn contracts_are_lines_of_json_with_labels_of_many_types() {
    let folder = tempfile::tempdir().unwrap();
    let text = agreement(&format!("«1» {LAW}"));
    let start = text.chars().count() - LAW.chars().count() - 1;
    let line = json!({
        "file": "one.txt",
        "text": text,
        "labels": {"Governing Law": [LAW], "Parties": ["Northlake AI, Inc."], "Insurance": [], "Filed": true},
        "spans": [{"category": "Governing Law", "start": start, "end": start + LAW.len()}],
    });
    let found = measured(&[
        "contracts",
        &file(&folder, "contracts.jsonl", &format!("{line}\n")),
    ]);
    assert_eq!(found["contracts"], 1);
    let law = &found["categories"][0];
    assert_eq!(law["category"], "Governing Law");
    assert_eq!(law["counts"]["hit"], 1, "{law}");
    assert_eq!(
        law["evidence"]["right"], 1,
        "the quote is found although a character before it has two bytes"
    );
}

#[test]
fn agreements_are_judged_by_the_choice_of_each_statement() {
    let folder = tempfile::tempdir().unwrap();
    let clause = "The Receiving Party shall not reverse engineer any object that embodies Confidential Information.";
    let text = format!(
        "# Non-Disclosure Agreement\n\nThe Disclosing Party may give Confidential Information to the Receiving Party, who keeps it \
         confidential. {}\n\n{clause}\n",
        agreement("").replace("Master Services", "Non-Disclosure")
    );
    let start = text.find(clause).unwrap();
    let data = json!({
        "documents": [{
            "file_name": "nda.txt",
            "text": text,
            "spans": [[start, start + clause.len()]],
            "annotation_sets": [{"annotations": {"nda-11": {"choice": "Entailment", "spans": [0]}}}],
        }],
        "labels": {"nda-11": {"short_description": "No reverse engineering"}},
    });
    let found = measured(&["nli", &file(&folder, "nli.json", &data.to_string())]);
    assert_eq!(found["accuracy"]["right"], 1, "{found}");
    assert_eq!(found["evidence"]["right"], 1, "{found}");
}

#[test]
fn sentences_about_training_are_read_inside_an_agreement() {
    let folder = tempfile::tempdir().unwrap();
    let data = json!({"items": [
        {"file": "x/Northlake AI/Terms.md", "text": "We do not use Customer Data to train our models.", "label": "N"},
        {"file": "x/Northlake AI/Terms.md", "text": "We may use Customer Data to train our models.", "label": "P"},
        {"file": "x/Northlake AI/Terms.md", "text": "Our staff receive security training every year.", "label": "U"},
    ]});
    let found = measured(&[
        "polarity",
        &file(&folder, "polarity.json", &data.to_string()),
    ]);
    assert_eq!(found["three_ways"]["right"], 3, "{found}");
    assert_eq!(found["protective"]["counts"]["hit"], 1);
}

#[test]
fn values_are_compared_in_a_reader_s_words_and_what_is_wrong_must_stay_unknown() {
    let folder = tempfile::tempdir().unwrap();
    file(
        &folder,
        "Northlake/Terms of Service.md",
        &agreement(
            "Northlake AI notifies the customer of a personal data breach within 48 hours after becoming aware of it.",
        ),
    );
    file(
        &folder,
        "Northlake/Data Processor Agreement.md",
        "Page not found.",
    );
    let truths = file(
        &folder,
        "truths.toml",
        "[[truth]]\nfile = \"Northlake/Terms of Service.md\"\n\
         facts = [{ name = \"breach-notice\", value = \"48 h\", trigger = \"aware\", outcome = \"pass\" }]\n\
         [[truth]]\nfile = \"Northlake/Data Processor Agreement.md\"\nunknown = true\n",
    );
    let found = measured(&["terms", &truths]);
    assert_eq!(found["values"]["right"], 1, "{found}");
    assert_eq!(found["unknown"]["right"], 1, "{found}");
}

#[test]
fn a_change_for_the_worse_is_named_with_both_quotes() {
    let folder = tempfile::tempdir().unwrap();
    let clause = |hours: u32| {
        agreement(&format!(
            "Northlake AI notifies the customer of a personal data breach within {hours} hours after becoming aware of it."
        ))
    };
    let old = file(&folder, "old/terms.md", &clause(24));
    let new = file(&folder, "new/terms.md", &clause(72));
    let found = measured(&["drift", &old, &new]);
    assert_eq!(found["worse"], 1, "{found}");
    assert_eq!(found["changes"][0]["topic"], "breach-notice");
    assert_eq!(found["changes"][0]["quotes"].as_array().unwrap().len(), 2);
    let same = measured(&["drift", &old, &old]);
    assert_eq!(same["changes"].as_array().unwrap().len(), 0, "{same}");
}

#[test]
fn what_a_server_does_is_compared_with_the_truth() {
    let folder = tempfile::tempdir().unwrap();
    // Nobody listens there: whatever was to be seen is inconclusive.
    let truth = file(
        &folder,
        "truth.toml",
        "[[truth]]\ntarget = \"https://127.0.0.1:1\"\nprobe = \"tls-version\"\nexpected = \"inconclusive\"\nwhy = \"nobody listens\"\n\
         [[truth]]\ntarget = \"https://127.0.0.1:1\"\nprobe = \"tls-cert-time\"\nexpected = \"pass\"\nwhy = \"a wrong truth\"\n",
    );
    let found = measured(&["probes", &truth]);
    assert_eq!(found["exact"]["right"], 1, "{found}");
    assert_eq!(found["inconclusive"]["right"], 1, "{found}");
    assert_eq!(found["fail"]["counts"]["false_alarm"], 0);
}
