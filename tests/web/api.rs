//! The API against its own description, by a program that makes requests of it that nobody thought of.

use std::{io::Write as _, process::Command};

use serde_json::Value;

use crate::{Served, support::tools, wire::send};

/// schemathesis reads the description, sends hundreds of requests by it, fitting and unfitting ones, and finds neither an error of the
/// server nor an answer that is not as described.
#[test]
fn a_fuzzer_finds_no_server_error_and_no_answer_that_is_not_as_described() {
    let Some(python) = tools::document_python() else {
        return;
    };
    let fuzzer = python.with_file_name("schemathesis");
    if !fuzzer.exists() {
        let message = format!("there is no {}: see .ci/run", fuzzer.display());
        assert!(std::env::var_os("CI").is_none(), "{message}");
        let _ = writeln!(std::io::stderr(), "SKIPPED: {message}");
        return;
    }
    let served = Served::new();
    let made = served
        .desk
        .done("account token rosa --scope read --label fuzzer --by adam");
    let token = made.out.split_whitespace().last().unwrap().to_owned();
    let output = Command::new(fuzzer)
        .current_dir(served.desk.path(""))
        .arg("run")
        .arg(format!("http://{}/api/v1/openapi.json", served.address))
        .args(["-H", &format!("Authorization: Bearer {token}")])
        .args(["--checks", "not_a_server_error,response_schema_conformance"])
        .args(["--max-examples", "60", "--seed", "42", "--no-color"])
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{said}");
    assert!(said.contains("5 selected"), "all five are tried: {said}");
}

#[test]
fn what_does_not_fit_is_a_problem_in_words() {
    let served = Served::new();
    let ask = |path: &str, token: &str| {
        let headers = format!("Authorization: Bearer {token}\r\n");
        send(
            &served.address,
            &format!("GET {path} HTTP/1.1"),
            &headers,
            "",
        )
        .unwrap()
    };
    let refused = ask("/api/v1/suppliers?page=minus", "nobody");
    assert_eq!(refused.status, 401);
    let made = served
        .desk
        .done("account token rosa --scope read --label test --by adam");
    let token = made.out.split_whitespace().last().unwrap();
    let unfit = ask("/api/v1/suppliers?page=minus", token);
    assert_eq!(unfit.status, 422);
    assert_eq!(unfit.headers["content-type"], "application/problem+json");
    let problem: Value = serde_json::from_str(&unfit.body).unwrap();
    assert!(
        problem["detail"].as_str().unwrap().contains("page"),
        "{problem}"
    );
}
