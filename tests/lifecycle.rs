//! What people decide and what time does, from the command line.
#![expect(clippy::unwrap_used, reason = "a helper of a test may stop the test")]

mod support;

use serde_json::Value;
use support::desk::{APPROVE, CONDITIONAL, Desk, ERROR, REJECT, UNDECIDED};

/// The day for which the documents of the examples are fresh.
const FRESH: &str = "--offline --as-of 2026-11-20";

/// A desk at which an example was assessed.
fn assessed(example: &str) -> Desk {
    let desk = Desk::new();
    desk.example(example);
    desk.assay(&format!("assess {example} {FRESH} --by mira"));
    desk
}

fn json(desk: &Desk, line: &str) -> Value {
    let printed = desk.assay(&format!("{line} --format json"));
    serde_json::from_str(&printed.out)
        .unwrap_or_else(|error| panic!("{line}: {error}: {}{}", printed.out, printed.err))
}

fn on(desk: &Desk, supplier: &str, day: &str) -> Value {
    json(desk, &format!("status {supplier} --as-of {day}"))
}

/// The causes of a position as words.
fn causes(position: &Value) -> Vec<String> {
    let all = position["causes"].as_array().unwrap().iter();
    all.map(|cause| {
        format!(
            "{}: {}",
            cause["cause"].as_str().unwrap(),
            cause["text"].as_str().unwrap()
        )
    })
    .collect()
}

#[test]
fn time_alone_raises_a_risk_whose_certificate_lapsed() {
    let desk = assessed("clearpath");
    let before = on(&desk, "clearpath", "2026-11-20");
    assert_eq!(before["decision"], "approve");
    assert_eq!(before["risen"], Value::Array(vec![]));
    // Its certificate is good until 15 June 2028. Nothing is run again.
    let after = on(&desk, "clearpath", "2028-06-16");
    assert_ne!(after["decision"], "approve");
    assert!(
        causes(&after)
            .iter()
            .any(|cause| cause.starts_with("certificate-lapsed")),
        "{:?}",
        causes(&after)
    );
    let risen = after["risen"].as_array().unwrap();
    let assurance = risen.iter().find(|one| one["scenario"] == "r14").unwrap();
    assert_ne!(assurance["from"], assurance["to"], "{assurance}");
    assert_eq!(
        desk.assay("status clearpath --as-of 2028-06-16").code,
        CONDITIONAL
    );
}

#[test]
fn the_due_list_is_for_a_scheduler() {
    let desk = assessed("clearpath");
    assert_eq!(desk.assay("due --as-of 2026-11-20").code, APPROVE);
    let soon = desk.assay("due --within 1y --as-of 2026-11-20");
    assert_eq!(soon.code, CONDITIONAL, "{}{}", soon.out, soon.err);
    assert!(soon.out.contains("evidence ages"), "{}", soon.out);
    let late = desk.assay("due --as-of 2028-12-01");
    assert_eq!(late.code, UNDECIDED);
    assert!(
        late.out.contains("reassessment") && late.out.contains("days ago"),
        "{}",
        late.out
    );
    desk.assay("due --within 3y --as-of 2026-11-20 --format ics -o due.ics");
    let calendar = desk.read("due.ics");
    assert!(calendar.starts_with("BEGIN:VCALENDAR\r\n") && calendar.ends_with("END:VCALENDAR\r\n"));
    assert!(
        calendar.contains(
            "DTSTART;VALUE=DATE:20280615\r\nSUMMARY:clearpath: certificate ends certificate 1\r\n"
        ),
        "{calendar}"
    );
    assert_eq!(desk.assay("due --within soon").code, ERROR);
}

#[test]
fn a_changed_document_makes_a_new_assessment_due() {
    let desk = assessed("clearpath");
    let line = "due --dossiers clearpath --as-of 2026-11-21";
    assert_eq!(desk.assay(line).code, APPROVE, "nothing has changed");
    let terms = desk.read("clearpath/evidence/contract/dpa.md");
    desk.write(
        "clearpath/evidence/contract/dpa.md",
        format!("{terms}\nOne more clause.\n"),
    );
    let due = desk.assay(line);
    assert_eq!(due.code, CONDITIONAL);
    assert!(
        due.out.contains("document changed") && due.out.contains("dpa.md"),
        "{}",
        due.out
    );
    desk.assay("assess clearpath --offline --as-of 2026-11-21");
    assert_eq!(
        desk.assay(line).code,
        APPROVE,
        "the new assessment settles it"
    );
}

