//! One plugin on one dossier, outside of any assessment: admitted, run, checked and graded as in one. Nothing of it is scored.

use std::sync::Arc;

use assay_catalogue::Catalogue;
use assay_domain::{Digest, Endpoint, Limits, RunError, Standing};
use assay_egress::EgressError;
use assay_sandbox::{Prober, RunInputs, RunReport, RunRequest, Sandbox};
use jiff::civil::Date;

use crate::{
    Collected, LoadedPlugin, active, collect,
    probing::{gate, granted},
};

/// Makes a prober of the endpoints and limits that a gate would have been made of.
pub type MakeProber<'a> = dyn Fn(Vec<Endpoint>, Limits) -> Arc<dyn Prober> + Sync + 'a;

/// What the run can reach.
#[derive(Clone, Copy)]
pub enum Network<'a> {
    /// Nothing.
    Offline,
    /// The endpoints of the dossier, through a gate.
    Endpoints,
    /// Something that stands in for them.
    StandIn(&'a MakeProber<'a>),
}

/// What one run alone needs.
#[derive(Clone)]
pub struct Alone<'a> {
    /// Points and limits.
    pub catalogue: &'a Catalogue,
    /// The engine.
    pub sandbox: &'a Sandbox,
    /// The plugin with its settings.
    pub loaded: &'a LoadedPlugin,
    /// What it can see.
    pub inputs: Arc<RunInputs>,
    /// The day.
    pub as_of: Date,
    /// What it can reach.
    pub network: Network<'a>,
    /// The seed of its random numbers; none for the one that it has in an assessment.
    pub seed: Option<Digest>,
}

/// What came of it.
#[derive(Debug, Clone)]
pub struct Seen {
    /// The run.
    pub report: RunReport,
    /// What stood up to the host's checks, and what did not.
    pub collected: Collected,
    /// On which side the plugin stands.
    pub standing: Standing,
}

/// Why it did not run.
#[derive(Debug, thiserror::Error)]
pub enum AloneError {
    /// It needs what it is not granted.
    #[error(transparent)]
    NotAdmitted(RunError),
    /// The egress gate could not be set up.
    #[error(transparent)]
    Egress(#[from] EgressError),
}

impl Alone<'_> {
    /// Runs the plugin and checks what it returns.
    ///
    /// # Errors
    /// When the run cannot start. Whatever the guest does is part of the result.
    pub async fn run(&self) -> Result<Seen, AloneError> {
        let Self {
            catalogue,
            loaded,
            inputs,
            ..
        } = self;
        let admitted = loaded
            .admitted
            .as_ref()
            .map_err(|error| AloneError::NotAdmitted(error.clone()))?;
        let active = active::limits(catalogue, &inputs.supplier, loaded.plugin.descriptor());
        let (endpoints, limits) = (&inputs.supplier.endpoints, self.sandbox.limits());
        let prober = match self.network {
            Network::Offline => None,
            Network::Endpoints => Some(gate(endpoints, limits, active.as_ref())?),
            Network::StandIn(make) => {
                let (endpoints, limits) = granted(endpoints, limits, active.as_ref());
                Some(make(endpoints, limits))
            }
        };
        let request = RunRequest {
            inputs: Arc::clone(inputs),
            prober,
            as_of: self.as_of,
            settings: loaded.settings.clone(),
            active,
            earlier: Arc::default(),
        };
        let report = match self.seed {
            Some(seed) => admitted.run_seeded(request, seed).await,
            None => admitted.run(request).await,
        };
        let standing = loaded
            .admission
            .standing(loaded.plugin.reference(), &inputs.supplier.profile);
        let collected = collect(catalogue, inputs, &report, standing);
        Ok(Seen {
            report,
            collected,
            standing,
        })
    }
}
