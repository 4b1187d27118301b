//! A recorded run is done again from its record alone.
#![expect(clippy::unwrap_used, reason = "a helper of a test may stop the test")]

mod support;

use assay_sandbox::{Admitted, Grants, ReplayError, RunReport, Sandbox};
use support::{limits, load, request};

async fn recorded(name: &str) -> (Admitted, RunReport) {
    let sandbox = Sandbox::new(&limits()).unwrap();
    let admitted = Admitted::new(&load(&sandbox, name).await.unwrap(), &Grants::all()).unwrap();
    let report = admitted.run(request()).await;
    (admitted, report)
}

#[tokio::test]
async fn a_replay_gives_the_same_bytes() {
    for name in ["good", "looks_around", "panics", "ten_calls"] {
        let (admitted, report) = recorded(name).await;
        let replayed = admitted
            .replay(&report.record, report.bodies)
            .await
            .unwrap();
        assert_eq!(
            serde_json::to_vec(&replayed).unwrap(),
            serde_json::to_vec(&report.record.observations).unwrap(),
            "{name}"
        );
    }
}

#[tokio::test]
async fn the_same_run_has_the_same_id() {
    let (_, first) = recorded("good").await;
    let (_, second) = recorded("good").await;
    assert_eq!(first.record.id(), second.record.id());
    // Advisories name patch levels, so a record that said "wasmtime 48" would not tell whether a run is affected.
    let patch = first.record.engine.rsplit(' ').next().unwrap();
    assert_eq!(patch.split('.').count(), 3, "{}", first.record.engine);
    assert!(
        !first.record.calls.is_empty()
            && first
                .record
                .calls
                .iter()
                .all(|call| first.bodies.contains_key(&call.response))
    );
}

#[tokio::test]
async fn a_changed_body_a_missing_call_or_another_observation_is_noticed() {
    let (admitted, report) = recorded("good").await;

    let mut bodies = report.bodies.clone();
    let answer = report
        .record
        .calls
        .iter()
        .find(|call| call.function == "answers.get")
        .unwrap()
        .response;
    let text = String::from_utf8(bodies[&answer].clone()).unwrap();
    assert!(text.contains("48"));
    bodies.insert(answer, text.replace("48", "24").into_bytes());
    assert!(matches!(
        admitted.replay(&report.record, bodies).await,
        Err(ReplayError::Differs { .. })
    ));

    let mut record = report.record.clone();
    record.calls.pop();
    assert!(matches!(
        admitted.replay(&record, report.bodies.clone()).await,
        Err(ReplayError::Differs { .. })
    ));

    let mut record = report.record.clone();
    record.observations[0].outcome = "fail".into();
    let differs = admitted.replay(&record, report.bodies.clone()).await;
    assert_eq!(
        differs,
        Err(ReplayError::Differs {
            what: "observations"
        })
    );
}

#[tokio::test]
async fn a_record_is_not_replayed_with_another_component() {
    let (_, report) = recorded("good").await;
    let (other, _) = recorded("idles").await;
    let refused = other.replay(&report.record, report.bodies).await;
    assert!(
        matches!(refused, Err(ReplayError::OtherPlugin { .. })),
        "{refused:?}"
    );
}

/// The fuzzer of run records starts from this one. `ASSAY_WRITE_DOCS=1` writes it anew when the format has changed.
#[tokio::test]
async fn the_seed_of_the_fuzzer_is_a_record_as_it_is_written_today() {
    let path = support::workspace().join("fuzz/seeds/record.json");
    if std::env::var_os("ASSAY_WRITE_DOCS").is_some() {
        std::fs::write(&path, recorded("good").await.1.record.to_bytes()).unwrap();
    }
    let bytes = std::fs::read(&path).unwrap();
    let record: assay_domain::RunRecord = serde_json::from_slice(&bytes).unwrap();
    assert_eq!(record.to_bytes(), bytes);
}
