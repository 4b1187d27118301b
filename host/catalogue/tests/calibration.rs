//! Whether the numbers of the shipped files lead to sensible levels. The arithmetic is written down a second time here, as a
//! person would do it with pencil and paper, so that it does not rest on the scoring room.
#![expect(clippy::unwrap_used, reason = "a helper of a test may stop the test")]

use assay_catalogue::{AxisEffect, Catalogue, Point, Scenario};
use assay_domain::{Axis, Level, Tier};

/// A supplier that answers yes to everything and shows nothing.
const BARE_YES: u64 = 3_000;
/// A dated document (5500 x 10000).
const DOCUMENT: u64 = 5_500;
/// A clause in a contract in force, read by the host (8000 x 7000).
const CLAUSE: u64 = 5_600;
/// An exchange that the host recorded (8000 x 9000).
const EXCHANGE: u64 = 7_200;

type Effectiveness<'a> = &'a dyn Fn(&Point) -> u64;

fn well_documented(point: &Point) -> u64 {
    let by_contract = point.controls[0].control.as_str().starts_with("dd.") && is_clause(point);
    match point.needs {
        Some(_) if point.controls[0].control.as_str().starts_with("api.") => EXCHANGE,
        _ if by_contract => CLAUSE,
        _ => DOCUMENT,
    }
}

fn is_clause(point: &Point) -> bool {
    const CLAUSES: &str = include_str!("../data/points-contract.toml");
    const CLAUSES_OF_AI: &str = include_str!("../data/points-contract-ai.toml");
    let id = format!("id = \"{}\"", point.id);
    CLAUSES.contains(&id) || CLAUSES_OF_AI.contains(&id)
}

/// min(weighted mean, worst key + 2500), rounded down.
fn capped_mean(terms: &[(u64, u64, bool)]) -> Option<u64> {
    let weight: u64 = terms.iter().map(|(weight, ..)| weight).sum();
    let sum: u64 = terms.iter().map(|(weight, e, _)| weight * e).sum();
    let key = terms
        .iter()
        .filter(|(.., key)| *key)
        .map(|(_, e, _)| e + 2_500)
        .min();
    let mean = sum.checked_div(weight)?;
    Some(key.map_or(mean, |cap| cap.min(mean)))
}

struct Case<'a> {
    catalogue: &'a Catalogue,
    tier: Tier,
    /// Whether the dossier declares an endpoint and a certificate.
    probed: bool,
    effectiveness: Effectiveness<'a>,
}

impl Case<'_> {
    fn expected(&self, point: &Point) -> bool {
        let general = point.roles.is_empty() && point.classes.is_empty();
        point.tiers.contains(&self.tier) && general && (self.probed || point.needs.is_none())
    }

    fn mitigation(&self, scenario: &Scenario, axis: AxisEffect) -> u64 {
        let terms: Vec<_> = scenario
            .controls
            .iter()
            .filter(|link| link.lowers == AxisEffect::Both || link.lowers == axis)
            .filter_map(|link| {
                let points: Vec<_> = self
                    .catalogue
                    .points_for_control(&link.control)
                    .filter(|(point, _)| self.expected(point))
                    .map(|(point, l)| (u64::from(l.weight), (self.effectiveness)(point), l.key))
                    .collect();
                Some((u64::from(link.weight), capped_mean(&points)?, link.key))
            })
            .collect();
        capped_mean(&terms).unwrap_or(0)
    }

    fn steps(&self, scenario: &Scenario) -> (u8, u8) {
        let reached = |mitigation: u64, steps: &[u64]| {
            u8::try_from(steps.iter().filter(|step| mitigation >= **step).count()).unwrap()
        };
        (
            reached(
                self.mitigation(scenario, AxisEffect::Likelihood),
                &[3_500, 6_000, 8_500],
            ),
            reached(
                self.mitigation(scenario, AxisEffect::Impact),
                &[4_500, 7_500],
            ),
        )
    }

    /// The residual when every fact has the same rating.
    fn residual(&self, scenario: &Scenario, rating: u8) -> Level {
        let inherent = Axis::try_from(rating + 1).unwrap();
        let (likelihood, impact) = self.steps(scenario);
        let table = &self.catalogue.policy.level_table;
        table.level(inherent.lowered(likelihood), inherent.lowered(impact))
    }

    fn appetite(&self) -> Level {
        self.catalogue.policy.tiers[&self.tier].appetite
    }
}

