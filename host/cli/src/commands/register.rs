//! `assay register`

use assay_assessment::{Conduct, is_misbehaviour};
use assay_domain::{SupplierId, exit_code};
use assay_register::{Register, SupplierView};
use assay_report::{Report, encode, plugin::ConductRow, terminal};
use jiff::Timestamp;
use miette::{IntoDiagnostic, miette};

use crate::{
    args::{self, Format, RegisterCommand, Shared},
    output,
    workbench::catalogue,
};

pub(crate) async fn register(arguments: &args::Register, shared: &Shared) -> miette::Result<u8> {
    let register = Register::open_existing(&arguments.register)
        .await
        .into_diagnostic()?;
    let page = output::page();
    let text = match (&arguments.command, arguments.format) {
        (RegisterCommand::List, Format::Table) => {
            terminal::suppliers(&register.suppliers().await.into_diagnostic()?, page)
        }
        (RegisterCommand::List, Format::Json) => {
            encode::json::pretty(&register.suppliers().await.into_diagnostic()?)
        }
        (RegisterCommand::Plugins, format) => {
            let conduct = Conduct::new(register.plugin_parts().await.into_diagnostic()?);
            let rows = conducts(&conduct, Timestamp::now());
            match format {
                Format::Table => terminal::conducts(&rows, page),
                Format::Json => encode::json::pretty(&rows),
            }
        }
        (RegisterCommand::History { supplier }, format) => {
            let rows = register.history(supplier).await.into_diagnostic()?;
            if rows.is_empty() {
                return Err(unknown(supplier));
            }
            match format {
                Format::Table => terminal::history(&rows, page),
                Format::Json => encode::json::pretty(&rows),
            }
        }
        (RegisterCommand::Show { supplier }, format) => {
            let view = find(&register, supplier).await?;
            let catalogue = catalogue(shared)?;
            let contexts = Default::default();
            let report = Report {
                view: &view,
                catalogue: &catalogue,
                contexts: &contexts,
            };
            match format {
                Format::Table => terminal::assessment(&report, page),
                Format::Json => assay_report::json::report(&report),
            }
        }
    };
    output::print(&text);
    Ok(exit_code::APPROVE)
}

/// One row for each component that took part.
pub(crate) fn conducts(conduct: &Conduct, now: Timestamp) -> Vec<ConductRow> {
    conduct
        .components()
        .filter_map(|(digest, parts)| {
            let latest = parts.first()?;
            Some(ConductRow {
                plugin: latest.plugin.clone(),
                parts: parts.len(),
                failures: parts
                    .iter()
                    .filter(|part| is_misbehaviour(&part.result))
                    .count(),
                latest: latest.result.clone(),
                latest_at: latest.at,
                quarantine_until: conduct.worst(*digest, now).map(|q| q.until),
            })
        })
        .collect()
}

/// A supplier of the register.
pub(crate) async fn find(
    register: &Register,
    supplier: &SupplierId,
) -> miette::Result<SupplierView> {
    register
        .supplier(supplier)
        .await
        .into_diagnostic()?
        .ok_or_else(|| unknown(supplier))
}

fn unknown(supplier: &SupplierId) -> miette::Report {
    miette!(
        help = "`assay register list` shows who is in it",
        "the register has no supplier `{supplier}`"
    )
}
