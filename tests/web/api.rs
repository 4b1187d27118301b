//! The API against its own description, by a program that makes requests of it that nobody thought of.

use std::{io::Write as _, process::Command};

use serde_json::{Value, json};

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
        .done("account token mira --scope write --label fuzzer --by adam");
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
    assert!(
        said.contains("13 selected"),
        "all thirteen are tried: {said}"
    );
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

/// A scheduler, a ticket system or a feed of incidents writes; approving and ruling stay with people.
#[test]
fn a_program_does_what_is_routine_and_judges_nothing() {
    let served = Served::new();
    let token = |name: &str, scope: &str| {
        let line = format!("account token {name} --scope {scope} --label test --by adam");
        let made = served.desk.done(&line);
        made.out.split_whitespace().last().unwrap().to_owned()
    };
    let ask = |method: &str, path: &str, token: &str, body: &Value| {
        let headers =
            format!("Authorization: Bearer {token}\r\nContent-Type: application/json\r\n");
        let line = format!("{method} /api/v1/suppliers/lumenworks{path} HTTP/1.1");
        send(&served.address, &line, &headers, &body.to_string()).unwrap()
    };
    let (writes, reads) = (token("mira", "write"), token("mira", "read"));
    let happened = json!({"on": "2026-11-01", "text": "answers of other customers were shown"});
    for (who, status) in [
        (reads, 403),
        (token("rosa", "write"), 403),
        (token("ines", "write"), 404),
        (writes.clone(), 200),
    ] {
        let answer = ask("POST", "/incidents", &who, &happened);
        assert_eq!(answer.status, status, "{}", answer.body);
    }
    let wish = json!({"subject": "gate:assist/breach-notice", "reason": "no personal data", "scope": "drafts", "expires": "2027-01-20"});
    let entry = ask("POST", "/waivers", &writes, &wish);
    assert_eq!(entry.status, 200, "{}", entry.body);
    assert!(entry.body.contains("no personal data"));
    let plan = json!({"subject": "supplier", "response": "mitigate", "description": "a new contract", "owner": "omar", "cost": "12000 EUR", "due": "2027-03-01"});
    assert_eq!(ask("POST", "/treatments", &writes, &plan).status, 200);
    let settled = json!({"outcome": "withdrawn", "note": "they left"});
    let entry = ask("POST", "/treatments/1", &writes, &settled);
    assert!(entry.body.contains("they left"), "{}", entry.body);
    let log = served.desk.done("log").out;
    assert!(log.contains("waiver 1") && log.contains("mira"), "{log}");

    // What does not fit is told, and nothing is answered or ruled by a program.
    let unfit = ask(
        "POST",
        "/treatments",
        &writes,
        &json!({"subject": "supplier"}),
    );
    assert_eq!(unfit.status, 422);
    assert!(unfit.body.contains("response"), "{}", unfit.body);
    let approval = ask(
        "POST",
        "/waivers/1",
        &token("omar", "write"),
        &json!({"answer": "approved"}),
    );
    assert_eq!(approval.status, 404, "{}", approval.body);

    // An assessment is started, and watched to its end.
    let started = ask("POST", "/assessment", &writes, &json!({}));
    assert_eq!(started.status, 200, "{}", started.body);
    let begun = std::time::Instant::now();
    loop {
        let job: Value =
            serde_json::from_str(&ask("GET", "/assessment", &writes, &Value::Null).body).unwrap();
        if job["ended"] == "" {
            assert_eq!(
                job["lines"].as_array().unwrap().len() as u64,
                job["planned"].as_u64().unwrap()
            );
            break;
        }
        assert!(job["ended"].is_null(), "{job}");
        assert!(begun.elapsed().as_secs() < 120, "{job}");
        std::thread::sleep(std::time::Duration::from_millis(100));
    }
}
