//! Check packs, end to end: written in a file, told what is wrong with them, made into plugins, and used like any other.
#![expect(clippy::unwrap_used, reason = "a helper of a test may stop the test")]

mod support;

use std::{
    fs,
    io::{Read as _, Write as _},
    net::TcpListener,
};

use serde_json::Value;
use support::{
    desk::{Desk, ERROR, results, runs},
    workspace,
};

/// A contract of Acme AI Ltd with these clauses.
fn contract(clauses: &str) -> String {
    let frame =
        fs::read_to_string(workspace().join("plugins/check-pack/cases/agreement.md")).unwrap();
    assert!(frame.contains("{{CLAUSES}}"));
    frame.replace("{{CLAUSES}}", clauses)
}

/// A dossier about Acme AI Ltd with a contract of these clauses.
fn acme(clauses: &str) -> Desk {
    let desk = Desk::new();
    desk.write(
        "acme/supplier.toml",
        "[supplier]\nid = \"acme\"\nlegal-name = \"Acme AI Ltd\"\n\n\
         [[documents]]\nfile = \"contract.md\"\nkind = \"contract\"\ndated = 2026-06-01\nin-force = true\n",
    );
    desk.write("acme/evidence/contract.md", contract(clauses));
    desk
}

const NOTICE: &str =
    "The Provider shall inform the Customer of a security incident within ninety-six (96) hours.";

/// What a plugin observed about a point.
fn seen(supplier: &Value, plugin: &str, point: &str) -> Vec<Value> {
    let observations = supplier["latest"]["observations"].as_array().unwrap();
    observations
        .iter()
        .filter(|seen| seen["provenance"]["plugin"]["id"] == plugin && seen["point"] == point)
        .cloned()
        .collect()
}

fn outcome(supplier: &Value, plugin: &str, point: &str) -> String {
    let seen = seen(supplier, plugin, point);
    assert!(!seen.is_empty(), "{plugin} said nothing about {point}");
    let outcomes: Vec<&str> = seen
        .iter()
        .map(|one| one["outcome"].as_str().unwrap())
        .collect();
    outcomes.join(" ")
}

const ASSESS: &str = "--unlocked --plugins checks --as-of 2026-11-20 --format json";

fn assessed(desk: &Desk, more: &str) -> Value {
    desk.assay(&format!("assess acme {ASSESS} {more}"))
        .assessed()
}

/// The story of somebody who adds a check: new, edit, a mistake, build, inspect, assess, and the run can be replayed.
#[test]
fn a_check_is_added_in_five_minutes() {
    let desk = acme(NOTICE);
    desk.done("pack new our-checks");
    let again = desk.assay("pack new our-checks");
    assert_eq!(again.code, ERROR, "a pack is never written over");
    assert!(
        desk.done("pack lint our-checks.toml")
            .out
            .contains("no mistake")
    );

    let starter = fs::read_to_string(desk.path("our-checks.toml")).unwrap();
    let wrong = starter
        .replace("point = \"breach-notice\"", "point = \"breach-notise\"")
        .replace("pass = \"<= 72 h\"", "pass = \"<= 9 d\"");
    desk.write("our-checks.toml", &wrong);
    let told = desk.assay("pack lint our-checks.toml");
    let line = |text: &str| wrong[..wrong.find(text).unwrap()].matches('\n').count() + 1;
    assert_eq!(told.code, ERROR);
    let complaint = told.complaint();
    for expected in [
        format!("our-checks.toml:{}:9: `point`", line("breach-notise")),
        "did you mean `breach-notice`?".to_owned(),
        format!("our-checks.toml:{}:", line("partial = \"<= 7 d\"")),
        "our-checks.toml: 2 mistakes".to_owned(),
    ] {
        assert!(complaint.contains(&expected), "{expected}\n{complaint}");
    }
    let json = desk.assay("pack lint our-checks.toml --format json");
    assert_eq!(json.code, ERROR);
    assert_eq!(json.json()[0]["line"], line("breach-notise"));
    let refused = desk.assay("pack build our-checks.toml -o checks/our-checks.wasm");
    assert_eq!(refused.code, ERROR);
    assert!(!desk.path("checks/our-checks.wasm").exists());

    desk.write("our-checks.toml", &starter);
    let built = desk.done("pack build our-checks.toml -o checks/our-checks.wasm");
    assert!(built.out.contains("imports no network"), "{}", built.out);
    let once = fs::read(desk.path("checks/our-checks.wasm")).unwrap();
    desk.done("pack build our-checks.toml -o checks/our-checks.wasm");
    assert_eq!(
        once,
        fs::read(desk.path("checks/our-checks.wasm")).unwrap(),
        "the same pack is the same component"
    );
    let plugin = desk
        .done("plugin inspect checks/our-checks.wasm --format json")
        .json();
    assert_eq!(plugin["reference"]["id"], "our-checks");
    assert_eq!(
        plugin["descriptor"]["questions"][0]["id"],
        "our-checks-incident-contact"
    );
    let capabilities = plugin["capabilities"].as_array().unwrap();
    assert!(!capabilities.contains(&"probe".into()), "{capabilities:?}");

    let supplier = assessed(&desk, "--offline");
    let notice = &seen(&supplier, "our-checks", "breach-notice")[0];
    assert_eq!(notice["outcome"], "partial");
    assert!(
        notice["evidence"].to_string().contains(NOTICE),
        "{}",
        notice["evidence"]
    );
    assert!(
        notice["facts"].to_string().contains("96"),
        "{}",
        notice["facts"]
    );
    assert_eq!(
        outcome(&supplier, "our-checks", "incident-contact"),
        "unknown",
        "nobody answered"
    );
    for run in runs(&supplier) {
        desk.done(&format!("replay {run}"));
    }
    // The question is asked like any other.
    desk.done("init other --plugins checks");
    let answers = fs::read_to_string(desk.path("other/answers.toml")).unwrap();
    assert!(answers.contains("our-checks-incident-contact"));
}

