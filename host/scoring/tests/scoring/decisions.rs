//! The decision: each outcome can be reached, and for the right reason.

use assay_domain::{
    ContextFact, Decision, EvidenceClass, Level, ReportedOutcome, Severity, Standing, Tier,
};
use assay_scoring::{ReasonCode, Verdict};
use jiff::civil::date;

use crate::fixture::*;

/// A minor supplier (tier 4) with two points and a gate on one.
fn case() -> Case {
    let points = [point("logging", "c.1", 1), point("notice", "c.1", 1)];
    Case::new(
        catalogue(points, vec![scenario("r1", "c.1")], vec![gate("notice")]),
        1,
    )
}

fn shown() -> Case {
    let seen = ["logging", "notice"].map(|id| pass(id, EvidenceClass::E4));
    case().run("audit", Standing::Bundled, seen)
}

fn codes(verdict: &Verdict) -> Vec<(Decision, ReasonCode)> {
    let mut codes: Vec<_> = verdict
        .reasons
        .iter()
        .map(|r| (r.decision, r.code))
        .collect();
    codes.dedup();
    codes
}

#[test]
fn a_supplier_that_shows_everything_is_approved() {
    let verdict = shown().assess();
    assert_eq!(verdict.decision, Decision::Approve);
    assert_eq!(
        codes(&verdict),
        [(Decision::Approve, ReasonCode::WithinAppetite)]
    );
    assert_eq!(verdict.tier.tier, Tier::T4);
    assert_eq!(verdict.reassess_on, date(2029, 11, 22));
    assert_eq!(verdict.ranking, [0, 0, 0, 0, 1]);
    assert!(verdict.ask_next.is_empty());
}

#[test]
fn a_critical_supplier_that_shows_everything_is_approved_as_well() {
    let mut case = shown();
    case.supplier = supplier(&[("assistant", &ContextFact::ALL.map(|fact| (fact, 3)))]);
    let verdict = case.assess();
    assert_eq!(
        (verdict.tier.tier, verdict.decision),
        (Tier::T1, Decision::Approve)
    );
}

#[test]
fn a_dossier_without_answers_is_undecided_at_inherent_risk_however_bad_that_is() {
    let mut case = case().run("questionnaire", Standing::Bundled, []);
    for systems in [
        supplier(&[]),
        supplier(&[("assistant", &[])]),
        supplier(&[("assistant", &ContextFact::ALL.map(|fact| (fact, 4)))]),
    ] {
        case.supplier = systems;
        let verdict = case.assess();
        assert_eq!(verdict.decision, Decision::Undecided);
        let risk = scenario_of(&verdict, "r1");
        assert_eq!(
            (risk.residual, risk.inherent),
            (Level::VeryHigh, Level::VeryHigh)
        );
        assert!(!risk.established);
        assert_eq!(verdict.coverage.got, 0);
        assert_eq!(
            verdict.ask_next[0].point.as_str(),
            "notice",
            "the gate is asked about first"
        );
    }
}

#[test]
fn a_supplier_without_systems_is_one_of_which_nothing_is_known() {
    let mut case = shown();
    case.supplier = supplier(&[]);
    let verdict = case.assess();
    assert_eq!(only(&verdict).system.as_str(), "unspecified");
    assert!(verdict.tier.provisional && verdict.tier.tier == Tier::T1);
    assert!(codes(&verdict).contains(&(Decision::Undecided, ReasonCode::TierProvisional)));
}

#[test]
fn a_very_high_risk_rejects_once_it_is_established() {
    let mut worst = case();
    worst.supplier = supplier(&[("assistant", &ContextFact::ALL.map(|fact| (fact, 4)))]);
    // Everything is answered, on the supplier's bare word.
    let yes = ["logging", "notice"].map(|id| pass(id, EvidenceClass::E1));
    let answered = worst
        .clone()
        .run("questionnaire", Standing::Bundled, yes.clone());
    assert_eq!(answered.assess().decision, Decision::Reject);
    // Or a serious finding is open.
    let failed = worst.clone().run(
        "probe",
        Standing::Bundled,
        [fail("logging", Severity::High)],
    );
    assert_eq!(failed.assess().decision, Decision::Reject);
    // What only the supplier's own plugin says establishes nothing.
    let own = worst.run("vendor", Standing::SupplierPublished, yes);
    assert_eq!(own.assess().decision, Decision::Undecided);
}

#[test]
fn a_crash_blocks_approval() {
    let verdict = shown().crash("probe", Standing::Bundled, []).assess();
    assert_eq!(verdict.decision, Decision::Undecided);
    assert_eq!(
        codes(&verdict),
        [(Decision::Undecided, ReasonCode::RunFailed)]
    );
}

