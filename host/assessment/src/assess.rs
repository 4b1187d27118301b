//! Runs of one assessment side by side, and the verdict on them.

use std::sync::Arc;

use assay_catalogue::Catalogue;
use assay_domain::{
    ActiveLimits, Observation, PluginRef, PointId, RunOutcome, SecurityFinding, Standing,
};
use assay_dossier::{Dossier, Warning};
use assay_egress::EgressError;
use assay_sandbox::{
    Admitted, Capability, Prober, RunInputs, RunReport, RunRequest, Sandbox, SandboxError,
};
use assay_scoring::{Input, Participation, RunResult, Verdict};
use futures::stream::{FuturesUnordered, StreamExt};
use jiff::{Timestamp, civil::Date};
use tokio::sync::Semaphore;

use crate::{
    Collected, Conduct, DocumentReader, Journal, JournalError, Library, LoadedPlugin, Progress,
    QUARANTINED, active, collect, earlier::own_earlier, probing::gate, read_inputs,
};

/// What one assessment needs.
pub struct AssessmentRequest<'a> {
    /// Points, scenarios, policy.
    pub catalogue: &'a Catalogue,
    /// The supplier's folder.
    pub dossier: Dossier,
    /// The plugins.
    pub library: &'a Library,
    /// The day for which it is made.
    pub as_of: Date,
    /// True when no request may be sent.
    pub offline: bool,
    /// Fails of earlier assessments that are still open.
    pub carried: &'a [Observation],
    /// What was seen of this supplier before, the latest first; each plugin is given its own part of it.
    pub earlier: &'a [Observation],
    /// How the plugins have fared so far: one that keeps failing is left alone for a while.
    pub conduct: &'a Conduct,
    /// The moment of the assessment, for the ends of quarantines. The verdict does not depend on it otherwise.
    pub now: Timestamp,
    /// The engine, for its number of places.
    pub sandbox: &'a Sandbox,
    /// Who reads the documents.
    pub reader: &'a DocumentReader,
}

/// What one assessment found.
#[derive(Debug, Clone)]
pub struct Assessment {
    /// The verdict.
    pub verdict: Verdict,
    /// Who took part.
    pub participations: Vec<Participation>,
    /// What counts.
    pub observations: Vec<Observation>,
    /// What is held against plugins.
    pub security_findings: Vec<SecurityFinding>,
    /// The inputs as the runs saw them.
    pub inputs: Arc<RunInputs>,
    /// What a person should know about the dossier, its documents included.
    pub warnings: Vec<Warning>,
}

/// Why an assessment could not be made. A plugin's failure is not among these: it is part of the result.
#[derive(Debug, thiserror::Error)]
pub enum AssessError {
    /// The egress gate could not be set up, for example because a CA file is not one.
    #[error(transparent)]
    Egress(#[from] EgressError),
    /// The document reader could not be loaded.
    #[error("the document reader cannot be used: {0}")]
    Reader(SandboxError),
    /// A run could not be kept.
    #[error(transparent)]
    Journal(#[from] JournalError),
}

/// One run that ended, or a plugin that could not start one.
struct Part {
    participation: Participation,
    collected: Collected,
}

/// Runs every plugin of the library on the dossier, checks what they return, and scores it. Each run is kept in the journal
/// as soon as it has ended.
///
/// # Errors
/// When the gate cannot be set up or a run cannot be kept.
pub async fn assess(
    request: AssessmentRequest<'_>,
    places: &Semaphore,
    journal: &dyn Journal,
    progress: &dyn Progress,
) -> Result<Assessment, AssessError> {
    let (inputs, warnings) = read_inputs(request.dossier, request.reader, request.catalogue)
        .await
        .map_err(AssessError::Reader)?;
    let bench = Bench {
        catalogue: request.catalogue,
        sandbox: request.sandbox,
        reader: request.reader,
        earlier: request.earlier,
        conduct: request.conduct,
        now: request.now,
        as_of: request.as_of,
        offline: request.offline,
        places,
        journal,
        progress,
    };
    progress.planned(request.library.plugins.len() + request.library.unloadable.len());
    // Whoever may see what others observed runs after them.
    let (second, first): (Vec<_>, Vec<_>) = request
        .library
        .plugins
        .iter()
        .partition(|loaded| sees_findings(loaded));
    let inputs = Arc::new(inputs);
    let mut parts = bench.run_all(&first, &inputs).await?;
    for unloadable in &request.library.unloadable {
        let failed = RunOutcome::Failed {
            error: unloadable.error.as_run_error(&unloadable.path),
        };
        progress.finished(&unloadable.reference, &failed);
        parts.push(not_run(
            &unloadable.reference,
            Side::UNKNOWN,
            Vec::new(),
            unloadable.error.kind(),
        ));
    }
    in_order(&mut parts);
    let inputs = if second.is_empty() {
        inputs
    } else {
        let observed = parts
            .iter()
            .flat_map(|part| part.collected.observations.iter().cloned())
            .collect();
        let inputs = Arc::new(RunInputs {
            observed,
            ..Arc::unwrap_or_clone(inputs)
        });
        parts.extend(bench.run_all(&second, &inputs).await?);
        in_order(&mut parts);
        inputs
    };

    let mut participations = Vec::new();
    let mut observations = Vec::new();
    let mut security_findings = Vec::new();
    for part in parts {
        participations.push(part.participation);
        observations.extend(part.collected.observations);
        security_findings.extend(part.collected.security_findings);
    }
    let verdict = assay_scoring::assess(&Input {
        catalogue: request.catalogue,
        supplier: &inputs.supplier,
        as_of: request.as_of,
        runs: &participations,
        observations: &observations,
        carried: request.carried,
    });
    Ok(Assessment {
        verdict,
        participations,
        observations,
        security_findings,
        inputs,
        warnings,
    })
}

/// On which side a plugin stands.
#[derive(Clone, Copy)]
struct Side {
    standing: Standing,
    unlocked: bool,
}

impl Side {
    /// That of a file of which nothing is known.
    const UNKNOWN: Self = Self {
        standing: Standing::Unverified,
        unlocked: false,
    };
}

/// True when a plugin sees what others observed.
fn sees_findings(loaded: &LoadedPlugin) -> bool {
    loaded
        .plugin
        .imports()
        .capabilities
        .contains(&Capability::Findings)
}

/// Runs end in any order; what is made of them must not depend on it.
fn in_order(parts: &mut [Part]) {
    parts.sort_by(|a, b| a.participation.plugin.cmp(&b.participation.plugin));
}

/// What all runs of one assessment share.
struct Bench<'a> {
    catalogue: &'a Catalogue,
    sandbox: &'a Sandbox,
    reader: &'a DocumentReader,
    earlier: &'a [Observation],
    conduct: &'a Conduct,
    now: Timestamp,
    as_of: Date,
    offline: bool,
    places: &'a Semaphore,
    journal: &'a dyn Journal,
    progress: &'a dyn Progress,
}

impl Bench<'_> {
    /// Runs plugins side by side.
    async fn run_all(
        &self,
        plugins: &[&LoadedPlugin],
        inputs: &Arc<RunInputs>,
    ) -> Result<Vec<Part>, AssessError> {
        let mut parts = Vec::new();
        let mut running = FuturesUnordered::new();
        for loaded in plugins {
            let reference = loaded.plugin.reference();
            let side = Side {
                standing: loaded
                    .admission
                    .standing(reference, &inputs.supplier.profile),
                unlocked: loaded.admission.is_unlocked(),
            };
            let supplier = &inputs.supplier.profile.id;
            if let Some(quarantine) = self
                .conduct
                .quarantine(reference.digest, supplier, self.now)
            {
                self.progress.quarantined(reference, quarantine);
                parts.push(not_run(reference, side, declared(loaded), QUARANTINED));
                continue;
            }
            match &loaded.admitted {
                Ok(admitted) => {
                    let active = active::limits(
                        self.catalogue,
                        &inputs.supplier,
                        loaded.plugin.descriptor(),
                    );
                    let request = RunRequest {
                        inputs: Arc::clone(inputs),
                        prober: self.prober(inputs, active.as_ref())?,
                        as_of: self.as_of,
                        settings: loaded.settings.clone(),
                        active,
                        earlier: own_earlier(self.earlier, reference, side.standing),
                    };
                    running.push(self.run(loaded, admitted, side, request));
                }
                Err(error) => {
                    let failed = RunOutcome::Failed {
                        error: error.clone(),
                    };
                    self.progress.finished(reference, &failed);
                    parts.push(not_run(reference, side, declared(loaded), error.kind()));
                }
            }
        }
        while let Some(part) = running.next().await {
            parts.push(part?);
        }
        Ok(parts)
    }

