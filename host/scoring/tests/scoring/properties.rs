//! P1 to P10, P12 and P13 of the method, and what follows from "silence is never safety", over random cases.
//!
//! "Better" compares what a buyer acts on: the residual level and both axes of every scenario of every system, and the
//! decision in the order APPROVE, CONDITIONAL, UNDECIDED, REJECT.

use std::cell::Cell;

use assay_catalogue::Catalogue;
use assay_domain::{
    Axis, ContextFact, Decision, EvidenceClass, Level, Observation, Rating, ReportedOutcome, RunId,
    Standing, SystemContext, SystemId, Tier,
};
use assay_scoring::{RunResult, Subject, Verdict, closes, explain};
use jiff::ToSpan;
use proptest::{
    prelude::*,
    sample::Index,
    strategy::ValueTree,
    test_runner::{Config, TestRunner},
};

use crate::{equations, fixture::*, generate::*};

fn risks(verdict: &Verdict) -> Vec<(SystemId, Level, Axis, Axis)> {
    let of = |system: &assay_scoring::SystemVerdict| {
        let id = system.system.clone();
        let risk = move |s: &assay_scoring::ScenarioResult| {
            (
                id.clone(),
                s.residual,
                s.likelihood.residual,
                s.impact.residual,
            )
        };
        system.scenarios.iter().map(risk).collect::<Vec<_>>()
    };
    verdict.systems.iter().flat_map(of).collect()
}

fn no_risk_fell(before: &Verdict, after: &Verdict) -> Result<(), TestCaseError> {
    let (before, after) = (risks(before), risks(after));
    prop_assert_eq!(before.len(), after.len());
    for (b, a) in before.iter().zip(&after) {
        prop_assert_eq!(&b.0, &a.0);
        prop_assert!(a.1 >= b.1 && a.2 >= b.2 && a.3 >= b.3, "{b:?} became {a:?}");
    }
    Ok(())
}

fn nothing_got_better(before: &Verdict, after: &Verdict) -> Result<(), TestCaseError> {
    no_risk_fell(before, after)?;
    let (b, a) = (before.decision, after.decision);
    prop_assert!(
        a >= b,
        "{b} became {a}: {:?} became {:?}",
        before.reasons,
        after.reasons
    );
    Ok(())
}

/// What a buyer acts on is the same, though the lists behind it may be longer.
fn same_outcome(before: &Verdict, after: &Verdict) -> Result<(), TestCaseError> {
    prop_assert_eq!(risks(before), risks(after));
    prop_assert_eq!(before.decision, after.decision);
    prop_assert_eq!(before.ranking, after.ranking);
    prop_assert_eq!(&before.gates, &after.gates);
    prop_assert_eq!(before.coverage, after.coverage);
    let fingerprints = |v: &Verdict| v.findings.iter().map(|f| f.fingerprint).collect::<Vec<_>>();
    prop_assert_eq!(fingerprints(before), fingerprints(after));
    Ok(())
}

/// Approval is rare in wholly random cases, so half of them start from a well-shown supplier.
fn any_case() -> impl Strategy<Value = Case> {
    prop_oneof![case(), well_shown_case()]
}

