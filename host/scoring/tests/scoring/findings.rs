//! Findings over time: what is the same finding, what closes it, and what only makes it go quiet.

use assay_domain::{
    Digest, Evidence, EvidenceClass, Level, Observation, ReportedOutcome, Severity, Standing,
};
use assay_scoring::closes;

use crate::fixture::*;

fn case() -> Case {
    let catalogue = catalogue(
        [point("logging", "c.1", 1)],
        vec![scenario("r1", "c.1")],
        Vec::new(),
    );
    Case::new(catalogue, 3)
}

/// A fail that an earlier assessment left open.
fn open() -> Observation {
    Observation {
        observed_on: TODAY.yesterday().unwrap(),
        evidence: vec![quote("dpa")],
        ..said_by(
            "contract",
            Standing::Bundled,
            fail("logging", Severity::Critical),
        )
    }
}

fn bundled(observation: Observation) -> Observation {
    said_by("contract", Standing::Bundled, observation)
}

#[test]
fn a_finding_stays_open_when_nobody_looks_any_more() {
    let mut case = case();
    case.carried.push(open());
    let verdict = case.assess();
    assert!(verdict.findings[0].carried);
    assert_eq!(point_of(&verdict, "logging").outcome.label(), "fail");
    assert_eq!(scenario_of(&verdict, "r1").residual, Level::High);
    assert!(verdict.closed.is_empty());
}

#[test]
fn equal_or_better_evidence_closes_it_and_nothing_else_does() {
    let pass = || pass("logging", EvidenceClass::E3);
    assert!(closes(&bundled(pass()), &open()));
    let better = saw("logging", ReportedOutcome::Pass, EvidenceClass::E5);
    assert!(closes(&bundled(better), &open()));
    let earlier = TODAY.yesterday().and_then(|day| day.yesterday()).unwrap();
    for (wrong, observation) in [
        (
            "weaker evidence",
            saw("logging", ReportedOutcome::Pass, EvidenceClass::E2),
        ),
        (
            "only in part",
            saw("logging", ReportedOutcome::Partial, EvidenceClass::E5),
        ),
        (
            "another point",
            saw("other", ReportedOutcome::Pass, EvidenceClass::E5),
        ),
        ("held with little confidence", held(4_999, pass())),
        (
            "older than the fail",
            Observation {
                observed_on: earlier,
                ..pass()
            },
        ),
        (
            "another system",
            Observation {
                system: "other".parse().ok(),
                ..pass()
            },
        ),
    ] {
        assert!(!closes(&bundled(observation), &open()), "{wrong}");
    }
    for standing in [Standing::SupplierPublished, Standing::Unverified] {
        assert!(!closes(&said_by("vendor", standing, pass()), &open()));
    }
}

#[test]
fn a_closed_finding_is_reported_with_what_closed_it() {
    let mut case = case().run(
        "contract",
        Standing::Bundled,
        [pass("logging", EvidenceClass::E3)],
    );
    case.carried.push(open());
    let verdict = case.assess();
    assert!(verdict.findings.is_empty());
    assert_eq!(point_of(&verdict, "logging").outcome.label(), "pass");
    let [closure] = &verdict.closed[..] else {
        panic!("one finding was closed")
    };
    assert_eq!(
        closure.fingerprint,
        assay_scoring::fingerprint(&"acme".parse().unwrap(), &open())
    );
    assert_eq!(closure.by, case.observations[0]);
}

#[test]
fn a_pass_that_does_not_close_it_disputes_it_at_most() {
    let mut case = case().run(
        "questionnaire",
        Standing::Bundled,
        [pass("logging", EvidenceClass::E1)],
    );
    case.carried.push(open());
    let verdict = case.assess();
    assert!(verdict.findings[0].disputed && verdict.findings[0].carried);
    assert_eq!(scenario_of(&verdict, "r1").residual, Level::High);
}

#[test]
fn a_finding_seen_again_is_one_finding_and_no_longer_carried() {
    let again = Observation {
        evidence: vec![quote("dpa")],
        ..fail("logging", Severity::Critical)
    };
    let mut case = case().run("contract", Standing::Bundled, [again]);
    case.carried.push(open());
    let verdict = case.assess();
    let [finding] = &verdict.findings[..] else {
        panic!("one finding")
    };
    assert!(!finding.carried);
    assert_eq!(
        finding.observations, case.observations,
        "the old one need not be kept as well"
    );
}

#[test]
fn a_milder_fail_seen_again_does_not_weaken_the_old_one() {
    let again = Observation {
        evidence: vec![quote("dpa")],
        ..fail("logging", Severity::Info)
    };
    let mut case = case().run("vendor", Standing::SupplierPublished, [again]);
    case.carried.push(open());
    let verdict = case.assess();
    assert_eq!(verdict.findings[0].severity, Severity::Critical);
    assert_eq!(verdict.findings[0].observations.len(), 2);
}

#[test]
fn a_finding_about_a_system_that_left_the_dossier_still_blocks_approval() {
    let mut case = case();
    case.carried.push(Observation {
        system: "renamed".parse().ok(),
        ..open()
    });
    let verdict = case.assess();
    assert_eq!(verdict.findings.len(), 1);
    assert!(verdict.reasons.iter().any(|reason| {
        reason
            .system
            .as_ref()
            .is_some_and(|s| s.as_str() == "renamed")
    }));
}

#[test]
fn the_fingerprint_follows_the_place_and_not_the_words() {
    let fingerprint = |observation: &Observation| {
        assay_scoring::fingerprint(&"acme".parse().unwrap(), observation)
    };
    let exchange = |url: &str| Evidence::Exchange {
        id: format!("x-{url}"),
        request: url.into(),
        sent: "".into(),
        result: "200".into(),
        answer: "".into(),
        digest: Digest::of(url),
    };
    let seen = |evidence| Observation {
        evidence,
        ..fail("logging", Severity::High)
    };
    let base = fingerprint(&seen(vec![exchange("GET https://api.example/a?x=1")]));
    let moved = seen(vec![exchange("POST https://api.example/b")]);
    assert_eq!(fingerprint(&moved), base);
    let reworded = Observation {
        title: "new words".into(),
        severity: Severity::Low,
        ..moved.clone()
    };
    assert_eq!(fingerprint(&reworded), base);
    assert_eq!(
        fingerprint(&said_by("renamed", Standing::Vouched, moved.clone())),
        base
    );
    for other in [
        seen(vec![exchange("GET https://other.example/a")]),
        seen(vec![quote("dpa")]),
        seen(vec![answer("logging")]),
        seen(Vec::new()),
        Observation {
            system: "assistant".parse().ok(),
            ..moved
        },
    ] {
        assert_ne!(fingerprint(&other), base);
    }
}

#[test]
fn findings_come_worst_first_and_name_the_controls_that_they_weaken() {
    let points = [point("a", "c.1", 1), point("b", "c.2", 1)];
    let catalogue = catalogue(points, vec![scenario("r1", "c.1")], Vec::new());
    let seen = [fail("a", Severity::Low), fail("b", Severity::High)];
    let verdict = Case::new(catalogue, 1)
        .run("x", Standing::Bundled, seen)
        .assess();
    let shown: Vec<_> = verdict
        .findings
        .iter()
        .map(|f| (f.point.as_str(), f.controls[0].as_str(), f.severity))
        .collect();
    assert_eq!(
        shown,
        [("b", "c.2", Severity::High), ("a", "c.1", Severity::Low)]
    );
}
