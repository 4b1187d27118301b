//! A hostile API that echoes what it is sent, a plugin that writes down what it sees, and a secret that neither gets out.
#![expect(clippy::unwrap_used, reason = "a helper of a test may stop the test")]

mod support;

use std::fs;

use base64::Engine as _;
use serde_json::Value;
use support::{
    desk::{Desk, ERROR, UNDECIDED, files, holds},
    echo::Echo,
};

const SECRET: &str = "sk-canary-7f3a9c51d2";

/// A dossier with an endpoint, and the guest that probes it, vouched for.
fn assess(desk: &Desk, endpoint: &str) -> Value {
    assess_with(desk, "probes", endpoint)
}

/// The same with another guest.
fn assess_with(desk: &Desk, guest: &str, endpoint: &str) -> Value {
    desk.write("acme/supplier.toml", format!("[supplier]\nid = \"acme\"\nlegal-name = \"Acme\"\n\n[[endpoints]]\nid = \"api\"\nkind = \"http\"\n{endpoint}"));
    let digest = desk.plugin(guest);
    let printed = desk.assay(&format!("assess acme --as-of 2026-11-20 --unlocked --plugins checks --vouch {digest} --out reports --format json"));
    assert_eq!(printed.code, UNDECIDED, "{}", printed.err);
    assert!(!holds(printed.out.as_bytes(), SECRET) && !holds(printed.err.as_bytes(), SECRET));
    printed.assessed()
}

/// Title and detail of what the guest saw.
fn seen(supplier: &Value) -> Vec<(&str, &str)> {
    let observations = supplier["latest"]["observations"].as_array().unwrap();
    observations
        .iter()
        .filter(|seen| seen["provenance"]["plugin"]["id"] == "probes")
        .map(|seen| {
            (
                seen["title"].as_str().unwrap(),
                seen["detail"].as_str().unwrap(),
            )
        })
        .collect()
}

fn run_of_probes(supplier: &Value) -> String {
    run_of("probes", supplier)
}

