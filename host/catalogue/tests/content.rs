//! What the shipped files hold.
#![expect(clippy::unwrap_used, reason = "a helper of a test may stop the test")]

use std::{collections::BTreeSet, path::Path};

use assay_catalogue::{Catalogue, GateRule, Need};
use assay_domain::{Decision, EvidenceClass, Tier};

fn references(catalogue: &Catalogue, framework: &str) -> BTreeSet<String> {
    let framework = catalogue
        .frameworks
        .iter()
        .find(|f| f.id == framework)
        .unwrap();
    framework
        .controls
        .iter()
        .map(|c| c.reference.clone())
        .collect()
}

#[test]
fn iso_42001_has_every_clause_and_every_control_and_nothing_else() {
    let clauses = "4.1 4.2 4.3 4.4 5.1 5.2 5.3 6.1.1 6.1.2 6.1.3 6.1.4 6.2 6.3 7.1 7.2 7.3 7.4 7.5.1 7.5.2 7.5.3 8.1 8.2 8.3 \
                   8.4 9.1 9.2.1 9.2.2 9.3.1 9.3.2 9.3.3 10.1 10.2";
    let annex_a = "A.2.2 A.2.3 A.2.4 A.3.2 A.3.3 A.4.2 A.4.3 A.4.4 A.4.5 A.4.6 A.5.2 A.5.3 A.5.4 A.5.5 A.6.1.2 A.6.1.3 A.6.2.2 \
                   A.6.2.3 A.6.2.4 A.6.2.5 A.6.2.6 A.6.2.7 A.6.2.8 A.7.2 A.7.3 A.7.4 A.7.5 A.7.6 A.8.2 A.8.3 A.8.4 A.8.5 A.9.2 \
                   A.9.3 A.9.4 A.10.2 A.10.3 A.10.4";
    let expected: BTreeSet<String> = format!("{clauses} {annex_a}")
        .split_whitespace()
        .map(str::to_owned)
        .collect();
    assert_eq!(expected.len(), 32 + 38);
    assert_eq!(references(&Catalogue::embedded(), "iso42001"), expected);
}

/// Annex B repeats Annex A as guidance, A.1 does not exist, and A.x.1 are objectives. Other catalogues list them as controls, which
/// makes a statement of applicability with rows that the standard does not have.
#[test]
fn neither_annex_b_nor_objectives_are_controls() {
    for reference in references(&Catalogue::embedded(), "iso42001") {
        assert!(!reference.starts_with("B."), "{reference} is guidance");
        assert!(!reference.starts_with("A.1."), "{reference} does not exist");
        let objective = reference.starts_with("A.") && reference.ends_with(".1");
        assert!(!objective, "{reference} is an objective");
    }
}

#[test]
fn every_clause_and_control_has_a_point_of_the_same_name() {
    let catalogue = Catalogue::embedded();
    for control in catalogue.controls.keys() {
        if let Some(tail) = control.as_str().strip_prefix("iso42001.") {
            let point = format!("iso42001-{tail}").parse().unwrap();
            let point = catalogue
                .point(&point)
                .unwrap_or_else(|| panic!("no point {point}"));
            assert_eq!(point.controls[0].control, *control);
        }
        let points: Vec<_> = catalogue.points_for_control(control).collect();
        assert!(!points.is_empty(), "{control} has no point");
    }
}

#[test]
fn the_points_that_the_bundled_plugins_answer_are_there() {
    let catalogue = Catalogue::embedded();
    let contract = "training-use breach-notice retention deletion sub-processor-notice sub-processor-objection audit-right \
                    liability-cap ip-indemnity change-notice output-ownership";
    for id in contract.split_whitespace() {
        let point = catalogue
            .point(&id.parse().unwrap())
            .unwrap_or_else(|| panic!("no point {id}"));
        let iso =
            |link: &assay_catalogue::ControlLink| link.control.as_str().starts_with("iso42001.");
        assert!(
            point.controls.iter().any(iso),
            "{id} supports no control of the standard"
        );
    }
    let probes = "tls-version tls-certificate tls-chain http-plain hsts security-headers auth-none auth-wrong error-leak cors \
                  rate-limit-signals model-list model-pinning security-txt tls-key tls-ciphers key-in-url \
                  management-exposure model-echo deprecation versioning openapi-conformance sub-processor-hints \
                  data-residency-hints ai-documents";
    for id in probes.split_whitespace() {
        let point = catalogue
            .point(&id.parse().unwrap())
            .unwrap_or_else(|| panic!("no point {id}"));
        let needs = if id.starts_with("model-") {
            Need::OpenAiEndpoint
        } else {
            Need::Endpoint
        };
        assert_eq!(point.needs, Some(needs), "{id}");
    }
}

/// That a clause is there is not that it is good: it must not earn anything, and nobody is asked for it.
#[test]
fn the_inventory_of_clauses_is_shown_and_never_counts() {
    let catalogue = Catalogue::embedded();
    let clauses: Vec<_> = catalogue
        .points
        .values()
        .filter(|point| point.id.as_str().starts_with("clause-"))
        .collect();
    assert_eq!(clauses.len(), 20);
    for point in clauses {
        assert!(point.is_informational(), "{}", point.id);
        assert_eq!(catalogue.scenario_weight(point), 0, "{}", point.id);
        assert!(
            !catalogue
                .policy
                .gates
                .iter()
                .any(|gate| format!("{gate:?}").contains(point.id.as_str())),
            "a gate looks at {}",
            point.id
        );
    }
}

