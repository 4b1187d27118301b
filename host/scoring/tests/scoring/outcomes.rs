//! The outcome lattice, event by event.

use assay_domain::{
    EvidenceClass, Observation, PointOutcome, ReportedOutcome, Severity, Standing, UnknownReason,
};

use crate::fixture::*;

fn case() -> Case {
    let mut logging = point("logging", "c.1", 1);
    logging.may_be_not_applicable = true;
    let points = [logging, point("other", "c.1", 1)];
    Case::new(
        catalogue(points, vec![scenario("r1", "c.1")], Vec::new()),
        1,
    )
}

fn outcome(case: &Case) -> PointOutcome {
    point_of(&case.assess(), "logging").outcome.clone()
}

fn contract(observation: Observation) -> Observation {
    Observation {
        evidence: vec![quote("contract")],
        ..observation
    }
}

#[test]
fn silence_is_told_apart_from_an_error_and_from_nobody_having_looked() {
    assert_eq!(outcome(&case()), PointOutcome::NotRun);
    let silent = case().run("a", Standing::Bundled, []);
    assert_eq!(
        outcome(&silent),
        PointOutcome::Unknown(UnknownReason::Silent)
    );
    let crashed = case().crash("a", Standing::Bundled, []);
    assert_eq!(
        outcome(&crashed),
        PointOutcome::Error {
            kind: "trap".to_owned()
        }
    );
    let told = saw("logging", ReportedOutcome::Unknown, EvidenceClass::E0);
    let told = case().run("a", Standing::Bundled, [told]);
    assert!(matches!(
        outcome(&told),
        PointOutcome::Unknown(UnknownReason::Reported { .. })
    ));
    for case in [case(), silent, crashed, told] {
        let verdict = case.assess();
        let point = point_of(&verdict, "logging");
        assert_eq!(point.effectiveness.get(), 0);
        assert_eq!(
            only(&verdict).controls[0].arithmetic.weight,
            2,
            "it stays in the denominator"
        );
        assert!(!point.shown);
    }
}

#[test]
fn a_crash_keeps_fails_and_discards_passes() {
    let seen = [
        pass("logging", EvidenceClass::E4),
        fail("other", Severity::Low),
    ];
    let verdict = case().crash("a", Standing::Bundled, seen).assess();
    assert_eq!(point_of(&verdict, "logging").outcome.label(), "error");
    assert_eq!(point_of(&verdict, "other").outcome, PointOutcome::Fail);
    assert!(!verdict.complete);
}

#[test]
fn another_plugin_answers_for_one_that_crashed() {
    let case = case().crash("a", Standing::Bundled, []).run(
        "b",
        Standing::Bundled,
        [pass("logging", EvidenceClass::E3)],
    );
    assert_eq!(outcome(&case), PointOutcome::Pass);
    assert!(!case.assess().complete, "the run is still incomplete");
}

#[test]
fn two_sources_that_contradict_each_other_are_disputed_and_the_worse_counts() {
    let answered = pass("logging", EvidenceClass::E1);
    let verdict = case()
        .run("questionnaire", Standing::Bundled, [answered])
        .run(
            "contract",
            Standing::Bundled,
            [contract(fail("logging", Severity::High))],
        )
        .assess();
    let point = point_of(&verdict, "logging");
    assert_eq!(point.outcome, PointOutcome::Disputed);
    assert_eq!(point.sources.len(), 2, "both sides are named");
    assert_eq!(
        point.effectiveness.get(),
        1_200,
        "3000 x (10000 - 6000) / 10000"
    );
    assert_eq!(
        verdict.findings[0].observations.len(),
        2,
        "both sides are quoted"
    );
    assert!(verdict.findings[0].disputed);
}

#[test]
fn one_plugin_with_two_pieces_of_evidence_is_two_sources_but_with_one_it_is_broken() {
    let seen = [
        pass("logging", EvidenceClass::E3),
        contract(fail("logging", Severity::Low)),
    ];
    assert_eq!(
        outcome(&case().run("a", Standing::Bundled, seen)),
        PointOutcome::Disputed
    );
    let seen = [
        pass("logging", EvidenceClass::E3),
        fail("logging", Severity::Low),
    ];
    assert_eq!(
        outcome(&case().run("a", Standing::Bundled, seen)),
        PointOutcome::Fail
    );
}

#[test]
fn a_fail_of_little_confidence_is_disputed_rather_than_ignored() {
    let doubt = held(4_999, fail("logging", Severity::High));
    let alone = case().run("a", Standing::Bundled, [doubt.clone()]);
    assert_eq!(outcome(&alone), PointOutcome::Disputed);
    assert!(alone.assess().findings[0].disputed);
    let beside = alone.run("b", Standing::Bundled, [pass("logging", EvidenceClass::E4)]);
    assert_eq!(outcome(&beside), PointOutcome::Disputed);
    let confirmed = case().run("a", Standing::Bundled, [doubt]).run(
        "b",
        Standing::Bundled,
        [held(5_000, fail("logging", Severity::Low))],
    );
    assert_eq!(outcome(&confirmed), PointOutcome::Fail);
}

