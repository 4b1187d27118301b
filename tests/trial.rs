//! A plugin on trial: its author's cases, one run, what it costs, and what an upgrade asks for.
#![expect(clippy::unwrap_used, reason = "a helper of a test may stop the test")]

mod support;

use std::fs;

use serde_json::{Value, json};
use support::{
    desk::{APPROVE, Desk, ERROR, files, holds},
    echo::Echo,
    workspace,
};

const SECRET: &str = "sk-canary-7f3a9c51d2";

/// A dossier in a case: a contract that says one thing, and an answer.
const VENDOR: &str = r#"
[dossier.supplier]
id = "vendor"
legal-name = "Proud Vendor"

[[dossier.documents]]
file = "dpa.md"
kind = "dpa"
in-force = true

[dossier.answers.breach-notice]
value = "48"
answered-on = 2026-10-01

[dossier.evidence]
"dpa.md" = "Data processing agreement. The supplier deletes all personal data within 30 days of the end of the contract."
"#;

fn desk(guest: &str) -> Desk {
    let desk = Desk::new();
    desk.plugin(guest);
    desk
}

/// What is printed above the costs, which differ from run to run.
fn diff(printed: &str) -> &str {
    printed.split("\nWhat it cost").next().unwrap()
}

#[test]
fn a_case_passes_when_everything_that_is_expected_is_seen_and_nothing_else() {
    let desk = desk("good");
    desk.write(
        "checks/cases/deletion.toml",
        format!(
            "title = \"a deadline in days is read\"\nas-of = 2026-11-02\n{VENDOR}\n\
             [[expect]]\npoint = \"deletion\"\noutcome = \"pass\"\ntitle = \"deletion within 30 days\"\n\
             quote = \"within 30 days\"\nfacts = {{ deletion = \"30 d\" }}\n\n\
             [[expect]]\npoint = \"breach-notice\"\noutcome = \"pass\"\ntitle = \"answered 48\"\n"
        ),
    );
    // The folder `cases` above the component is the usual one.
    let printed = desk.done("plugin test checks/good.wasm").out;
    assert!(
        printed.contains("pass  deletion: a deadline in days is read"),
        "{printed}"
    );
    assert!(printed.contains("1 passed, 0 failed"), "{printed}");

    let json = desk
        .done("plugin test checks/good.wasm --format json")
        .json();
    let case = &json["cases"][0];
    assert_eq!(case["problems"], json!([]));
    let seen = case["as_expected"].as_array().unwrap();
    assert_eq!(seen.len(), 2);
    let cost = &case["cost"];
    for figure in ["wall_us", "memory_bytes", "host_calls"] {
        assert!(cost[figure].as_u64().unwrap() > 0, "{figure}: {cost}");
    }
    assert_eq!(cost["requests"], 0);
}

