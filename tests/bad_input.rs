//! Bad input is a clear error or a typed outcome, and nothing that could be done is left undone.
#![expect(clippy::unwrap_used, reason = "a helper of a test may stop the test")]

mod support;

use std::fs::File;

use support::{
    desk::{Desk, ERROR, Printed, UNDECIDED, results},
    guest,
};

const ASSESS: &str = "assess acme --offline --as-of 2026-11-20";

/// A desk with one silent supplier whose `supplier.toml` has these lines more.
fn acme(more: &str) -> Desk {
    let desk = Desk::new();
    desk.write(
        "acme/supplier.toml",
        format!("[supplier]\nid = \"acme\"\nlegal-name = \"Acme\"\n{more}"),
    );
    desk
}

/// Fails with status 1 and says all of these.
fn refused(printed: &Printed, says: &[&str]) {
    assert_eq!(printed.code, ERROR, "{printed:?}");
    for part in says {
        assert!(
            printed.complaint().contains(part),
            "`{part}` is missing in: {}",
            printed.err
        );
    }
}

#[test]
fn malformed_toml_names_file_and_line() {
    refused(
        &acme("country = \"D\nE\"\n").assay(ASSESS),
        &["supplier.toml:4"],
    );
    let desk = acme("");
    desk.write("acme/answers.toml", "[answers]\nai-bom = no\n");
    refused(&desk.assay(ASSESS), &["answers.toml:2"]);
}

#[test]
fn an_unknown_key_and_a_wrong_type_name_file_line_and_key() {
    refused(
        &acme("contry = \"DE\"\n").assay(ASSESS),
        &[
            "supplier.toml:4",
            "supplier.contry",
            "unknown key",
            "did you mean `country`",
        ],
    );
    refused(
        &acme("country = 49\n").assay(ASSESS),
        &["supplier.toml:4", "supplier.country"],
    );
    refused(
        &acme("[[documents]]\nfile = \"gone.md\"\nkind = \"dpa\"\n").assay(ASSESS),
        &["supplier.toml:5", "gone.md"],
    );
}

#[test]
fn a_folder_that_is_no_dossier_says_how_to_make_one() {
    let desk = Desk::new();
    refused(
        &desk.assay(ASSESS),
        &["`acme` is not a folder", "assay init"],
    );
    desk.write("acme/notes.txt", "no supplier.toml here");
    refused(&desk.assay(ASSESS), &["supplier.toml"]);
}

#[test]
fn rubbish_in_the_plugin_folder_is_named_and_stops_nobody() {
    let desk = acme("");
    desk.plugin("good");
    let component = guest("good");
    desk.write("checks/truncated.wasm", &component[..component.len() / 2]);
    desk.write("checks/garbage.wasm", "this was a text once");
    desk.write(
        "checks/core-module.wasm",
        wat::parse_str("(module)").unwrap(),
    );
    desk.write(
        "checks/not-ours.wasm",
        wat::parse_str("(component)").unwrap(),
    );
    desk.write("checks/empty.wasm", "");
    desk.write(
        "checks/folder.wasm/inside.txt",
        "a folder with the name of a plugin",
    );
    desk.write("checks/README.txt", "not a plugin, and not looked at");
    let printed = desk.assay(&format!(
        "{ASSESS} --unlocked --plugins checks --format json"
    ));
    assert_eq!(printed.code, UNDECIDED);
    let rubbish = [
        "truncated",
        "garbage",
        "core-module",
        "not-ours",
        "empty",
        "folder",
    ];
    for name in rubbish {
        assert!(
            printed.err.contains(&format!("checks/{name}.wasm")),
            "{}",
            printed.err
        );
    }
    for (plugin, result) in results(&printed.assessed()) {
        let expected = if rubbish.contains(&plugin.as_str()) {
            "not-loadable"
        } else {
            "completed"
        };
        assert_eq!(result, expected, "{plugin}");
    }
    let listed = desk.assay("plugin list --plugins checks");
    refused(
        &listed,
        &["checks/core-module.wasm: this is a core module, not a component"],
    );
    assert!(listed.out.contains("good"));
    refused(
        &desk.assay("plugin inspect checks/garbage.wasm"),
        &["checks/garbage.wasm", "not a WebAssembly file"],
    );
}

/// The example that is approved is not when one of the checks could not be made.
#[test]
fn nobody_is_approved_beside_a_plugin_that_did_not_load() {
    let desk = Desk::new();
    desk.example("clearpath");
    desk.write("checks/garbage.wasm", "this was a text once");
    let line = "assess clearpath --offline --as-of 2026-11-20";
    assert_eq!(desk.assay(line).code, 0);
    let printed = desk.assay(&format!("{line} --unlocked --plugins checks --format json"));
    assert_eq!(printed.code, UNDECIDED);
    assert_eq!(printed.assessed()["latest"]["verdict"]["complete"], false);
}