#[test]
fn a_treatment_that_is_not_done_in_time_changes_the_decision() {
    let desk = assessed("clearpath");
    let plan = "treat plan clearpath risk:notes/r1 accept --owner omar --due 2027-02-01 --by mira";
    let planned = desk.assay_with(plan, &["the opt-out is in the contract"]);
    assert_eq!(planned.code, APPROVE, "{}", planned.err);
    assert_eq!(on(&desk, "clearpath", "2027-02-01")["decision"], "approve");
    let late = on(&desk, "clearpath", "2027-02-02");
    assert_eq!(late["decision"], "undecided");
    assert_eq!(
        causes(&late)[0],
        "treatment-lapsed: treatment 1 was due on 2027-02-01 and is not done"
    );
    desk.assay_with("treat done clearpath 1 --by omar", &["looked at again"]);
    assert_eq!(on(&desk, "clearpath", "2027-02-02")["decision"], "approve");
    let again = desk.assay_with("treat done clearpath 1 --by omar", &["again"]);
    assert_eq!(again.code, ERROR);
    assert!(
        again.complaint().contains("settled already"),
        "{}",
        again.err
    );
    let nobody = desk.assay_with(
        "treat plan clearpath supplier accept --owner omar --due 2027-02-01",
        &["x"],
    );
    assert_eq!(nobody.code, ERROR, "a decision without a name");
    let past = desk.assay_with(
        "treat plan clearpath supplier accept --owner omar --due 2020-02-01 --by mira",
        &["x"],
    );
    assert!(past.complaint().contains("is past"), "{}", past.err);
}

/// Lumenworks is rejected for more than one reason; each that may be waived is.
#[test]
fn a_waiver_takes_two_people_and_is_shown_as_waived() {
    let desk = assessed("lumenworks");
    let of = |position: &Value, gate: &str| -> Value {
        let all = position["causes"].as_array().unwrap().iter();
        let mut found = all.filter(|cause| cause["subject"]["gate"] == gate);
        found.next().unwrap().clone()
    };
    let asked = |gate: &str, expires: &str| {
        let line = format!(
            "waive request lumenworks gate:assist/{gate} --expires {expires} --as-of 2026-11-20 --scope drafts --by mira"
        );
        desk.assay_with(&line, &["--reason", "no customer data goes there"])
    };
    assert_eq!(
        of(&on(&desk, "lumenworks", "2026-11-20"), "training-use")["counts_as"],
        "reject"
    );
    // Tier 1 may waive for six months, and some gates for no time at all.
    let long = asked("training-use", "2027-06-30");
    assert!(
        long.complaint().contains("holds until 2027-05-20 at most"),
        "{}",
        long.err
    );
    assert!(
        asked("human-oversight", "2027-01-31")
            .err
            .contains("cannot be waived")
    );
    assert_eq!(asked("training-use", "2027-05-20").code, APPROVE);
    assert_eq!(
        of(&on(&desk, "lumenworks", "2026-11-20"), "training-use")["counts_as"],
        "reject",
        "it is only asked for"
    );
    let own = desk.assay("waive approve lumenworks 1 --by Mira");
    assert_eq!(own.code, ERROR);
    assert!(
        own.complaint().contains("takes a second person"),
        "{}",
        own.err
    );
    assert_eq!(
        desk.assay("waive approve lumenworks 1 --by omar").code,
        APPROVE
    );

    let position = on(&desk, "lumenworks", "2026-11-20");
    let training = of(&position, "training-use");
    assert_eq!(
        (&training["counts_as"], &training["waived_by"]),
        (&"conditional".into(), &1.into())
    );
    assert_eq!(training["argues_for"], "reject", "what it is stays said");
    assert_eq!(
        position["decision"], "undecided",
        "what else stands against it stays"
    );
    let page = desk.assay("status lumenworks --as-of 2026-11-20").out;
    assert!(
        page.contains("WAIVED by waiver 1, would be REJECT"),
        "{page}"
    );
    // After its last day it counts again.
    let late = on(&desk, "lumenworks", "2027-05-21");
    assert_eq!(late["waivers"][0][1], "expired");
    assert_eq!(of(&late, "training-use")["counts_as"], "reject");
}

