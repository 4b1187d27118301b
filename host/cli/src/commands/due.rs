//! `assay due`

use assay_domain::exit_code;
use assay_oversight::Desk;
use assay_register::{DueQuery, Register};
use assay_report::{encode, terminal};
use jiff::{Timestamp, civil::Date};
use miette::IntoDiagnostic;

use crate::{
    args::{Due, DueFormat, Shared},
    output,
    workbench::{Workbench, today},
};

/// More lines than a person reads; a feed for a calendar takes that many too.
const MOST: u32 = 100_000;

pub(crate) async fn due(arguments: &Due, shared: &Shared) -> miette::Result<u8> {
    let register = Register::open_existing(&arguments.place.register)
        .await
        .into_diagnostic()?;
    let workbench = Workbench::open(shared)?;
    let catalogue = &workbench.catalogue;
    let today = arguments.when.as_of.unwrap_or_else(today);
    let desk = Desk {
        register: &register,
        catalogue,
    };
    for folder in &arguments.dossiers {
        let dossier = assay_dossier::open(folder, workbench.sandbox.limits())?;
        desk.compare_documents(&dossier.supplier.profile.id, &dossier.documents, today)
            .await?;
    }
    desk.refresh(today).await?;
    let asked = DueQuery {
        until: today.checked_add(arguments.within).into_diagnostic()?,
        supplier: arguments.supplier.clone(),
        owner: arguments.owner.clone(),
        skip: 0,
        limit: MOST,
    };
    let rows = register.due(&asked).await.into_diagnostic()?;
    let text = match arguments.format {
        DueFormat::Table => terminal::due(&rows, today, output::page()),
        DueFormat::Json => encode::json::pretty(&rows),
        DueFormat::Ics => assay_report::ics::due(&rows, Timestamp::now()),
    };
    match &arguments.output {
        Some(path) => output::write(path, text)?,
        None => output::print(&text),
    }
    Ok(urgency(rows.first().map(|row| row.day), today))
}

/// The rows begin with the oldest day.
fn urgency(first: Option<Date>, today: Date) -> u8 {
    match first {
        None => exit_code::APPROVE,
        Some(day) if day < today => exit_code::UNDECIDED,
        Some(_) => exit_code::CONDITIONAL,
    }
}
