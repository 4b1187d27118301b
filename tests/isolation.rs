//! What a run can see and use, and that no run disturbs another. How each hostile behaviour ends is in `hostile.rs`.
#![expect(clippy::unwrap_used, reason = "a helper of a test may stop the test")]

mod support;

use assay_assessment::collect;
use assay_catalogue::Catalogue;
use assay_domain::{EvidenceClass, RunError, RunOutcome, Standing};
use assay_sandbox::{Admitted, Capability, Grants, RunReport, Sandbox};
use support::{
    desk::{Desk, REJECT, UNDECIDED, results},
    inputs, limits, load, request,
};

async fn run(name: &str) -> RunReport {
    let sandbox = Sandbox::new(&limits()).unwrap();
    let plugin = load(&sandbox, name).await.unwrap();
    Admitted::new(&plugin, &Grants::all())
        .unwrap()
        .run(request())
        .await
}

#[tokio::test]
async fn memory_bomb_is_out_of_memory() {
    let report = run("eats_memory").await;
    assert_eq!(
        report.record.outcome,
        RunOutcome::Failed {
            error: RunError::OutOfMemory
        }
    );
    assert!(
        report.usage.memory_bytes <= limits().memory_bytes,
        "{} bytes",
        report.usage.memory_bytes
    );
}

#[tokio::test]
async fn a_plugin_may_decline_and_its_words_cannot_draw_on_the_terminal() {
    let RunOutcome::Failed { error } = run("declines").await.record.outcome else {
        panic!("it did not decline");
    };
    assert_eq!(error.kind(), "declined");
    assert!(!error.to_string().contains('\u{1b}'), "{error}");
}

#[tokio::test]
async fn a_plugin_without_the_grant_for_its_import_does_not_start() {
    let sandbox = Sandbox::new(&limits()).unwrap();
    for (name, capability) in [
        ("probes", Capability::Probe),
        ("offers", Capability::Handshake),
    ] {
        let plugin = load(&sandbox, name).await.unwrap();
        assert!(plugin.imports().capabilities.contains(&capability));
        let denied = Admitted::new(&plugin, &Grants::without_network()).err();
        assert_eq!(
            denied,
            Some(RunError::CapabilityDenied {
                interface: capability.name().to_owned()
            })
        );
    }
}

/// What one capability brings is not granted with another.
#[tokio::test]
async fn a_handshake_is_a_capability_of_its_own_and_offline_none_is_made() {
    let sandbox = Sandbox::new(&limits()).unwrap();
    let plugin = load(&sandbox, "offers").await.unwrap();
    assert!(!plugin.imports().capabilities.contains(&Capability::Probe));
    let admitted = Admitted::new(&plugin, &Grants::all()).unwrap();
    let report = admitted.run(request()).await;
    let seen = &report.record.observations[0];
    assert_eq!(seen.title.expose(), "offline");
    assert_eq!(report.record.calls[0].function, "handshake.offer-many");
    let again = admitted
        .replay(&report.record, report.bodies)
        .await
        .unwrap();
    assert_eq!(again, report.record.observations);
}

#[tokio::test]
async fn a_plugin_that_needs_no_network_is_not_offered_any() {
    let sandbox = Sandbox::new(&limits()).unwrap();
    let plugin = load(&sandbox, "good").await.unwrap();
    assert!(
        !plugin.imports().capabilities.contains(&Capability::Probe),
        "{:?}",
        plugin.imports()
    );
    assert!(Admitted::new(&plugin, &Grants::without_network()).is_ok());
}

#[tokio::test]
async fn each_run_has_an_instance_of_its_own() {
    let sandbox = Sandbox::new(&limits()).unwrap();
    let plugin = load(&sandbox, "remembers").await.unwrap();
    let admitted = Admitted::new(&plugin, &Grants::all()).unwrap();
    for _ in 0..3 {
        let report = admitted.run(request()).await;
        assert_eq!(report.record.observations[0].title.expose(), "1");
    }
}

