//! Findings are sticky: they stay open until equal or better evidence closes them.

use assay_catalogue::Catalogue;
use assay_domain::{
    EvidenceClass, Observation, ReportedOutcome, ReportedOutcome::*, Standing, Standing::*,
};
use assay_register::{FindingState, FindingView, Register};
use assay_scoring::{Input, RunResult};

use crate::fixture::*;

async fn open() -> Register {
    Register::in_memory().await.unwrap()
}

/// Assesses `acme` on a day with one plugin that says `seen`, if anything.
async fn assess(
    register: &Register,
    on: i8,
    standing: Standing,
    seen: Option<(ReportedOutcome, EvidenceClass)>,
) -> FindingView {
    let mut new = Assessment::silent("acme", on);
    new.runs[0].1 = standing;
    if let Some((outcome, class)) = seen {
        let mut seen = observation(&new.runs[0].0, standing, outcome, on);
        seen.class = class;
        new.observations = vec![seen];
    }
    score_and_store(register, new).await
}

/// Carries what is open into scoring and stores what it says, as the program does.
async fn score_and_store(register: &Register, mut new: Assessment) -> FindingView {
    let carried = register.open_findings(&id("acme")).await.unwrap();
    new.verdict = assay_scoring::assess(&Input {
        catalogue: &Catalogue::embedded(),
        supplier: &new.supplier,
        as_of: new.verdict.as_of,
        runs: &new.participations(),
        observations: &new.observations,
        carried: &carried,
    });
    new.store(register).await.unwrap();
    let view = register.supplier(&id("acme")).await.unwrap().unwrap();
    let finding = match view.open_findings.as_slice() {
        [] => view.closed_findings[0].clone(),
        [open] => open.clone(),
        several => panic!("one place has one finding, not {several:?}"),
    };
    // The register and the verdict tell the same story.
    let in_verdict = new.verdict.findings.first();
    assert_eq!(in_verdict.is_some(), finding.state != FindingState::Closed);
    if let Some(verdict) = in_verdict {
        assert_eq!(verdict.fingerprint, finding.fingerprint);
        assert_eq!(verdict.carried, finding.not_reobserved);
    }
    let closed_now = finding.closed_in == Some(view.latest.id.number);
    assert_eq!(!new.verdict.closed.is_empty(), closed_now);
    finding
}

use EvidenceClass::{E1, E2, E3, E4};

#[tokio::test]
async fn silence_leaves_a_finding_open_as_not_observed_again() {
    let register = open().await;
    let first = assess(&register, 1, Bundled, Some((Fail, E3))).await;
    assert_eq!(
        (first.state, first.not_reobserved),
        (FindingState::Open, false)
    );
    let second = assess(&register, 2, Bundled, None).await;
    assert_eq!(second.state, FindingState::Open);
    assert!(second.not_reobserved);
    assert_eq!((second.first_seen, second.last_observed), (1, 1));
    assert_eq!(second.observations, first.observations);
    let third = assess(&register, 3, Bundled, Some((Unknown, E3))).await;
    assert!(third.state == FindingState::Open && third.not_reobserved);
    let fourth = assess(&register, 4, Bundled, Some((Fail, E3))).await;
    assert!(!fourth.not_reobserved);
    assert_eq!((fourth.first_seen, fourth.last_observed), (1, 4));
    assert_eq!(
        fourth.observations.len(),
        1,
        "seen again replaces what was seen"
    );
}

#[tokio::test]
async fn equal_or_better_evidence_of_an_independent_plugin_closes() {
    for class in [E3, E4] {
        let register = open().await;
        assess(&register, 1, Bundled, Some((Fail, E3))).await;
        let closed = assess(&register, 2, Vouched, Some((Pass, class))).await;
        assert_eq!(closed.state, FindingState::Closed);
        assert_eq!(closed.closed_in, Some(2));
        assert_eq!(closed.closed_by.unwrap().class, class);
        assert!(
            register
                .open_findings(&id("acme"))
                .await
                .unwrap()
                .is_empty()
        );
        assert_eq!(
            register.suppliers().await.unwrap()[0].open_findings.total(),
            0
        );
    }
}

