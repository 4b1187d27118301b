//! `assay report`

use assay_domain::exit_code;
use assay_register::Register;
use assay_report::Report;
use miette::IntoDiagnostic;

use super::register::find;
use crate::{
    args::{self, ReportFormat, Shared},
    output,
    workbench::catalogue,
};

pub(crate) async fn report(arguments: &args::Report, shared: &Shared) -> miette::Result<u8> {
    let register = Register::open_existing(&arguments.register)
        .await
        .into_diagnostic()?;
    let view = find(&register, &arguments.supplier).await?;
    let catalogue = catalogue(shared)?;
    let contexts = Default::default();
    let report = Report {
        view: &view,
        catalogue: &catalogue,
        contexts: &contexts,
    };
    let bytes = match arguments.format {
        ReportFormat::Html => assay_report::html::report(&report).into_bytes(),
        ReportFormat::Json => assay_report::json::report(&report).into_bytes(),
        ReportFormat::Csv => assay_report::csv::report(&report),
    };
    output::write_or_print(arguments.output.as_deref(), &bytes)?;
    Ok(exit_code::APPROVE)
}