/// The shipped pack of that name, built, with its own points in the catalogue.
fn shipped(desk: &Desk, name: &str) {
    let pack = workspace().join(format!("plugins/check-pack/packs/{name}.toml"));
    desk.write(&format!("{name}.toml"), fs::read(pack).unwrap());
    desk.done(&format!(
        "pack build {name}.toml -o checks/{name}.wasm --points catalogue/points-{name}.toml"
    ));
}

/// The cases of the shipped packs, by the command with which anybody tries them.
#[test]
fn the_shipped_packs_say_what_their_cases_say() {
    for (name, fewest) in [("bank-ai-terms", 4), ("owasp-llm-api", 3)] {
        let desk = Desk::new();
        shipped(&desk, name);
        let cases = workspace().join("plugins/check-pack/cases").join(name);
        let line =
            format!("plugin test checks/{name}.wasm --catalogue catalogue --format json --cases");
        let tried = desk.assay_with(&line, &[cases.to_str().unwrap()]);
        assert_eq!(tried.code, 0, "{name}: {}{}", tried.out, tried.err);
        let ran = tried.json()["cases"].as_array().unwrap().len();
        assert!(ran >= fewest, "{name} has {ran} cases");
    }
}

/// A server that answers with these texts, one connection each, and to the last ones not at all.
fn server(answer: impl Fn(&str) -> Option<&'static str> + Send + 'static) -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    std::thread::spawn(move || {
        let mut silent = Vec::new();
        for stream in listener.incoming() {
            let Ok(mut stream) = stream else { continue };
            let mut bytes = [0; 4096];
            let read = stream.read(&mut bytes).unwrap_or(0);
            let line = String::from_utf8_lossy(&bytes[..read]).into_owned();
            let path = line.split(' ').nth(1).unwrap_or("").to_owned();
            match answer(&path) {
                Some(reply) => {
                    let _ = stream.write_all(reply.as_bytes());
                }
                // Kept open, so that the client waits.
                None => silent.push(stream),
            }
        }
    });
    port
}

