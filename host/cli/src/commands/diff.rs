//! `assay diff`

use assay_domain::{SupplierId, exit_code};
use assay_oversight::Direction;
use assay_register::{AssessmentId, AssessmentView, Register};
use assay_report::{encode, terminal};
use jiff::civil::Date;
use miette::{IntoDiagnostic, miette};

use crate::{
    args::{DiffSides, Format},
    output,
};

pub(crate) async fn diff(arguments: &DiffSides) -> miette::Result<u8> {
    let register = Register::open_existing(&arguments.place.register)
        .await
        .into_diagnostic()?;
    let before = side(&register, &arguments.before).await?;
    let after = side(&register, &arguments.after).await?;
    let diff = assay_oversight::diff(&before, &after);
    output::print(&match arguments.format {
        Format::Table => terminal::diff(&diff, output::page()),
        Format::Json => encode::json::pretty(&diff),
    });
    let worst = diff
        .all()
        .map(|change| change.direction)
        .chain(diff.direction)
        .min();
    Ok(match worst {
        Some(Direction::Worse) => exit_code::UNDECIDED,
        Some(Direction::Unknown) => exit_code::CONDITIONAL,
        Some(Direction::Better) | None => exit_code::APPROVE,
    })
}

/// `acme#2`, or `acme@2026-06-30` for the assessment that was in force on that day.
async fn side(register: &Register, text: &str) -> miette::Result<AssessmentView> {
    let id = match text.split_once('@') {
        Some((supplier, day)) => {
            let supplier: SupplierId = supplier.parse().into_diagnostic()?;
            let day: Date = day.parse().into_diagnostic()?;
            let rows = register.history(&supplier).await.into_diagnostic()?;
            let in_force = rows.into_iter().filter(|row| row.as_of <= day);
            in_force
                .max_by_key(|row| (row.as_of, row.id.number))
                .map(|row| row.id)
                .ok_or_else(|| {
                    miette!(
                        help = "`assay register history {supplier}` lists its assessments",
                        "the register has no assessment of `{supplier}` for {day} or before"
                    )
                })?
        }
        None => text.parse::<AssessmentId>().map_err(|what| {
            miette!(
                help = "write SUPPLIER#NUMBER or SUPPLIER@YYYY-MM-DD",
                "`{}` is {what}",
                text.escape_debug()
            )
        })?,
    };
    register
        .assessment(&id)
        .await
        .into_diagnostic()?
        .ok_or_else(|| {
            miette!(
                help = format!(
                    "`assay register history {}` lists its assessments",
                    id.supplier
                ),
                "the register has no assessment {id}"
            )
        })
}
