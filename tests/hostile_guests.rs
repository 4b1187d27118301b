//! Every hostile guest ends as one typed outcome, never as a pass, and never takes another run down with it.
#![expect(clippy::unwrap_used, reason = "a helper of a test may stop the test")]

mod support;

use assay_assessment::collect;
use assay_catalogue::Catalogue;
use assay_domain::{EvidenceClass, RunError, RunOutcome, Standing};
use assay_sandbox::{Admitted, Capability, Grants, Plugin, RunReport, Sandbox, SandboxError};
use support::{guest, inputs, limits, load, request};

async fn run(name: &str) -> RunReport {
    let sandbox = Sandbox::new(&limits()).unwrap();
    let plugin = load(&sandbox, name).await.unwrap();
    Admitted::new(&plugin, &Grants::all())
        .unwrap()
        .run(request())
        .await
}

async fn error(name: &str) -> RunError {
    let report = run(name).await;
    assert_eq!(
        report.record.observations,
        [],
        "nothing of a failed run is kept"
    );
    match report.record.outcome {
        RunOutcome::Failed { error } => error,
        RunOutcome::Completed => panic!("`{name}` completed"),
    }
}

fn over(budget: &str) -> RunError {
    RunError::OverBudget {
        budget: budget.to_owned(),
    }
}

#[tokio::test]
async fn endless_loop_uses_up_its_cpu_time() {
    assert_eq!(error("spins").await, RunError::CpuTimeout);
}

