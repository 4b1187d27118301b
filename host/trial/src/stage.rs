//! Where plugins are tried: the sandbox, the document reader and one plugin.

use std::sync::Arc;

use assay_assessment::{
    Alone, AloneError, DocumentReader, LoadedPlugin, Network, Seen, read_inputs,
};
use assay_catalogue::Catalogue;
use assay_domain::{Digest, Endpoint, Limits, RunError, RunOutcome, Usage};
use assay_dossier::{Dossier, Warning};
use assay_report::trial::{CaseProblem, CaseView, RunView};
use assay_sandbox::{Admitted, Grants, RunInputs, Sandbox, SandboxError};
use assay_settings::{Schema, SchemaError};
use assay_toml::Mistake;
use jiff::civil::Date;

use crate::{
    case::{Case, Ending},
    compare::compare,
    material::MaterialError,
    player::Tape,
};

/// The seed of a case without a cassette. Not the one of an assessment, which changes with every build of the plugin.
const SEED: &[u8] = b"assay plugin test";

/// What every trial of one command shares.
#[derive(Clone, Copy)]
pub struct Stage<'a> {
    /// Points and limits.
    pub catalogue: &'a Catalogue,
    /// The engine.
    pub sandbox: &'a Sandbox,
    /// Who reads documents.
    pub reader: &'a DocumentReader,
    /// The plugin.
    pub loaded: &'a LoadedPlugin,
}

