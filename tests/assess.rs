//! `assay assess` and what can be asked of the register afterwards.
#![expect(clippy::unwrap_used, reason = "a helper of a test may stop the test")]

mod support;

use serde_json::Value;
use support::desk::{APPROVE, CONDITIONAL, Desk, ERROR, Printed, REJECT, UNDECIDED, runs};

/// The day for which the documents of the examples are fresh.
const FRESH: &str = "--offline --as-of 2026-11-20";

fn verdict(printed: &Printed) -> Value {
    printed.assessed()["latest"]["verdict"].clone()
}

fn point<'a>(verdict: &'a Value, id: &str) -> &'a Value {
    let points = verdict["systems"][0]["points"].as_array().unwrap();
    points.iter().find(|point| point["point"] == id).unwrap()
}

/// A supplier with a single answer, or none.
fn answering(desk: &Desk, answers: &str) -> Printed {
    desk.silent("terse");
    desk.write("terse/answers.toml", format!("[answers]\n{answers}"));
    desk.assay(&format!("assess terse {FRESH} --format json"))
}

#[test]
fn the_exit_status_is_the_decision_and_the_worst_of_several() {
    let desk = Desk::new();
    for example in ["clearpath", "lumenworks", "quietlake"] {
        desk.example(example);
    }
    let code = |line: &str| desk.assay(line).code;
    assert_eq!(code(&format!("assess clearpath {FRESH}")), APPROVE);
    // Its certificate ran out in June of that year.
    assert_eq!(
        code("assess clearpath --offline --as-of 2028-11-20 --register later.db"),
        CONDITIONAL
    );
    assert_eq!(code(&format!("assess quietlake {FRESH}")), UNDECIDED);
    assert_eq!(code(&format!("assess lumenworks {FRESH}")), REJECT);
    assert_eq!(
        code(&format!("assess clearpath quietlake {FRESH}")),
        UNDECIDED
    );
    assert_eq!(
        code(&format!("assess lumenworks quietlake clearpath {FRESH}")),
        REJECT
    );
    // Whoever could not be assessed outweighs every decision, and the others are still assessed.
    let printed = desk.assay(&format!("assess nobody clearpath {FRESH}"));
    assert_eq!(printed.code, ERROR);
    assert!(printed.out.contains("APPROVE"), "{}", printed.out);
}

/// clap ends with 2 when it does not understand the command line: a typo read as CONDITIONAL.
#[test]
fn a_slip_on_the_command_line_is_an_error_and_no_decision() {
    let desk = Desk::new();
    for line in [
        "assess",
        "assess x --ofline",
        "assess x --as-of yesterday",
        "assess x --vouch me",
        "",
    ] {
        assert_eq!(desk.assay(line).code, ERROR, "assay {line}");
    }
    assert_eq!(desk.assay("assess --help").code, 0);
    assert_eq!(desk.assay("--version").code, 0);
}

#[test]
fn several_suppliers_are_one_json_array_in_the_order_asked() {
    let desk = Desk::new();
    for id in ["beta", "alpha"] {
        desk.silent(id);
    }
    let json = desk
        .assay(&format!("assess beta alpha {FRESH} --format json"))
        .json();
    let ids: Vec<_> = json
        .as_array()
        .unwrap()
        .iter()
        .map(|report| &report["register"]["supplier"])
        .collect();
    assert_eq!(ids, ["beta", "alpha"]);
}

#[test]
fn evidence_ages_with_the_day() {
    let desk = Desk::new();
    desk.example("clearpath");
    let on = |day: &str| {
        verdict(&desk.assay(&format!(
            "assess clearpath --offline --as-of {day} --register {day}.db --format json"
        )))
    };
    let (fresh, stale) = (on("2026-11-20"), on("2028-11-20"));
    assert_eq!(
        (fresh["as_of"].as_str(), stale["as_of"].as_str()),
        (Some("2026-11-20"), Some("2028-11-20"))
    );
    // A test report of two years ago shows nothing about today's model; a contract in force is as good as it was.
    let worth = |verdict: &Value, id: &str| point(verdict, id)["effectiveness"].as_u64().unwrap();
    assert!(worth(&fresh, "adversarial-testing") > 0);
    assert_eq!(worth(&stale, "adversarial-testing"), 0);
    assert_eq!(
        worth(&fresh, "breach-notice"),
        worth(&stale, "breach-notice")
    );
}

#[test]
fn offline_nothing_is_asked_and_what_would_have_been_is_unknown() {
    let desk = Desk::new();
    desk.silent("probed");
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    desk.write(
        "probed/supplier.toml",
        format!(
            "[supplier]\nid = \"probed\"\nlegal-name = \"Probed\"\n\n[[systems]]\nid = \"bot\"\nname = \"Bot\"\n\n[[endpoints]]\nid = \"api\"\n\
             kind = \"openai\"\nurl = \"https://127.0.0.1:{port}/v1\"\nallow-addresses = [\"loopback\"]\nsystem = \"bot\"\n"
        ),
    );
    let verdict = verdict(&desk.assay(&format!("assess probed {FRESH} --format json")));
    for id in [
        "tls-version",
        "tls-certificate",
        "auth-none",
        "auth-wrong",
        "cors",
        "error-leak",
    ] {
        let point = point(&verdict, id);
        assert_eq!(point["outcome"]["outcome"], "unknown", "{point}");
        assert_eq!(point["effectiveness"], 0, "{point}");
        assert_eq!(
            point["expected"], true,
            "it stays in the denominator: {point}"
        );
    }
    listener.set_nonblocking(true).unwrap();
    assert!(listener.accept().is_err(), "somebody connected");
}

