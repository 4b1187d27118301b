//! Random suppliers, catalogues and observations.

use assay_catalogue::{
    AxisEffect, Catalogue, ControlLink, FactLimit, Gate, GateRule, Point, Scenario,
    ScenarioControl, Scope,
};
use assay_domain::{
    Ageing, AiActClass, Bp, ContextFact, Decision, EvidenceClass, Fact, FactValue,
    NotApplicableApproval, Observation, PointId, Quantity, Rating, ReportedOutcome, Severity,
    Standing, Supplier, SystemId, Tier,
};
use assay_scoring::{Participation, RunResult};
use jiff::ToSpan;
use proptest::{
    collection::vec,
    option,
    prelude::*,
    sample::{Index, select},
};

use crate::fixture::*;

/// Points that exist in a generated catalogue are among these; the last never is.
const POINTS: [&str; 7] = ["p0", "p1", "p2", "p3", "p4", "p5", "outside"];
const CONTROLS: [&str; 4] = ["c.0", "c.1", "c.2", "c.3"];
const SYSTEMS: [&str; 3] = ["one", "two", "gone"];
const PLUGINS: [&str; 4] = ["q", "c", "a", "v"];
const CONFIDENCES: [u16; 7] = [0, 1_000, 4_999, 5_000, 7_000, 9_000, 10_000];

fn bp() -> impl Strategy<Value = Bp> {
    select(&CONFIDENCES[..]).prop_map(Bp::saturating)
}

fn class() -> impl Strategy<Value = EvidenceClass> {
    select(&EvidenceClass::ALL[..])
}

fn tiers() -> impl Strategy<Value = Vec<Tier>> {
    prop_oneof![4 => Just(Tier::ALL.to_vec()), 1 => proptest::sample::subsequence(&Tier::ALL[..], 1..=3)]
}

fn classes() -> impl Strategy<Value = Vec<AiActClass>> {
    let some =
        select(vec![AiActClass::HighRisk, AiActClass::Minimal]).prop_map(|class| vec![class]);
    prop_oneof![6 => Just(Vec::new()), 1 => some]
}

fn link() -> impl Strategy<Value = ControlLink> {
    (
        select(&CONTROLS[..]),
        1..=10_u32,
        prop::bool::weighted(0.25),
    )
        .prop_map(|(control, weight, key)| ControlLink {
            control: control.parse().unwrap(),
            weight,
            key,
        })
}

fn a_point(id: &'static str) -> impl Strategy<Value = Point> {
    let rest = (tiers(), classes(), any::<bool>(), any::<bool>());
    let required = prop_oneof![3 => Just(EvidenceClass::E0), 1 => class()];
    (vec(link(), 1..=2), rest, required).prop_map(move |(controls, rest, required)| {
        let (tiers, classes, per_system, may_be_not_applicable) = rest;
        Point {
            controls,
            tiers,
            classes,
            scope: if per_system {
                Scope::System
            } else {
                Scope::Supplier
            },
            may_be_not_applicable,
            required_class: Tier::ALL.map(|tier| (tier, required)).into(),
            ..point(id, "c.0", 1)
        }
    })
}

fn a_scenario(n: usize) -> impl Strategy<Value = Scenario> {
    let effect = select(vec![
        AxisEffect::Likelihood,
        AxisEffect::Impact,
        AxisEffect::Both,
    ]);
    let control = (
        select(&CONTROLS[..]),
        1..=10_u32,
        prop::bool::weighted(0.25),
        effect,
    );
    let facts = || vec(select(&ContextFact::ALL[..]), 1..=2);
    (facts(), facts(), vec(control, 1..=3)).prop_map(move |(likelihood, impact, controls)| {
        let controls = controls
            .into_iter()
            .map(|(control, weight, key, lowers)| ScenarioControl {
                control: control.parse().unwrap(),
                weight,
                key,
                lowers,
            });
        Scenario {
            likelihood_facts: likelihood,
            impact_facts: impact,
            controls: controls.collect(),
            ..scenario(&format!("r{n}"), "c.0")
        }
    })
}