fn scenario<'a>(catalogue: &'a Catalogue, id: &str) -> &'a Scenario {
    catalogue
        .scenarios
        .iter()
        .find(|s| s.id.as_str() == id)
        .unwrap()
}

/// R1 at tier 3 for a supplier that shows documents and clauses, term by term:
/// `dd.customer-data` 5600; `A.7.2` (5 x 5500 + 4 x 5600 + 1 x 5600) / 10 = 5550; `A.7.5` is not expected at tier 3;
/// `A.10.2` (5 x 5500 + 4 x 5600) / 9 = 5544; `A.9.4` (5 x 5500 + 1 x 5500) / 6 = 5500;
/// likelihood (5 x 5600 + 3 x 5550 + 2 x 5544 + 1 x 5500) / 11 = 5567, one step;
/// `A.4.3` (5 x 5500 + 1 x 5600) / 6 = 5516, `dd.deletion` 5600;
/// impact (5 x 5600 + 3 x 5550 + 1 x 5516 + 2 x 5600) / 11 = 5578, one step: 3 and 3 (medium) become 2 and 2 (low).
#[test]
fn customer_data_by_hand() {
    let catalogue = Catalogue::embedded();
    let case = Case {
        catalogue: &catalogue,
        tier: Tier::T3,
        probed: false,
        effectiveness: &well_documented,
    };
    let r1 = scenario(&catalogue, "r1");
    assert_eq!(case.mitigation(r1, AxisEffect::Likelihood), 5_567);
    assert_eq!(case.mitigation(r1, AxisEffect::Impact), 5_578);
    assert_eq!(case.residual(r1, 2), Level::Low);
}

/// R13 at tier 3: `dd.breach-notice` 5600; `A.8.4` (5 x 5500 + 4 x 5600 + 1 x 5500) / 10 = 5540; `dd.incident-readiness` 5500;
/// `A.3.3` 5500; likelihood (5 x 5600 + 3 x 5540 + 2 x 5500 + 1 x 5500) / 11 = 5556.
/// Without the clause: `dd.breach-notice` 0, `A.8.4` (5 x 5500 + 1 x 5500) / 10 = 3300;
/// likelihood (3 x 3300 + 2 x 5500 + 1 x 5500) / 11 = 2400, and never more than 0 + 2500: no step, whatever else is documented.
#[test]
fn notice_of_incidents_by_hand() {
    let catalogue = Catalogue::embedded();
    let r13 = scenario(&catalogue, "r13");
    let case = |effectiveness| Case {
        catalogue: &catalogue,
        tier: Tier::T3,
        probed: false,
        effectiveness,
    };
    assert_eq!(
        case(&well_documented).mitigation(r13, AxisEffect::Likelihood),
        5_556
    );
    let silent = |point: &Point| {
        if point.id.as_str() == "breach-notice" {
            0
        } else {
            well_documented(point)
        }
    };
    assert_eq!(case(&silent).mitigation(r13, AxisEffect::Likelihood), 2_400);
    assert_eq!(case(&silent).steps(r13), (0, 0));
}

#[test]
fn a_questionnaire_full_of_yes_takes_nothing_off_any_risk() {
    let catalogue = Catalogue::embedded();
    for tier in Tier::ALL {
        for probed in [false, true] {
            let case = Case {
                catalogue: &catalogue,
                tier,
                probed,
                effectiveness: &|_| BARE_YES,
            };
            for scenario in &catalogue.scenarios {
                assert_eq!(case.steps(scenario), (0, 0), "{} at {tier}", scenario.id);
            }
        }
    }
}