fn run_of(plugin: &str, supplier: &Value) -> String {
    let runs = supplier["latest"]["runs"].as_array().unwrap();
    let run = runs
        .iter()
        .find(|run| run["plugin"]["id"] == plugin)
        .unwrap();
    run["run"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn a_secret_reaches_the_supplier_and_nobody_else_however_it_is_echoed() {
    let server = Echo::start();
    let desk = Desk::new();
    desk.write("acme/ca.pem", &server.ca);
    desk.write("acme/key.secret", format!("{SECRET}\n"));
    let endpoint = format!(
        "url = \"https://127.0.0.1:{}/v1\"\nallow-addresses = [\"loopback\"]\ntrusted-ca = \"ca.pem\"\n\
         [endpoints.credentials.default]\nfrom-file = \"key.secret\"\n",
        server.port
    );
    let supplier = assess(&desk, &endpoint);
    assert!(
        server
            .heard()
            .contains(&format!("authorization: Bearer {SECRET}")),
        "{}",
        server.heard()
    );

    let seen = seen(&supplier);
    let [without_key, neighbour, with_key] = seen.as_slice() else {
        panic!("{seen:?}")
    };
    assert_eq!(without_key.0, "status 200");
    assert_eq!(
        neighbour.0, "denied",
        "the metadata service is not the supplier"
    );
    assert_eq!(with_key.0, "status 200");
    assert!(
        with_key.1.contains("authorization: Bearer [redacted]"),
        "{}",
        with_key.1
    );

    let run = run_of_probes(&supplier);
    let kept = desk.kept("register.db", &run).await;
    assert!(
        kept.iter().any(|bytes| holds(bytes, "[redacted]")),
        "the exchange is in the record"
    );
    assert!(!kept.iter().any(|bytes| holds(bytes, SECRET)));
    for file in files(&desk.path("")) {
        let is_key = file.ends_with("key.secret");
        assert_eq!(
            holds(&fs::read(&file).unwrap(), SECRET),
            is_key,
            "{}",
            file.display()
        );
    }

    // Neither the key nor the server is needed to do it again.
    let before = server.heard();
    fs::remove_file(desk.path("acme/key.secret")).unwrap();
    assert!(
        desk.done(&format!("replay {run}"))
            .out
            .contains("identical byte for byte")
    );
    assert_eq!(server.heard(), before, "a replay sends nothing");
}

/// Forms in which a secret could be written down.
fn forms(secret: &str) -> Vec<String> {
    let hexadecimal: String = secret.bytes().map(|byte| format!("{byte:02x}")).collect();
    let percent: String = secret.bytes().map(|byte| format!("%{byte:02X}")).collect();
    let standard = base64::engine::general_purpose::STANDARD;
    vec![
        secret.to_owned(),
        secret.to_uppercase(),
        secret.chars().rev().collect(),
        hexadecimal,
        percent,
        standard.encode(secret),
        standard.encode(format!("Bearer {secret}")),
        format!("{:?}", secret.as_bytes()),
    ]
}

/// A plugin that reads every capability, asks with the credential in every way that it can think of, at a server that echoes,
/// and writes all that it sees into its log and its observations. The secret is nowhere but where the server got it.
#[tokio::test]
async fn a_plugin_that_hunts_for_the_secret_finds_it_nowhere() {
    let server = Echo::start();
    let desk = Desk::new();
    desk.write("acme/ca.pem", &server.ca);
    desk.write("acme/key.secret", format!("{SECRET}\n"));
    desk.write(
        "acme/evidence/contract.md",
        "# Contract\n\nNothing secret.\n",
    );
    let endpoint = format!(
        "url = \"https://127.0.0.1:{}/v1\"\nallow-addresses = [\"loopback\"]\ntrusted-ca = \"ca.pem\"\n\
         plain-http-url = \"http://127.0.0.1:{0}/\"\n\
         [endpoints.credentials.default]\nfrom-file = \"key.secret\"\n",
        server.port
    );
    let supplier = assess_with(&desk, "hunts_for_secrets", &endpoint);
    let key = format!("authorization: Bearer {SECRET}");
    assert!(server.heard().contains(&key), "{}", server.heard());

    let run = run_of("hunts-for-secrets", &supplier);
    let kept = desk.kept("register.db", &run).await;
    assert!(
        kept.iter().any(|bytes| holds(bytes, "[redacted]")),
        "it has seen an echo"
    );
    let html = desk.done("report acme --format html").out.into_bytes();
    let csv = desk.done("report acme --format csv").out.into_bytes();
    let table = desk.done("register show acme").out.into_bytes();
    for form in forms(SECRET) {
        for bytes in kept.iter().chain([&html, &csv, &table]) {
            assert!(!holds(bytes, &form), "`{form}` is kept or shown");
        }
        for file in files(&desk.path("")) {
            if !file.ends_with("key.secret") {
                let found = holds(&fs::read(&file).unwrap(), &form);
                assert!(!found, "`{form}` is in {}", file.display());
            }
        }
    }
}

/// Whatever the dossier grants: instance metadata would give the host's own credentials to a supplier's plugin.
#[test]
fn the_metadata_address_is_denied_even_when_the_dossier_names_it() {
    for url in [
        "http://169.254.169.254/latest/",
        "https://169.254.169.254/",
        "http://[::ffff:169.254.169.254]/",
    ] {
        let desk = Desk::new();
        let supplier = assess(
            &desk,
            &format!(
                "url = \"{url}\"\nallow-addresses = [\"link-local\", \"private\", \"loopback\"]\n"
            ),
        );
        assert_eq!(seen(&supplier), [("denied", ""), ("denied", "")], "{url}");
    }
}

/// The gate refuses this as well; the dossier says it earlier and with the line.
#[test]
fn a_dossier_that_would_send_a_secret_without_tls_is_not_assessed() {
    let desk = Desk::new();
    desk.write("acme/key.secret", SECRET);
    desk.write(
        "acme/supplier.toml",
        "[supplier]\nid = \"acme\"\nlegal-name = \"Acme\"\n\n[[endpoints]]\nid = \"api\"\nkind = \"http\"\n\
         url = \"http://127.0.0.1:1/\"\n[endpoints.credentials.default]\nfrom-file = \"key.secret\"\n",
    );
    let printed = desk.assay("assess acme");
    assert_eq!(printed.code, ERROR);
    let complaint = printed.complaint();
    assert!(
        complaint.contains("supplier.toml:9") && complaint.contains("clear text"),
        "{complaint}"
    );
}