/// A minor supplier must not have to answer a book, and a critical one must not get away with a page.
#[test]
fn depth_grows_with_the_tier() {
    let catalogue = Catalogue::embedded();
    let count = |tier| {
        catalogue
            .points
            .values()
            .filter(|p| p.tiers.contains(&tier))
            .count()
    };
    let counted = || catalogue.points.values().filter(|p| !p.is_informational());
    assert_eq!(count(Tier::T1), counted().count());
    assert!(count(Tier::T2) < count(Tier::T1));
    assert!(count(Tier::T3) * 3 < count(Tier::T1) * 2);
    assert!(
        count(Tier::T4) <= 12,
        "tier 4 asks for {} points",
        count(Tier::T4)
    );
    for point in counted() {
        let deepest = point.tiers.iter().max().unwrap();
        let whole = Tier::ALL.iter().filter(|tier| *tier <= deepest).count();
        assert_eq!(
            point.tiers.len(),
            whole,
            "{}: a critical tier asks for less",
            point.id
        );
    }
}

#[test]
fn a_decisive_control_is_not_held_up_by_what_stands_beside_its_key() {
    let catalogue = Catalogue::embedded();
    for control in catalogue
        .controls
        .keys()
        .filter(|c| c.as_str().starts_with("dd."))
    {
        let links: Vec<_> = catalogue
            .points_for_control(control)
            .map(|(_, link)| link)
            .collect();
        let keys: Vec<_> = links
            .iter()
            .filter(|link| link.key && link.weight == 10)
            .collect();
        if let [key] = keys[..] {
            let others: u32 = links.iter().map(|l| l.weight).sum::<u32>() - key.weight;
            assert!(others <= 2, "{control}: {others} stand beside the key");
        } else {
            assert_eq!(
                control.as_str(),
                "dd.upstream",
                "{control} has no single key point"
            );
        }
    }
}

#[test]
fn gates_are_those_of_the_method() {
    let policy = Catalogue::embedded().policy;
    let gate = |id: &str| policy.gates.iter().find(|g| g.id == id).unwrap();
    let prohibited = gate("prohibited-practice");
    assert!(
        !prohibited.waivable
            && matches!(prohibited.rule, GateRule::Context { fails_at, .. } if fails_at.get() == 4)
    );
    for tier in Tier::ALL {
        assert_eq!(prohibited.on_fail.get(&tier), Some(&Decision::Reject));
    }
    assert_eq!(
        gate("training-use").on_fail.get(&Tier::T1),
        Some(&Decision::Reject)
    );
    let GateRule::Point {
        at_most: Some(limit),
        ..
    } = &gate("breach-notice").rule
    else {
        panic!("the notice has no number");
    };
    assert_eq!((limit.value, limit.unit.as_str()), (72, "h"));
    for id in [
        "deletion",
        "sub-processor-notice",
        "audit-right",
        "human-oversight",
        "incident-contact",
        "certificate-genuine",
        "legal-identity",
    ] {
        gate(id);
    }
}

#[test]
fn what_a_gate_looks_at_needs_more_than_a_word_at_critical_tiers() {
    let catalogue = Catalogue::embedded();
    for gate in &catalogue.policy.gates {
        let GateRule::Point { point, .. } = &gate.rule else {
            continue;
        };
        let point = catalogue.point(point).unwrap();
        for tier in [Tier::T1, Tier::T2] {
            let class = point.required_class.get(&tier);
            assert!(class >= Some(&EvidenceClass::E2), "{} at {tier}", point.id);
        }
    }
}

#[test]
fn every_duty_of_the_mission_is_covered() {
    let mission = Catalogue::embedded().mission;
    let uncovered: Vec<_> = mission
        .rows
        .iter()
        .filter(|row| row.is_uncovered())
        .collect();
    assert!(uncovered.is_empty(), "nothing covers {uncovered:#?}");
    assert_eq!(mission.rows.len(), 68);
}

/// A duty that points at a folder which is not there would be covered on paper only.
#[test]
fn every_feature_of_the_mission_has_its_place_in_the_repository() {
    let top = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    for feature in Catalogue::embedded().mission.features {
        assert!(
            top.join(&feature.place).is_dir(),
            "{} is not at {}",
            feature.id,
            feature.place
        );
    }
}

/// A figure without a point behind it, or outside of its own interval, tells a reader nothing.
#[test]
fn what_was_measured_stands_behind_points_and_inside_its_interval() {
    let catalogue = Catalogue::embedded();
    assert!(!catalogue.measured.measures.is_empty());
    for measure in &catalogue.measured.measures {
        for named in &measure.points {
            let one = assay_catalogue::Measure {
                points: vec![named.clone()],
                ..measure.clone()
            };
            let known = catalogue.points.keys();
            assert!(
                known.into_iter().any(|point| one.is_about(point.as_str())),
                "{}: no point is called {named}",
                measure.what
            );
        }
        assert!(
            measure.low <= measure.value && measure.value <= measure.high,
            "{}",
            measure.what
        );
    }
}
