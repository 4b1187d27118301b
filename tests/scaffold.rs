//! `assay plugin new` and `assay plugin build`: every project builds as it is, and the host takes what comes out.
#![expect(clippy::unwrap_used, reason = "a helper of a test may stop the test")]

mod support;

use std::{ffi::OsString, fs, path::Path, process::Command};

use serde_json::Value;
use support::{
    desk::{Desk, files},
    tools::Tools,
};

/// The point that a project of each kind answers, and the interface that it needs.
const KINDS: [(&str, &str, &str); 3] = [
    ("questionnaire", "breach-notice", "answers"),
    ("probe", "security-txt", "probe"),
    ("contract", "breach-notice", "documents"),
];

/// Makes a project, builds it, and gives its component's description of itself.
fn new_and_build(desk: &Desk, language: &str, kind: &str, path: Option<&OsString>) -> Value {
    let name = format!("my-{kind}");
    desk.done(&format!(
        "plugin new {name} --lang {language} --kind {kind}"
    ));
    let mut command = desk.command(&format!("plugin build {name}"));
    command
        // What the projects share is compiled once.
        .env("CARGO_TARGET_DIR", target())
        // A project needs nothing that this build has not fetched already.
        .env("CARGO_NET_OFFLINE", "true");
    if let Some(path) = path {
        command.env("PATH", path);
    }
    let output = command.output().unwrap();
    assert!(
        output.status.success(),
        "{language} {kind}: {}",
        String::from_utf8_lossy(&output.stderr)
    );
    let out = String::from_utf8(output.stdout).unwrap();
    let mut lines = out.lines();
    let component = lines.next().unwrap();
    let size = fs::metadata(component).unwrap().len();
    assert_eq!(lines.next(), Some(format!("{size} bytes").as_str()));
    desk.done(&format!("plugin inspect {component} --format json"))
        .json()
}

fn target() -> std::path::PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).join("scaffold")
}

/// What the host says of the component of a project.
#[track_caller]
fn is_the_plugin(inspected: &Value, kind: &str, point: &str, interface: &str) {
    let descriptor = &inspected["descriptor"];
    assert_eq!(inspected["reference"]["id"], format!("my-{kind}"));
    assert_eq!(descriptor["kind"], kind);
    assert_eq!(descriptor["points"][0]["point"], point);
    assert_eq!(inspected["capabilities"], serde_json::json!([interface]));
}

#[test]
fn a_project_in_rust_of_every_kind_builds_offline_and_its_tests_pass() {
    let desk = Desk::new();
    for (kind, point, interface) in KINDS {
        let inspected = new_and_build(&desk, "rust", kind, None);
        is_the_plugin(&inspected, kind, point, interface);
        let output = Command::new(env!("CARGO"))
            .args(["test", "--quiet", "--offline"])
            .current_dir(desk.path(&format!("my-{kind}")))
            .env("CARGO_TARGET_DIR", target())
            .output()
            .unwrap();
        assert!(
            output.status.success(),
            "{kind}: {}",
            String::from_utf8_lossy(&output.stderr)
        );
        assert!(String::from_utf8_lossy(&output.stdout).contains("test result: ok"));
    }
}

#[test]
fn a_project_in_python_of_every_kind_builds_and_its_tests_pass() {
    of_every_kind("python", "python -m unittest");
}

#[test]
fn a_project_in_javascript_of_every_kind_builds_and_its_tests_pass() {
    of_every_kind("js", "node --test tests/");
}

fn of_every_kind(language: &str, test: &str) {
    let Some(tools) = Tools::installed() else {
        return;
    };
    let desk = Desk::new();
    for (kind, point, interface) in KINDS {
        let inspected = new_and_build(&desk, language, kind, Some(&tools.path()));
        is_the_plugin(&inspected, kind, point, interface);
        let imports = inspected["imports"].as_array().unwrap();
        assert!(
            imports
                .iter()
                .all(|name| name.as_str().unwrap().starts_with("assay:plugin/")),
            "{imports:?}"
        );
        tools.run(&desk.path(&format!("my-{kind}")), test);
    }
}

/// The cases of a project are dossiers like any other: the host reads them without a complaint.
#[test]
fn the_dossiers_of_the_cases_are_whole() {
    let desk = Desk::new();
    let mut found = 0;
    for (kind, ..) in KINDS {
        desk.done(&format!("plugin new my-{kind} --lang js --kind {kind}"));
        for file in files(&desk.path(&format!("my-{kind}/cases"))) {
            if file.file_name().is_some_and(|name| name == "supplier.toml") {
                let dossier = file.parent().unwrap().display().to_string();
                let line = format!("assess {dossier} --offline --as-of 2026-06-01 --format json");
                let printed = desk.assay(&line);
                assert_ne!(printed.code, support::desk::ERROR, "{}", printed.err);
                found += 1;
            }
        }
    }
    assert!(found >= 4, "{found}");
}

#[test]
fn what_is_no_project_and_what_is_there_already_are_refused_with_what_to_do() {
    let desk = Desk::new();
    desk.silent("acme");
    let printed = desk.assay("plugin build acme");
    assert_eq!(printed.code, support::desk::ERROR);
    assert!(
        printed.complaint().contains("`assay plugin new` makes one"),
        "{}",
        printed.err
    );
    for name in ["../acme", "acme", "Acme"] {
        let printed = desk.assay(&format!("plugin new {name} --kind contract"));
        assert_eq!(printed.code, support::desk::ERROR, "{name}");
    }
    assert_eq!(files(&desk.path("acme")).len(), 1, "nothing was written");
}