    /// A gate for one run; none when the assessment is offline.
    fn prober(
        &self,
        inputs: &RunInputs,
        active: Option<&ActiveLimits>,
    ) -> Result<Option<Arc<dyn Prober>>, EgressError> {
        if self.offline {
            return Ok(None);
        }
        gate(&inputs.supplier.endpoints, self.sandbox.limits(), active).map(Some)
    }

    async fn run(
        &self,
        loaded: &LoadedPlugin,
        admitted: &Admitted,
        side: Side,
        request: RunRequest,
    ) -> Result<Part, AssessError> {
        let _place = self
            .places
            .acquire()
            .await
            .expect("the semaphore is never closed");
        self.progress.started(loaded.plugin.reference());
        let inputs = Arc::clone(&request.inputs);
        // A task of its own, so that runs use every core; a panic in it is a bug of the host and is not swallowed.
        let admitted = admitted.clone();
        let mut report = match tokio::spawn(async move { admitted.run(request).await }).await {
            Ok(report) => report,
            Err(error) => std::panic::resume_unwind(error.into_panic()),
        };
        self.reader.keep(&inputs, &mut report);
        self.journal.keep(&report, &loaded.component).await?;
        self.progress
            .finished(loaded.plugin.reference(), &report.record.outcome);
        let collected = collect(self.catalogue, &inputs, &report, side.standing);
        Ok(Part {
            participation: participation(&report, side, declared(loaded)),
            collected,
        })
    }
}

fn declared(loaded: &LoadedPlugin) -> Vec<PointId> {
    loaded
        .plugin
        .descriptor()
        .points
        .iter()
        .map(|declared| declared.point.clone())
        .collect()
}

fn participation(report: &RunReport, side: Side, points: Vec<PointId>) -> Participation {
    let record = &report.record;
    let result = match &record.outcome {
        RunOutcome::Completed => RunResult::Completed,
        RunOutcome::Failed { error } => RunResult::Failed {
            kind: error.kind().to_owned(),
        },
    };
    Participation {
        plugin: record.plugin.clone(),
        standing: side.standing,
        unlocked: side.unlocked,
        run: Some(report.id.clone()),
        points,
        result,
    }
}

fn not_run(plugin: &PluginRef, side: Side, points: Vec<PointId>, kind: &str) -> Part {
    let result = RunResult::Failed {
        kind: kind.to_owned(),
    };
    let participation = Participation {
        plugin: plugin.clone(),
        standing: side.standing,
        unlocked: side.unlocked,
        run: None,
        points,
        result,
    };
    Part {
        participation,
        collected: Collected::default(),
    }
}