/// A method by which nobody can be approved would be as useless as one that approves everybody.
#[test]
fn documents_clauses_and_probes_reach_the_appetite_of_every_tier() {
    let catalogue = Catalogue::embedded();
    for (tier, rating) in [
        (Tier::T1, 3),
        (Tier::T2, 3),
        (Tier::T2, 2),
        (Tier::T3, 2),
        (Tier::T4, 1),
    ] {
        for probed in [false, true] {
            let case = Case {
                catalogue: &catalogue,
                tier,
                probed,
                effectiveness: &well_documented,
            };
            for scenario in &catalogue.scenarios {
                let residual = case.residual(scenario, rating);
                assert!(
                    residual <= case.appetite(),
                    "{} at {tier}, rating {rating}: {residual}",
                    scenario.id
                );
            }
        }
    }
}

/// With facts at 4 on both axes documents are not enough: that takes independent evidence, or a condition with an owner.
#[test]
fn the_worst_use_asks_for_independent_evidence() {
    let catalogue = Catalogue::embedded();
    let with = |effectiveness| Case {
        catalogue: &catalogue,
        tier: Tier::T1,
        probed: false,
        effectiveness,
    };
    for scenario in &catalogue.scenarios {
        let (documented, independent) = (with(&well_documented), with(&|_| 9_000));
        assert_eq!(
            documented.residual(scenario, 4),
            Level::High,
            "{}",
            scenario.id
        );
        assert!(
            independent.residual(scenario, 4) <= Level::Medium,
            "{}",
            scenario.id
        );
    }
}

#[test]
fn a_missing_decisive_point_keeps_its_risk_where_it_was() {
    let catalogue = Catalogue::embedded();
    for (id, point, likelihood, impact) in [
        ("r1", "training-use", true, true),
        ("r2", "security-programme", true, true),
        ("r2", "deletion", false, true),
        ("r3", "bias-testing", true, false),
        ("r4", "human-oversight", false, true),
        ("r5", "human-oversight", true, true),
        ("r6", "explanation-sample", true, true),
        ("r7", "adversarial-testing", true, false),
        ("r8", "sub-processor-notice", true, false),
        ("r9", "change-notice", true, true),
        ("r10", "resilience", true, true),
        ("r10", "retirement", false, true),
        ("r11", "ip-indemnity", false, true),
        ("r12", "ai-act-role", true, false),
        ("r12", "prohibited-practice-statement", true, false),
        ("r13", "breach-notice", true, true),
        ("r14", "legal-identity", true, false),
        ("r14", "audit-right", false, true),
        ("r15", "data-residency", true, true),
        ("r16", "financial-standing", true, false),
    ] {
        let missing = |p: &Point| {
            if p.id.as_str() == point {
                0
            } else {
                well_documented(p)
            }
        };
        for tier in [Tier::T1, Tier::T2] {
            let case = Case {
                catalogue: &catalogue,
                tier,
                probed: true,
                effectiveness: &missing,
            };
            let (l, i) = case.steps(scenario(&catalogue, id));
            assert_eq!(
                (l == 0, i == 0),
                (likelihood, impact),
                "{id} without {point} at {tier}"
            );
        }
    }
}

#[test]
fn a_missing_point_that_is_no_key_sinks_nothing() {
    let catalogue = Catalogue::embedded();
    for (tier, rating) in [(Tier::T1, 3), (Tier::T3, 2)] {
        let trivial = |p: &&Point| !p.is_informational() && p.controls.iter().all(|link| !link.key);
        for point in catalogue.points.values().filter(trivial) {
            let missing = |p: &Point| {
                if p.id == point.id {
                    0
                } else {
                    well_documented(p)
                }
            };
            let case = Case {
                catalogue: &catalogue,
                tier,
                probed: true,
                effectiveness: &missing,
            };
            for scenario in &catalogue.scenarios {
                let residual = case.residual(scenario, rating);
                assert!(
                    residual <= case.appetite(),
                    "{} without {} at {tier}: {residual}",
                    scenario.id,
                    point.id
                );
            }
        }
    }
}
