//! From observations to a verdict.

use assay_domain::Level;
use jiff::{Span, civil::Date};

use crate::{
    Input, RunResult, SystemVerdict, Verdict, ask, control, coverage,
    decision::{self, Assessed},
    finding, gate,
    point::{self, Judged},
    scenario,
    statement::Statements,
    system, tier,
};

/// The method that this crate implements.
const METHOD: &str = "scoring/1";

/// The verdict on a supplier. Total: every input has one. Pure: the same input has the same one, byte for byte, in whatever
/// order runs and observations come.
pub fn assess(input: &Input<'_>) -> Verdict {
    let catalogue = input.catalogue;
    let policy = &catalogue.policy;
    let statements = Statements::new(input);
    let systems = system::systems(input.supplier, catalogue);
    let points: Vec<Vec<Judged<'_>>> = systems
        .iter()
        .map(|system| point::judge_all(input, &statements, system))
        .collect();
    let parts: Vec<_> = systems
        .iter()
        .zip(&points)
        .map(|(system, points)| {
            let shares = coverage::shares(points);
            let controls = control::controls(catalogue, points);
            let scenarios = scenario::scenarios(catalogue, system, points, &controls, &shares);
            let gates = gate::gates(catalogue, system, points);
            (system, points, shares, controls, scenarios, gates)
        })
        .collect();
    let assessed: Vec<_> = parts
        .iter()
        .map(|(system, points, shares, _, scenarios, gates)| Assessed {
            system,
            points,
            shares: *shares,
            gates,
            scenarios,
        })
        .collect();
    let findings = finding::findings(input, &statements);
    let (decision, reasons) = decision::decide(policy, &assessed, &findings, input.runs);
    let asked: Vec<_> = parts
        .iter()
        .map(|part| (part.0, part.1.as_slice()))
        .collect();
    let ask_next = ask::ask_next(catalogue, &asked);
    let tier = tier::worst(systems.iter().map(|system| &system.tier))
        .expect("there is always a system, if only the unspecified one")
        .clone();
    let gates = parts.iter().flat_map(|part| part.5.clone()).collect();
    let systems: Vec<SystemVerdict> = parts
        .iter()
        .map(
            |(system, points, shares, controls, scenarios, _)| SystemVerdict {
                system: system.facts.id.clone(),
                tier: system.tier.clone(),
                coverage: shares.coverage,
                shown: shares.shown,
                told: shares.told,
                assurance: shares.assurance,
                points: points.iter().map(|judged| judged.result.clone()).collect(),
                controls: controls.clone(),
                scenarios: scenarios.clone(),
            },
        )
        .collect();
    let ranking = ranking(&systems);
    Verdict {
        method: METHOD.to_owned(),
        supplier: input.supplier.profile.id.clone(),
        as_of: input.as_of,
        decision,
        reasons,
        reassess_on: reassess_on(input.as_of, tier::asks(policy, tier.tier).reassess_months),
        tier,
        level: worst_level(ranking),
        ranking,
        coverage: coverage::total(systems.iter().map(|s| s.coverage)),
        shown: coverage::total(systems.iter().map(|s| s.shown)),
        assurance: coverage::total(systems.iter().map(|s| s.assurance)),
        complete: !input
            .runs
            .iter()
            .any(|run| matches!(run.result, RunResult::Failed { .. })),
        gates,
        closed: finding::closures(input, &statements, &findings),
        findings,
        ask_next,
        catalogue: catalogue.digests.clone(),
        systems,
    }
}

/// How many scenarios stand at each residual level, the worst level first.
fn ranking(systems: &[SystemVerdict]) -> [u32; 5] {
    let mut levels = Level::ALL;
    levels.reverse();
    let residuals = || {
        systems
            .iter()
            .flat_map(|s| &s.scenarios)
            .map(|s| s.residual)
    };
    levels.map(|level| {
        u32::try_from(residuals().filter(|residual| *residual == level).count()).unwrap_or(u32::MAX)
    })
}

/// The worst level that occurs; without any scenario nothing is known, and that is the worst.
fn worst_level(ranking: [u32; 5]) -> Level {
    let levels = Level::ALL.into_iter().rev();
    let mut occurring = levels.zip(ranking).filter(|(_, count)| *count > 0);
    occurring.next().map_or(Level::VeryHigh, |(level, _)| level)
}

/// The day after so many months; a number that no calendar holds means that it is due at once.
fn reassess_on(as_of: Date, months: u32) -> Date {
    let span = Span::new().try_months(months);
    span.and_then(|span| as_of.checked_add(span))
        .unwrap_or(as_of)
}
