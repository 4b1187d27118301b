//! `assay assess`

mod watch;

use std::{collections::BTreeSet, path::Path, sync::Mutex};

use assay_assessment::{Conduct, Library};
use assay_domain::{Decision, SupplierId, exit_code};
use assay_register::Register;
use assay_report::Report;
use futures::{StreamExt, stream};
use miette::{IntoDiagnostic, WrapErr, miette};
use tokio::sync::Semaphore;
use watch::watch;

use crate::{
    args::{Assess, Format, Order, Shared},
    bench::{Assessed, Bench},
    output,
    progress::Bar,
    workbench::{Workbench, today},
};

/// How many suppliers are assessed side by side. Runs of one supplier are side by side already; a few suppliers more keep both
/// the guests and the register's disk busy.
const SUPPLIERS_AT_ONCE: usize = 4;

pub(crate) async fn assess(arguments: &Assess, shared: &Shared) -> miette::Result<u8> {
    let workbench = Workbench::open(shared)?;
    let library = workbench.library(&arguments.plugins).await?;
    for refused in &library.unloadable {
        anstream::eprintln!("warning: {}: {}", refused.path.display(), refused.error);
    }
    if arguments.watch {
        watch(arguments, &workbench, library).await
    } else {
        carry_out(&arguments.order, &workbench, &library).await
    }
}

/// Assesses every supplier of an order with the plugins of a library.
pub(super) async fn carry_out(
    order: &Order,
    workbench: &Workbench,
    library: &Library,
) -> miette::Result<u8> {
    let register = Register::open(&order.register).await.into_diagnostic()?;
    let conduct = if order.no_quarantine {
        Conduct::default()
    } else {
        Conduct::new(register.plugin_parts().await.into_diagnostic()?)
    };
    let bar = Bar::new();
    let round = Round {
        bench: Bench {
            workbench,
            conduct: &conduct,
            reader: workbench.reader(),
            library,
            register: &register,
            places: Semaphore::new(workbench.sandbox.max_concurrent_runs()),
            progress: &bar,
            as_of: order.as_of.unwrap_or_else(today),
            offline: order.offline,
            by: order.by.clone(),
        },
        bar: &bar,
        seen: Mutex::default(),
    };
    let mut failed = false;
    let mut worst = Decision::Approve;
    let mut printed = Printed::new(order.format);
    let mut assessed = stream::iter(&order.dossiers)
        .map(|folder| round.assess(folder))
        .buffered(SUPPLIERS_AT_ONCE);
    // Each result is printed and let go as soon as it is there: a thousand of them need not be in memory together.
    while let Some(result) = assessed.next().await {
        match result {
            Ok(assessed) => {
                worst = worst.max(assessed.view.latest.verdict.decision);
                let report = assessed.report(workbench);
                if let Some(folder) = &order.out {
                    write_reports(folder, &report)?;
                }
                bar.aside(|| printed.report(&report));
            }
            // One bad folder does not keep the others from being assessed; the exit status tells.
            Err(error) => {
                failed = true;
                bar.aside(|| anstream::eprintln!("{error:?}"));
            }
        }
    }
    drop(assessed);
    bar.done();
    printed.end();
    register.close().await;
    Ok(if failed {
        exit_code::ERROR
    } else {
        exit_code::of(worst)
    })
}

/// Writes a supplier's report in every format.
pub(crate) fn write_reports(folder: &Path, report: &Report) -> miette::Result<()> {
    let id = &report.view.supplier;
    output::write(
        &folder.join(format!("{id}.html")),
        assay_report::html::report(report),
    )?;
    output::write(
        &folder.join(format!("{id}.json")),
        assay_report::json::report(report),
    )?;
    output::write(
        &folder.join(format!("{id}.csv")),
        assay_report::csv::report(report),
    )
}

/// What has been printed: reports below each other, or the items of one JSON array.
struct Printed {
    format: Format,
    items: usize,
}

impl Printed {
    fn new(format: Format) -> Self {
        Self { format, items: 0 }
    }

    fn report(&mut self, report: &Report) {
        match self.format {
            Format::Table => {
                if self.items > 0 {
                    output::print("\n\n");
                }
                output::print(&assay_report::terminal::assessment(report, output::page()));
            }
            Format::Json => {
                output::print(if self.items == 0 { "[" } else { ",\n" });
                output::print(assay_report::json::report(report).trim_end());
            }
        }
        self.items += 1;
    }

    fn end(self) {
        if self.format == Format::Json {
            output::print(if self.items == 0 { "[]\n" } else { "]\n" });
        }
    }
}

/// What every assessment of one command shares.
struct Round<'a> {
    bench: Bench<'a>,
    bar: &'a Bar,
    /// Suppliers of this command: two dossiers of one supplier would each carry what the other leaves open.
    seen: Mutex<BTreeSet<SupplierId>>,
}

impl Round<'_> {
    async fn assess(&self, folder: &Path) -> miette::Result<Assessed> {
        let dossier = assay_dossier::open(folder, self.bench.workbench.sandbox.limits())?;
        let supplier: SupplierId = dossier.supplier.profile.id.clone();
        let is_new = self
            .seen
            .lock()
            .expect("nobody panics while holding the list")
            .insert(supplier.clone());
        if !is_new {
            return Err(miette!(
                "{} is a second dossier of `{supplier}` and was not assessed",
                folder.display()
            ));
        }
        let assessed = self
            .bench
            .assess(dossier)
            .await
            .wrap_err_with(|| format!("failed to assess {}", folder.display()))?;
        self.bar.aside(|| {
            for warning in &assessed.warnings {
                anstream::eprintln!("warning: {}: {warning}", folder.display());
            }
        });
        Ok(assessed)
    }
}