proptest! {
    #![proptest_config(Config { cases: 1_000, ..Config::default() })]

    /// P1: adding a fail never lowers a risk and never improves the decision, on whichever point, whoever reports it and
    /// however mild it is.
    #[test]
    fn p1_a_fail_never_helps(case in any_case(), (by, fail) in seen()) {
        let before = case.assess();
        for point in case.catalogue.points.keys() {
            let fail = Observation {
                outcome: ReportedOutcome::Fail,
                point: point.clone(),
                ..fail.clone()
            };
            let mut case = case.clone();
            case.observations.push(give(&case, (by, fail)));
            nothing_got_better(&before, &case.assess())?;
        }
    }

    /// P1 for a fail that an earlier assessment left open.
    #[test]
    fn p1_a_carried_fail_never_helps(mut case in any_case(), (by, fail) in seen()) {
        let before = case.assess();
        let fail = Observation { outcome: ReportedOutcome::Fail, ..fail };
        case.carried.push(give(&case, (by, fail)));
        nothing_got_better(&before, &case.assess())?;
    }

    /// P2: adding an unknown, or a "not applicable" that nobody approved, never helps.
    #[test]
    fn p2_an_unknown_never_helps(
        mut case in any_case(),
        (by, unknown) in seen(),
        not_applicable in any::<bool>(),
    ) {
        let before = case.assess();
        let outcome = if not_applicable {
            ReportedOutcome::NotApplicable
        } else {
            ReportedOutcome::Unknown
        };
        case.observations.push(give(&case, (by, Observation { outcome, ..unknown })));
        nothing_got_better(&before, &case.assess())?;
    }

    /// P2 for whole runs: one that says nothing never helps, one that failed never helps and never leaves an approval.
    #[test]
    fn p2_a_silent_or_failed_run_never_helps(case in any_case(), standing in standing()) {
        let before = case.assess();
        nothing_got_better(&before, &case.clone().run("silent", standing, []).assess())?;
        let after = case.crash("crashed", standing, []).assess();
        nothing_got_better(&before, &after)?;
        prop_assert!(after.decision >= Decision::Undecided);
    }

    /// P3: saying the same again changes nothing at all.
    #[test]
    fn p3_a_duplicate_changes_nothing(mut case in any_case(), which in any::<Index>()) {
        let before = case.assess();
        if !case.observations.is_empty() {
            case.observations.push(which.get(&case.observations).clone());
        }
        prop_assert_eq!(before, case.assess());
    }

    /// P4: removing positive evidence never lowers a risk.
    #[test]
    fn p4_removing_a_positive_never_lowers_a_risk(mut case in any_case(), which in any::<Index>()) {
        let before = case.assess();
        let positive = |o: &Observation| {
            matches!(o.outcome, ReportedOutcome::Pass | ReportedOutcome::Partial)
        };
        let positives: Vec<usize> =
            (0..case.observations.len()).filter(|n| positive(&case.observations[*n])).collect();
        if !positives.is_empty() {
            case.observations.remove(*which.get(&positives));
        }
        no_risk_fell(&before, &case.assess())?;
    }

    /// P5: any number of passes on points outside the catalogue changes nothing at all.
    #[test]
    fn p5_points_outside_the_catalogue_change_nothing(
        mut case in any_case(),
        by in any::<Index>(),
        many in 1..50_usize,
    ) {
        let before = case.assess();
        let outside = give(&case, (by, pass("outside", EvidenceClass::E5)));
        case.observations.extend(std::iter::repeat_n(outside, many));
        prop_assert_eq!(before, case.assess());
    }

    /// P6: the order of runs, observations and carried fails changes nothing at all.
    #[test]
    fn p6_order_changes_nothing(
        (case, runs, observations, carried) in any_case().prop_flat_map(|case| {
            let runs = Just(case.runs.clone()).prop_shuffle();
            let observations = Just(case.observations.clone()).prop_shuffle();
            let carried = Just(case.carried.clone()).prop_shuffle();
            (Just(case), runs, observations, carried)
        }),
    ) {
        let before = case.assess();
        prop_assert_eq!(before, Case { runs, observations, carried, ..case }.assess());
    }

    /// P7: running everything again beside itself changes nothing that matters.
    #[test]
    fn p7_a_second_run_of_the_same_plugins_changes_nothing(mut case in any_case()) {
        let before = case.assess();
        let again = |run: &RunId| RunId::new(assay_domain::Digest::of(run.as_str()));
        for mut run in case.runs.clone() {
            run.run = run.run.as_ref().map(again);
            case.runs.push(run);
        }
        for mut observation in case.observations.clone() {
            observation.provenance.run = again(&observation.provenance.run);
            case.observations.push(observation);
        }
        same_outcome(&before, &case.assess())?;
    }

    /// P7 over time: what a verdict found, carried into the same assessment once more, gives the same verdict.
    #[test]
    fn p7_findings_carried_into_the_same_assessment_change_nothing(mut case in any_case()) {
        let before = case.assess();
        let found = before.findings.iter().flat_map(|f| &f.observations);
        case.carried = found.filter(|o| o.outcome == ReportedOutcome::Fail).cloned().collect();
        same_outcome(&before, &case.assess())?;
    }

    /// P8: worse or unknown facts never lower an inherent level.
    #[test]
    fn p8_worse_facts_never_lower_the_inherent_level(
        mut case in any_case(),
        fact in proptest::sample::select(&ContextFact::ALL[..]),
        unknown in any::<bool>(),
    ) {
        let before = case.assess();
        for system in &mut case.supplier.systems {
            let worse = |(f, rating): (ContextFact, Rating)| match (f == fact, unknown) {
                (true, true) => None,
                (true, false) => Some((f, Rating::WORST)),
                _ => Some((f, rating)),
            };
            let context = system.context.clone();
            let known = ContextFact::ALL.iter().filter_map(|f| Some((*f, context.get(*f)?)));
            system.context = SystemContext::new(known.filter_map(worse));
        }
        let after = case.assess();
        for (b, a) in before.systems.iter().zip(&after.systems) {
            prop_assert!(a.tier.tier <= b.tier.tier, "the tier never becomes less critical");
            for (b, a) in b.scenarios.iter().zip(&a.scenarios) {
                prop_assert!(a.inherent >= b.inherent);
            }
        }
    }

    /// P9: a fail that is no longer reported but carried counts as before, unless evidence closes it.
    #[test]
    fn p9_withdrawing_a_fail_never_helps(mut case in any_case()) {
        let before = case.assess();
        let all = std::mem::take(&mut case.observations);
        let stays = |o: &Observation| {
            o.outcome != ReportedOutcome::Fail || all.iter().any(|pass| closes(pass, o))
        };
        (case.observations, _) = all.iter().cloned().partition(stays);
        case.carried.extend(all.iter().filter(|o| !stays(o)).cloned());
        same_outcome(&before, &case.assess())?;
    }

    /// P10, as far as scoring sees it: the same run, ending in an error, never helps and never leaves less than UNDECIDED.
    #[test]
    fn p10_a_crash_never_helps(mut case in any_case(), which in any::<Index>()) {
        let before = case.assess();
        let n = which.index(case.runs.len());
        case.runs[n].result = RunResult::Failed { kind: "out-of-fuel".to_owned() };
        let after = case.assess();
        nothing_got_better(&before, &after)?;
        prop_assert!(after.decision >= Decision::Undecided);
        prop_assert!(!after.complete);
    }

    /// P12: what was kept, read back and judged again gives the same bytes.
    #[test]
    fn p12_a_verdict_judged_again_from_what_was_kept_is_identical(mut case in any_case()) {
        let before = serde_json::to_string(&case.assess()).unwrap();
        let kept = serde_json::to_string(&(&case.runs, &case.observations, &case.carried)).unwrap();
        (case.runs, case.observations, case.carried) = serde_json::from_str(&kept).unwrap();
        prop_assert_eq!(before, serde_json::to_string(&case.assess()).unwrap());
    }

    /// Time alone never helps: the same observations, judged for a later day, lower no risk and improve no decision.
    #[test]
    fn time_alone_never_helps(mut case in any_case(), days in 1_i64..1_500) {
        let before = case.assess();
        case.as_of = case.as_of.checked_add(days.days()).unwrap();
        nothing_got_better(&before, &case.assess())?;
    }

    /// P13: plugins of which none is independent never reach more than UNDECIDED, in any tier, whatever they claim.
    #[test]
    fn p13_a_vendors_plugin_alone_is_never_enough(
        mut case in any_case(),
        published in any::<bool>(),
    ) {
        let standing = if published { Standing::SupplierPublished } else { Standing::Unverified };
        for run in &mut case.runs {
            run.standing = standing;
        }
        // What an observation claims about its own standing does not help: the list of runs knows better.
        let verdict = case.assess();
        prop_assert!(verdict.decision >= Decision::Undecided);
        prop_assert_eq!(verdict.shown.got, 0);
        for point in verdict.systems.iter().flat_map(|s| &s.points) {
            let supports = &point.supports;
            prop_assert!(supports.iter().all(|s| !s.independent && s.class <= EvidenceClass::E1));
        }
    }

    /// The decision is the worst that any reason argues for, and there always is one.
    #[test]
    fn the_decision_follows_from_its_reasons(case in any_case()) {
        let verdict = case.assess();
        let worst = verdict.reasons.iter().map(|r| r.decision).max();
        prop_assert_eq!(worst, Some(verdict.decision));
        prop_assert_eq!(verdict.reasons[0].decision, verdict.decision);
        let worst = risks(&verdict).iter().map(|risk| risk.1).max();
        prop_assert_eq!(worst, Some(verdict.level));
    }

    /// A verdict survives being written and read, and every line of its arithmetic can be redone from the line itself.
    #[test]
    fn every_explanation_can_be_redone(case in any_case()) {
        let verdict = case.assess();
        let written = serde_json::to_string(&verdict).unwrap();
        prop_assert_eq!(&verdict, &serde_json::from_str::<Verdict>(&written).unwrap());
        let mut names = vec!["tier".to_owned(), "coverage".to_owned(), "decision".to_owned()];
        names.extend(case.catalogue.scenarios.iter().map(|s| s.id.to_string()));
        names.extend(verdict.systems[0].points.iter().map(|p| p.point.to_string()));
        names.extend(verdict.findings.iter().map(|f| f.fingerprint.hex()));
        for name in names {
            let subject: Subject = name.parse().unwrap();
            equations::check(&explain(&verdict, &case.catalogue, &subject).unwrap());
        }
    }
}

