//! One file for each command.

mod account;
mod assess;
mod checklist;
mod demo;
mod diff;
mod due;
mod explain;
mod finding;
mod gap;
mod incident;
mod init;
mod log;
mod mission;
mod pack;
mod plugin;
mod portfolio;
mod questionnaire;
mod read;
mod register;
mod replay;
mod report;
mod serve;
mod status;
mod treat;
mod waive;

use std::{io, process::ExitCode};

use assay_domain::exit_code;

pub(crate) use account::account;
pub(crate) use assess::assess;
pub(crate) use checklist::checklist;
pub(crate) use demo::demo;
pub(crate) use diff::diff;
pub(crate) use due::due;
pub(crate) use explain::explain;
pub(crate) use finding::finding;
pub(crate) use gap::gap;
pub(crate) use incident::incident;
pub(crate) use init::init;
pub(crate) use log::log;
pub(crate) use mission::mission;
pub(crate) use pack::pack;
pub(crate) use plugin::{loaded_view, plugin};
pub(crate) use portfolio::portfolio;
pub(crate) use questionnaire::questionnaire;
pub(crate) use read::read;
pub(crate) use register::{conducts, register};
pub(crate) use replay::replay;
pub(crate) use report::report;
pub(crate) use serve::serve;
pub(crate) use status::status;
pub(crate) use treat::treat;
pub(crate) use waive::waive;

/// Compiles one component for the process that started this one.
pub(crate) fn compile_worker() -> ExitCode {
    match assay_sandbox::compile_worker(io::stdin().lock(), io::stdout().lock()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            anstream::eprintln!("{error}");
            ExitCode::from(exit_code::ERROR)
        }
    }
}

/// Prints the JSON Schema of the JSON report.
pub(crate) fn schema() -> miette::Result<u8> {
    crate::output::print(&assay_report::json::json_schema());
    Ok(exit_code::APPROVE)
}