#[tokio::test]
async fn weaker_evidence_or_the_suppliers_own_plugin_does_not_close() {
    use FindingState::{Disputed, Open};
    for (standing, class, state, sides) in [
        (Bundled, E2, Disputed, 2),
        (SupplierPublished, E4, Open, 1),
        (SupplierPublished, E1, Open, 1),
        (Unverified, E4, Open, 1),
    ] {
        let register = open().await;
        assess(&register, 1, Bundled, Some((Fail, E3))).await;
        let still = assess(&register, 2, standing, Some((Pass, class))).await;
        assert_eq!(still.state, state, "{standing:?} {class}");
        assert!(still.not_reobserved);
        assert_eq!(still.observations.len(), sides, "{standing:?} {class}");
        assert_eq!(register.open_findings(&id("acme")).await.unwrap().len(), 1);
        // The weak pass is gone, the fail is not.
        let later = assess(&register, 3, Bundled, None).await;
        assert_eq!((later.state, later.observations.len()), (Open, 1));
    }
}

#[tokio::test]
async fn a_weaker_fail_does_not_replace_a_stronger_one() {
    // Otherwise a supplier's plugin that fails on its own word could be closed by a pass on its own word.
    let register = open().await;
    assess(&register, 1, Bundled, Some((Fail, E3))).await;
    let both = assess(&register, 2, SupplierPublished, Some((Fail, E1))).await;
    assert_eq!(both.observations.len(), 2);
    assert_eq!(both.last_observed, 2);
    let still = assess(&register, 3, Bundled, Some((Pass, E2))).await;
    assert_ne!(
        still.state,
        FindingState::Closed,
        "E2 closes the E1 fail but not the E3 fail"
    );
    let closed = assess(&register, 4, Bundled, Some((Pass, E3))).await;
    assert_eq!(closed.state, FindingState::Closed);
}

#[tokio::test]
async fn a_closed_finding_opens_again_under_its_old_name() {
    let register = open().await;
    assess(&register, 1, Bundled, Some((Fail, E3))).await;
    assess(&register, 2, Bundled, Some((Pass, E3))).await;
    let again = assess(&register, 3, Bundled, Some((Fail, E3))).await;
    assert_eq!(again.state, FindingState::Open);
    assert_eq!((again.first_seen, again.last_observed), (1, 3));
    assert_eq!((again.closed_in, again.closed_by), (None, None));
}

/// One plugin's pass on E3 closes its own old fail while another plugin's E4 fail stays: only what was answered goes.
#[tokio::test]
async fn a_pass_closes_what_it_is_good_enough_for_and_no_more() {
    let register = open().await;
    let mut new = Assessment::silent("acme", 1);
    new.runs = vec![
        (Run::new("acme", "contract-terms", 1), Bundled),
        (Run::new("acme", "auditor", 1), Vouched),
    ];
    let mut fails: Vec<Observation> = (new.runs.iter())
        .map(|(run, standing)| observation(run, *standing, Fail, 1))
        .collect();
    fails[1].class = E4;
    new.observations = fails.clone();
    assert_eq!(score_and_store(&register, new).await.observations.len(), 2);
    let after = assess(&register, 2, Bundled, Some((Pass, E3))).await;
    assert!(after.not_reobserved);
    assert_eq!(
        register.open_findings(&id("acme")).await.unwrap(),
        fails[1..]
    );
    let closed = assess(&register, 3, Bundled, Some((Pass, E4))).await;
    assert_eq!(closed.state, FindingState::Closed);
}

#[tokio::test]
async fn a_pass_of_a_run_that_failed_closes_nothing() {
    let register = open().await;
    assess(&register, 1, Bundled, Some((Fail, E3))).await;
    let mut new = Assessment::silent("acme", 2);
    new.observations = vec![observation(&new.runs[0].0, Bundled, Pass, 2)];
    new.result = RunResult::Failed {
        kind: "trapped".to_owned(),
    };
    let still = score_and_store(&register, new).await;
    assert_eq!(still.state, FindingState::Open);
    assert!(still.not_reobserved);
}

#[tokio::test]
async fn a_finding_that_the_verdict_forgot_stays_open() {
    // Two hosts assess one supplier: the second began before the first had stored its finding, so its verdict knows nothing
    // of it.
    let register = open().await;
    let late = Assessment::silent("acme", 2);
    assess(&register, 1, Bundled, Some((Fail, E3))).await;
    late.store(&register).await.unwrap();
    let view = register.supplier(&id("acme")).await.unwrap().unwrap();
    assert!(view.open_findings[0].not_reobserved);
    assert_eq!(register.open_findings(&id("acme")).await.unwrap().len(), 1);
}
