//! The worked example of the method: one scenario, "customer data is used for training", at likelihood 4 and impact 4, from
//! nothing known to well evidenced and back.

use assay_domain::{Bp, Decision, EvidenceClass, Level, Observation, Severity, Standing};

use crate::fixture::*;

/// Three things that can be known: what the contract says, what the policy document says, and what the API does.
fn nothing_known() -> Case {
    let points = [
        point("training-clause", "data.training", 2),
        point("training-policy", "data.training", 1),
        point("training-opt-out", "data.training", 1),
    ];
    Case::new(
        catalogue(points, vec![scenario("r1", "data.training")], Vec::new()),
        3,
    )
}

fn clause() -> Observation {
    Observation {
        evidence: vec![quote("dpa")],
        ..held(7_000, pass("training-clause", EvidenceClass::E3))
    }
}

fn policy() -> Observation {
    Observation {
        evidence: vec![quote("policy")],
        ..held(7_000, pass("training-policy", EvidenceClass::E2))
    }
}

fn probe() -> Observation {
    held(9_000, pass("training-opt-out", EvidenceClass::E5))
}

fn level(case: &Case) -> Level {
    let verdict = case.assess();
    let risk = scenario_of(&verdict, "r1");
    assert_eq!(risk.inherent, Level::High, "likelihood 4 and impact 4");
    risk.residual
}

#[test]
fn nothing_known_stays_at_the_inherent_risk_and_is_undecided() {
    let case = nothing_known();
    let verdict = case.assess();
    assert_eq!(level(&case), Level::High);
    assert_eq!(verdict.coverage.share, Bp::ZERO);
    assert_eq!(verdict.decision, Decision::Undecided);
}

#[test]
fn a_questionnaire_full_of_yes_takes_nothing_off() {
    let yes = ["training-clause", "training-policy", "training-opt-out"];
    let yes = yes.map(|id| pass(id, EvidenceClass::E1));
    let case = nothing_known().run("questionnaire", Standing::Bundled, yes);
    assert_eq!(
        case.assess().coverage.share,
        Bp::FULL,
        "everything is answered"
    );
    assert_eq!(
        only(&case.assess()).controls[0].arithmetic.result.get(),
        3_000
    );
    assert_eq!(level(&case), Level::High);
}

#[test]
fn a_clause_and_a_policy_document_take_one_step_off() {
    let case = nothing_known().run("contract", Standing::Bundled, [clause(), policy()]);
    // (2 x 5600 + 1 x 3850 + 1 x 0) / 4
    assert_eq!(
        only(&case.assess()).controls[0].arithmetic.result.get(),
        3_762
    );
    assert_eq!(case.assess().coverage.share.get(), 7_500);
    assert_eq!(level(&case), Level::Medium);
}

#[test]
fn a_test_of_our_own_takes_another_step_off() {
    let case = nothing_known()
        .run("contract", Standing::Bundled, [clause(), policy()])
        .run("probe", Standing::Bundled, [probe()]);
    assert_eq!(
        only(&case.assess()).controls[0].arithmetic.result.get(),
        6_012
    );
    assert_eq!(level(&case), Level::Low);
}

#[test]
fn a_contract_that_trains_unless_opted_out_undoes_the_rest() {
    let trains = Observation {
        evidence: vec![quote("dpa")],
        ..held(7_000, fail("training-clause", Severity::High))
    };
    let case = nothing_known()
        .run("contract", Standing::Bundled, [trains, policy()])
        .run("probe", Standing::Bundled, [probe()]);
    assert_eq!(level(&case), Level::High);
}

#[test]
fn fifty_perfect_trifles_do_not_hide_one_critical_fail() {
    let trifles = || (0..50).map(|n| format!("trifle-{n}"));
    let points = trifles()
        .map(|id| point(&id, "data.training", 1))
        .chain([point("training-clause", "data.training", 1)]);
    let catalogue = catalogue(points, vec![scenario("r1", "data.training")], Vec::new());
    let case = Case::new(catalogue, 3)
        .run(
            "probe",
            Standing::Bundled,
            trifles().map(|id| pass(&id, EvidenceClass::E5)),
        )
        .run(
            "contract",
            Standing::Bundled,
            [fail("training-clause", Severity::Critical)],
        );
    assert!(only(&case.assess()).controls[0].arithmetic.result.get() > 9_000);
    assert_eq!(level(&case), Level::High);
}
