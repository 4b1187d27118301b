//! Runs of one assessment side by side, and the verdict on them.

use std::sync::Arc;

use assay_catalogue::Catalogue;
use assay_domain::{
    ActiveLimits, Limits, Observation, PluginRef, PointId, RunOutcome, SecurityFinding, Standing,
};
use assay_dossier::Dossier;
use assay_egress::{EgressError, Gate, Mode};
use assay_sandbox::{Admitted, Prober, RunInputs, RunReport, RunRequest, Sandbox};
use assay_scoring::{Input, Participation, RunResult, Verdict};
use futures::stream::{FuturesUnordered, StreamExt};
use jiff::civil::Date;
use tokio::sync::Semaphore;

use crate::{
    Collected, Journal, JournalError, Library, LoadedPlugin, Progress, Vouched, active, collect,
    earlier::own_earlier, probing::GateProber, standing::standing,
};

/// What one assessment needs.
pub struct AssessmentRequest<'a> {
    /// Points, scenarios, policy.
    pub catalogue: &'a Catalogue,
    /// The supplier's folder.
    pub dossier: Dossier,
    /// The plugins.
    pub library: &'a Library,
    /// Whom the operator vouches for.
    pub vouched: &'a Vouched,
    /// The day for which it is made.
    pub as_of: Date,
    /// True when no request may be sent.
    pub offline: bool,
    /// Fails of earlier assessments that are still open.
    pub carried: &'a [Observation],
    /// What was seen of this supplier before, the latest first; each plugin is given its own part of it.
    pub earlier: &'a [Observation],
    /// The engine, for its number of places.
    pub sandbox: &'a Sandbox,
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
}

/// Why an assessment could not be made. A plugin's failure is not among these: it is part of the result.
#[derive(Debug, thiserror::Error)]
pub enum AssessError {
    /// The egress gate could not be set up, for example because a CA file is not one.
    #[error(transparent)]
    Egress(#[from] EgressError),
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
    let Dossier {
        mut supplier,
        answers,
        documents,
        inputs,
        ..
    } = request.dossier;
    active::cap(&mut supplier.endpoints, &request.catalogue.active_limits);
    let inputs = Arc::new(RunInputs {
        supplier,
        answers,
        documents,
        digests: inputs,
    });
    progress.planned(request.library.plugins.len() + request.library.unloadable.len());

    let mut parts: Vec<Part> = Vec::new();
    let mut running = FuturesUnordered::new();
    for loaded in &request.library.plugins {
        let profile = &inputs.supplier.profile;
        let standing = standing(
            loaded.plugin.reference(),
            loaded.bundled,
            request.vouched,
            profile,
        );
        match &loaded.admitted {
            Ok(admitted) => {
                let catalogue = request.catalogue;
                let active =
                    active::limits(catalogue, &inputs.supplier, loaded.plugin.descriptor());
                let limits = request.sandbox.limits();
                let run_request = RunRequest {
                    prober: prober(&inputs, limits, active.as_ref(), request.offline)?,
                    inputs: Arc::clone(&inputs),
                    as_of: request.as_of,
                    settings: String::new(),
                    active,
                    earlier: own_earlier(request.earlier, loaded.plugin.reference(), standing),
                };
                running.push(run(
                    catalogue,
                    loaded,
                    admitted,
                    standing,
                    run_request,
                    places,
                    journal,
                    progress,
                ));
            }
            Err(error) => {
                let failed = RunOutcome::Failed {
                    error: error.clone(),
                };
                progress.finished(loaded.plugin.reference(), &failed);
                let points = declared(loaded);
                let reference = loaded.plugin.reference();
                parts.push(not_run(reference, standing, points, error.kind()));
            }
        }
    }
    for unloadable in &request.library.unloadable {
        let detail = format!("{}: {}", unloadable.path.display(), unloadable.error);
        let failed = RunOutcome::Failed {
            error: assay_domain::RunError::NotLoadable { detail },
        };
        progress.finished(&unloadable.reference, &failed);
        parts.push(not_run(
            &unloadable.reference,
            Standing::Unverified,
            Vec::new(),
            "not-loadable",
        ));
    }
    while let Some(part) = running.next().await {
        parts.push(part?);
    }
    drop(running);
    // Runs end in any order; what is made of them must not depend on it.
    parts.sort_by(|a, b| a.participation.plugin.cmp(&b.participation.plugin));

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
    })
}

/// A gate for one run; none when the assessment is offline. What a dossier grants to active probes is there for these only.
fn prober(
    inputs: &RunInputs,
    limits: &Limits,
    active: Option<&ActiveLimits>,
    offline: bool,
) -> Result<Option<Arc<dyn Prober>>, EgressError> {
    if offline {
        return Ok(None);
    }
    let endpoints = inputs.supplier.endpoints.clone();
    let gate = match active {
        Some(active) => Gate::new(endpoints, &active.over(limits), Mode::Online)?,
        None => Gate::new(active::withheld(endpoints), limits, Mode::Online)?,
    };
    Ok(Some(Arc::new(GateProber(gate))))
}

#[expect(
    clippy::too_many_arguments,
    reason = "the future of one run borrows from the assessment around it"
)]
async fn run(
    catalogue: &Catalogue,
    loaded: &LoadedPlugin,
    admitted: &Admitted,
    standing: Standing,
    request: RunRequest,
    places: &Semaphore,
    journal: &dyn Journal,
    progress: &dyn Progress,
) -> Result<Part, AssessError> {
    let _place = places
        .acquire()
        .await
        .expect("the semaphore is never closed");
    progress.started(loaded.plugin.reference());
    let inputs = Arc::clone(&request.inputs);
    // A task of its own, so that runs use every core; a panic in it is a bug of the host and is not swallowed.
    let admitted = admitted.clone();
    let report = match tokio::spawn(async move { admitted.run(request).await }).await {
        Ok(report) => report,
        Err(error) => std::panic::resume_unwind(error.into_panic()),
    };
    journal.keep(&report, &loaded.component).await?;
    progress.finished(loaded.plugin.reference(), &report.record.outcome);
    let collected = collect(catalogue, &inputs, &report, standing);
    Ok(Part {
        participation: participation(&report, standing, declared(loaded)),
        collected,
    })
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

fn participation(report: &RunReport, standing: Standing, points: Vec<PointId>) -> Participation {
    let record = &report.record;
    let result = match &record.outcome {
        RunOutcome::Completed => RunResult::Completed,
        RunOutcome::Failed { error } => RunResult::Failed {
            kind: error.kind().to_owned(),
        },
    };
    Participation {
        plugin: record.plugin.clone(),
        standing,
        run: Some(report.id.clone()),
        points,
        result,
    }
}

fn not_run(plugin: &PluginRef, standing: Standing, points: Vec<PointId>, kind: &str) -> Part {
    let result = RunResult::Failed {
        kind: kind.to_owned(),
    };
    let participation = Participation {
        plugin: plugin.clone(),
        standing,
        run: None,
        points,
        result,
    };
    Part {
        participation,
        collected: Collected::default(),
    }
}
