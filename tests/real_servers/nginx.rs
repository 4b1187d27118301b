//! The probe against a server that we did not write: nginx with OpenSSL, set up well and badly.
//!
//! What is true of each server follows from its configuration, is written down beside it, and, for TLS, is asked of
//! `openssl s_client` as well, which shares no code with the program.
#![expect(clippy::unwrap_used, reason = "a helper of a test may stop the test")]

#[path = "nginx/authority.rs"]
mod authority;
#[path = "nginx/hosts.rs"]
mod hosts;
#[path = "nginx/server.rs"]
mod server;
#[path = "../support/mod.rs"]
mod support;

use std::collections::BTreeMap;

use serde_json::Value;
use support::desk::Desk;

use hosts::{GOOD, HOSTS, Host};
use server::{Nginx, oracle};

/// Neither is part of a Rust toolchain. CI installs both, so that there it is an error that they are missing.
fn can_run() -> bool {
    let missing: Vec<&str> = ["nginx", "openssl"]
        .into_iter()
        .filter(|program| {
            let help = if *program == "nginx" { "-v" } else { "version" };
            std::process::Command::new(program)
                .arg(help)
                .output()
                .is_err()
        })
        .collect();
    if missing.is_empty() {
        return true;
    }
    assert!(
        std::env::var_os("CI").is_none(),
        "CI has to install {missing:?}"
    );
    eprintln!("SKIPPED: {missing:?} not installed, so the probe was not tried against nginx");
    false
}

/// The observations of the probe by point, as JSON.
type Seen = BTreeMap<String, Value>;

fn assess(desk: &Desk, nginx: &Nginx, host: &Host) -> Seen {
    let folder = host.name;
    desk.write(
        &format!("{folder}/ca.pem"),
        std::fs::read(nginx.root()).unwrap(),
    );
    desk.write(&format!("{folder}/key.secret"), server::KEY);
    let (tls, plain) = nginx.ports(host);
    desk.write(
        &format!("{folder}/supplier.toml"),
        format!(
            "[supplier]\nid = \"{folder}\"\nlegal-name = \"{folder} Ltd\"\n\n\
             [[systems]]\nid = \"bot\"\nname = \"Bot\"\n\n\
             [[endpoints]]\nid = \"api\"\nkind = \"http\"\nurl = \"https://localhost:{tls}/v1\"\n\
             plain-http-url = \"http://localhost:{plain}/\"\nallow-addresses = [\"loopback\"]\n\
             trusted-ca = \"ca.pem\"\nsystem = \"bot\"\n\n\
             [endpoints.credentials.default]\nfrom-file = \"key.secret\"\n"
        ),
    );
    let supplier = desk
        .assay(&format!(
            "assess {folder} --format json --register {folder}.db"
        ))
        .assessed();
    let observations = supplier["latest"]["observations"].as_array().unwrap();
    observations
        .iter()
        .filter(|seen| seen["provenance"]["plugin"]["id"] == "api-probe")
        .map(|seen| (seen["point"].as_str().unwrap().to_owned(), seen.clone()))
        .collect()
}

/// The figures that a person asks of a scanner.
#[derive(Debug, Default)]
struct Tally {
    right_fails: u32,
    false_fails: u32,
    missed_fails: u32,
    unknown: u32,
    all: u32,
    wrong: Vec<String>,
}

impl Tally {
    fn count(&mut self, host: &Host, point: &str, seen: &Value, expected: &str) {
        let outcome = seen["outcome"].as_str().unwrap_or("nothing");
        self.all += 1;
        self.unknown += u32::from(outcome == "unknown" && expected != "unknown");
        match (outcome == "fail", expected == "fail") {
            (true, true) => self.right_fails += 1,
            (true, false) => self.false_fails += 1,
            (false, true) => self.missed_fails += 1,
            (false, false) => {}
        }
        if outcome != expected {
            self.wrong.push(format!(
                "{}: {point} is {outcome} instead of {expected}: {} {}",
                host.name, seen["title"], seen["detail"]
            ));
        }
    }
}

