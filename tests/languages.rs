//! Plugins in Python and JavaScript: the two examples, built by the tools of their languages and run by the real host.
#![expect(clippy::unwrap_used, reason = "a helper of a test may stop the test")]

mod support;

use std::{fs, path::Path};

use assay_scaffold::{COMPONENTIZE_PY, COMPONENTIZE_QJS};
use serde_json::Value;
use support::{
    desk::{Desk, Printed, runs},
    tools::Tools,
    workspace,
};

const FRESH: &str = "--offline --as-of 2026-11-20";
const GERMAN: &str = "python-contract-check";
const VENDOR: &str = "js-self-assessment";

/// A desk with an example plugin and the SDKs, laid out as in the repository so that the one finds the other: what a build
/// leaves behind stays out of the source tree.
fn desk_with(plugin: &str) -> Desk {
    let desk = Desk::new();
    desk.copy(
        &format!("examples/plugins/{plugin}"),
        &format!("examples/plugins/{plugin}"),
    );
    desk.copy("sdk/python/assay_sdk", "sdk/python/assay_sdk");
    desk.copy("sdk/js", "sdk/js");
    desk
}

/// Runs `assay plugin build` for an example.
fn build(desk: &Desk, tools: &Tools, plugin: &str) -> Printed {
    let line = format!("plugin build examples/plugins/{plugin}");
    let output = desk
        .command(&line)
        .env("PATH", tools.path())
        .output()
        .unwrap();
    Printed {
        code: output.status.code().unwrap(),
        out: String::from_utf8(output.stdout).unwrap(),
        err: String::from_utf8(output.stderr).unwrap(),
    }
}

/// Builds an example and puts its component into the plugin folder `checks`.
fn built(desk: &Desk, tools: &Tools, plugin: &str) {
    let printed = build(desk, tools, plugin);
    assert_eq!(printed.code, 0, "{}", printed.err);
    let component = printed.out.lines().next().unwrap();
    desk.write("checks/plugin.wasm", fs::read(component).unwrap());
}

fn assess(desk: &Desk, dossier: &str, more: &str) -> Value {
    let line = format!("assess {dossier} {FRESH} --unlocked --plugins checks --format json {more}");
    desk.assay(&line).assessed()
}

/// What a plugin's observations came out as.
fn observed<'a>(supplier: &'a Value, plugin: &str) -> Vec<&'a Value> {
    let observations = supplier["latest"]["observations"]
        .as_array()
        .unwrap()
        .iter();
    observations
        .filter(|seen| seen["provenance"]["plugin"]["id"] == plugin)
        .collect()
}

/// The quotes of an observation have to be at their bytes of the file, which has letters of one to four bytes before them.
#[track_caller]
fn quoted(seen: &Value, file: &Path) -> String {
    let bytes = fs::read(file).unwrap();
    let quote = &seen["evidence"][0];
    assert_eq!(quote["kind"], "quote", "{seen}");
    let offset = |name: &str| usize::try_from(quote[name].as_u64().unwrap()).unwrap();
    let there = std::str::from_utf8(&bytes[offset("start")..offset("end")]).unwrap();
    assert_eq!(quote["text"], there);
    let before = std::str::from_utf8(&bytes[..offset("start")]).unwrap();
    assert!(before.chars().any(|letter| letter.len_utf8() == 4));
    there.to_owned()
}

/// No interface of a language runtime is left: no file, no socket, no clock, no randomness.
fn imports_only(desk: &Desk, expected: &[&str]) {
    let inspected = desk
        .done("plugin inspect checks/plugin.wasm --format json")
        .json();
    let imports: Vec<_> = inspected["imports"].as_array().unwrap().iter().collect();
    assert_eq!(imports, expected);
}

/// Every run of the latest assessment, the one of the interpreter among them, gives the same bytes again.
fn replays(desk: &Desk, supplier: &Value) {
    for run in runs(supplier) {
        let printed = desk.done(&format!("replay {run}"));
        assert!(
            printed.out.contains("identical byte for byte"),
            "{}",
            printed.out
        );
    }
}

