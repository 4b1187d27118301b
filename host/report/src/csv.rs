//! The CSV report: the risk register, one row per risk.

use assay_domain::{Decision, Level, Severity};

use crate::{Report, encode::csv::Cell, input::Risk};

/// The first twelve are the columns of the risk register of NIST IR 8286 (figure "Notional Cybersecurity Risk Register
/// Template") in its order, the others are ours.
const COLUMNS: [&str; 32] = [
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
/// Response cost and risk owner are the buyer's to fill in and stay empty; the response type is what the policy asks for,
/// not what somebody has decided.
pub fn report(report: &Report<'_>) -> Vec<u8> {
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
        write(&row(report, risk, index + 1));
    }
    writer
        .into_inner()
        .expect("a Vec takes every write, the last one too")
}

fn row(report: &Report<'_>, risk: Risk<'_>, priority: usize) -> [Cell; COLUMNS.len()] {
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
        Cell::of(response(accepted, verdict.decision, result.residual)),
        none.clone(),
        scenario.map_or(none.clone(), |s| Cell::of(&s.treatment)),
        none.clone(),
        Cell::of(if accepted { "Within appetite" } else { "Open" }),
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