/// The pack with probes against a server that is careless, slow and chatty by turns.
#[test]
fn probes_ask_what_they_are_granted_and_a_timeout_is_unknown() {
    let port = server(|path| match path {
        "/v1/models" => Some(
            "HTTP/1.1 401 Unauthorized\r\ncontent-length: 0\r\nconnection: close\r\n\
             x-content-type-options: nosniff\r\nserver: gateway/1.2\r\n\r\n",
        ),
        "/v1/actuator/env" => Some(
            "HTTP/1.1 200 OK\r\ncontent-length: 36\r\nconnection: close\r\n\r\n\
             {\"propertySources\":[\"<b>payload</b>\"]}",
        ),
        _ => None,
    });
    let desk = Desk::new();
    shipped(&desk, "owasp-llm-api");
    let inspected = desk
        .done("plugin inspect checks/owasp-llm-api.wasm --format json")
        .json();
    assert!(
        inspected["capabilities"]
            .as_array()
            .unwrap()
            .contains(&"probe".into())
    );
    desk.write(
        "acme/supplier.toml",
        format!(
            "[supplier]\nid = \"acme\"\nlegal-name = \"Acme AI Ltd\"\n\n[[endpoints]]\nid = \"api\"\nkind = \"openai\"\n\
             url = \"http://127.0.0.1:{port}/v1\"\nallow-addresses = [\"loopback\"]\n"
        ),
    );
    let limits = workspace().join("host/catalogue/data/limits.toml");
    let limits = fs::read_to_string(limits).unwrap();
    let hasty = limits.replacen("request-ms = 10_000", "request-ms = 1_500", 1);
    assert_ne!(limits, hasty);
    desk.write("catalogue/limits.toml", hasty);
    // Outside the lock nobody has let it probe.
    let unlocked = assessed(&desk, "--catalogue catalogue");
    assert!(
        seen(&unlocked, "owasp-llm-api", "auth-none")
            .iter()
            .all(|one| one["outcome"] != "pass")
    );

    let component = fs::read(desk.path("checks/owasp-llm-api.wasm")).unwrap();
    let digest = assay_domain::Digest::of(&component).to_string();
    let supplier = assessed(&desk, &format!("--catalogue catalogue --vouch {digest}"));
    let told = |point: &str| outcome(&supplier, "owasp-llm-api", point);
    // The list needs a key; the completion did not answer in time.
    assert_eq!(told("auth-none"), "pass unknown");
    assert_eq!(told("security-headers"), "pass");
    assert_eq!(told("hsts"), "fail");
    assert_eq!(told("owasp-banner"), "fail");
    // `/metrics` timed out, `/actuator/env` is open.
    assert_eq!(told("management-exposure"), "unknown fail");
    let open = seen(&supplier, "owasp-llm-api", "management-exposure");
    let words = |one: &Value| format!("{} {} {}", one["title"], one["detail"], one["remediation"]);
    assert!(
        open.iter().all(|one| !words(one).contains("payload")),
        "{open:#?}"
    );
    for run in runs(&supplier) {
        desk.done(&format!("replay {run}"));
    }
}

/// Where the pack lies in a component.
fn slot(component: &[u8]) -> usize {
    let mark = b"\xa5assay-pack-slot";
    let found = component
        .windows(mark.len())
        .position(|window| window == mark);
    found.unwrap() + mark.len()
}

/// Anybody can write other bytes into a component: they are refused, or they end the run, and nothing is passed.
#[test]
fn whatever_lies_in_the_slot_ends_as_a_typed_outcome() {
    let desk = acme(NOTICE);
    desk.done("pack new our-checks");
    desk.done("pack build our-checks.toml -o our-checks.wasm");
    let good = fs::read(desk.path("our-checks.wasm")).unwrap();
    let at = slot(&good);
    let with = |length: u32, json: &[u8]| {
        let mut component = good.clone();
        component[at..at + 4].copy_from_slice(&length.to_le_bytes());
        component[at + 4..at + 4 + json.len()].copy_from_slice(json);
        component
    };
    let length = u32::from_le_bytes(good[at..at + 4].try_into().unwrap());
    let json = &good[at + 4..at + 4 + usize::try_from(length).unwrap()];
    let pack = std::str::from_utf8(json).unwrap();
    // A pattern that the host would have refused, of the same length.
    let heavy = pack.replacen("(?:notif", "((((((((", 1);
    assert_ne!(heavy, pack);
    let cases: [(&str, Vec<u8>); 6] = [
        ("empty", with(0, b"")),
        ("longer-than-the-slot", with(u32::MAX, b"")),
        ("noise", with(64, &[0xff; 64])),
        ("deep", with(60_000, &b"[".repeat(60_000))),
        ("cut", with(100, b"")),
        ("bad-pattern", with(length, heavy.as_bytes())),
    ];
    for (name, component) in cases {
        assert_ne!(component, good, "{name}");
        desk.write("checks/hostile.wasm", &component);
        let supplier = assessed(&desk, "--offline");
        let of_pack: Vec<_> = results(&supplier)
            .into_iter()
            .filter(|(id, _)| id == "check-pack")
            .collect();
        assert_eq!(
            of_pack,
            [("check-pack".to_owned(), "declined".to_owned())],
            "{name}"
        );
    }
}