#[test]
fn a_case_that_fails_shows_what_was_expected_beside_what_was_seen() {
    let desk = desk("good");
    desk.write(
        "cases/deletion.toml",
        format!(
            "title = \"a deadline in days is read\"\nas-of = 2026-11-02\n{VENDOR}\n\
             [[expect]]\npoint = \"deletion\"\noutcome = \"fail\"\nseverity = \"high\"\n\
             quote = \"within 90 days\"\nfacts = {{ deletion = \"90 d\", holds = true }}\n\n\
             [[expect]]\npoint = \"deletion\"\noutcome = \"unknown\"\nsystem = \"assistant\"\n"
        ),
    );
    let printed = desk.assay("plugin test checks/good.wasm --cases cases");
    assert_eq!(printed.code, ERROR, "{}", printed.err);
    insta::assert_snapshot!(diff(&printed.out), @r"
      FAIL  deletion: a deadline in days is read
      - not as expected: deletion
     Key              Expected         Observed
    ─────────────────────────────────────────────────────────────────────────
     outcome          fail             pass
     severity         high             info
     quote            within 90 days   dpa.md, paragraph 1: “within 30 days”
     facts.deletion   90 d             30 d
     facts.holds      true             (no such fact)
      - expected and not seen: deletion unknown, system assistant
      + seen and not expected: breach-notice pass: answered 48; answer breach-notice: “48”
      | info: assessing vendor
    ");
    let json = desk
        .assay("plugin test checks/good.wasm --cases cases --format json")
        .json();
    let problems = json["cases"][0]["problems"].as_array().unwrap();
    let kinds: Vec<&Value> = problems.iter().map(|problem| &problem["problem"]).collect();
    assert_eq!(kinds, ["not-seen", "not-seen", "not-expected"]);
    assert_eq!(
        problems[0]["instead"]["differs_in"],
        json!([
            "outcome",
            "severity",
            "quote",
            "facts.deletion",
            "facts.holds"
        ])
    );
}

/// The host checks a quote as in an assessment: an author who forges one sees it before anybody else does.
#[test]
fn a_forged_quote_fails_its_case_and_the_reason_is_shown() {
    let desk = desk("lies_about_quote");
    desk.write(
        "cases/quote.toml",
        format!(
            "as-of = 2026-11-02\nothers = true\n{VENDOR}\n[[expect]]\npoint = \"breach-notice\"\noutcome = \"pass\"\n"
        ),
    );
    let printed = desk.assay("plugin test checks/lies_about_quote.wasm --cases cases");
    assert_eq!(printed.code, ERROR);
    for part in [
        "dropped by the host: breach-notice: evidence-not-found: bytes 0 to 10 of `dpa.md` are not what the plugin",
        "expected and not seen: breach-notice pass",
    ] {
        let flat = printed.out.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(flat.contains(part), "{part}: {}", printed.out);
    }
}

#[test]
fn a_case_may_expect_that_a_run_ends_with_an_error() {
    let desk = desk("declines");
    let case = |kind: &str| format!("as-of = 2026-11-02\nerror = \"{kind}\"\n{VENDOR}");
    desk.write("right/c.toml", case("declined"));
    desk.write("wrong/c.toml", case("trapped"));
    desk.done("plugin test checks/declines.wasm --cases right");
    let printed = desk.assay("plugin test checks/declines.wasm --cases wrong");
    assert_eq!(printed.code, ERROR);
    assert!(
        printed
            .out
            .contains("expected trapped, but declined: no \\u{1b}[31mcan do"),
        "{}",
        printed.out
    );
    // The plugin wrote a terminal code into its words.
    assert!(!printed.out.contains('\u{1b}'), "{:?}", printed.out);
}

#[test]
fn a_mistake_in_a_case_is_told_with_its_place() {
    let desk = desk("good");
    let wrong = |name: &str, text: &str, part: &str| {
        desk.write(&format!("{name}/c.toml"), text);
        let printed = desk.assay(&format!("plugin test checks/good.wasm --cases {name}"));
        assert_eq!(printed.code, ERROR, "{name}");
        let complaint = printed.complaint();
        assert!(complaint.contains(part), "{name}: {complaint}");
    };
    let head = "as-of = 2026-11-02\ndossier = \"nowhere\"\n";
    wrong(
        "key",
        &format!("{head}casette = \"x.json\"\n"),
        "key/c.toml:3:1: `casette`: unknown field",
    );
    wrong("dossier", head, "nowhere");
    wrong(
        "settings",
        &format!("as-of = 2026-11-02\nsettings = {{ tone = 3 }}\n{VENDOR}"),
        "settings/c.toml:2:12: `settings`: this plugin has no settings",
    );
    desk.write("empty/readme.md", "");
    let printed = desk.assay("plugin test checks/good.wasm --cases empty");
    assert!(
        printed.complaint().contains("holds no case"),
        "{}",
        printed.err
    );
}

const ENDPOINT: &str =
    "\n[[dossier.endpoints]]\nid = \"api\"\nkind = \"http\"\nurl = \"https://api.example/v1\"\n";

#[test]
fn what_is_not_in_the_cassette_fails_the_case_and_is_shown_with_what_comes_nearest() {
    let desk = desk("probes");
    desk.write(
        "cases/api.toml",
        format!(
            "as-of = 2026-11-02\ncassette = \"api.json\"\nothers = true\n\
             [dossier.supplier]\nid = \"vendor\"\nlegal-name = \"Proud Vendor\"\n{ENDPOINT}\
             [[expect]]\npoint = \"breach-notice\"\noutcome = \"unknown\"\ntitle = \"status 418\"\n"
        ),
    );
    desk.write(
        "cases/api.json",
        r#"{"format": 1, "exchanges": [
            {"kind": "exchange", "request": {"endpoint": "api", "method": "GET", "url": "/"},
             "result": {"answer": {"status": 418, "body": {"text": "short and stout"}}}},
            {"kind": "exchange", "request": {"endpoint": "api", "method": "POST", "url": "/v1/models"},
             "result": {"answer": {"status": 200}}}]}"#,
    );
    let printed = desk.assay("plugin test checks/probes.wasm --cases cases");
    assert_eq!(printed.code, ERROR, "{}", printed.err);
    insta::assert_snapshot!(diff(&printed.out), @r"
      FAIL  api
      ? not in the cassette: GET http://169.254.169.254/latest/meta-data/ of `api`
        nearest of what was recorded: POST /v1/models of `api`; differs in: method, url
      ~ recorded and not asked for: POST /v1/models of `api`
    ");
    let json = desk
        .assay("plugin test checks/probes.wasm --cases cases --format json")
        .json();
    let case = &json["cases"][0];
    assert_eq!(case["as_expected"][0]["title"], "status 418");
    assert_eq!(case["problems"][0]["problem"], "not-recorded");
    assert_eq!(case["cost"]["requests"], 2);
}

