//! The arithmetic in words: complete, correct, and in words of our own.

use assay_domain::{EvidenceClass, Observation, Severity, Standing, Untrusted};
use assay_scoring::{Line, Subject, explain};

use crate::{equations, fixture::*};

fn case() -> Case {
    let mut key = point("clause", "data.training", 2);
    key.controls[0].key = true;
    let points = [key, point("policy", "data.training", 1)];
    let gates = vec![gate("clause")];
    let hostile = |observation| Observation {
        title: Untrusted::from("HOSTILE"),
        detail: Untrusted::from("HOSTILE"),
        ..observation
    };
    let seen = [
        hostile(held(7_000, pass("clause", EvidenceClass::E3))),
        hostile(held(7_000, pass("policy", EvidenceClass::E2))),
        hostile(Observation {
            evidence: vec![quote("terms")],
            ..held(7_000, fail("clause", Severity::High))
        }),
    ];
    Case::new(
        catalogue(points, vec![scenario("r1", "data.training")], gates),
        3,
    )
    .run("contract", Standing::Bundled, seen)
}

fn lines(case: &Case, what: &str) -> Option<Vec<Line>> {
    explain(&case.assess(), &case.catalogue, &what.parse().unwrap())
}

fn text(lines: &[Line]) -> String {
    lines.iter().map(|line| format!("{line}\n")).collect()
}

#[test]
fn a_risk_can_be_redone_by_hand_from_what_is_printed() {
    let lines = lines(&case(), "r1").unwrap();
    let text = text(&lines);
    for expected in [
        "likelihood before controls = 1 + max(3) = 4",
        "P1 = 10000 x 8000 x 7000 / 100000000 = 5600; pass by `contract` on E3",
        "N1 = ceil(6000 x 7000 / 10000) = 4200; high fail by `contract`",
        "e = 5600 x (10000 - 4200) / 10000 = 3248",
        "mean = (2 x 3248 + 1 x 3850) / (2 + 1) = 3448",
        "cap = min(min(3248) + 2500, 10000) = 5748; worst key plus margin",
        "E = min(3448, 5748) = 3448",
        "M = (1 x 3448) / (1) = 3448; no key caps it",
        "steps: M 3448 reaches 0 of 3500, 6000, 8500",
        "an open finding on `clause` holds it at 3 or more",
        "likelihood now = max(4, 3) = 4",
        "now: the level table at likelihood 4 and impact 4 reads high",
    ] {
        assert!(text.contains(expected), "{expected}\nis not in\n{text}");
    }
    assert!(equations::check(&lines) >= 12);
}

#[test]
fn everything_that_has_a_name_is_explained() {
    let case = case();
    let fingerprint = case.assess().findings[0].fingerprint;
    for what in [
        "r1",
        "assistant/r1",
        "data.training",
        "DATA.TRAINING",
        "clause",
        "gate-clause",
        "tier",
        "coverage",
        "decision",
        &fingerprint.hex()[..6],
        &fingerprint.to_string(),
    ] {
        let lines = lines(&case, what).unwrap_or_else(|| panic!("{what} is not explained"));
        equations::check(&lines);
        assert!(
            !text(&lines).contains("HOSTILE"),
            "{what} prints text from outside"
        );
        assert!(lines.iter().all(|line| !line.text.trim().is_empty()));
    }
    for nothing in ["r99", "elsewhere/r1", "", "fff"] {
        assert_eq!(lines(&case, nothing), None, "{nothing}");
    }
    assert!("Not An Id/r1".parse::<Subject>().is_err());
}

#[test]
fn an_explanation_with_other_catalogue_files_says_so() {
    let mut case = case();
    let verdict = case.assess();
    case.catalogue.digests.clear();
    let lines = explain(&verdict, &case.catalogue, &"r1".parse().unwrap()).unwrap();
    assert!(lines[0].text.contains("other catalogue files"));
}
