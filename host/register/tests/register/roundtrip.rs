//! What is stored comes back, whatever is written in it.

use assay_domain::*;
use assay_register::{Register, RegisterError, SupplierFacts};

use crate::fixture::*;

#[tokio::test]
async fn a_run_comes_back_byte_for_byte() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("register.db");
    let run = Run::new("acme", "contract-terms", 1);
    let stored = {
        let register = Register::open(&path).await.unwrap();
        let stored = run.store(&register).await.unwrap();
        register.close().await;
        stored
    };
    assert_eq!(stored, run.record.id());
    let register = Register::open_existing(&path).await.unwrap();
    let loaded = register.load_run(&stored.as_str()[..6]).await.unwrap();
    assert_eq!(loaded.record.to_bytes(), run.record.to_bytes());
    assert_eq!(loaded.usage, run.usage);
    assert_eq!(loaded.bodies, run.bodies);
    assert_eq!(loaded.component, run.component);
}

#[tokio::test]
async fn the_same_run_is_stored_once_and_keeps_what_it_used_first() {
    let register = Register::in_memory().await.unwrap();
    let mut run = Run::new("acme", "contract-terms", 1);
    let first = run.store(&register).await.unwrap();
    run.usage.wall_us = 7_000_000;
    assert_eq!(run.store(&register).await.unwrap(), first);
    assert_eq!(register.unfinished_runs().await.unwrap().len(), 1);
    let loaded = register.load_run(first.as_str()).await.unwrap();
    assert_eq!(loaded.usage.wall_us, 42);
}

#[tokio::test]
async fn what_runs_share_is_kept_once() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("r.db");
    let register = Register::open(&path).await.unwrap();
    for seed in 0..20 {
        let mut run = Run::new("acme", "contract-terms", seed);
        run.component = vec![7; 1_000_000];
        run.record.plugin.digest = Digest::of(&run.component);
        let stored = run.store(&register).await.unwrap();
        let loaded = register.load_run(stored.as_str()).await.unwrap();
        assert_eq!(loaded.component.len(), 1_000_000);
    }
    register.close().await;
    let size = std::fs::metadata(&path).unwrap().len();
    assert!(
        size < 1_500_000,
        "20 runs of one component take {size} bytes"
    );
}

#[tokio::test]
async fn a_failed_run_is_kept_with_its_kind() {
    let register = Register::in_memory().await.unwrap();
    let mut run = Run::new("acme", "contract-terms", 1);
    let error = RunError::Trapped {
        detail: HOSTILE.into(),
    };
    run.record.outcome = RunOutcome::Failed { error };
    let stored = run.store(&register).await.unwrap();
    let loaded = register.load_run(stored.as_str()).await.unwrap();
    assert_eq!(loaded.record, run.record);
    let unfinished = register.unfinished_runs().await.unwrap();
    assert_eq!(unfinished[0].outcome, "trapped");
}

#[tokio::test]
async fn a_run_is_found_by_the_beginning_of_its_id_only() {
    let register = Register::in_memory().await.unwrap();
    let mut ids = Vec::new();
    for seed in 0..3000 {
        ids.push(
            Run::new("acme", "probe", seed)
                .store(&register)
                .await
                .unwrap(),
        );
    }
    ids.sort();
    let shared = ids
        .windows(2)
        .map(|pair| &pair[0].as_str()[..4])
        .zip(ids.windows(2))
        .find(|(prefix, pair)| pair[1].as_str().starts_with(prefix))
        .map(|(prefix, _)| prefix)
        .expect("3000 ids share 4 of 65536 beginnings");
    let ambiguous = register.load_run(shared).await;
    assert!(matches!(ambiguous, Err(RegisterError::AmbiguousRun { .. })));
    for wrong in [
        "",
        "abc",
        "ABCD",
        "%%%%",
        "____",
        "abcd' OR 1=1",
        &"a".repeat(33),
    ] {
        let answer = register.load_run(wrong).await;
        assert!(
            matches!(answer, Err(RegisterError::NotARun { .. })),
            "{wrong}"
        );
    }
    let free = (0..=0xffff)
        .map(|n| format!("{n:04x}"))
        .find(|prefix| !ids.iter().any(|id| id.as_str().starts_with(prefix)))
        .expect("3000 ids do not use 65536 beginnings");
    let unknown = register.load_run(&free).await;
    assert!(matches!(unknown, Err(RegisterError::UnknownRun { .. })));
}