/// A dossier folder with an API that echoes what it gets.
fn echoed(desk: &Desk, server: &Echo) {
    desk.write("acme/ca.pem", &server.ca);
    desk.write("acme/key.secret", format!("{SECRET}\n"));
    desk.write(
        "acme/supplier.toml",
        format!(
            "[supplier]\nid = \"acme\"\nlegal-name = \"Acme\"\n\n[[endpoints]]\nid = \"api\"\nkind = \"http\"\n\
             url = \"https://127.0.0.1:{}/v1\"\nallow-addresses = [\"loopback\"]\ntrusted-ca = \"ca.pem\"\n\
             [endpoints.credentials.default]\nfrom-file = \"key.secret\"\n",
            server.port
        ),
    );
}

fn seen(observations: &Value) -> Vec<(Value, Value, Value)> {
    let seen = observations.as_array().unwrap().iter();
    seen.map(|seen| {
        (
            seen["title"].clone(),
            seen["detail"].clone(),
            seen["evidence"].clone(),
        )
    })
    .collect()
}

#[test]
fn what_a_run_recorded_gives_the_same_observations_without_the_server_and_without_the_secret() {
    let server = Echo::start();
    let desk = Desk::new();
    echoed(&desk, &server);
    let digest = desk.plugin("probes");
    let line = "plugin run checks/probes.wasm --dossier acme --as-of 2026-11-02";

    // Nobody vouches for it, so it asks nobody.
    let refused = desk.assay(line);
    assert_eq!(refused.code, ERROR);
    // A narrow terminal breaks the digest into lines.
    let complaint: String = refused.complaint().split_whitespace().collect();
    assert!(
        complaint.contains(&format!("--vouch{digest}")),
        "{complaint}"
    );
    let offline = desk.done(&format!("{line} --offline --format json")).json();
    assert_eq!(offline["observations"][0]["title"], "offline");
    assert_eq!(server.heard(), "");

    let run = desk
        .done(&format!(
            "{line} --vouch {digest} --record cases/acme.json --format json"
        ))
        .json();
    assert_eq!(run["standing"], "vouched");
    assert!(server.heard().contains(SECRET), "the key was sent");
    assert_eq!(run["observations"].as_array().unwrap().len(), 3);
    for file in files(&desk.path("")) {
        let is_key = file.ends_with("key.secret");
        assert_eq!(
            holds(&fs::read(&file).unwrap(), SECRET),
            is_key,
            "{}",
            file.display()
        );
    }
    let cassette = fs::read_to_string(desk.path("cases/acme.json")).unwrap();
    assert!(
        cassette.contains("authorization: Bearer [redacted]")
            && cassette.contains("\"credential\": \"default\""),
        "{cassette}"
    );

    fs::remove_file(desk.path("acme/key.secret")).unwrap();
    let expectations: String = seen(&run["observations"])
        .iter()
        .map(|(title, ..)| {
            format!(
                "[[expect]]\npoint = \"breach-notice\"\noutcome = \"unknown\"\ntitle = {title}\n"
            )
        })
        .collect();
    desk.write(
        "cases/acme.toml",
        format!(
            "as-of = 2026-11-02\ndossier = \"../acme\"\ncassette = \"acme.json\"\n{expectations}"
        ),
    );
    let before = server.heard();
    let tried = desk
        .done("plugin test checks/probes.wasm --cases cases --format json")
        .json();
    assert_eq!(
        seen(&tried["cases"][0]["as_expected"]),
        seen(&run["observations"])
    );
    assert_eq!(server.heard(), before, "a case sends nothing");
}

