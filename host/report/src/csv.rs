//! The CSV report: the risk register, one row per risk.

use assay_domain::{Decision, Level, Response, Severity, Subject, Treatment, TreatmentStatus};

use crate::{Report, encode::csv::Cell, input::Risk};

/// The first twelve are the columns of the risk register of NIST IR 8286 (figure "Notional Cybersecurity Risk Register
/// Template") in its order, the others are ours.
pub(crate) const COLUMNS: [&str; 32] = [
    "ID",
    "Priority",
    "Risk Description",
    "Risk Category",
    "Current Likelihood",
    "Current Impact",
    "Current Exposure Rating",
    "Risk Response Type",
    "Risk Response Cost",
    "Risk Response Description",
    "Risk Owner",
    "Status",
    "Supplier",
    "Supplier Name",
    "System",
    "System Name",
    "Scenario",
    "Scenario Title",
    "Inherent Likelihood",
    "Inherent Impact",
    "Inherent Exposure Rating",
    "Provisional",
    "Drivers",
    "Held Up By Finding",
    "Decision",
    "Tier",
    "Open Critical Or High Findings",
    "Coverage",
    "Assurance",
    "Assessment",
    "As Of",
    "Next Assessment Due",
];

/// The risk register of one supplier, the worst risk first. UTF-8 with a byte order mark, because Excel takes a file
/// without one for the local code page; lines end in CR LF (RFC 4180).
///
/// Of a risk that nobody treats, response cost and risk owner stay empty, and the response type is what the policy asks for.
pub fn report(report: &Report<'_>) -> Vec<u8> {
    treated(report, &[])
}

/// The same with what people decided about risks.
pub fn treated(report: &Report<'_>, treatments: &[Treatment]) -> Vec<u8> {
    let mut writer = csv::WriterBuilder::new()
        .terminator(csv::Terminator::CRLF)
        .from_writer(b"\xEF\xBB\xBF".to_vec());
    let mut write = |cells: &[Cell]| {
        writer.write_record(cells).expect(
            "every row has as many cells as there are columns, and a Vec takes every write",
        );
    };
    write(&COLUMNS.map(Cell::of));
    for (index, risk) in report.risks().into_iter().enumerate() {
        write(&row(report, risk, index + 1, treatments));
    }
    writer
        .into_inner()
        .expect("a Vec takes every write, the last one too")
}

pub(crate) fn row(
    report: &Report<'_>,
    risk: Risk<'_>,
    priority: usize,
    treatments: &[Treatment],
) -> [Cell; COLUMNS.len()] {
    let verdict = report.verdict();
    let facts = &report.view.latest.facts;
    let Risk { system, result } = risk;
    let scenario = report.scenario(&result.scenario);
    let accepted = result.residual <= report.appetite();
    let floors = [&result.likelihood.floor, &result.impact.floor];
    let mut held_by: Vec<&str> = floors
        .into_iter()
        .flatten()
        .map(|(_, point)| point.as_str())
        .collect();
    held_by.dedup();
    let drivers: Vec<&str> = result
        .drivers
        .iter()
        .map(|control| report.control_reference(control))
        .collect();
    let open = report.view.open_findings.iter();
    let grave = open.filter(|finding| finding.severity >= Severity::High);
    let none = Cell::default();
    let treatment = of_risk(treatments, risk);
    [
        Cell::show(format!(
            "{}/{}/{}",
            verdict.supplier, system.system, result.scenario
        )),
        Cell::show(priority),
        scenario.map_or(none.clone(), |s| Cell::of(&s.description)),
        scenario.map_or(none.clone(), |s| Cell::of(&s.category)),
        Cell::show(result.likelihood.residual),
        Cell::show(result.impact.residual),
        Cell::show(result.residual),
        Cell::of(treatment.map_or(
            response(accepted, verdict.decision, result.residual),
            |one| decided(one.response),
        )),
        treatment
            .and_then(|one| one.cost.as_ref())
            .map_or(none.clone(), Cell::show),
        match (treatment, scenario) {
            (Some(one), _) => Cell::of(&one.description),
            (None, Some(scenario)) => Cell::of(&scenario.treatment),
            (None, None) => none.clone(),
        },
        treatment.map_or(none.clone(), |one| Cell::show(&one.owner)),
        Cell::of(match treatment.map(|one| &one.status) {
            Some(TreatmentStatus::Open) => "In treatment",
            Some(_) => "Treated, to be shown by evidence",
            None if accepted => "Within appetite",
            None => "Open",
        }),
        Cell::show(&verdict.supplier),
        Cell::of(&facts.profile.legal_name),
        Cell::show(&system.system),
        report.system_name(&system.system).map_or(none, Cell::of),
        Cell::show(&result.scenario),
        Cell::of(report.scenario_title(&result.scenario)),
        Cell::show(result.likelihood.inherent),
        Cell::show(result.impact.inherent),
        Cell::show(result.inherent),
        Cell::of(if result.provisional { "yes" } else { "no" }),
        Cell::of(&drivers.join("; ")),
        Cell::of(&held_by.join("; ")),
        Cell::show(verdict.decision),
        Cell::show(verdict.tier.tier),
        Cell::show(grave.count()),
        Cell::show(verdict.coverage.share),
        Cell::show(verdict.assurance.share),
        Cell::show(&report.view.latest.id),
        Cell::show(verdict.as_of),
        Cell::show(verdict.reassess_on),
    ]
}

/// The latest treatment of a risk that was not given up.
pub(crate) fn of_risk<'t>(treatments: &'t [Treatment], risk: Risk<'_>) -> Option<&'t Treatment> {
    let subject = Subject::Risk {
        system: risk.system.system.clone(),
        scenario: risk.result.scenario.clone(),
    };
    let mut all = treatments.iter().rev();
    all.find(|one| {
        one.subject == subject && !matches!(one.status, TreatmentStatus::Withdrawn { .. })
    })
}

const fn decided(response: Response) -> &'static str {
    match response {
        Response::Mitigate => "Mitigate",
        Response::Transfer => "Transfer",
        Response::Avoid => "Avoid",
        Response::Accept => "Accept",
    }
}

/// The response types of NIST IR 8286 are accept, avoid, mitigate and transfer.
fn response(accepted: bool, decision: Decision, residual: Level) -> &'static str {
    if accepted {
        "Accept"
    } else if decision == Decision::Reject && residual == Level::VeryHigh {
        "Avoid"
    } else {
        "Mitigate"
    }
}
