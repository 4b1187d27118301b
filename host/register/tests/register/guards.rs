//! What the register refuses.

use std::time::Duration;

use assay_domain::{Digest, ReportedOutcome, Standing};
use assay_register::{Register, RegisterError};
use sqlx::{Connection as _, SqliteConnection, query, query_scalar, sqlite::SqliteConnectOptions};

use crate::fixture::*;

#[tokio::test]
async fn a_run_that_could_not_be_replayed_is_refused() {
    let register = Register::in_memory().await.unwrap();
    let mut run = Run::new("acme", "contract-terms", 1);
    let gone = *run.bodies.keys().next().unwrap();
    run.bodies.remove(&gone);
    let answer = run.store(&register).await;
    assert!(matches!(answer, Err(RegisterError::BodyMissing { digest, .. }) if digest == gone));
    run.bodies.insert(gone, b"something else".to_vec());
    let answer = run.store(&register).await;
    assert!(matches!(answer, Err(RegisterError::WrongDigest { digest }) if digest == gone));
    let mut run = Run::new("acme", "contract-terms", 1);
    run.component = b"another component".to_vec();
    let answer = run.store(&register).await;
    assert!(matches!(answer, Err(RegisterError::WrongDigest { .. })));
    assert!(register.unfinished_runs().await.unwrap().is_empty());
}

#[tokio::test]
async fn an_assessment_of_runs_that_were_not_stored_is_refused() {
    let register = Register::in_memory().await.unwrap();
    let new = Assessment::silent("acme", 1);
    let answer = new.store_without_runs(&register).await;
    assert!(matches!(answer, Err(RegisterError::RunNotStored { .. })));
    // Nor does a run for one supplier count for another.
    let mut foreign = Assessment::silent("other", 1);
    foreign.runs = Assessment::silent("acme", 1).runs;
    let answer = foreign.store(&register).await;
    assert!(matches!(answer, Err(RegisterError::RunNotStored { .. })));
    assert!(register.suppliers().await.unwrap().is_empty());
}

#[tokio::test]
async fn an_observation_without_provenance_is_refused() {
    let register = Register::in_memory().await.unwrap();
    let mut new = Assessment::silent("acme", 1);
    let elsewhere = Run::new("acme", "another-plugin", 9);
    elsewhere.store(&register).await.unwrap();
    new.observations = vec![observation(
        &elsewhere,
        Standing::Bundled,
        ReportedOutcome::Pass,
        1,
    )];
    let answer = new.store(&register).await;
    assert!(matches!(answer, Err(RegisterError::NoProvenance { .. })));
    // A run of this assessment under another plugin's name is no provenance either.
    let mut forged = observation(&new.runs[0].0, Standing::Bundled, ReportedOutcome::Pass, 1);
    forged.provenance.plugin.digest = Digest::of("another plugin");
    new.observations = vec![forged];
    let answer = new.store(&register).await;
    assert!(matches!(answer, Err(RegisterError::NoProvenance { .. })));
    assert!(register.suppliers().await.unwrap().is_empty());
}

#[tokio::test]
async fn the_database_itself_refuses_an_observation_without_provenance() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("r.db");
    let register = Register::open(&path).await.unwrap();
    let mut new = Assessment::silent("acme", 1);
    let run = &new.runs[0].0;
    new.observations = vec![observation(
        run,
        Standing::Bundled,
        ReportedOutcome::Pass,
        1,
    )];
    new.store(&register).await.unwrap();
    let options = SqliteConnectOptions::new().filename(&path);
    let mut raw = SqliteConnection::connect_with(&options).await.unwrap();
    for statement in [
        "UPDATE observations SET run = NULL",
        "UPDATE observations SET plugin_digest = NULL",
        "UPDATE observations SET evidence_digest = NULL",
        "UPDATE observations SET point = NULL",
        "UPDATE observations SET run = 'a run that never was'",
        "UPDATE observations SET plugin_digest = 'sha256:00'",
        "DELETE FROM runs",
        "DELETE FROM participations",
        "UPDATE assessments SET decision = 'fine'",
    ] {
        let answer = query(statement).execute(&mut raw).await;
        assert!(answer.is_err(), "{statement}");
    }
    let kept: i64 = query_scalar("SELECT count(*) FROM observations")
        .fetch_one(&mut raw)
        .await
        .unwrap();
    assert_eq!(kept, 1);
}

#[tokio::test]
async fn a_clock_that_runs_behind_is_refused() {
    let register = Register::in_memory().await.unwrap();
    Assessment::silent("acme", 10)
        .store(&register)
        .await
        .unwrap();
    let mut behind = Assessment::silent("other", 9);
    behind.now = noon(9) - Duration::from_secs(1);
    let answer = behind.store(&register).await;
    assert!(matches!(answer, Err(RegisterError::Clock { newest, .. }) if newest == noon(10)));
    behind.now = noon(9);
    behind.store(&register).await.unwrap();
}

#[tokio::test]
async fn a_changed_byte_is_noticed_on_reading() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("r.db");
    let register = Register::open(&path).await.unwrap();
    let new = Assessment::silent("acme", 1);
    let stored = new.store(&register).await.unwrap();
    let options = SqliteConnectOptions::new().filename(&path);
    let mut raw = SqliteConnection::connect_with(&options).await.unwrap();
    query("UPDATE assessments SET verdict = replace(verdict, 'very-high', 'low')")
        .execute(&mut raw)
        .await
        .unwrap();
    let answer = register.assessment(&stored).await;
    assert!(matches!(answer, Err(RegisterError::Damaged { .. })));
    for statement in [
        "UPDATE runs SET body = replace(body, 'supplier.toml', 'supplier.tomL')",
        "UPDATE runs SET body = '[]'",
        "UPDATE blobs SET bytes = bytes || x'00'",
        "UPDATE blobs SET bytes = x''",
    ] {
        query(statement).execute(&mut raw).await.unwrap();
        let run = new.runs[0].0.record.id();
        let answer = register.load_run(run.as_str()).await;
        assert!(
            matches!(answer, Err(RegisterError::Damaged { .. })),
            "{statement}"
        );
    }
}
