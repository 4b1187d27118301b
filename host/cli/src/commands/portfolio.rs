//! `assay portfolio`

use assay_domain::exit_code;
use assay_oversight::Desk;
use assay_register::Register;
use assay_report::{encode, terminal};
use miette::IntoDiagnostic;

use crate::{
    args::{Format, PortfolioArgs, Shared},
    output,
    workbench::{catalogue, today},
};

pub(crate) async fn portfolio(arguments: &PortfolioArgs, shared: &Shared) -> miette::Result<u8> {
    let register = Register::open_existing(&arguments.place.register)
        .await
        .into_diagnostic()?;
    let catalogue = catalogue(shared)?;
    let desk = Desk {
        register: &register,
        catalogue: &catalogue,
    };
    let portfolio = desk
        .portfolio(arguments.when.as_of.unwrap_or_else(today))
        .await?;
    output::print(&match arguments.format {
        Format::Table => terminal::portfolio(&portfolio, output::page()),
        Format::Json => encode::json::pretty(&portfolio),
    });
    Ok(exit_code::APPROVE)
}
