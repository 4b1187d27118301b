//! `assay log`

use assay_domain::exit_code;
use assay_register::{LogQuery, Register};
use assay_report::{encode, terminal};
use miette::IntoDiagnostic;

use crate::{
    args::{Format, Log, LogCommand},
    output,
};

pub(crate) async fn log(arguments: &Log) -> miette::Result<u8> {
    let register = Register::open_existing(&arguments.register)
        .await
        .into_diagnostic()?;
    let format = arguments.format;
    match &arguments.command {
        None => {
            let asked = LogQuery {
                supplier: arguments.supplier.clone(),
                before: None,
                limit: arguments.limit,
            };
            let lines = register.log(&asked).await.into_diagnostic()?;
            output::print(&match format {
                Format::Table => terminal::log(&lines, output::page()),
                Format::Json => encode::json::pretty(&lines),
            });
        }
        Some(LogCommand::Head) => {
            let head = register.log_head().await.into_diagnostic()?;
            output::print(&match format {
                Format::Table => terminal::log_head(&head),
                Format::Json => encode::json::pretty(&head),
            });
        }
        Some(LogCommand::Verify { head }) => {
            let check = register.verify_log(*head).await.into_diagnostic()?;
            output::print(&match format {
                Format::Table => terminal::log_check(&check, output::page()),
                Format::Json => encode::json::pretty(&check),
            });
            if !check.faults.is_empty() {
                return Ok(exit_code::REJECT);
            }
        }
    }
    Ok(exit_code::APPROVE)
}
