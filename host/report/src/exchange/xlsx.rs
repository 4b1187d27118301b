//! The entry as a workbook: the risk register in the columns of NIST IR 8286, the matrix, findings, treatments and waivers.
//!
//! Every cell is written as a string or a number, never as a formula, so that hostile text stays text; the encoder is that of CSV,
//! because a workbook is easily saved as one.

use assay_domain::TreatmentStatus;
use rust_xlsxwriter::{
    Color, DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook, Worksheet,
    XlsxError,
};

use super::{Export, cited};
use crate::{
    Report,
    csv::{COLUMNS, row},
    encode::csv::Cell,
};

/// The workbook. The same entry gives the same bytes.
///
/// # Errors
/// When there are more rows than a sheet holds.
pub fn workbook(export: &Export<'_>) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    let latest = &export.entry.view.latest;
    let day = latest.verdict.as_of;
    let (year, month, day) = (
        day.year().unsigned_abs(),
        day.month().unsigned_abs(),
        day.day().unsigned_abs(),
    );
    let properties = DocProperties::new()
        .set_title(format!("Risk register of {}", latest.id.supplier))
        .set_creation_datetime(&ExcelDateTime::from_ymd(year, month, day)?);
    workbook.set_properties(&properties);
    let contexts = Default::default();
    let report = Report {
        view: &export.entry.view,
        catalogue: export.catalogue,
        contexts: &contexts,
    };
    risks(workbook.add_worksheet(), export, &report)?;
    matrix(workbook.add_worksheet(), export)?;
    findings(workbook.add_worksheet(), export)?;
    treatments(workbook.add_worksheet(), export)?;
    waivers(workbook.add_worksheet(), export)?;
    workbook.save_to_buffer()
}

fn bold() -> Format {
    Format::new()
        .set_bold()
        .set_text_wrap()
        .set_align(FormatAlign::Top)
        .set_border_bottom(FormatBorder::Thin)
}

/// A sheet with a head that stays in sight, and its rows.
fn table(
    sheet: &mut Worksheet,
    name: &str,
    heads: &[&str],
    rows: Vec<Vec<Cell>>,
) -> Result<(), XlsxError> {
    sheet.set_name(name)?;
    sheet.set_freeze_panes(1, 0)?;
    sheet.set_landscape();
    sheet.set_print_fit_to_pages(1, 0);
    sheet.set_repeat_rows(0, 0)?;
    for (column, head) in (0u16..).zip(heads) {
        sheet.write_string_with_format(0, column, *head, &bold())?;
        sheet.set_column_width(column, if head.len() > 16 { 24 } else { 16 })?;
    }
    let wrapped = Format::new().set_text_wrap().set_align(FormatAlign::Top);
    for (number, cells) in (1u32..).zip(rows) {
        for (column, cell) in (0u16..).zip(cells) {
            sheet.write_string_with_format(
                number,
                column,
                String::from_utf8_lossy(cell.as_ref()),
                &wrapped,
            )?;
        }
    }
    Ok(())
}

fn risks(sheet: &mut Worksheet, export: &Export<'_>, report: &Report<'_>) -> Result<(), XlsxError> {
    let treatments = &export.entry.oversight.treatments;
    let rows = report
        .risks()
        .into_iter()
        .enumerate()
        .map(|(index, risk)| row(report, risk, index + 1, treatments).to_vec());
    table(sheet, "Risk register", &COLUMNS, rows.collect())
}

/// How many residual risks stand where; the colour only repeats what the level beside the number says.
fn matrix(sheet: &mut Worksheet, export: &Export<'_>) -> Result<(), XlsxError> {
    sheet.set_name("Matrix")?;
    sheet.write_string_with_format(0, 0, "Likelihood down, impact across", &bold())?;
    sheet.set_column_width(0, 30)?;
    let verdict = &export.entry.position.verdict;
    for impact in 1u8..=5 {
        sheet.write_number_with_format(0, impact.into(), impact, &bold())?;
        sheet.set_column_width(impact.into(), 14)?;
    }
    let table = &export.catalogue.policy.level_table;
    for likelihood in (1u8..=5).rev() {
        let line = u32::from(6 - likelihood);
        sheet.write_number_with_format(line, 0, likelihood, &bold())?;
        for impact in 1u8..=5 {
            let all = verdict.systems.iter().flat_map(|system| &system.scenarios);
            let here = all
                .filter(|risk| {
                    risk.likelihood.residual.get() == likelihood
                        && risk.impact.residual.get() == impact
                })
                .count();
            let level = table.level(axis(likelihood), axis(impact));
            let shade = Format::new()
                .set_background_color(Color::RGB(shade(level)))
                .set_align(FormatAlign::Center)
                .set_border(FormatBorder::Thin);
            let text = if here == 0 {
                level.to_string()
            } else {
                format!("{here} ({level})")
            };
            sheet.write_string_with_format(line, impact.into(), text, &shade)?;
        }
    }
    Ok(())
}