fn a_gate(n: usize, points: usize) -> impl Strategy<Value = Gate> {
    let on_fail = option::of(select(vec![
        Decision::Conditional,
        Decision::Undecided,
        Decision::Reject,
    ]));
    let fact = select(&ContextFact::ALL[..]);
    let all = (
        0..points,
        prop::bool::weighted(0.3),
        prop::bool::weighted(0.2),
        fact,
        2..=4_u8,
    );
    (all, on_fail, tiers(), classes()).prop_map(move |(rule, on_fail, tiers, classes)| {
        let (point, limited, context, fact, fails_at) = rule;
        let at_most = FactLimit {
            fact: "notice".to_owned(),
            value: 72,
            unit: "h".to_owned(),
        };
        let rule = if context {
            GateRule::Context {
                fact,
                fails_at: Rating::try_from(fails_at).unwrap(),
            }
        } else {
            GateRule::Point {
                point: POINTS[point].parse().unwrap(),
                at_most: limited.then_some(at_most),
            }
        };
        Gate {
            id: format!("g{n}"),
            rule,
            tiers,
            classes,
            on_fail: on_fail
                .into_iter()
                .flat_map(|d| Tier::ALL.map(|tier| (tier, d)))
                .collect(),
            ..gate(POINTS[point])
        }
    })
}

fn a_catalogue() -> impl Strategy<Value = Catalogue> {
    let floors = vec(select(vec![0_u16, 3_000, 5_000, 9_500]), 4);
    (1..POINTS.len(), 1..=3_usize, 0..=2_usize, floors).prop_flat_map(
        |(points, scenarios, gates, floors)| {
            let point: Vec<_> = POINTS[..points].iter().map(|id| a_point(id)).collect();
            let scenario: Vec<_> = (0..scenarios).map(a_scenario).collect();
            let gate: Vec<_> = (0..gates).map(|n| a_gate(n, points)).collect();
            (point, scenario, gate).prop_map(move |(points, scenarios, gates)| {
                let mut catalogue = catalogue(points, scenarios, gates);
                for (tier, floor) in catalogue.policy.tiers.values_mut().zip(&floors) {
                    tier.coverage_floor = Bp::saturating(*floor);
                }
                catalogue
            })
        },
    )
}

/// Mostly known facts, mostly mild ones, so that every decision is reached.
fn a_supplier() -> impl Strategy<Value = Supplier> {
    let rating = prop_oneof![8 => 0..=2_u8, 2 => 3..=4_u8];
    let fact = option::weighted(0.97, rating);
    let system = vec(fact, ContextFact::ALL.len());
    let approved = (
        select(&POINTS[..]),
        any::<bool>(),
        option::of(select(&SYSTEMS[..])),
    );
    (vec(system, 0..=2), vec(approved, 0..=2)).prop_map(|(systems, approvals)| {
        let facts: Vec<Vec<_>> = systems
            .iter()
            .map(|ratings| {
                let facts = ContextFact::ALL.iter().zip(ratings);
                facts
                    .filter_map(|(fact, rating)| Some((*fact, (*rating)?)))
                    .collect()
            })
            .collect();
        let systems: Vec<_> = SYSTEMS
            .iter()
            .zip(&facts)
            .map(|(id, f)| (*id, &f[..]))
            .collect();
        let mut supplier = supplier(&systems);
        supplier.not_applicable = approvals
            .into_iter()
            .map(|(point, complete, system)| NotApplicableApproval {
                system: system.map(|id| id.parse().unwrap()),
                approved_by: if complete { "Ben".into() } else { "Ana".into() },
                ..approval(point)
            })
            .collect();
        supplier
    })
}

/// An observation of some plugin, without its standing.
pub(crate) fn seen() -> impl Strategy<Value = (Index, Observation)> {
    let outcome = prop_oneof![
        6 => Just(ReportedOutcome::Pass),
        2 => Just(ReportedOutcome::Partial),
        2 => Just(ReportedOutcome::Fail),
        1 => Just(ReportedOutcome::Unknown),
        1 => Just(ReportedOutcome::NotApplicable),
    ];
    let evidence = select(vec![
        None,
        Some(quote("dpa")),
        Some(quote("terms")),
        Some(answer("q1")),
    ]);
    let system = option::weighted(0.2, select(&SYSTEMS[..]));
    let hours = option::weighted(0.3, select(vec![48_i64, 96]));
    let subject = (select(&POINTS[..]), system, evidence, hours);
    let strength = (
        select(&Severity::ALL[..]),
        class(),
        bp(),
        option::weighted(0.6, ageing()),
    );
    (any::<Index>(), outcome, subject, strength).prop_map(|(by, outcome, subject, strength)| {
        let (point, system, evidence, hours) = subject;
        let (severity, class, confidence, ageing) = strength;
        let fact = |value| Fact {
            name: "notice".into(),
            value: FactValue::Number(Quantity {
                value,
                decimals: 0,
                unit: "h".into(),
            }),
        };
        let observation = Observation {
            system: system.map(|id| id.parse::<SystemId>().unwrap()),
            severity,
            confidence,
            ageing,
            evidence: evidence.into_iter().collect(),
            facts: hours.into_iter().map(fact).collect(),
            ..saw(point, outcome, class)
        };
        (by, observation)
    })
}