#[tokio::test]
async fn a_guest_sees_no_environment_and_a_clock_that_stands_at_the_day_of_the_run() {
    let (first, second) = (run("looks_around").await, run("looks_around").await);
    let seen = &first.record.observations[0];
    assert_eq!(seen.title.expose(), "environment [] arguments []");
    assert_eq!(
        seen.detail.expose(),
        "seconds 1793577600",
        "midnight UTC of 2026-11-02"
    );
    assert_eq!(
        first.record.observations, second.record.observations,
        "randomness comes from the run's seed"
    );
}

#[tokio::test]
async fn hostile_runs_do_not_disturb_good_ones_beside_them() {
    let sandbox = Sandbox::new(&limits()).unwrap();
    let good = Admitted::new(&load(&sandbox, "good").await.unwrap(), &Grants::all()).unwrap();
    let quiet = good.run(request()).await;
    let mut bad = Vec::new();
    for name in [
        "spins",
        "sleeps",
        "eats_memory",
        "panics",
        "floods_log",
        "returns_megabytes",
    ] {
        bad.push(Admitted::new(&load(&sandbox, name).await.unwrap(), &Grants::all()).unwrap());
    }
    let noisy = bad.iter().map(|plugin| plugin.run(request()));
    let beside = (0..5).map(|_| good.run(request()));
    let (noisy, beside) = futures::join!(
        futures::future::join_all(noisy),
        futures::future::join_all(beside)
    );
    assert!(
        noisy
            .iter()
            .all(|report| report.record.outcome != RunOutcome::Completed)
    );
    for report in beside {
        assert_eq!(
            report.record.to_bytes(),
            quiet.record.to_bytes(),
            "byte for byte as in a quiet run"
        );
    }
}

#[tokio::test]
async fn a_good_plugin_earns_what_its_evidence_allows_and_not_what_it_asks_for() {
    let report = run("good").await;
    let collected = collect(
        &Catalogue::embedded(),
        &inputs(),
        &report,
        Standing::Bundled,
    );
    assert_eq!(collected.security_findings, []);
    let classes: Vec<_> = collected
        .observations
        .iter()
        .map(|seen| (seen.point.as_str(), seen.class))
        .collect();
    assert_eq!(
        classes,
        [
            ("breach-notice", EvidenceClass::E1),
            ("deletion", EvidenceClass::E3)
        ]
    );
}

/// The vendor's plugin quotes a true sentence of the contract for every point, asks for E5, and gets the supplier's own word.
#[tokio::test]
async fn a_vendor_cannot_mark_its_own_homework() {
    let report = run("marks_own_homework").await;
    for standing in [Standing::SupplierPublished, Standing::Unverified] {
        let collected = collect(&Catalogue::embedded(), &inputs(), &report, standing);
        assert_eq!(collected.observations.len(), 6);
        assert!(
            collected
                .observations
                .iter()
                .all(|seen| seen.class == EvidenceClass::E1),
            "{standing:?}"
        );
    }
}

/// What a plugin has found stays found when it later breaks half way: nothing of the broken run counts, so nothing of it can
/// close what an earlier one left open.
#[test]
fn a_fail_stays_open_when_the_plugin_that_found_it_traps_half_way() {
    let desk = Desk::new();
    desk.silent("acme");
    let digest = desk.plugin("fails_then_panics");
    let assess = |day: &str| {
        let printed = desk.assay(&format!(
            "assess acme --as-of {day} --offline --unlocked --plugins checks --vouch {digest} --format json"
        ));
        assert!(
            [UNDECIDED, REJECT].contains(&printed.code),
            "{}",
            printed.err
        );
        printed.assessed()
    };
    let ended = |supplier: &serde_json::Value| {
        let results = results(supplier);
        let (_, word) = results
            .iter()
            .find(|(id, _)| id == "fails-then-panics")
            .unwrap();
        word.clone()
    };
    let open = |supplier: &serde_json::Value| {
        let findings = supplier["open_findings"].as_array().unwrap();
        findings
            .iter()
            .filter(|finding| finding["point"] == "breach-notice")
            .count()
    };
    let before = assess("2026-11-20");
    assert_eq!((ended(&before).as_str(), open(&before)), ("completed", 1));
    let after = assess("2026-11-22");
    assert_eq!((ended(&after).as_str(), open(&after)), ("trapped", 1));
}