pub(super) fn axis(step: u8) -> assay_domain::Axis {
    step.try_into().expect("the steps of the matrix are 1 to 5")
}

const fn shade(level: assay_domain::Level) -> u32 {
    use assay_domain::Level;
    match level {
        Level::VeryLow => 0xEAF3EC,
        Level::Low => 0xD5E8D4,
        Level::Medium => 0xFFF2CC,
        Level::High => 0xF8CECC,
        Level::VeryHigh => 0xE6A5A5,
    }
}

fn findings(sheet: &mut Worksheet, export: &Export<'_>) -> Result<(), XlsxError> {
    let view = &export.entry.view;
    let rows = view
        .open_findings
        .iter()
        .chain(&view.closed_findings)
        .flat_map(|finding| {
            let care = export.entry.oversight.care(finding.fingerprint);
            finding.observations.iter().map(move |seen| {
                let evidence: Vec<String> = seen.evidence.iter().map(cited).collect();
                vec![
                    Cell::show(&finding.fingerprint.hex()[..8]),
                    Cell::of(finding.state.label()),
                    Cell::show(finding.severity),
                    Cell::show(&finding.point),
                    Cell::show(finding.system.as_ref().map_or("", |system| system.as_str())),
                    Cell::of(seen.outcome.label()),
                    Cell::of(&seen.title),
                    Cell::of(&seen.detail),
                    Cell::of(&evidence.join("\n")),
                    Cell::show(seen.class),
                    Cell::of(&seen.remediation),
                    care.and_then(|care| care.owner.as_ref())
                        .map_or(Cell::default(), Cell::show),
                    care.and_then(|care| care.due)
                        .map_or(Cell::default(), Cell::show),
                ]
            })
        });
    let heads = [
        "Finding",
        "State",
        "Severity",
        "Point",
        "System",
        "Outcome",
        "What",
        "Detail",
        "Evidence",
        "Class",
        "Remediation",
        "Owner",
        "Due",
    ];
    table(sheet, "Findings", &heads, rows.collect())
}

fn treatments(sheet: &mut Worksheet, export: &Export<'_>) -> Result<(), XlsxError> {
    let rows = export
        .entry
        .position
        .treatments
        .iter()
        .map(|(one, lapsed)| {
            let status = match &one.status {
                TreatmentStatus::Open if *lapsed => "lapsed",
                TreatmentStatus::Open => "under way",
                TreatmentStatus::Done { .. } => "done",
                TreatmentStatus::Withdrawn { .. } => "withdrawn",
            };
            vec![
                Cell::show(one.number),
                Cell::show(&one.subject),
                Cell::of(one.response.label()),
                Cell::of(&one.description),
                Cell::show(&one.owner),
                one.cost.as_ref().map_or(Cell::default(), Cell::show),
                Cell::show(one.due),
                Cell::of(status),
            ]
        });
    table(
        sheet,
        "Treatments",
        &[
            "No.", "Of", "Response", "How", "Owner", "Cost", "Due", "Status",
        ],
        rows.collect(),
    )
}

fn waivers(sheet: &mut Worksheet, export: &Export<'_>) -> Result<(), XlsxError> {
    let rows = export.entry.position.waivers.iter().map(|(one, state)| {
        vec![
            Cell::show(one.number),
            Cell::of(state.label()),
            Cell::show(&one.subject),
            Cell::of(&one.reason),
            Cell::of(&one.scope),
            Cell::show(one.expires),
            Cell::show(&one.requested_by),
            one.answered
                .as_ref()
                .map_or(Cell::default(), |answered| Cell::show(&answered.by)),
        ]
    });
    table(
        sheet,
        "Waivers",
        &[
            "No.",
            "State",
            "Of",
            "Reason",
            "Scope",
            "Until",
            "Asked for by",
            "Answered by",
        ],
        rows.collect(),
    )
}
