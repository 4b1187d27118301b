//! Where one supplier after the other is assessed and entered into the register, whoever asks for it.

use assay_assessment::{AssessmentRequest, Conduct, DocumentReader, Library, Progress};
use assay_domain::{Person, SupplierId};
use assay_dossier::Dossier;
use assay_register::{Author, NewAssessment, Register, SupplierView};
use assay_report::{QuoteContexts, Report};
use jiff::{Timestamp, civil::Date};
use miette::{IntoDiagnostic, miette};
use tokio::sync::Semaphore;

use crate::{journal::RegisterJournal, workbench::Workbench};

/// Bytes of text kept on each side of a quote in a report.
const QUOTE_CONTEXT: usize = 240;

/// What assessments share.
pub(crate) struct Bench<'a> {
    pub(crate) workbench: &'a Workbench,
    pub(crate) reader: DocumentReader,
    pub(crate) library: &'a Library,
    pub(crate) conduct: &'a Conduct,
    pub(crate) register: &'a Register,
    pub(crate) places: Semaphore,
    pub(crate) progress: &'a dyn Progress,
    pub(crate) as_of: Date,
    pub(crate) offline: bool,
    /// Who has it made, for the log.
    pub(crate) by: Option<Person>,
}

/// One supplier, assessed and entered.
pub(crate) struct Assessed {
    pub(crate) view: SupplierView,
    contexts: QuoteContexts,
    /// What a person should know although it is not wrong.
    pub(crate) warnings: Vec<String>,
}

impl Assessed {
    pub(crate) fn report<'a>(&'a self, workbench: &'a Workbench) -> Report<'a> {
        Report {
            view: &self.view,
            catalogue: &workbench.catalogue,
            contexts: &self.contexts,
        }
    }
}

impl Bench<'_> {
    pub(crate) async fn assess(&self, dossier: Dossier) -> miette::Result<Assessed> {
        let supplier: SupplierId = dossier.supplier.profile.id.clone();
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
        let assessment = assay_assessment::assess(request, &self.places, &journal, self.progress)
            .await
            .into_diagnostic()?;
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
        let warnings = assessment.warnings.iter().map(ToString::to_string);
        Ok(Assessed {
            view,
            contexts,
            warnings: warnings.collect(),
        })
    }
}
