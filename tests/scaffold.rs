//! `assay plugin new` and `assay plugin build`: every project builds as it is, and the host takes what comes out.
#![expect(clippy::unwrap_used, reason = "a helper of a test may stop the test")]

mod support;

use std::{
    ffi::OsString,
    fs,
    io::{BufRead as _, BufReader, Write as _},
    net::TcpListener,
    path::{Path, PathBuf},
    process::Command,
    thread,
};

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

/// Makes a project, builds it, and gives its component and what the host says of it.
fn new_and_build(
    desk: &Desk,
    language: &str,
    kind: &str,
    path: Option<&OsString>,
) -> (PathBuf, Value) {
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
    let line = format!("plugin inspect {component} --format json");
    (component.into(), desk.done(&line).json())
}

fn target() -> PathBuf {
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
        let (component, inspected) = new_and_build(&desk, "rust", kind, None);
        is_the_plugin(&inspected, kind, point, interface);
        if kind == "probe" {
            probes(&desk, &component);
        }
        let output = Command::new(env!("CARGO"))
            // Optimised, so that what makes the bindings is compiled once for the component and for the tests.
            .args(["test", "--release", "--quiet", "--offline"])
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
        let (component, inspected) = new_and_build(&desk, language, kind, Some(&tools.path()));
        is_the_plugin(&inspected, kind, point, interface);
        if kind == "probe" {
            probes(&desk, &component);
        }
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

/// A probe finds the file that a server has, cites the exchange, and says that it does not know when there was none.
fn probes(desk: &Desk, component: &Path) {
    let digest = assay_domain::Digest::of(fs::read(component).unwrap());
    fs::create_dir_all(desk.path("checks")).unwrap();
    fs::copy(component, desk.path("checks/probe.wasm")).unwrap();
    for (more, outcome) in [("", "pass"), ("--offline", "unknown")] {
        desk.write(
            "acme/supplier.toml",
            format!(
                "[supplier]\nid = \"acme\"\nlegal-name = \"Acme\"\n\n[[endpoints]]\nid = \"api\"\nkind = \"http\"\n\
                 url = \"http://127.0.0.1:{}/\"\nallow-addresses = [\"loopback\"]\n",
                server()
            ),
        );
        let line = format!(
            "assess acme --as-of 2026-11-20 --unlocked --plugins checks --vouch {digest} --register {outcome}.db \
             --format json {more}"
        );
        let supplier = desk.assay(&line).assessed();
        let observations = supplier["latest"]["observations"].as_array().unwrap();
        let seen = observations
            .iter()
            .find(|seen| seen["provenance"]["plugin"]["id"] == "my-probe")
            .unwrap_or_else(|| panic!("{}", supplier["latest"]["participations"]));
        assert_eq!(seen["outcome"], outcome, "{seen}");
        assert_eq!(seen["evidence"][0]["kind"], "exchange", "{seen}");
    }
}

/// The port of a server that has a security.txt and nothing else.
fn server() -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream = stream.unwrap();
            let mut lines = BufReader::new(stream.try_clone().unwrap()).lines();
            // A client that goes away is its own business.
            let Some(Ok(first)) = lines.next() else {
                continue;
            };
            while lines
                .next()
                .is_some_and(|line| line.is_ok_and(|line| !line.is_empty()))
            {}
            let (status, body) = if first.contains("/.well-known/security.txt") {
                ("200 OK", "Contact: mailto:sécurité@example.com\n")
            } else {
                ("404 Not Found", "")
            };
            let _ = write!(
                stream,
                "HTTP/1.1 {status}\r\nconnection: close\r\ncontent-length: {}\r\n\r\n{body}",
                body.len()
            );
        }
    });
    port
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