#[test]
fn a_plugin_without_its_capability_is_a_typed_outcome_until_somebody_vouches_for_it() {
    let desk = acme("");
    let digest = desk.plugin("probes");
    let result = |more: &str| {
        let printed = desk.assay(&format!(
            "{ASSESS} --unlocked --plugins checks --format json {more}"
        ));
        assert_eq!(printed.code, UNDECIDED, "{}", printed.err);
        results(&printed.assessed())
            .into_iter()
            .find(|(plugin, _)| plugin == "probes")
            .unwrap()
            .1
    };
    assert_eq!(result(""), "capability-denied");
    assert_eq!(result(&format!("--vouch {digest}")), "completed");
    assert_eq!(
        result(&format!("--vouch sha256:{}", "0".repeat(64))),
        "capability-denied"
    );
}

#[test]
fn an_empty_or_missing_plugin_folder_is_an_error() {
    let desk = acme("");
    std::fs::create_dir(desk.path("checks")).unwrap();
    refused(
        &desk.assay(&format!("{ASSESS} --unlocked --plugins checks")),
        &["`checks` holds no `.wasm` file"],
    );
    refused(
        &desk.assay(&format!("{ASSESS} --unlocked --plugins chekcs")),
        &["`chekcs` cannot be read"],
    );
}

#[test]
fn a_document_of_100_megabytes_is_withheld_and_said_so() {
    let desk = acme("");
    desk.write("acme/evidence/scan.md", "");
    File::options()
        .write(true)
        .open(desk.path("acme/evidence/scan.md"))
        .unwrap()
        .set_len(100 << 20)
        .unwrap();
    let printed = desk.assay(ASSESS);
    assert_eq!(printed.code, UNDECIDED);
    assert!(
        printed.complaint().contains("evidence/scan.md is withheld"),
        "{}",
        printed.err
    );
}

#[test]
fn a_document_that_is_no_utf_8_is_named_and_no_evidence() {
    let desk = acme("");
    desk.write(
        "acme/evidence/dpa.md",
        b"The supplier deletes \xff\xfe within 30 days.",
    );
    let printed = desk.assay(ASSESS);
    assert_eq!(printed.code, UNDECIDED);
    assert!(
        printed
            .complaint()
            .contains("evidence/dpa.md cannot be read as text: it is not UTF-8 at byte 21"),
        "{}",
        printed.err
    );
    desk.write("acme/answers.toml", b"[answers]\nai-bom = \"\xff\"\n");
    refused(&desk.assay(ASSESS), &["answers.toml", "UTF-8"]);
}

#[test]
fn a_missing_register_and_a_file_that_is_none_are_named() {
    let desk = acme("");
    for line in [
        "register list",
        "register show acme",
        "report acme",
        "explain r1",
        "replay 0123abcd",
    ] {
        refused(
            &desk.assay(line),
            &["there is no register at `register.db`"],
        );
    }
    assert!(
        !desk.path("register.db").exists(),
        "reading makes no register"
    );
    desk.write("register.db", "Dear diary");
    refused(
        &desk.assay("register list"),
        &["`register.db` is not a register"],
    );
    refused(&desk.assay(ASSESS), &["`register.db` is not a register"]);
    assert_eq!(
        std::fs::read_to_string(desk.path("register.db")).unwrap(),
        "Dear diary"
    );
}

#[test]
fn two_dossiers_of_one_supplier_are_not_mixed() {
    let desk = acme("");
    desk.write(
        "copy/supplier.toml",
        "[supplier]\nid = \"acme\"\nlegal-name = \"Another Acme\"\n",
    );
    let printed = desk.assay(&format!("{ASSESS} copy"));
    refused(
        &printed,
        &["copy is a second dossier of `acme` and was not assessed"],
    );
    let acme = desk.supplier("acme");
    assert_eq!(acme["latest"]["facts"]["profile"]["legal_name"], "Acme");
    assert_eq!(acme["history"].as_array().unwrap().len(), 1);
}

#[test]
fn what_the_register_does_not_have_is_an_error() {
    let desk = acme("");
    desk.assay(ASSESS);
    refused(
        &desk.assay("register show nobody"),
        &["no supplier `nobody`", "register list"],
    );
    refused(&desk.assay("explain r99"), &["`r99`"]);
    refused(&desk.assay("replay 0123abcd"), &["no run `0123abcd`"]);
}

#[test]
fn init_overwrites_nothing() {
    let desk = acme("country = \"IE\"\n");
    refused(&desk.assay("init acme"), &["acme/supplier.toml"]);
    assert!(
        std::fs::read_to_string(desk.path("acme/supplier.toml"))
            .unwrap()
            .contains("IE")
    );
}
