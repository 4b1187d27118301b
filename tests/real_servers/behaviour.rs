//! How often the behaviour probes are right about behaviour that was planted in a server that we did not write.
//!
//! The LiteLLM proxy answers under some forty names; what each says is planted by `behaviour/voices.py`, and what is true of each
//! stands in `behaviour/truth.toml`. `cargo xtask measure probes` runs the real components in the real host over it, and its
//! figures have to reach the goals.
#![expect(clippy::unwrap_used, reason = "a helper of a test may stop the test")]

#[expect(dead_code, reason = "another test exchanges what is behind it")]
#[path = "front.rs"]
mod front;
#[expect(dead_code, reason = "another test starts the other servers")]
#[path = "server.rs"]
mod server;

use std::{fs, path::Path, process::Command};

use front::Front;
use serde_json::Value;
use server::{KEY, installed};

/// The goals of the project for behaviour probes.
const PRECISION: f64 = 0.95;
const RECALL: f64 = 0.85;
const INCONCLUSIVE: f64 = 0.08;

#[test]
fn planted_behaviour_is_found_and_nothing_else() {
    let Some(servers) = installed() else { return };
    let (proxy, exchanged) = (
        servers.voices("litellm.yaml"),
        servers.voices("exchanged.yaml"),
    );
    let (now, later) = (Front::of(proxy.port), Front::of(exchanged.port));
    let folder = tempfile::tempdir().unwrap();
    fs::write(
        folder.path().join("ca.pem"),
        format!("{}{}", now.ca, later.ca),
    )
    .unwrap();
    let address = |front: &Front| format!("https://127.0.0.1:{}/v1", front.port);
    let truth = fs::read_to_string(server::source("behaviour/truth.toml"))
        .unwrap()
        .replace("{litellm}", &address(&now))
        .replace("{exchanged}", &address(&later));
    let path = folder.path().join("truth.toml");
    fs::write(&path, truth).unwrap();

    let found = measured(&path);
    println!("{found:#}");
    let share = |of: &Value| of["value"].as_f64().unwrap();
    let (precision, recall) = (&found["fail"]["precision"], &found["fail"]["recall"]);
    assert!(
        found["fail"]["counts"]["hit"].as_u64() >= Some(20),
        "too few fails were planted"
    );
    assert!(share(precision) >= PRECISION, "{precision}");
    assert!(share(recall) >= RECALL, "{recall}");
    assert!(
        share(&found["inconclusive"]) <= INCONCLUSIVE,
        "{}",
        found["inconclusive"]
    );
}

fn measured(truth: &Path) -> Value {
    let output = Command::new(env!("CARGO_BIN_EXE_xtask"))
        .args(["measure", "probes", "--json"])
        .arg(truth)
        .env("ASSAY_TEST_KEY", KEY)
        .output()
        .unwrap();
    let told = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{told}");
    serde_json::from_slice(&output.stdout).unwrap()
}