/// Why a plugin could not be tried. What the plugin itself does is never among these.
#[derive(Debug, thiserror::Error, miette::Diagnostic)]
pub enum StageError {
    /// The dossier of a case cannot be used.
    #[error(transparent)]
    #[diagnostic(transparent)]
    Material(#[from] MaterialError),
    /// The document reader cannot be loaded.
    #[error("the document reader cannot be used: {0}")]
    Reader(SandboxError),
    /// The settings of a case are not what the plugin's schema says.
    #[error(transparent)]
    #[diagnostic(transparent)]
    Settings(#[from] Mistake),
    /// The schema of its settings is not one.
    #[error(transparent)]
    Schema(#[from] SchemaError),
    /// The run could not start.
    #[error(transparent)]
    Alone(#[from] AloneError),
}

impl Stage<'_> {
    /// Tries the plugin on a case. Nothing but the cassette can be reached, so the plugin may use whatever it asks for.
    ///
    /// # Errors
    /// When the case cannot be tried. A case that fails is a result.
    pub async fn case(&self, case: &Case) -> Result<CaseView, StageError> {
        let (dossier, _folder) = case.material.open(self.sandbox.limits())?;
        let (inputs, _) = self.inputs(dossier).await?;
        let loaded = LoadedPlugin {
            settings: self.settings(case)?,
            admitted: Admitted::new(&self.loaded.plugin, &Grants::all()),
            ..self.loaded.clone()
        };
        let seed = case.cassette.as_ref().and_then(|cassette| cassette.seed);
        let tape = case.cassette.clone().map(Tape::new);
        let make = |endpoints: Vec<Endpoint>, limits: Limits| {
            let tape = tape.as_ref().expect("it stands in only when there is one");
            tape.player(endpoints, &limits)
        };
        let alone = Alone {
            catalogue: self.catalogue,
            sandbox: self.sandbox,
            loaded: &loaded,
            inputs,
            as_of: case.as_of,
            network: match &tape {
                Some(_) => Network::StandIn(&make),
                None => Network::Offline,
            },
            seed: Some(seed.unwrap_or_else(|| Digest::of(SEED))),
        };
        let mut view = match alone.run().await {
            Ok(seen) => judged(case, seen),
            Err(AloneError::NotAdmitted(error)) => refused(case, error),
            Err(error) => return Err(error.into()),
        };
        if let Some(tape) = &tape {
            view.problems.extend(tape.missing());
            view.unused = tape.unused();
        }
        Ok(view)
    }

    /// Runs the plugin once, with its own grants, and shows what came of it.
    ///
    /// # Errors
    /// When the run could not start.
    pub async fn run(
        &self,
        dossier: Dossier,
        as_of: Date,
        network: Network<'_>,
    ) -> Result<(Seen, RunView, Vec<Warning>), StageError> {
        let (inputs, warnings) = self.inputs(dossier).await?;
        let alone = Alone {
            catalogue: self.catalogue,
            sandbox: self.sandbox,
            loaded: self.loaded,
            inputs,
            as_of,
            network,
            seed: None,
        };
        let seen = alone.run().await?;
        let view = RunView {
            plugin: seen.report.record.plugin.clone(),
            standing: seen.standing,
            as_of,
            outcome: seen.report.record.outcome.clone(),
            observations: seen.collected.observations.clone(),
            security_findings: seen.collected.security_findings.clone(),
            log: seen.report.record.log.clone(),
            cost: seen.report.usage.clone(),
        };
        Ok((seen, view, warnings))
    }

    /// What a run on a dossier sees.
    pub(crate) async fn inputs(
        &self,
        dossier: Dossier,
    ) -> Result<(Arc<RunInputs>, Vec<Warning>), StageError> {
        let (inputs, warnings) = read_inputs(dossier, self.reader, self.catalogue)
            .await
            .map_err(StageError::Reader)?;
        Ok((Arc::new(inputs), warnings))
    }

    fn settings(&self, case: &Case) -> Result<String, StageError> {
        let Some(settings) = &case.settings else {
            return Ok(String::new());
        };
        let schema = Schema::parse(self.loaded.plugin.descriptor().settings_schema.expose())?;
        // An empty table says that there are no settings, also to a plugin that takes none.
        let is_empty = settings
            .get_ref()
            .as_object()
            .is_some_and(serde_json::Map::is_empty);
        match schema.violations(settings.get_ref()).first() {
            None => Ok(settings.get_ref().to_string()),
            Some(_) if is_empty => Ok(String::new()),
            Some(violation) => {
                let key = format!("settings{}", violation.place.replace('/', "."));
                let message: String = violation
                    .message
                    .expose()
                    .chars()
                    .take(300)
                    .flat_map(char::escape_debug)
                    .collect();
                Err(case.source.mistake(settings.span(), key, message).into())
            }
        }
    }
}

fn judged(case: &Case, seen: Seen) -> CaseView {
    let record = seen.report.record;
    let mut view = CaseView {
        log: record.log,
        cost: seen.report.usage,
        ..empty(case)
    };
    let dropped = seen.collected.security_findings.into_iter();
    view.problems
        .extend(dropped.map(|finding| CaseProblem::Dropped {
            code: finding.code,
            point: finding.point,
            reason: finding.detail,
        }));
    let (ended, completed) = match &record.outcome {
        RunOutcome::Completed => ("completed", true),
        RunOutcome::Failed { error } => (error.kind(), false),
    };
    match &case.ending {
        Ending::Observations { expected, others } if completed => {
            let compared = compare(expected, *others, &seen.collected.observations);
            view.as_expected = compared.as_expected;
            view.problems.extend(compared.problems);
        }
        Ending::Error(kind) if kind == ended => {}
        ending => view.problems.push(CaseProblem::Ended {
            expected: match ending {
                Ending::Observations { .. } => "completed".to_owned(),
                Ending::Error(kind) => kind.clone(),
            },
            outcome: record.outcome,
        }),
    }
    view
}

/// The run of a plugin that cannot be linked did not start; a case may expect just that.
fn refused(case: &Case, error: RunError) -> CaseView {
    let mut view = empty(case);
    let expected = match &case.ending {
        Ending::Error(kind) if kind == error.kind() => return view,
        Ending::Error(kind) => kind.clone(),
        Ending::Observations { .. } => "completed".to_owned(),
    };
    view.problems.push(CaseProblem::Ended {
        expected,
        outcome: RunOutcome::Failed { error },
    });
    view
}

fn empty(case: &Case) -> CaseView {
    CaseView {
        name: case.name.clone(),
        title: case.title.clone(),
        as_expected: Vec::new(),
        problems: Vec::new(),
        unused: Vec::new(),
        log: Vec::new(),
        cost: Usage::default(),
    }
}