#[tokio::test]
async fn endless_wait_in_a_host_call_meets_the_deadline() {
    assert_eq!(error("sleeps").await, RunError::WallTimeout);
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
async fn panic_is_a_trap() {
    assert_eq!(error("panics").await.kind(), "trapped");
}

#[tokio::test]
async fn exit_with_success_is_no_success() {
    assert_eq!(error("exits").await.kind(), "trapped");
}

#[tokio::test]
async fn a_plugin_may_decline_and_its_words_cannot_draw_on_the_terminal() {
    let error = error("declines").await;
    assert_eq!(error.kind(), "declined");
    assert!(!error.to_string().contains('\u{1b}'), "{error}");
}

#[tokio::test]
async fn floods_meet_the_limit_that_they_flood() {
    assert_eq!(error("floods_observations").await, over("observations"));
    assert_eq!(error("floods_log").await, over("log-lines"));
    assert_eq!(error("floods_calls").await, over("host-calls"));
    assert_eq!(error("long_string").await, over("string-bytes"));
}

#[tokio::test]
async fn megabytes_of_text_are_refused_at_the_boundary() {
    assert_eq!(error("returns_megabytes").await.kind(), "malformed");
}

#[tokio::test]
async fn hoarded_handles_end_the_run() {
    assert_eq!(error("hoards_handles").await.kind(), "malformed");
}

#[tokio::test]
async fn endless_describe_and_describe_with_imports_are_not_loaded() {
    let sandbox = Sandbox::new(&limits()).unwrap();
    for name in ["spins_in_describe", "calls_in_describe"] {
        let error = load(&sandbox, name).await.err();
        assert!(
            matches!(error, Some(SandboxError::Describe { .. })),
            "{name}: {error:?}"
        );
    }
}

#[tokio::test]
async fn a_component_that_imports_files_or_sockets_is_refused_whatever_it_says() {
    let sandbox = Sandbox::new(&limits()).unwrap();
    for (name, import) in [
        ("opens_file", "wasi:filesystem/"),
        ("opens_socket", "wasi:sockets/"),
    ] {
        match load(&sandbox, name).await.err() {
            Some(SandboxError::ForbiddenImport {
                import: found,
                hint,
            }) => {
                assert!(
                    found.starts_with(import) && hint.contains("assay:plugin/"),
                    "{found} {hint}"
                );
            }
            other => panic!("{name}: {other:?}"),
        }
    }
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

/// Codes of the security findings and how many observations are left.
async fn collected(name: &str) -> (Vec<String>, usize) {
    let report = run(name).await;
    assert_eq!(report.record.outcome, RunOutcome::Completed);
    let collected = collect(
        &Catalogue::embedded(),
        &inputs(),
        &report,
        Standing::Bundled,
    );
    let codes = collected
        .security_findings
        .into_iter()
        .map(|finding| finding.code)
        .collect();
    (codes, collected.observations.len())
}

#[tokio::test]
async fn evidence_that_is_not_there_is_held_against_the_plugin() {
    assert_eq!(
        collected("lies_about_quote").await,
        (vec!["evidence-not-found".to_owned()], 0)
    );
    assert_eq!(
        collected("invents_evidence").await,
        (vec!["evidence-not-found".to_owned(); 2], 0)
    );
    assert_eq!(
        collected("cites_unseen").await,
        (vec!["evidence-not-found".to_owned(); 5], 0)
    );
}

#[tokio::test]
async fn points_that_were_never_declared_and_words_that_do_not_exist_are_dropped() {
    assert_eq!(
        collected("undeclared_point").await,
        (vec!["undeclared-point".to_owned(); 3], 0)
    );
    let malformed = "malformed-observation".to_owned();
    let codes = vec![
        malformed.clone(),
        malformed.clone(),
        malformed,
        "unknown-system".to_owned(),
    ];
    assert_eq!(collected("rubbish_words").await, (codes, 0));
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

#[tokio::test]
async fn what_is_not_a_plugin_is_refused_with_the_reason() {
    let sandbox = Sandbox::new(&limits()).unwrap();
    let mut truncated = guest("good");
    truncated.truncate(truncated.len() / 2);
    let empty_component = wat::parse_str("(component)").unwrap();
    let many_memories = wat::parse_str(format!(
        "(component (core module $m {}) (core instance (instantiate $m)))",
        "(memory 1)".repeat(64)
    ))
    .unwrap();
    for (bytes, expected) in [
        (b"hello".to_vec(), "not a WebAssembly file"),
        (wat::parse_str("(module)").unwrap(), "core module"),
        (truncated, "not valid"),
        (empty_component, "not an assay plugin"),
        (
            many_memories,
            "memories count of 64 exceeds the per-instance limit",
        ),
    ] {
        let error = Plugin::load(&sandbox, None, &support::child_compiler(), &bytes)
            .await
            .err()
            .unwrap()
            .to_string();
        assert!(error.contains(expected), "{expected}: {error}");
    }
}

/// A 302 KiB module took 10 s and 1.4 GiB to compile. Here the compile process ends at its limit and the host goes on.
#[tokio::test]
async fn a_component_that_is_expensive_to_compile_ends_with_its_compile_process() {
    let locals = "(local i64)".repeat(2_000);
    let body: String = (0..20_000)
        .map(|n| format!("(block (br_if 0 (local.get $p)) (local.set {} (i64.add (local.get {}) (i64.const 1))))", n % 2_000 + 1, (n * 7) % 2_000 + 1))
        .collect();
    let bomb = wat::parse_str(format!(
        "(component (core module (func (param $p i32) {locals} {body})))"
    ))
    .unwrap();
    let limits = assay_domain::Limits {
        compile_cpu_s: 1,
        compile_memory_bytes: 512 << 20,
        ..limits()
    };
    let sandbox = Sandbox::new(&limits).unwrap();
    let error = Plugin::load(&sandbox, None, &support::child_compiler(), &bomb)
        .await
        .err();
    assert!(
        matches!(error, Some(SandboxError::Compile { .. })),
        "{error:?}"
    );
}

#[tokio::test]
async fn a_component_over_the_size_limit_is_not_even_parsed() {
    let limits = assay_domain::Limits {
        component_bytes: 1_000,
        ..limits()
    };
    let sandbox = Sandbox::new(&limits).unwrap();
    let error = load(&sandbox, "good").await.err();
    assert!(
        matches!(error, Some(SandboxError::TooLarge { limit: 1_000, .. })),
        "{error:?}"
    );
}