#[test]
fn every_server_is_judged_by_what_it_does() {
    if !can_run() {
        return;
    }
    let desk = Desk::new();
    let nginx = Nginx::start(HOSTS);
    let mut tally = Tally::default();
    for host in HOSTS {
        let seen = assess(&desk, &nginx, host);
        assert_eq!(seen.len(), GOOD.len(), "{}: {:?}", host.name, seen.keys());
        for (point, good) in GOOD {
            let changed = host.expect.iter().find(|(changed, _)| changed == point);
            let hidden = host.hides_http && !hosts::OF_TLS.contains(point);
            let expected = match changed {
                Some((_, outcome)) => outcome,
                // Behind a chain that does not verify nothing is asked.
                None if hidden => &"unknown",
                None => good,
            };
            tally.count(host, point, &seen[*point], expected);
        }
        if let Some(rule) = host.rule {
            let facts = seen["tls-chain"]["facts"].to_string();
            assert!(
                facts.contains(&format!("\"{rule}\"")),
                "{}: {facts}",
                host.name
            );
        }
        for fail in seen.values().filter(|seen| seen["outcome"] == "fail") {
            let evidence = fail["evidence"].to_string();
            assert!(
                evidence.contains("\"request\""),
                "a fail shows no request: {fail}"
            );
            assert!(!evidence.contains(server::KEY), "{fail}");
        }
    }
    eprintln!("{tally:#?}");
    assert_eq!(tally.wrong, Vec::<String>::new());
}

/// Whoever doubts the configuration can ask OpenSSL.
#[test]
fn versions_and_ciphers_are_what_openssl_agrees_on() {
    if !can_run() {
        return;
    }
    let nginx = Nginx::start(HOSTS);
    for host in HOSTS {
        let expected = |point: &str| {
            let changed = host.expect.iter().find(|(changed, _)| *changed == point);
            changed.map_or("pass", |(_, outcome)| *outcome)
        };
        let (port, _) = nginx.ports(host);
        let agrees = |options: &[&str]| oracle(port, options);
        let all = "ALL:COMPLEMENTOFALL:@SECLEVEL=0";
        let old = agrees(&["-tls1", "-cipher", all]) || agrees(&["-tls1_1", "-cipher", all]);
        assert_eq!(
            old,
            expected("tls-version") == "fail",
            "{}: old versions",
            host.name
        );
        let broken = ["-tls1", "-tls1_1", "-tls1_2"]
            .iter()
            .any(|version| agrees(&[version, "-cipher", "eNULL:aNULL:@SECLEVEL=0"]));
        assert_eq!(
            broken,
            expected("tls-ciphers") == "fail",
            "{}: broken ciphers",
            host.name
        );
    }
}

/// A finding that cannot be repeated cannot be discussed.
#[test]
fn the_same_server_gives_the_same_observations() {
    if !can_run() {
        return;
    }
    let desk = Desk::new();
    let wanted = ["good", "many-faults", "expired"];
    let hosts: Vec<Host> = HOSTS
        .iter()
        .filter(|host| wanted.contains(&host.name))
        .copied()
        .collect();
    assert_eq!(hosts.len(), wanted.len());
    let nginx = Nginx::start(&hosts);
    for host in &hosts {
        let told = |seen: Seen| -> Vec<String> {
            let words = [
                "outcome",
                "severity",
                "title",
                "detail",
                "remediation",
                "facts",
                "evidence",
            ];
            let mut kept = Vec::new();
            for (point, mut observation) in seen {
                // The digest is one of the whole recording, with its times.
                for evidence in observation["evidence"].as_array_mut().unwrap() {
                    evidence.as_object_mut().unwrap().remove("digest");
                }
                let values = words.map(|word| observation[word].to_string());
                kept.push(format!("{point} {}", values.join(" ")));
            }
            kept
        };
        let (first, second) = (
            told(assess(&desk, &nginx, host)),
            told(assess(&desk, &nginx, host)),
        );
        assert_eq!(first, second, "{}", host.name);
    }
}