#[test]
fn a_check_in_python_quotes_a_german_contract_to_the_byte() {
    let Some(tools) = Tools::installed() else {
        return;
    };
    let desk = desk_with(GERMAN);
    built(&desk, &tools, GERMAN);
    imports_only(
        &desk,
        &["assay:plugin/documents@0.1.0", "assay:plugin/types@0.1.0"],
    );

    let dossier = format!("examples/plugins/{GERMAN}/cases/lang");
    let stranger = assess(&desk, &dossier, "");
    let seen = observed(&stranger, "german-model-notice");
    assert_eq!(seen.len(), 1, "{seen:?}");
    assert_eq!(
        (&seen[0]["outcome"], &seen[0]["class"]),
        (&"pass".into(), &"E1".into())
    );
    let contract = desk.path(&format!("{dossier}/evidence/vertrag.md"));
    assert!(quoted(seen[0], &contract).starts_with("Der Anbieter kündigt"));
    assert_eq!(seen[0]["facts"][0]["value"]["number"]["value"], 90);
    assert!(
        stranger["latest"]["security_findings"]
            .as_array()
            .unwrap()
            .is_empty()
    );
    replays(&desk, &stranger);

    // With somebody behind it the same quote of a contract in force is worth what it is worth from any plugin.
    let digest = assay_domain::Digest::of(fs::read(desk.path("checks/plugin.wasm")).unwrap());
    let vouched = assess(
        &desk,
        &dossier,
        &format!("--vouch {digest} --register vouched.db"),
    );
    let class = &observed(&vouched, "german-model-notice")[0]["class"];
    assert_eq!(class, "E1", "the plugin asked for no more");
}

#[test]
fn a_suppliers_own_plugin_in_javascript_earns_its_word_and_no_more() {
    let Some(tools) = Tools::installed() else {
        return;
    };
    let desk = desk_with(VENDOR);
    built(&desk, &tools, VENDOR);
    imports_only(
        &desk,
        &[
            "assay:plugin/answers@0.1.0",
            "assay:plugin/documents@0.1.0",
            "assay:plugin/types@0.1.0",
        ],
    );

    let dossier = format!("examples/plugins/{VENDOR}/cases/stolz");
    let digest = assay_domain::Digest::of(fs::read(desk.path("checks/plugin.wasm")).unwrap());
    // Not even an operator's word makes the supplier independent of itself.
    for more in [
        String::new(),
        format!("--vouch {digest} --register vouched.db"),
    ] {
        let supplier = assess(&desk, &dossier, &more);
        let seen = observed(&supplier, "uebersee-self-assessment");
        let summary: Vec<_> = seen
            .iter()
            .map(|seen| {
                ["point", "outcome", "requested_class", "class"]
                    .map(|key| seen[key].as_str().unwrap())
            })
            .collect();
        assert_eq!(
            summary,
            [
                ["training-use", "pass", "E5", "E1"],
                ["breach-notice", "fail", "E1", "E1"],
                ["deletion", "pass", "E4", "E1"],
            ]
        );
        assert!(
            seen.iter()
                .all(|seen| seen["provenance"]["standing"] == "supplier-published")
        );
        let policy = desk.path(&format!("{dossier}/evidence/datenrichtlinie.md"));
        assert!(quoted(seen[2], &policy).starts_with("Daten werden gelöscht"));
        if more.is_empty() {
            replays(&desk, &supplier);
        }
    }
}

/// The interpreter cannot know what a plugin will call, so the project says it; what it forgot is told to its author.
#[test]
fn an_interface_that_the_project_does_not_list_is_not_imported_and_the_run_says_so() {
    let Some(tools) = Tools::installed() else {
        return;
    };
    let desk = desk_with(VENDOR);
    let manifest = format!("examples/plugins/{VENDOR}/package.json");
    let listed = fs::read_to_string(desk.path(&manifest)).unwrap();
    let forgotten = listed.replace("[\"answers\", \"documents\"]", "[\"answers\"]");
    assert_ne!(listed, forgotten);
    desk.write(&manifest, forgotten);
    built(&desk, &tools, VENDOR);
    imports_only(
        &desk,
        &["assay:plugin/answers@0.1.0", "assay:plugin/types@0.1.0"],
    );

    let dossier = format!("examples/plugins/{VENDOR}/cases/stolz");
    let printed = desk.assay(&format!(
        "assess {dossier} {FRESH} --unlocked --plugins checks --format json"
    ));
    assert!(printed.err.contains("documents"), "{}", printed.err);
    let supplier = printed.assessed();
    assert!(observed(&supplier, "uebersee-self-assessment").is_empty());
    let parts = supplier["latest"]["participations"].as_array().unwrap();
    let own = parts
        .iter()
        .find(|part| part["plugin"]["id"] == "uebersee-self-assessment");
    let result = own.unwrap()["result"].to_string();
    assert!(result.contains("declined"), "{result}");
}