/// P8 for the table that is shipped: the level never falls while likelihood or impact rises.
#[test]
fn p8_the_level_table_is_monotone() {
    let table = Catalogue::embedded().policy.level_table;
    let axis = |n| Axis::try_from(n).unwrap();
    for (l, i) in (1..=5).flat_map(|l| (1..=5).map(move |i| (l, i))) {
        let level = table.level(axis(l), axis(i));
        assert!(table.level(axis((l + 1).min(5)), axis(i)) >= level);
        assert!(table.level(axis(l), axis((i + 1).min(5))) >= level);
    }
}

/// Properties about decisions say nothing when all decisions are the same: the random cases reach each of them, and approval
/// in each tier.
#[test]
fn the_random_cases_reach_every_decision() {
    let decisions = [const { Cell::new(0_u32) }; 4];
    let approved = [const { Cell::new(0_u32) }; 4];
    let count = |cells: &[Cell<u32>; 4], n: usize| cells[n].set(cells[n].get() + 1);
    let mut runner = TestRunner::deterministic();
    for _ in 0..3_000 {
        let case = any_case().new_tree(&mut runner).unwrap().current();
        let verdict = case.assess();
        count(&decisions, verdict.decision as usize);
        if verdict.decision == Decision::Approve {
            count(&approved, verdict.tier.tier as usize);
        }
    }
    assert!(
        decisions.iter().all(|n| n.get() > 30),
        "decisions: {decisions:?}"
    );
    for tier in [Tier::T1, Tier::T2, Tier::T3, Tier::T4] {
        assert!(
            approved[tier as usize].get() > 0,
            "no approval in {tier}: {approved:?}"
        );
    }
}
