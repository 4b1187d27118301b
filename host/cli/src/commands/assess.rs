//! `assay assess`

mod watch;

use std::{collections::BTreeSet, path::Path, sync::Mutex};

use assay_assessment::{AssessmentRequest, Conduct, DocumentReader, Library};
use assay_domain::{Decision, Person, SupplierId, exit_code};
use assay_register::{Author, NewAssessment, Register, SupplierView};
use assay_report::{QuoteContexts, Report};
use futures::{StreamExt, stream};
use jiff::{Timestamp, civil::Date};
use miette::{IntoDiagnostic, WrapErr, miette};
use tokio::sync::Semaphore;
use watch::watch;

use crate::{
    args::{Assess, Format, Order, Shared},
    journal::RegisterJournal,
    output,
    progress::Bar,
    workbench::{Workbench, today},
};

/// How many suppliers are assessed side by side. Runs of one supplier are side by side already; a few suppliers more keep both
/// the guests and the register's disk busy.
const SUPPLIERS_AT_ONCE: usize = 4;

/// Bytes of text kept on each side of a quote in a report.
const QUOTE_CONTEXT: usize = 240;

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
    let bench = Bench {
        workbench,
        conduct: &conduct,
        reader: workbench.reader(),
        library,
        register: &register,
        places: Semaphore::new(workbench.sandbox.max_concurrent_runs()),
        progress: Bar::new(),
        seen: Mutex::default(),
        as_of: order.as_of.unwrap_or_else(today),
        offline: order.offline,
        by: order.by.clone(),
    };
    let mut failed = false;
    let mut worst = Decision::Approve;
    let mut printed = Printed::new(order.format);
    let mut assessed = stream::iter(&order.dossiers)
        .map(|folder| bench.assess(folder))
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
                bench.progress.aside(|| printed.report(&report));
            }
            // One bad folder does not keep the others from being assessed; the exit status tells.
            Err(error) => {
                failed = true;
                bench.progress.aside(|| anstream::eprintln!("{error:?}"));
            }
        }
    }
    drop(assessed);
    bench.progress.done();
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
struct Bench<'a> {
    workbench: &'a Workbench,
    reader: DocumentReader,
    library: &'a Library,
    conduct: &'a Conduct,
    register: &'a Register,
    places: Semaphore,
    progress: Bar,
    /// Suppliers of this command: two dossiers of one supplier would each carry what the other leaves open.
    seen: Mutex<BTreeSet<SupplierId>>,
    as_of: Date,
    offline: bool,
    /// Who has it made, for the log.
    by: Option<Person>,
}

/// One supplier, assessed and entered.
struct Assessed {
    view: SupplierView,
    contexts: QuoteContexts,
}

impl Assessed {
    fn report<'a>(&'a self, workbench: &'a Workbench) -> Report<'a> {
        Report {
            view: &self.view,
            catalogue: &workbench.catalogue,
            contexts: &self.contexts,
        }
    }
}

impl Bench<'_> {
    async fn assess(&self, folder: &Path) -> miette::Result<Assessed> {
        let dossier = assay_dossier::open(folder, self.workbench.sandbox.limits())?;
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
        let carried = self
            .register
            .open_findings(&supplier)
            .await
            .into_diagnostic()?;
        let earlier = self
            .register
            .earlier_observations(&supplier, self.as_of)
            .await
            .into_diagnostic()?;
        let request = AssessmentRequest {
            catalogue: &self.workbench.catalogue,
            dossier,
            library: self.library,
            as_of: self.as_of,
            offline: self.offline,
            carried: &carried,
            earlier: &earlier,
            conduct: self.conduct,
            now: Timestamp::now(),
            sandbox: &self.workbench.sandbox,
            reader: &self.reader,
        };
        let journal = RegisterJournal(self.register);
        let assessment = assay_assessment::assess(request, &self.places, &journal, &self.progress)
            .await
            .into_diagnostic()
            .wrap_err_with(|| format!("failed to assess {}", folder.display()))?;
        self.progress.aside(|| {
            for warning in &assessment.warnings {
                anstream::eprintln!("warning: {}: {warning}", folder.display());
            }
        });
        let inputs = &assessment.inputs;
        let calendar = assay_oversight::calendar(
            &self.workbench.catalogue.policy,
            &inputs.supplier,
            &assessment.verdict,
            &assessment.observations,
        );
        let new = NewAssessment {
            supplier: &inputs.supplier,
            verdict: &assessment.verdict,
            participations: &assessment.participations,
            observations: &assessment.observations,
            security_findings: &assessment.security_findings,
            documents: &inputs.documents,
            calendar: &calendar,
            author: Author {
                by: self.by.as_ref(),
                now: Timestamp::now(),
            },
            host_version: env!("CARGO_PKG_VERSION"),
        };
        self.register
            .store_assessment(new)
            .await
            .into_diagnostic()?;
        let view = self
            .register
            .supplier(&supplier)
            .await
            .into_diagnostic()?
            .ok_or_else(|| miette!("the register lost `{supplier}` right after it was stored"))?;
        let contexts = assay_report::quote_contexts(&view, &inputs.documents, QUOTE_CONTEXT);
        Ok(Assessed { view, contexts })
    }
}