#[test]
fn authors_test_without_the_host_and_their_types_are_checked() {
    let Some(tools) = Tools::installed() else {
        return;
    };
    let root = workspace();
    for folder in [
        "sdk/python".to_owned(),
        format!("examples/plugins/{GERMAN}"),
    ] {
        tools.run(&root.join(folder), "python -m unittest");
    }
    for folder in ["sdk/js".to_owned(), format!("examples/plugins/{VENDOR}")] {
        tools.run(&root.join(folder), "node --test tests/");
    }
    let cache = tempfile::tempdir().unwrap();
    let mypy = format!("mypy --cache-dir {} assay_sdk", cache.path().display());
    tools.run(&root.join("sdk/python"), &mypy);
    tools.run(&root.join("sdk/js"), "tsc --project jsconfig.json");
    let plugin = format!("examples/plugins/{VENDOR}/jsconfig.json");
    tools.run(&root, &format!("tsc --project {plugin}"));
}

#[test]
fn a_tool_that_is_missing_is_named_with_the_command_that_installs_it() {
    for (plugin, command) in [
        (
            GERMAN,
            format!(".venv/bin/pip install componentize-py=={COMPONENTIZE_PY}"),
        ),
        (
            VENDOR,
            format!("npm install --save-dev componentize-qjs@{COMPONENTIZE_QJS}"),
        ),
    ] {
        let desk = desk_with(plugin);
        let line = format!("plugin build examples/plugins/{plugin}");
        let output = desk
            .command(&line)
            .env("PATH", "/nonexistent")
            .output()
            .unwrap();
        assert_eq!(output.status.code(), Some(1));
        let said = String::from_utf8(output.stderr).unwrap();
        // A narrow terminal breaks the line anywhere.
        let whole = |text: &str| text.split_whitespace().collect::<String>();
        assert!(whole(&said).contains(&whole(&command)), "{said}");
    }
}

#[test]
fn the_tools_of_the_tests_are_those_of_new_projects() {
    let script = fs::read_to_string(workspace().join(".ci/plugin-tools")).unwrap();
    assert!(script.contains(&format!("'componentize-py=={COMPONENTIZE_PY}'")));
    assert!(script.contains(&format!("'componentize-qjs@{COMPONENTIZE_QJS}'")));
    let package = fs::read_to_string(workspace().join("sdk/python/pyproject.toml")).unwrap();
    assert!(package.contains(&format!("componentize-py=={COMPONENTIZE_PY}")));
}

/// "TBD" is no answer in any language.
#[test]
fn the_sdks_agree_on_what_is_no_answer() {
    let words = |file: &str, quote: char| {
        let text = fs::read_to_string(workspace().join(file)).unwrap();
        // The list stands between the name and the first line that closes it.
        let list = text.split("PLACEHOLDERS").nth(1).unwrap();
        let list = list
            .split("\n]")
            .next()
            .unwrap()
            .split("\n    ]")
            .next()
            .unwrap();
        list.lines()
            .filter_map(|line| {
                line.trim()
                    .strip_prefix(quote)?
                    .strip_suffix(',')?
                    .strip_suffix(quote)
            })
            .map(str::to_owned)
            .collect::<Vec<_>>()
    };
    let rust = words("sdk/rust/src/placeholder.rs", '"');
    assert!(rust.len() > 50, "{rust:?}");
    assert_eq!(words("sdk/python/assay_sdk/placeholder.py", '"'), rust);
    assert_eq!(words("sdk/js/src/placeholder.js", '\''), rust);
}
