//! Findings are sticky: they stay open until equal or better evidence closes them.

use assay_domain::{EvidenceClass, Observation, ReportedOutcome::*, Standing, Standing::*};
use assay_register::{FindingState, FindingView, Register};
use assay_scoring::Closure;

use crate::fixture::*;

async fn open() -> Register {
    Register::in_memory().await.unwrap()
}

/// Assesses `acme` on a day with one plugin that says `seen`, if anything. The verdict is what scoring makes of it: a fresh
/// fail is a finding, a carried fail that nothing closes is one too, a pass that closes it is named.
async fn assess(
    register: &Register,
    on: i8,
    standing: Standing,
    seen: Option<(assay_domain::ReportedOutcome, EvidenceClass)>,
) -> FindingView {
    let carried = register.open_findings(&id("acme")).await.unwrap();
    let mut new = Assessment::silent("acme", on);
    new.runs[0].1 = standing;
    if let Some((outcome, class)) = seen {
        let mut seen = observation(&new.runs[0].0, standing, outcome, on);
        seen.class = class;
        new.observations = vec![seen];
    }
    let closed_by = |fail: &Observation| {
        let closing = new.observations.iter();
        closing
            .clone()
            .find(|pass| assay_scoring::closes(pass, fail))
            .cloned()
    };
    let fingerprint = finding(&[], false, false).fingerprint;
    for by in carried.iter().filter_map(closed_by) {
        new.verdict.closed.push(Closure {
            fingerprint,
            system: by.system.clone(),
            point: by.point.clone(),
            by,
        });
    }
    let stays = carried.iter().filter(|fail| closed_by(fail).is_none());
    let fails: Vec<_> = stays.chain(&new.observations).cloned().collect();
    let fresh_fail = new.observations.iter().any(|o| o.outcome == Fail);
    if fails.iter().any(|o| o.outcome == Fail) {
        let disputed = fails.iter().any(|o| o.outcome == Pass);
        new.verdict.findings = vec![finding(&fails, disputed, !fresh_fail)];
    }
    new.store(register).await.unwrap();
    let view = register.supplier(&id("acme")).await.unwrap().unwrap();
    let mut all = view.open_findings.into_iter().chain(view.closed_findings);
    all.next().expect("a finding is never forgotten")
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
    for (standing, class) in [
        (Bundled, E2),
        (SupplierPublished, E4),
        (SupplierPublished, E1),
        (Unverified, E4),
    ] {
        let register = open().await;
        assess(&register, 1, Bundled, Some((Fail, E3))).await;
        let still = assess(&register, 2, standing, Some((Pass, class))).await;
        assert_eq!(still.state, FindingState::Disputed, "{standing:?} {class}");
        assert!(still.not_reobserved);
        assert_eq!(still.observations.len(), 2, "both sides are shown");
        assert_eq!(register.open_findings(&id("acme")).await.unwrap().len(), 1);
        // The weak pass is gone, the fail is not.
        let later = assess(&register, 3, Bundled, None).await;
        assert_eq!(
            (later.state, later.observations.len()),
            (FindingState::Open, 1)
        );
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