#[test]
fn a_vendor_cannot_dispute_what_others_found() {
    for standing in [Standing::SupplierPublished, Standing::Unverified] {
        let case = case()
            .run("vendor", standing, [pass("logging", EvidenceClass::E5)])
            .run(
                "contract",
                Standing::Bundled,
                [contract(fail("logging", Severity::High))],
            );
        assert_eq!(outcome(&case), PointOutcome::Fail);
    }
}

#[test]
fn in_part_and_wholly_are_no_dispute_and_better_evidence_names_the_outcome() {
    let partial = |class| saw("logging", ReportedOutcome::Partial, class);
    for (yes, in_part, expected) in [
        (EvidenceClass::E1, EvidenceClass::E3, PointOutcome::Partial),
        (EvidenceClass::E3, EvidenceClass::E3, PointOutcome::Partial),
        (EvidenceClass::E3, EvidenceClass::E1, PointOutcome::Pass),
    ] {
        let case = case()
            .run("a", Standing::Bundled, [pass("logging", yes)])
            .run("b", Standing::Bundled, [partial(in_part)]);
        assert_eq!(
            outcome(&case),
            expected,
            "pass on {yes}, partial on {in_part}"
        );
        let verdict = case.assess();
        let point = point_of(&verdict, "logging");
        let best = point.supports.iter().map(|s| s.result).max();
        assert_eq!(
            Some(point.support),
            best,
            "P is the best of both all the same"
        );
    }
}

#[test]
fn not_applicable_needs_eligibility_a_reason_and_a_second_person() {
    let says_so = saw("logging", ReportedOutcome::NotApplicable, EvidenceClass::E1);
    let says_so = case().run("a", Standing::Bundled, [says_so]);
    let unapproved = PointOutcome::Unknown(UnknownReason::NotApplicableUnapproved);
    assert_eq!(outcome(&says_so), unapproved);

    let approved = |change: fn(&mut Case)| {
        let mut case = says_so.clone();
        case.supplier.not_applicable.push(approval("logging"));
        change(&mut case);
        outcome(&case)
    };
    assert_eq!(approved(|_| {}).label(), "not-applicable");
    assert_eq!(
        approved(|case| case.supplier.not_applicable[0].approved_by = "ana ".into()),
        unapproved,
        "the same person"
    );
    assert_eq!(
        approved(|case| case.supplier.not_applicable[0].why = " ".into()),
        unapproved
    );
    assert_eq!(
        approved(|case| case.supplier.not_applicable[0].approved_on = TODAY.tomorrow().ok()),
        unapproved,
        "approved on a day to come"
    );
    assert_eq!(
        approved(|case| {
            let id = "logging".parse().unwrap();
            case.catalogue
                .points
                .get_mut(&id)
                .unwrap()
                .may_be_not_applicable = false;
        }),
        unapproved
    );
}

#[test]
fn an_approval_does_not_hide_a_fail_and_the_fail_does_not_bring_credit_back() {
    let mut case = case().run("a", Standing::Bundled, [pass("logging", EvidenceClass::E5)]);
    case.supplier.not_applicable.push(approval("logging"));
    assert_eq!(outcome(&case).label(), "not-applicable");
    assert_eq!(
        only(&case.assess()).controls[0].arithmetic.weight,
        1,
        "it left the denominator"
    );
    let case = case.run("b", Standing::Bundled, [fail("logging", Severity::Info)]);
    let verdict = case.assess();
    let point = point_of(&verdict, "logging");
    assert_eq!(point.outcome, PointOutcome::Fail);
    assert!(point.approval_contradicted);
    assert_eq!(
        point.effectiveness.get(),
        0,
        "an info fail takes nothing off a pass, but the pass is set aside"
    );
}

#[test]
fn a_point_of_one_system_is_not_a_point_of_another() {
    let facts = assay_domain::ContextFact::ALL.map(|fact| (fact, 1));
    let mut case = case();
    case.supplier = supplier(&[("one", &facts), ("two", &facts)]);
    let seen = Observation {
        system: "one".parse().ok(),
        ..fail("logging", Severity::High)
    };
    let verdict = case
        .run(
            "a",
            Standing::Bundled,
            [seen, pass("other", EvidenceClass::E3)],
        )
        .assess();
    let labels: Vec<Vec<_>> = verdict
        .systems
        .iter()
        .map(|system| system.points.iter().map(|p| p.outcome.label()).collect())
        .collect();
    assert_eq!(labels, [["fail", "pass"], ["unknown", "pass"]]);
}

#[test]
fn a_pass_of_a_run_that_nobody_listed_or_on_a_point_that_it_did_not_declare_earns_nothing() {
    let seen = pass("logging", EvidenceClass::E5);
    let mut case = case();
    case.observations
        .push(said_by("ghost", Standing::Bundled, seen.clone()));
    assert_eq!(outcome(&case), PointOutcome::NotRun);
    case = case.run("a", Standing::Bundled, [seen]);
    case.runs[0]
        .points
        .retain(|point| point.as_str() != "logging");
    assert_eq!(outcome(&case), PointOutcome::NotRun);
}
