//! `assay gap`

use assay_domain::exit_code;
use assay_register::Register;
use assay_report::{Report, html, terminal};
use miette::IntoDiagnostic;

use super::register::find;
use crate::{
    args::{Gap, GapFormat, Shared},
    output,
    workbench::catalogue,
};

pub(crate) async fn gap(arguments: &Gap, shared: &Shared) -> miette::Result<u8> {
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
    let text = match arguments.format {
        GapFormat::Table => terminal::gaps(&report, output::page()),
        GapFormat::Json => assay_report::gap::json(&report),
        GapFormat::Html => html::gap(&report),
    };
    output::write_or_print(arguments.output.as_deref(), text.as_bytes())?;
    Ok(exit_code::APPROVE)
}
