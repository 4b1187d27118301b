//! Whose plugins take part: the lock, signatures, and what an upgrade asks for.
#![expect(clippy::unwrap_used, reason = "a helper of a test may stop the test")]

mod support;

use serde_json::Value;
use support::desk::{Desk, Printed, UNDECIDED, results};

const ASSESS: &str = "assess vendor --offline --as-of 2026-11-20 --format json";

const TERMS: &str = "\
# Terms of Service

These terms are an agreement between Vendor Ltd (\"we\", \"us\") and the company that orders the service (\"Customer\"). The headings are for \
convenience and do not affect the meaning of any provision. The laws of the place where we have our seat govern this agreement, and \
the courts of that place shall have jurisdiction. Neither party is in default for events that are beyond its control, such as a \
flood, a strike or an interruption of the power supply. If a provision of this agreement is void, the other provisions of it stay \
in force, and the parties shall agree on a provision that comes closest to what they wanted.

1.1 We will delete all customer data within 30 days after the end of the agreement.
";

/// A supplier with a contract that one guest can read, and that guest in a folder.
fn desk() -> Desk {
    let desk = Desk::new();
    desk.write(
        "vendor/supplier.toml",
        "[supplier]\nid = \"vendor\"\nlegal-name = \"Vendor Ltd\"\n\n\
         [[documents]]\nfile = \"terms.md\"\nkind = \"terms\"\ndated = 2026-06-01\nin-force = true\n",
    );
    desk.write("vendor/evidence/terms.md", TERMS);
    desk.plugin("good");
    desk
}

/// How the part of a plugin ended, on which side it stood, and whether it was outside the lock.
fn part(assessed: &Value, id: &str) -> (String, String, bool) {
    let parts = assessed["latest"]["participations"].as_array().unwrap();
    let part = parts
        .iter()
        .find(|part| part["plugin"]["id"] == id)
        .unwrap_or_else(|| panic!("`{id}` takes part"));
    let result = &part["result"];
    let word = result["kind"].as_str().or(result["result"].as_str());
    (
        word.unwrap().to_owned(),
        part["standing"].as_str().unwrap().to_owned(),
        part["unlocked"].as_bool().unwrap(),
    )
}

/// The class that the guest's pass earned, if any.
fn class(assessed: &Value) -> Option<String> {
    let observations = assessed["latest"]["observations"].as_array().unwrap();
    observations
        .iter()
        .find(|seen| seen["provenance"]["plugin"]["id"] == "good")
        .map(|seen| seen["class"].as_str().unwrap().to_owned())
}

fn trust(desk: &Desk, rest: &str) {
    let public = std::fs::read_to_string(desk.path("guests.pub")).unwrap();
    desk.write(
        "trust.toml",
        format!(
            "[[publishers]]\nid = \"guests\"\nname = \"Test Guests\"\nkeys = [\"\"\"\n{public}\"\"\"]\n{rest}\n"
        ),
    );
}

fn signed() -> Desk {
    let desk = desk();
    desk.done("plugin keygen guests");
    desk.done("plugin sign checks/good.wasm --key guests.key");
    desk
}

#[test]
fn what_is_not_in_the_lock_does_not_run_and_keeps_the_supplier_from_approval() {
    let desk = desk();
    let printed = desk.assay(&format!("{ASSESS} --plugins checks"));
    assert_eq!(printed.code, UNDECIDED);
    assert!(
        printed.err.contains("assay plugin add") && printed.err.contains("--unlocked"),
        "{}",
        printed.err
    );
    let (result, _, unlocked) = part(&printed.assessed(), "good");
    assert_eq!((result.as_str(), unlocked), ("not-locked", false));
    assert_eq!(class(&printed.assessed()), None);

    let printed = desk.assay(&format!("{ASSESS} --plugins checks --unlocked"));
    let (result, standing, unlocked) = part(&printed.assessed(), "good");
    assert_eq!(
        (result.as_str(), standing.as_str(), unlocked),
        ("completed", "unverified", true),
        "the result says that it was not in the lock"
    );
    desk.done("report vendor --format html -o vendor.html");
    let page = std::fs::read_to_string(desk.path("vendor.html")).unwrap();
    assert!(page.contains("not in assay.lock"));
}

#[test]
fn a_plugin_is_let_in_only_when_somebody_agrees_and_takes_part_from_then_on() {
    let desk = desk();
    let refused = desk.assay("plugin add checks/good.wasm").complaint();
    assert!(refused.contains("--yes"), "{refused}");
    assert!(!desk.path("assay.lock").exists());

    let shown = desk.done("plugin add checks/good.wasm --yes").out;
    for part in ["documents", "not signed by anybody known", "sha256:"] {
        assert!(shown.contains(part), "{part} in {shown}");
    }
    let assessed = desk.assay(ASSESS).assessed();
    assert_eq!(part(&assessed, "good"), word("completed", "unverified"));
    assert_eq!(class(&assessed).as_deref(), Some("E1"));

    desk.done("plugin add checks/good.wasm --yes --vouch");
    let assessed = desk.assay(ASSESS).assessed();
    assert_eq!(part(&assessed, "good"), word("completed", "vouched"));
    assert_eq!(class(&assessed).as_deref(), Some("E3"));

    desk.done("plugin remove good");
    let assessed = desk.assay(ASSESS).assessed();
    assert!(results(&assessed).iter().all(|(id, _)| id != "good"));
}

fn word(result: &str, standing: &str) -> (String, String, bool) {
    (result.to_owned(), standing.to_owned(), false)
}

#[test]
fn a_file_that_was_changed_after_it_was_let_in_does_not_run() {
    let desk = desk();
    desk.done("plugin add checks/good.wasm --yes");
    desk.write("assay-plugins/good.wasm", support::guest("declines"));
    let assessed = desk.assay(ASSESS).assessed();
    assert_eq!(part(&assessed, "good").0, "not-locked");
}

#[test]
fn a_signature_counts_for_the_suppliers_that_its_publisher_is_trusted_for() {
    let desk = signed();
    trust(&desk, "suppliers = [\"*\"]");
    let shown = desk.done("plugin verify checks/good.wasm").out;
    assert!(shown.contains("signed with sha256:"), "{shown}");
    desk.done("plugin add checks/good.wasm --yes");
    let assessed = desk.assay(ASSESS).assessed();
    assert_eq!(part(&assessed, "good"), word("completed", "signed"));
    assert_eq!(class(&assessed).as_deref(), Some("E3"));

    trust(&desk, "suppliers = [\"globex\"]");
    let assessed = desk.assay(ASSESS).assessed();
    assert_eq!(part(&assessed, "good"), word("completed", "unverified"));

    trust(&desk, "suppliers = [\"*\"]\naffiliates = [\"vendor\"]");
    let assessed = desk.assay(ASSESS).assessed();
    assert_eq!(
        part(&assessed, "good"),
        word("completed", "supplier-published")
    );
    assert_eq!(class(&assessed).as_deref(), Some("E1"));
}

#[test]
fn what_is_revoked_stops_running_at_once() {
    let desk = signed();
    trust(&desk, "suppliers = [\"*\"]");
    desk.done("plugin add checks/good.wasm --yes");
    let key = desk.done("plugin verify checks/good.wasm").out;
    let key = key
        .lines()
        .last()
        .unwrap()
        .trim_start_matches("signed with ");
    trust(
        &desk,
        &format!("suppliers = [\"*\"]\n[revoked]\nkeys = [\"{key}\"]"),
    );
    let printed = desk.assay(ASSESS);
    assert_eq!(part(&printed.assessed(), "good").0, "not-trusted");
    assert!(printed.err.contains("revoked"), "{}", printed.err);
    let refused = desk.assay("plugin verify checks/good.wasm").complaint();
    assert!(refused.contains("revoked"), "{refused}");
}

#[test]
fn where_signatures_are_required_an_unsigned_plugin_is_not_even_compiled() {
    let desk = desk();
    desk.done("plugin keygen guests");
    // Bytes that no compiler takes: whoever complains about the signature has not compiled them.
    desk.write("checks/good.wasm", b"\0asm rubbish");
    trust(
        &desk,
        "suppliers = [\"*\"]\n[require]\nall-of = [\"guests\"]",
    );
    let refused = desk.assay("plugin add checks/good.wasm --yes").complaint();
    assert!(refused.contains("requires signatures"), "{refused}");
    let printed = desk.assay(&format!("{ASSESS} --plugins checks --unlocked"));
    assert_eq!(part(&printed.assessed(), "good").0, "not-trusted");
}

#[test]
fn a_signature_of_other_bytes_is_told_with_both_digests() {
    let desk = signed();
    trust(&desk, "suppliers = [\"*\"]");
    desk.write("checks/good.wasm", support::guest("declines"));
    for line in [
        "plugin verify checks/good.wasm",
        "plugin add checks/good.wasm --yes",
    ] {
        let refused = desk.assay(line).complaint();
        assert!(refused.contains("one of the two was changed"), "{refused}");
    }
}

#[test]
fn an_upgrade_that_asks_for_more_stops_until_somebody_agrees() {
    let desk = desk();
    desk.done("plugin add checks/good.wasm --yes");
    // The same plugin in a version that also wants the network.
    desk.write("checks/good.wasm", support::guest("good_upgrade"));
    let printed: Printed = desk.assay("plugin add checks/good.wasm");
    assert!(
        printed.out.contains("newly asked: probe"),
        "{}",
        printed.out
    );
    assert!(printed.complaint().contains("--yes"));
    let assessed = desk.assay(ASSESS).assessed();
    assert_eq!(
        part(&assessed, "good"),
        word("completed", "unverified"),
        "the old one goes on"
    );

    desk.done("plugin add checks/good.wasm --yes");
    desk.plugin("good");
    let refused = desk.assay("plugin add checks/good.wasm --yes").complaint();
    assert!(refused.contains("--allow-downgrade"), "{refused}");
    desk.done("plugin add checks/good.wasm --yes --allow-downgrade");
}

#[test]
fn a_secret_key_is_for_its_owner_and_is_never_written_over() {
    let desk = Desk::new();
    desk.done("plugin keygen guests");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = std::fs::metadata(desk.path("guests.key"))
            .unwrap()
            .permissions()
            .mode();
        assert_eq!(mode & 0o777, 0o600);
    }
    let refused = desk.assay("plugin keygen guests").complaint();
    assert!(refused.contains("guests.key"), "{refused}");
}

