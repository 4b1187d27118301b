//! `assay explain`

use assay_domain::exit_code;
use assay_register::{Register, SupplierView};
use assay_report::Report;
use miette::{IntoDiagnostic, miette};

use super::register::find;
use crate::{
    args::{Explain, Shared},
    output,
    workbench::catalogue,
};

pub(crate) async fn explain(arguments: &Explain, shared: &Shared) -> miette::Result<u8> {
    let register = Register::open_existing(&arguments.register)
        .await
        .into_diagnostic()?;
    let catalogue = catalogue(shared)?;
    let contexts = Default::default();
    for view in candidates(&register, arguments).await? {
        let report = Report {
            view: &view,
            catalogue: &catalogue,
            contexts: &contexts,
        };
        if let Some(steps) =
            assay_report::explain(&report, &arguments.id, arguments.system.as_deref())
        {
            output::print(&assay_report::terminal::explain(&steps, output::page()));
            return Ok(exit_code::APPROVE);
        }
    }
    Err(miette!(
        help = "ids are scenarios (`r1`), controls (`iso42001.a.10.3`), points (`breach-notice`), gates, the first digits of \
                a finding, `tier`, `coverage` and `decision`; `--supplier` says whose",
        "nothing in the register is called `{}`",
        arguments.id.escape_debug()
    ))
}

/// The named supplier, or the only one; a finding's digits are looked for in all.
async fn candidates(register: &Register, arguments: &Explain) -> miette::Result<Vec<SupplierView>> {
    if let Some(supplier) = &arguments.supplier {
        return Ok(vec![find(register, supplier).await?]);
    }
    let rows = register.suppliers().await.into_diagnostic()?;
    let is_digits = arguments.id.len() >= 6 && arguments.id.bytes().all(|b| b.is_ascii_hexdigit());
    if rows.len() > 1 && !is_digits {
        return Err(miette!(
            help = "add `--supplier ID`; `assay register list` shows the ids",
            "the register has {} suppliers",
            rows.len()
        ));
    }
    let mut views = Vec::new();
    for row in rows {
        views.push(find(register, &row.supplier).await?);
    }
    Ok(views)
}