/// A waiver is of what somebody looked at: one byte of evidence that changes makes it stale.
#[test]
fn a_waiver_is_stale_as_soon_as_the_evidence_changes() {
    let desk = assessed("lumenworks");
    let ask = "waive request lumenworks gate:assist/breach-notice --expires 2027-05-20 --as-of 2026-11-20 --scope drafts --reason x --by mira";
    desk.assay(ask);
    desk.assay("waive approve lumenworks 1 --by omar");
    desk.assay(&format!("assess lumenworks {FRESH}"));
    assert_eq!(
        on(&desk, "lumenworks", "2026-11-20")["waivers"][0][1],
        "in-force",
        "the same evidence again"
    );
    let terms = desk.read("lumenworks/evidence/terms-of-service.md");
    desk.write(
        "lumenworks/evidence/terms-of-service.md",
        terms.replacen(' ', "  ", 1),
    );
    desk.assay(&format!("assess lumenworks {FRESH}"));
    let position = on(&desk, "lumenworks", "2026-11-20");
    assert_eq!(position["waivers"][0][1], "stale");
}

#[test]
fn a_diff_tells_what_is_better_worse_and_not_to_be_told() {
    let desk = assessed("clearpath");
    assert_eq!(desk.assay("diff clearpath#1 clearpath#1").code, APPROVE);
    let contract = desk.read("clearpath/evidence/contract/dpa.md");
    desk.write(
        "clearpath/evidence/contract/dpa.md",
        "# Terms\n\nThese terms are short.\n",
    );
    desk.assay("assess clearpath --offline --as-of 2026-11-22");
    let diff = json(&desk, "diff clearpath@2026-11-21 clearpath#2");
    assert_eq!(diff["direction"], "worse");
    let terms = &diff["documents"][0];
    assert_eq!(
        (&terms["what"], &terms["direction"]),
        (&"contract/dpa.md".into(), &"unknown".into())
    );
    assert!(
        diff["risks"]
            .as_array()
            .unwrap()
            .iter()
            .any(|risk| risk["direction"] == "worse"),
        "{diff:#}"
    );
    assert!(
        diff["points"]
            .as_array()
            .unwrap()
            .iter()
            .any(|point| point["direction"] == "unknown"),
        "silence is not worse, it is unknown"
    );
    assert_eq!(desk.assay("diff clearpath#1 clearpath#2").code, UNDECIDED);
    // And back again.
    desk.write("clearpath/evidence/contract/dpa.md", contract);
    desk.assay("assess clearpath --offline --as-of 2026-11-23");
    assert_eq!(
        json(&desk, "diff clearpath#2 clearpath#3")["direction"],
        "better"
    );
    assert_eq!(
        json(&desk, "diff clearpath#1 clearpath#3")["risks"],
        Value::Array(vec![])
    );
    for (wrong, told) in [
        ("clearpath", "SUPPLIER#NUMBER"),
        ("clearpath#9", "no assessment"),
        ("clearpath@2020-01-01", "or before"),
    ] {
        let printed = desk.assay(&format!("diff {wrong} clearpath#1"));
        assert!(
            printed.code == ERROR && printed.complaint().contains(told),
            "{wrong}: {}",
            printed.err
        );
    }
}

#[test]
fn a_finding_is_looked_after_and_its_day_counts() {
    let desk = assessed("lumenworks");
    let view = desk.supplier("lumenworks");
    let finding = &view["open_findings"][0];
    let digits = &finding["fingerprint"].as_str().unwrap()["sha256:".len()..][..8];
    assert_eq!(
        desk.assay(&format!(
            "finding assign lumenworks {digits} --owner omar --due 2026-12-24 --by mira"
        ))
        .code,
        APPROVE
    );
    let said = desk.assay_with(
        &format!("finding reply lumenworks finding:{digits} --by ines"),
        &["<b>fixed</b>\u{1b}[2J"],
    );
    assert_eq!(said.code, APPROVE, "{}", said.err);
    assert_eq!(
        desk.assay_with(
            &format!("finding comment lumenworks finding:{digits} --by mira"),
            &["not yet"]
        )
        .code,
        APPROVE
    );
    assert_eq!(
        desk.assay(&format!(
            "finding rule lumenworks {digits} --severity critical --reason seen --by omar"
        ))
        .code,
        APPROVE
    );
    assert_eq!(
        desk.assay(&format!(
            "finding rule lumenworks {digits} --reason seen --by omar"
        ))
        .code,
        ERROR,
        "what is ruled?"
    );
    let position = on(&desk, "lumenworks", "2026-12-25");
    let told = causes(&position).join("\n");
    assert!(
        told.contains("finding-overdue") && told.contains("ruled-worse"),
        "{told}"
    );
    let due = desk.assay("due --owner omar --as-of 2026-12-25");
    assert!(
        due.code == UNDECIDED && due.out.contains(&format!("finding {digits}")),
        "{}",
        due.out
    );
}

