//! `assay status`

use assay_domain::exit_code;
use assay_oversight::Desk;
use assay_register::Register;
use assay_report::{encode, terminal};
use miette::IntoDiagnostic;

use crate::{
    args::{Format, Shared, Standing},
    output,
    workbench::{catalogue, today},
};

pub(crate) async fn status(arguments: &Standing, shared: &Shared) -> miette::Result<u8> {
    let register = Register::open_existing(&arguments.place.register)
        .await
        .into_diagnostic()?;
    let catalogue = catalogue(shared)?;
    let desk = Desk {
        register: &register,
        catalogue: &catalogue,
    };
    let as_of = arguments.when.as_of.unwrap_or_else(today);
    let entry = desk.entry(&arguments.supplier, as_of).await?;
    output::print(&match arguments.format {
        Format::Table => terminal::position(&entry, &catalogue, output::page()),
        Format::Json => encode::json::pretty(&entry.position),
    });
    Ok(exit_code::of(entry.position.decision))
}