#[test]
fn a_run_shows_observations_with_their_grade_the_log_and_what_it_cost() {
    let desk = desk("good");
    desk.write(
        "vendor/supplier.toml",
        "[supplier]\nid = \"vendor\"\nlegal-name = \"Proud Vendor\"\n\n\
         [[documents]]\nfile = \"dpa.md\"\nkind = \"dpa\"\ndated = 2026-06-01\nin-force = true\n",
    );
    desk.write(
        "vendor/evidence/dpa.md",
        "The supplier deletes all personal data within 30 days of the end of the contract.",
    );
    let printed = desk
        .done("plugin run checks/good.wasm --dossier vendor --as-of 2026-11-02")
        .out;
    for part in [
        "unverified",
        "deletion: deletion within 30 days",
        "E1 (asked for E5)",
        "deletion = 30 d",
        "“within 30 days”",
        "info: assessing vendor",
        "Dropped by the host: 0",
        "Host calls",
    ] {
        assert!(printed.contains(part), "{part}: {printed}");
    }
    let lies = desk.plugin("lies_about_quote");
    let printed = desk.assay("plugin run checks/lies_about_quote.wasm --dossier vendor");
    assert_eq!(printed.code, ERROR, "{lies}");
    assert!(
        printed.out.contains("evidence-not-found"),
        "{}",
        printed.out
    );
}

#[test]
fn what_an_upgrade_newly_asks_for_is_said_in_words() {
    let desk = desk("good");
    desk.plugin("good_upgrade");
    let line = "plugin inspect checks/good_upgrade.wasm --diff checks/good.wasm";
    let printed = desk.done(line).out;
    let flat = printed.split_whitespace().collect::<Vec<_>>().join(" ");
    for part in [
        "Version 2.0.0 takes the place of 1.0.0.",
        "It newly asks for `probe` and with it for the network: it does not say why",
        "It no longer uses: answers, documents, log, supplier",
        "New imports: assay:plugin/probe@0.1.0",
        "Points that it no longer answers: breach-notice",
    ] {
        assert!(flat.contains(part), "{part}: {printed}");
    }
    let json = desk.done(&format!("{line} --format json")).json();
    assert_eq!(json["diff"]["newly_asked"][0]["interface"], "probe");
    assert_eq!(json["diff"]["newly_asked"][0]["reaches_the_network"], true);
    assert_eq!(json["contract"], "assay:plugin@0.1.0");
    let same = desk
        .done("plugin inspect checks/good.wasm --diff checks/good.wasm")
        .out;
    assert!(
        same.contains("very same component") && same.contains("asks for nothing that"),
        "{same}"
    );
}