#[test]
fn what_is_not_perfect_is_a_condition() {
    let high = shown().run(
        "probe",
        Standing::Bundled,
        [fail("logging", Severity::High)],
    );
    let mut weak = shown();
    let logging = weak.catalogue.points.values_mut().next().unwrap();
    logging.required_class = [(Tier::T4, EvidenceClass::E5)].into();
    let mut partial = shown();
    partial.observations[1].outcome = ReportedOutcome::Partial;
    for (case, code) in [
        (high, ReasonCode::OpenFinding),
        (weak, ReasonCode::EvidenceTooWeak),
        (partial, ReasonCode::GateWeak),
    ] {
        let mut case = case;
        case.catalogue
            .policy
            .tiers
            .get_mut(&Tier::T4)
            .unwrap()
            .appetite = Level::High;
        let tier = case.catalogue.policy.tiers.get_mut(&Tier::T4).unwrap();
        tier.coverage_floor = assay_domain::Bp::ZERO;
        let verdict = case.assess();
        assert_eq!(verdict.decision, Decision::Conditional, "{code:?}");
        assert!(codes(&verdict).contains(&(Decision::Conditional, code)));
    }
}

/// With a floor of 9500 one point of two is too few; were it enough to fail the other, "no" would be better than silence.
#[test]
fn a_fail_does_not_fill_the_floor() {
    let mut half = case().run(
        "audit",
        Standing::Bundled,
        [pass("notice", EvidenceClass::E4)],
    );
    let tier = half.catalogue.policy.tiers.get_mut(&Tier::T4).unwrap();
    tier.coverage_floor = assay_domain::Bp::saturating(9_500);
    assert_eq!(half.assess().decision, Decision::Undecided);
    let failed = half
        .run(
            "probe",
            Standing::Bundled,
            [fail("logging", Severity::Info)],
        )
        .assess();
    assert_eq!(failed.coverage.share.get(), 10_000, "both are known");
    assert_eq!(failed.shown.share.get(), 5_000, "but one is shown");
    assert_eq!(failed.decision, Decision::Undecided);
}

/// If confirming a doubt took it off the reviewer's desk, a second and milder fail would turn a condition into an approval.
#[test]
fn a_doubt_stays_with_the_reviewer_when_a_milder_fail_confirms_it() {
    let mut case = shown();
    case.observations.retain(|o| o.point.as_str() == "notice");
    case.catalogue.policy.gates.clear();
    let tier = case.catalogue.policy.tiers.get_mut(&Tier::T4).unwrap();
    tier.coverage_floor = assay_domain::Bp::ZERO;
    let doubted = case.run(
        "probe",
        Standing::Bundled,
        [held(4_999, fail("logging", Severity::Medium))],
    );
    assert_eq!(doubted.assess().decision, Decision::Conditional);
    let confirmed = doubted.run(
        "contract",
        Standing::Bundled,
        [fail("logging", Severity::Info)],
    );
    assert_eq!(confirmed.assess().decision, Decision::Conditional);
}

/// One well-known system does not make up for an unknown one.
#[test]
fn each_system_stands_for_itself() {
    let mut case = shown();
    let known = ContextFact::ALL.map(|fact| (fact, 1));
    case.supplier = supplier(&[("known", &known), ("unknown", &[])]);
    let verdict = case.assess();
    assert_eq!(verdict.decision, Decision::Undecided);
    assert!(
        verdict
            .reasons
            .iter()
            .all(|r| r.system.as_ref().is_some_and(|s| s.as_str() == "unknown"))
    );
    assert!(verdict.tier.provisional);
}

#[test]
fn the_weightiest_reason_comes_first_and_decides() {
    let mut case = case().crash("probe", Standing::Bundled, []).run(
        "contract",
        Standing::Bundled,
        [fail("notice", Severity::Critical)],
    );
    case.catalogue.policy.gates[0].on_fail = [(Tier::T4, Decision::Reject)].into();
    let verdict = case.assess();
    assert_eq!(verdict.reasons[0].decision, verdict.decision);
    assert_eq!(verdict.decision, Decision::Reject);
    assert!(
        verdict
            .reasons
            .is_sorted_by_key(|r| std::cmp::Reverse(r.decision))
    );
    assert!(codes(&verdict).contains(&(Decision::Undecided, ReasonCode::RunFailed)));
}

/// A hostile kind, id or detail must not reach a text that is printed as our own.
#[test]
fn no_reason_carries_text_from_outside() {
    let mut case = case().crash("probe", Standing::Bundled, []);
    case.runs[0].result = assay_scoring::RunResult::Failed {
        kind: "\u{1b}[31m<b>trap".to_owned(),
    };
    let verdict = case.assess();
    let texts: String = verdict.reasons.iter().map(|r| r.text.clone()).collect();
    assert!(!texts.contains(['\u{1b}', '<', '[']));
}