#[test]
fn without_answers_the_risk_is_the_inherent_one() {
    let desk = Desk::new();
    desk.silent("mute");
    let printed = desk.assay(&format!("assess mute {FRESH} --format json"));
    assert_eq!(printed.code, UNDECIDED);
    let verdict = verdict(&printed);
    assert_eq!(verdict["coverage"]["got"], 0);
    for risk in verdict["systems"][0]["scenarios"].as_array().unwrap() {
        for side in ["likelihood", "impact"] {
            assert_eq!(risk[side]["residual"], risk[side]["inherent"], "{risk}");
        }
    }
}

/// A supplier that admits a gap and then deletes the answer has not closed the gap.
#[test]
fn silence_does_not_close_a_finding_and_an_answer_does() {
    let desk = Desk::new();
    let found = |printed: Printed| {
        let supplier = printed.assessed();
        let open = supplier["open_findings"].as_array().unwrap();
        open.iter()
            .map(|finding| {
                (
                    finding["point"].as_str().unwrap().to_owned(),
                    finding["not_reobserved"] == true,
                )
            })
            .collect::<Vec<_>>()
    };
    let ai_bom = || "ai-bom".to_owned();
    assert_eq!(
        found(answering(&desk, "ai-bom = \"no\"\n")),
        [(ai_bom(), false)]
    );
    assert_eq!(found(answering(&desk, "")), [(ai_bom(), true)]);
    assert_eq!(
        found(answering(&desk, "ai-bom = \"TBD\"\n")),
        [(ai_bom(), true)]
    );
    assert_eq!(found(answering(&desk, "ai-bom = \"yes\"\n")), []);
    let terse = desk.supplier("terse");
    assert_eq!(terse["closed_findings"][0]["point"], "ai-bom");
    assert_eq!(terse["history"].as_array().unwrap().len(), 4);
}

#[test]
fn the_register_lists_shows_remembers_and_explains() {
    let desk = Desk::new();
    answering(&desk, "ai-bom = \"no\"\n");
    desk.silent("mute");
    desk.assay(&format!("assess mute {FRESH}"));
    desk.assay("assess mute --offline --as-of 2026-12-24");

    let list = desk.done("register list --format json").json();
    let ids: Vec<_> = list
        .as_array()
        .unwrap()
        .iter()
        .map(|row| &row["supplier"])
        .collect();
    assert_eq!(ids, ["mute", "terse"]);
    let history = desk.done("register history mute --format json").json();
    let days: Vec<_> = history
        .as_array()
        .unwrap()
        .iter()
        .map(|row| row["as_of"].as_str().unwrap())
        .collect();
    assert!(
        days.contains(&"2026-11-20") && days.contains(&"2026-12-24") && days.len() == 2,
        "{days:?}"
    );
    for line in [
        "register list",
        "register show mute",
        "register history mute",
    ] {
        assert!(desk.done(line).out.contains("UNDECIDED"), "assay {line}");
    }

    let arithmetic = desk.done("explain r1 --supplier terse").out;
    assert!(
        arithmetic.contains("likelihood before controls = 1 + max(4, 4) = 5")
            && arithmetic.contains("the level table at likelihood 5"),
        "{arithmetic}"
    );
    let terse = desk.supplier("terse");
    let fingerprint = terse["open_findings"][0]["fingerprint"].as_str().unwrap();
    let digits = &fingerprint["sha256:".len()..][..8];
    let finding = desk.done(&format!("explain {digits}")).out;
    assert!(finding.contains("ai-bom"), "{finding}");
    assert_eq!(
        desk.assay("explain r1").code,
        ERROR,
        "there are two suppliers"
    );
    assert!(
        desk.done(&format!("replay {}", runs(&terse)[0]))
            .out
            .contains("identical")
    );
}

#[test]
fn a_report_is_written_to_a_file_or_printed() {
    let desk = Desk::new();
    answering(&desk, "");
    for (format, start) in [
        ("html", "<!DOCTYPE html>"),
        ("json", "{"),
        ("csv", "\u{feff}ID,Priority,"),
    ] {
        desk.done(&format!(
            "report terse --format {format} -o out/terse.{format}"
        ));
        let written = std::fs::read_to_string(desk.path(&format!("out/terse.{format}"))).unwrap();
        assert!(written.starts_with(start), "{format}");
        assert_eq!(
            desk.done(&format!("report terse --format {format}")).out,
            written
        );
    }
}

#[test]
fn the_same_dossier_gives_the_same_bytes_in_another_register() {
    let verdict_in = |register: &str| {
        let desk = Desk::new();
        desk.example("lumenworks");
        let printed = desk.assay(&format!(
            "assess lumenworks {FRESH} --register {register} --format json"
        ));
        let supplier = printed.assessed();
        let digest = supplier["latest"]["verdict_digest"]
            .as_str()
            .unwrap()
            .to_owned();
        (
            supplier["latest"]["verdict"].to_string(),
            digest,
            runs(&supplier),
        )
    };
    assert_eq!(verdict_in("one.db"), verdict_in("another.db"));
}