#[tokio::test]
async fn an_assessment_comes_back_whole() {
    let folder = tempfile::tempdir().unwrap();
    let register = Register::open(folder.path().join("r.db")).await.unwrap();
    let mut new = Assessment::silent("acme", 2);
    let fail = observation(&new.runs[0].0, Standing::Bundled, ReportedOutcome::Fail, 2);
    new.observations = vec![fail.clone()];
    new.security_findings = vec![security_finding(&new.runs[0].0)];
    new.verdict.findings = vec![finding(&[fail], false, false)];
    let stored = new.store(&register).await.unwrap();
    assert_eq!(stored.to_string(), "acme#1");

    let view = register.assessment(&stored).await.unwrap().unwrap();
    assert_eq!(view.facts, SupplierFacts::from(&new.supplier));
    assert_eq!(view.verdict, new.verdict);
    assert_eq!(view.participations, new.participations());
    assert_eq!(view.observations, new.observations);
    assert_eq!(view.security_findings, new.security_findings);
    assert_eq!(view.created_at, new.now);
    assert_eq!(view.runs[0].run, new.runs[0].0.record.id());
    assert_eq!(view.runs[0].plugin, new.runs[0].0.record.plugin);

    let list = register.suppliers().await.unwrap();
    assert_eq!(list[0].legal_name.expose(), HOSTILE);
    assert_eq!(list[0].decision, Decision::Undecided);
    assert_eq!(list[0].coverage, Bp::saturating(3333));
    assert_eq!(list[0].open_findings.high, 1);
    assert_eq!(list[0].open_findings.total(), 1);
    assert_eq!(list[0].reassess_on, day(31));

    let supplier = register.supplier(&id("acme")).await.unwrap().unwrap();
    assert_eq!(supplier.latest, view);
    assert_eq!(supplier.open_findings.len(), 1);
    assert!(supplier.unfinished_runs.is_empty());
    assert!(register.supplier(&id("nobody")).await.unwrap().is_none());
    let gone = "acme#2".parse().unwrap();
    assert!(register.assessment(&gone).await.unwrap().is_none());
}

#[tokio::test]
async fn history_keeps_every_assessment_with_its_reasons() {
    let register = Register::in_memory().await.unwrap();
    for on in [1, 2, 3] {
        let mut new = Assessment::silent("acme", on);
        if on == 3 {
            new.verdict.decision = Decision::Reject;
            new.verdict.reasons[0].decision = Decision::Reject;
        }
        new.store(&register).await.unwrap();
    }
    Assessment::silent("other", 3)
        .store(&register)
        .await
        .unwrap();
    let history = register.history(&id("acme")).await.unwrap();
    let numbers: Vec<_> = history.iter().map(|row| row.id.number).collect();
    assert_eq!(numbers, [3, 2, 1], "the latest comes first");
    assert_eq!(history[0].decision, Decision::Reject);
    assert_eq!(history[0].reasons[0].decision, Decision::Reject);
    assert_eq!(history[2].reasons[0].decision, Decision::Undecided);
    assert_ne!(history[0].verdict_digest, history[1].verdict_digest);
    assert_eq!(register.suppliers().await.unwrap()[0].assessment, 3);
}

#[tokio::test]
async fn views_have_a_json_schema_and_read_back() {
    let register = Register::in_memory().await.unwrap();
    Assessment::silent("acme", 1)
        .store(&register)
        .await
        .unwrap();
    let view = register.supplier(&id("acme")).await.unwrap().unwrap();
    let text = serde_json::to_string(&view).unwrap();
    let back: assay_register::SupplierView = serde_json::from_str(&text).unwrap();
    assert_eq!(back, view);
    let schema = serde_json::to_value(schemars::schema_for!(assay_register::SupplierView)).unwrap();
    assert!(schema["properties"]["latest"].is_object());
}
