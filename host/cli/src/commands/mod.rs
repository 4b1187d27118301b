//! One file for each command.

mod assess;
mod checklist;
mod demo;
mod explain;
mod gap;
mod init;
mod mission;
mod pack;
mod plugin;
mod read;
mod register;
mod replay;
mod report;

use std::{io, process::ExitCode};

use assay_domain::exit_code;

pub(crate) use assess::assess;
pub(crate) use checklist::checklist;
pub(crate) use demo::demo;
pub(crate) use explain::explain;
pub(crate) use gap::gap;
pub(crate) use init::init;
pub(crate) use mission::mission;
pub(crate) use pack::pack;
pub(crate) use plugin::plugin;
pub(crate) use read::read;
pub(crate) use register::register;
pub(crate) use replay::replay;
pub(crate) use report::report;

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