/// Evidence of some day of the last years, some of it about a certificate that ends.
fn ageing() -> impl Strategy<Value = Ageing> {
    let until = option::weighted(0.3, -100_i64..800);
    (class(), 0_i64..900, until).prop_map(|(class, ago, until)| Ageing {
        class,
        since: TODAY.checked_sub(ago.days()).unwrap(),
        until: until.map(|ahead| TODAY.checked_add(ahead.days()).unwrap()),
    })
}

/// Gives an observation to one of the runs.
pub(crate) fn give(case: &Case, (by, observation): (Index, Observation)) -> Observation {
    let run = by.get(&case.runs);
    said_by(run.plugin.id.as_str(), run.standing, observation)
}

pub(crate) fn standing() -> impl Strategy<Value = Standing> {
    prop_oneof![
        4 => Just(Standing::Bundled),
        1 => Just(Standing::Vouched),
        1 => Just(Standing::Unverified),
        1 => Just(Standing::SupplierPublished),
    ]
}

fn a_run(plugin: &'static str) -> impl Strategy<Value = Participation> {
    let points: Vec<PointId> = POINTS.iter().map(|id| id.parse().unwrap()).collect();
    let points = prop_oneof![
        4 => Just(points.clone()),
        1 => proptest::sample::subsequence(points, 0..=6),
    ];
    (standing(), points, prop::bool::weighted(0.05)).prop_map(move |(standing, points, failed)| {
        let mut run = participation(plugin, standing, points);
        if failed {
            run.result = RunResult::Failed {
                kind: "trap".to_owned(),
            };
        }
        run
    })
}

/// A whole assessment.
pub(crate) fn case() -> impl Strategy<Value = Case> {
    let runs = (1..=PLUGINS.len()).prop_flat_map(|n| {
        PLUGINS[..n]
            .iter()
            .map(|plugin| a_run(plugin))
            .collect::<Vec<_>>()
    });
    let observations = vec(seen(), 0..=20);
    let carried = vec(seen(), 0..=2);
    (a_catalogue(), a_supplier(), runs, observations, carried).prop_map(
        |(catalogue, supplier, runs, observations, carried)| {
            let mut case = Case {
                catalogue,
                supplier,
                runs,
                observations: Vec::new(),
                carried: Vec::new(),
                as_of: TODAY,
            };
            case.observations = observations.into_iter().map(|o| give(&case, o)).collect();
            case.carried = carried
                .into_iter()
                .map(|o| Observation {
                    outcome: ReportedOutcome::Fail,
                    observed_on: TODAY.yesterday().unwrap(),
                    ..give(&case, o)
                })
                .collect();
            case
        },
    )
}

/// A case in which an independent audit passes every point, or every point but one, and nobody objects: approval is within
/// reach, and one step decides.
pub(crate) fn well_shown_case() -> impl Strategy<Value = Case> {
    (case(), option::of(any::<Index>())).prop_map(|(mut case, left_out)| {
        case.runs.retain(|run| run.result == RunResult::Completed);
        case.carried.clear();
        let mut ids: Vec<_> = case.catalogue.points.keys().cloned().collect();
        let left_out = left_out.map(|n| ids.remove(n.index(ids.len())));
        case.observations.retain(|o| {
            o.outcome != ReportedOutcome::Fail
                && Some(&o.point) != left_out.as_ref()
                && case
                    .runs
                    .iter()
                    .any(|run| run.run.as_ref() == Some(&o.provenance.run))
        });
        let seen: Vec<_> = ids
            .iter()
            .map(|id| pass(id.as_str(), EvidenceClass::E5))
            .collect();
        case.run("audit", Standing::Bundled, seen)
    })
}