#[test]
fn settings_reach_a_plugin_only_when_its_schema_allows_them() {
    let desk = desk();
    desk.write("settings.toml", "[contract-terms]\nno-such-setting = 1\n");
    let refused = desk.assay(ASSESS).complaint();
    assert!(
        refused.contains("settings.toml:1:") && refused.contains("no-such-setting"),
        "{refused}"
    );
    desk.write("settings.toml", "[contract-tems]\nx = 1\n");
    let refused = desk.assay(ASSESS).complaint();
    assert!(refused.contains("contract-tems"), "{refused}");
    // 30 days are within 90; an operator who wants 14 gets another verdict on the same contract.
    let deletion = |desk: &Desk| {
        let assessed = desk.assay(ASSESS).assessed();
        let observations = assessed["latest"]["observations"]
            .as_array()
            .unwrap()
            .clone();
        let seen = observations.iter().find(|seen| {
            seen["point"] == "deletion" && seen["provenance"]["plugin"]["id"] == "contract-terms"
        });
        seen.unwrap()["outcome"].as_str().unwrap().to_owned()
    };
    desk.write("settings.toml", "");
    assert_eq!(deletion(&desk), "pass");
    desk.write("settings.toml", "[contract-terms]\ndeletion-days = 14\n");
    assert_ne!(deletion(&desk), "pass");
}
