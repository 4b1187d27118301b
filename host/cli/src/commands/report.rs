//! `assay report`

use assay_domain::exit_code;
use assay_oversight::Desk;
use assay_register::Register;
use assay_report::{
    Report,
    exchange::{Export, cyclonedx, junit, markdown, oscal, pdf, sarif, xlsx},
};
use miette::{IntoDiagnostic, miette};

use crate::{
    args::{self, ReportFormat, Shared},
    output,
    workbench::{catalogue, today},
};

pub(crate) async fn report(arguments: &args::Report, shared: &Shared) -> miette::Result<u8> {
    let register = Register::open_existing(&arguments.register)
        .await
        .into_diagnostic()?;
    let catalogue = catalogue(shared)?;
    let desk = Desk {
        register: &register,
        catalogue: &catalogue,
    };
    let as_of = arguments.as_of.unwrap_or_else(today);
    let entry = desk.entry(&arguments.supplier, as_of).await?;
    let contexts = Default::default();
    let report = Report {
        view: &entry.view,
        catalogue: &catalogue,
        contexts: &contexts,
    };
    let export = Export {
        entry: &entry,
        catalogue: &catalogue,
    };
    let bytes = match arguments.format {
        ReportFormat::Html => assay_report::html::report(&report).into_bytes(),
        ReportFormat::Json => assay_report::json::report(&report).into_bytes(),
        ReportFormat::Csv => assay_report::csv::treated(&report, &entry.oversight.treatments),
        ReportFormat::Xlsx => xlsx::workbook(&export).into_diagnostic()?,
        ReportFormat::Pdf => {
            pdf::report(&export).map_err(|why| miette!("the PDF cannot be written: {why}"))?
        }
        ReportFormat::Markdown => markdown::report(&export).into_bytes(),
        ReportFormat::OscalAr => oscal::assessment_results(&export).into_bytes(),
        ReportFormat::OscalPoam => oscal::poam(&export).into_bytes(),
        ReportFormat::Sarif => sarif::log(&export).into_bytes(),
        ReportFormat::Cyclonedx => cyclonedx::attestation(&export).into_bytes(),
        ReportFormat::Junit => junit::suites(&export).into_bytes(),
    };
    output::write_or_print(arguments.output.as_deref(), &bytes)?;
    Ok(exit_code::APPROVE)
}