#[test]
fn inspect_says_who_signed_and_what_that_is_worth() {
    let desk = desk("good");
    desk.done("plugin keygen guests");
    desk.done("plugin sign checks/good.wasm --key guests.key");
    let key = fs::read_to_string(desk.path("guests.pub")).unwrap();
    let trust = |name: &str| {
        format!(
            "[[publishers]]\nid = \"guests\"\nname = \"{name}\"\nkeys = ['''{key}''']\nsuppliers = [\"*\"]\n"
        )
    };
    desk.write("trust.toml", trust("Test Guests"));
    let json = desk
        .done("plugin inspect checks/good.wasm --format json")
        .json();
    assert_eq!(json["standing"], "signed by its publisher `guests`");
    assert_eq!(json["signed_by"].as_array().unwrap().len(), 1);
    desk.write("trust.toml", trust("Somebody Else"));
    let printed = desk.done("plugin inspect checks/good.wasm").out;
    assert!(
        printed.contains("its signatures do not count") && printed.contains("refused"),
        "{printed}"
    );
}

/// Whoever tries it: what is revoked does not run.
#[test]
fn a_revoked_plugin_is_not_tried() {
    let desk = Desk::new();
    let digest = desk.plugin("good");
    desk.write(
        "trust.toml",
        format!("[revoked]\ncomponents = [\"{digest}\"]\n"),
    );
    desk.silent("acme");
    desk.write("cases/c.toml", format!("as-of = 2026-11-02\n{VENDOR}"));
    for line in [
        "plugin test checks/good.wasm --cases cases".to_owned(),
        format!("plugin run checks/good.wasm --dossier acme --vouch {digest}"),
        "plugin bench checks/good.wasm --runs 1".to_owned(),
        "plugin inspect checks/good.wasm".to_owned(),
    ] {
        let printed = desk.assay(&line);
        assert_eq!(printed.code, ERROR, "{line}");
        assert!(
            printed.complaint().contains("revoked"),
            "{line}: {}",
            printed.err
        );
    }
}

#[test]
fn bench_prints_figures_that_were_measured() {
    let desk = desk("good");
    let json = desk
        .done("plugin bench checks/good.wasm --runs 7 --format json")
        .json();
    assert_eq!(json["outcome"], "completed");
    for size in ["component_bytes", "code_bytes", "memory_bytes"] {
        assert!(json[size].as_u64().unwrap() > 0, "{size}: {json}");
    }
    let figures = json["figures"].as_array().unwrap();
    let times: Vec<u64> = figures
        .iter()
        .map(|figure| figure["times"].as_u64().unwrap())
        .collect();
    assert_eq!(times, [5, 7, 7, 7, 7]);
    for figure in figures {
        let (median, p95) = (&figure["median_ns"], &figure["p95_ns"]);
        assert!(
            median.as_u64().unwrap() > 0 && p95.as_u64() >= median.as_u64(),
            "{figure}"
        );
    }
    let compile = figures[0]["median_ns"].as_u64().unwrap();
    let load = figures[1]["median_ns"].as_u64().unwrap();
    assert!(load < compile, "the cache saves compiling: {json}");
    let table = desk.done("plugin bench checks/good.wasm --runs 2").out;
    for part in ["Median", "95 of 100", "load from the cache", "instantiate"] {
        assert!(table.contains(part), "{part}: {table}");
    }
}

/// Our own plugins are tried like those of anybody else.
#[test]
fn the_cases_of_first_party_plugins_pass() {
    let desk = Desk::new();
    let name = "ai-bom";
    let plugin = assay_bundle::PLUGINS
        .iter()
        .find(|plugin| plugin.name == name)
        .unwrap();
    desk.write(&format!("{name}.wasm"), plugin.component);
    let cases = workspace().join("plugins").join(name).join("cases");
    let printed = desk.assay(&format!(
        "plugin test {name}.wasm --cases {}",
        cases.display()
    ));
    assert_eq!(printed.code, APPROVE, "{}{}", printed.out, printed.err);
}

/// The case in the guide for authors is one that passes.
#[test]
fn the_case_of_the_guide_passes() {
    let guide = fs::read_to_string(workspace().join("docs/plugin-authors.md")).unwrap();
    let case = guide
        .split("```toml\n# cases/deletion.toml\n")
        .nth(1)
        .and_then(|rest| rest.split("```").next())
        .unwrap();
    let desk = desk("good");
    desk.write("cases/deletion.toml", case);
    let printed = desk.assay("plugin test checks/good.wasm --cases cases");
    assert_eq!(printed.code, APPROVE, "{}{}", printed.out, printed.err);
}
