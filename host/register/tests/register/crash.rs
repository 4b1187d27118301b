//! A program that is killed loses nothing that was acknowledged and leaves nothing half-written.

use std::{
    collections::BTreeSet,
    io::{BufRead as _, BufReader, Write as _},
    path::Path,
    process::{Command, Stdio},
};

use assay_register::{AssessmentId, Register};
use sqlx::{Connection as _, SqliteConnection, query_scalar, sqlite::SqliteConnectOptions};

use crate::fixture::*;

const REGISTER: &str = "ASSAY_TEST_CRASH_REGISTER";
const ROUND: &str = "ASSAY_TEST_CRASH_ROUND";
const KILLS: u64 = 20;
const RUNS_EACH: u64 = 3;

/// Not a test by itself: the program that is killed. It stores runs and assessments until it dies and says so only once the
/// register has acknowledged.
#[tokio::test]
async fn child_that_is_killed() {
    let Some(path) = std::env::var_os(REGISTER) else {
        return;
    };
    let round: u64 = std::env::var(ROUND).unwrap().parse().unwrap();
    let register = Register::open(path).await.unwrap();
    let say = |line: String| {
        let mut out = std::io::stdout().lock();
        writeln!(out, "{line}").and_then(|()| out.flush())
    };
    for n in 0.. {
        let supplier = format!("supplier-{round}-{n}");
        let mut new = Assessment::silent(&supplier, 1);
        new.runs = (0..RUNS_EACH)
            .map(|i| {
                let run = Run::new(&supplier, "contract-terms", i);
                (run, assay_domain::Standing::Bundled)
            })
            .collect();
        new.observations = (new.runs.iter())
            .map(|(run, standing)| {
                observation(run, *standing, assay_domain::ReportedOutcome::Fail, 1)
            })
            .collect();
        new.verdict.findings = vec![finding(&new.observations, false, false)];
        for (run, _) in &new.runs {
            let stored = run.store(&register).await.unwrap();
            say(format!("run {stored}")).unwrap();
        }
        let stored = new.store_without_runs(&register).await.unwrap();
        say(format!("assessment {stored}")).unwrap();
    }
}

#[tokio::test]
async fn kill_9_loses_nothing_that_was_acknowledged() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("r.db");
    let mut acknowledged = BTreeSet::new();
    for round in 0..KILLS {
        // Kills fall after different counts, so before, between and within runs and assessments; the first within creation.
        let until = (round * 7) % 23;
        acknowledged.extend(run_and_kill(&path, round, until));
        if path.exists() {
            check(&path, &acknowledged).await;
        }
    }
    let runs = acknowledged.iter().filter(|line| line.starts_with("run"));
    assert!(runs.count() > 100, "the child worked");
}

/// Starts the child and kills it after so many acknowledgements. What it had written to the pipe by then was acknowledged.
fn run_and_kill(path: &Path, round: u64, until: u64) -> Vec<String> {
    let mut child = Command::new(std::env::current_exe().unwrap())
        .args(["crash::child_that_is_killed", "--exact", "--nocapture"])
        .env(REGISTER, path)
        .env(ROUND, round.to_string())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let mut said = Vec::new();
    let is_acknowledgement =
        |line: &String| line.starts_with("run ") || line.starts_with("assessment ");
    while (said.len() as u64) < until {
        let line = lines.next().expect("the child goes on").unwrap();
        said.extend(Some(line).filter(is_acknowledgement));
    }
    child.kill().unwrap();
    child.wait().unwrap();
    // The kill may cut the last line short; a line that is not whole was not read by anybody as acknowledged.
    let rest = lines.map_while(Result::ok).filter(is_acknowledgement);
    said.extend(rest.filter(|line| match line.split_once(' ') {
        Some(("run", id)) => id.len() == 32,
        _ => line.ends_with("#1"),
    }));
    said
}

async fn check(path: &Path, acknowledged: &BTreeSet<String>) {
    let register = Register::open(path).await.unwrap();
    for line in acknowledged {
        match line.split_once(' ').unwrap() {
            ("run", run) => {
                register.load_run(run).await.unwrap();
            }
            (_, assessment) => {
                let id: AssessmentId = assessment.parse().unwrap();
                assert!(
                    register.assessment(&id).await.unwrap().is_some(),
                    "{line} is lost"
                );
            }
        }
    }
    // Whatever is there is whole, acknowledged or not.
    for row in register.suppliers().await.unwrap() {
        let view = register.supplier(&row.supplier).await.unwrap().unwrap();
        assert_eq!(view.latest.runs.len(), RUNS_EACH as usize);
        assert_eq!(view.latest.observations.len(), RUNS_EACH as usize);
        assert_eq!(view.open_findings.len(), 1);
        assert_eq!(view.history.len(), 1);
        assert_eq!(view.history[0].reasons.len(), 1);
    }
    // Each killed round leaves the runs of at most one assessment unfinished.
    let unfinished = register.unfinished_runs().await.unwrap();
    let suppliers: BTreeSet<_> = unfinished.iter().map(|run| &run.supplier).collect();
    assert!(suppliers.len() as u64 <= KILLS);
    register.close().await;

    let options = SqliteConnectOptions::new().filename(path);
    let mut raw = SqliteConnection::connect_with(&options).await.unwrap();
    let integrity: String = query_scalar("PRAGMA integrity_check")
        .fetch_one(&mut raw)
        .await
        .unwrap();
    assert_eq!(integrity, "ok");
    let orphans: Option<String> = query_scalar("PRAGMA foreign_key_check")
        .fetch_optional(&mut raw)
        .await
        .unwrap();
    assert_eq!(orphans, None);
}