#[test]
fn an_incident_makes_a_new_look_due_and_stands_against_the_supplier() {
    let desk = assessed("clearpath");
    desk.assay_with(
        "incident clearpath --on 2026-11-21 --by mira",
        &["prompts of others were shown"],
    );
    let position = on(&desk, "clearpath", "2026-11-22");
    assert_eq!(position["decision"], "conditional");
    assert!(
        causes(&position)[0].starts_with("incident"),
        "{:?}",
        causes(&position)
    );
    assert_eq!(desk.assay("due --as-of 2026-11-22").code, UNDECIDED);
    desk.assay("assess clearpath --offline --as-of 2026-11-22");
    assert_eq!(on(&desk, "clearpath", "2026-11-22")["decision"], "approve");
}

#[test]
fn the_log_tells_everything_and_shows_what_was_done_to_it() {
    let desk = assessed("clearpath");
    desk.assay_with(
        "incident clearpath --on 2026-11-21 --by mira",
        &["an outage\u{1b}[31m"],
    );
    let log = json(&desk, "log");
    let told: Vec<_> = log
        .as_array()
        .unwrap()
        .iter()
        .map(|line| (line["by"].as_str(), line["act"].as_str().unwrap()))
        .collect();
    assert_eq!(
        told,
        [(Some("mira"), "recorded"), (Some("mira"), "assessed")]
    );
    let head = desk.assay("log head").out;
    let digest = head.split_whitespace().nth(1).unwrap();
    let whole = desk.assay(&format!("log verify --head {digest}"));
    assert_eq!(whole.code, APPROVE, "{}", whole.out);
    let other = desk.assay(&format!("log verify --head sha256:{}", "0".repeat(64)));
    assert_eq!(other.code, REJECT);
    assert!(
        other.out.contains("BROKEN") && other.out.contains("kept elsewhere"),
        "{}",
        other.out
    );
    assert!(!desk.assay("log").out.contains('\u{1b}'));
}

#[test]
fn the_portfolio_counts_where_suppliers_stand_and_on_what_they_rest() {
    let desk = assessed("clearpath");
    for example in ["lumenworks", "quietlake"] {
        desk.example(example);
        desk.assay(&format!("assess {example} {FRESH}"));
    }
    let portfolio = json(&desk, "portfolio --as-of 2026-11-20");
    let decisions = portfolio["decisions"].as_array().unwrap();
    let count = |decision: &str| {
        decisions
            .iter()
            .filter(|one| one[1] == decision)
            .map(|one| one[2].as_u64().unwrap())
            .sum::<u64>()
    };
    assert_eq!(
        (count("approve"), count("undecided"), count("reject")),
        (1, 1, 1)
    );
    let risks: u64 = portfolio["matrix"]
        .as_array()
        .unwrap()
        .iter()
        .flat_map(|row| row.as_array().unwrap())
        .map(|n| n.as_u64().unwrap())
        .sum();
    assert_eq!(risks % 16, 0, "sixteen scenarios for each system");
    assert!(!portfolio["concentration"].as_array().unwrap().is_empty());
    let page = desk.assay("portfolio --as-of 2026-11-20").out;
    assert!(
        page.contains("Concentration") && page.contains("3 suppliers"),
        "{page}"
    );
    // Years later nobody has looked again, and nobody is approved any more.
    let later = json(&desk, "portfolio --as-of 2029-11-20");
    let decisions = later["decisions"].as_array().unwrap();
    assert!(
        decisions.iter().all(|one| one[1] != "approve"),
        "{decisions:?}"
    );
}
