//! One run: a fresh store, every limit set, everything recorded.

use std::{
    collections::BTreeMap,
    sync::Arc,
    time::{Duration, Instant},
};

use assay_domain::{
    ActiveLimits, Answer, Digest, Document, InputDigest, Limits, Observation, QuestionId,
    RECORD_FORMAT, ReportedObservation, RunError, RunId, RunOutcome, RunRecord, Supplier,
    SupplierId, SupplierProfile, Usage,
};
use jiff::civil::Date;
use wasmtime::{Store, UpdateDeadline};

use crate::{
    Admitted, Prober,
    bindings::assessor::RunContext,
    convert,
    engine::TICK,
    limiter::TotalLimiter,
    state::RunState,
    stop::{Stop, classify},
    transcript::{Bodies, RecordedExchange, Transcript},
};

/// What a run can see of the dossier.
#[derive(Debug, Clone)]
pub struct RunInputs {
    /// The supplier.
    pub supplier: Supplier,
    /// Its answers.
    pub answers: BTreeMap<QuestionId, Answer>,
    /// Its documents, in the order of ids.
    pub documents: Vec<Document>,
    /// Digests of the files.
    pub digests: Vec<InputDigest>,
    /// What other plugins observed before this run, for those that may see it; empty for all others.
    pub observed: Vec<Observation>,
}

/// The id under which a plugin sees and cites an observation of another: its number within the run.
pub(crate) fn observation_id(number: usize) -> String {
    format!("o{}", number + 1)
}

impl RunInputs {
    /// Inputs of a run that sees none, for `describe` and for playing back.
    pub(crate) fn empty() -> Self {
        let id: SupplierId = "none".parse().expect("a plain word is an id");
        let profile = SupplierProfile {
            id,
            legal_name: "".into(),
            also_known_as: Vec::new(),
            country: None,
            website: None,
            roles: Vec::new(),
            ai_act_roles: Vec::new(),
            contacts: Vec::new(),
        };
        let supplier = Supplier {
            profile,
            systems: Vec::new(),
            sub_processors: Vec::new(),
            endpoints: Vec::new(),
            certificates: Vec::new(),
            not_applicable: Vec::new(),
            replaced_terms: Vec::new(),
        };
        Self {
            supplier,
            answers: BTreeMap::new(),
            documents: Vec::new(),
            digests: Vec::new(),
            observed: Vec::new(),
        }
    }

    /// The observation of another plugin that was shown under an id.
    pub fn observation(&self, id: &str) -> Option<&Observation> {
        let number = id
            .strip_prefix('o')?
            .parse::<usize>()
            .ok()?
            .checked_sub(1)?;
        self.observed
            .get(number)
            .filter(|_| observation_id(number) == id)
    }

    /// The document with an id.
    pub fn document(&self, id: &str) -> Option<&Document> {
        let index = self
            .documents
            .binary_search_by(|document| document.id.as_str().cmp(id))
            .ok()?;
        self.documents.get(index)
    }
}

/// What is asked of one run.
#[derive(Clone)]
pub struct RunRequest {
    /// What it can see.
    pub inputs: Arc<RunInputs>,
    /// How it can probe; none is offline.
    pub prober: Option<Arc<dyn Prober>>,
    /// The day for which the assessment is made.
    pub as_of: Date,
    /// Settings as JSON, or empty.
    pub settings: String,
    /// What is different when this run may probe actively; none for a passive run, which has the limits of the sandbox.
    pub active: Option<ActiveLimits>,
    /// What the plugin itself saw of the supplier before, the latest first. Only days before `as_of` are given to it.
    pub earlier: Arc<[Observation]>,
}

/// What a run left behind.
#[derive(Debug, Clone)]
pub struct RunReport {
    /// The id of the run: the digest of the record.
    pub id: RunId,
    /// The record.
    pub record: RunRecord,
    /// Bodies of host calls by digest.
    pub bodies: BTreeMap<Digest, Vec<u8>>,
    /// Exchanges by the id that observations cite.
    pub exchanges: BTreeMap<String, RecordedExchange>,
    /// What was used.
    pub usage: Usage,
}

/// Why a replay did not give the same.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ReplayError {
    /// The record is of a format that this program does not know.
    #[error("the record has format {found}, this program reads format {RECORD_FORMAT}")]
    Format {
        /// The format of the record.
        found: u32,
    },
    /// The component is not the one that ran.
    #[error("the record is of the component {expected}, not of {found}")]
    OtherPlugin {
        /// The digest in the record.
        expected: Digest,
        /// The digest of the component at hand.
        found: Digest,
    },
    /// The plugin may not run.
    #[error("{0}")]
    NotAdmitted(RunError),
    /// Something differs.
    #[error("the replay differs from the record in its {what}")]
    Differs {
        /// `observations`, `outcome`, `host calls` or `log`.
        what: &'static str,
    },
}

impl Admitted {
    /// Runs the plugin on one supplier. It always ends with a report: whatever the guest does is an outcome.
    pub async fn run(&self, request: RunRequest) -> RunReport {
        let seed = Digest::of_parts([
            request.inputs.supplier.profile.id.as_str().as_bytes(),
            self.plugin.reference().digest.as_bytes().as_slice(),
            request.as_of.to_string().as_bytes(),
        ]);
        self.run_seeded(request, seed).await
    }

    /// The same with a seed of the caller's: what was recorded of one build of a plugin is asked again by the next, whose digest
    /// is another.
    pub async fn run_seeded(&self, request: RunRequest, seed: Digest) -> RunReport {
        let supplier = request.inputs.supplier.profile.id.clone();
        let digests = request.inputs.digests.clone();
        let prober = request.prober.clone();
        let passive = self.plugin.sandbox.limits();
        let limits = request
            .active
            .as_ref()
            .map_or_else(|| passive.clone(), |active| active.over(passive));
        let mut state = RunState::new(
            &limits,
            request.inputs,
            request.prober,
            Transcript::recording(),
            request.as_of,
            seed,
        );
        state.earlier = request.earlier;
        let done = self.execute(state, request.as_of, &request.settings).await;
        let mut usage = done.usage.clone();
        if let Some(used) = prober.map(|prober| prober.usage()) {
            usage.requests = used.requests;
            usage.bytes_in = used.bytes_in;
            usage.bytes_out = used.bytes_out;
        }
        let (observations, outcome) = done.outcome();
        let (calls, bodies) = done.transcript.finish();
        let record = RunRecord {
            format: RECORD_FORMAT,
            plugin: self.plugin.reference().clone(),
            descriptor: self.plugin.descriptor().clone(),
            engine: crate::engine_version(),
            supplier,
            settings: request.settings,
            as_of: request.as_of,
            seed,
            granted: self.grants.names(),
            inputs: digests,
            limits,
            calls,
            log: done.log,
            observations,
            outcome,
        };
        RunReport {
            id: record.id(),
            record,
            bodies,
            exchanges: done.exchanges,
            usage,
        }
    }

    /// Does a recorded run again, with the record in place of the dossier and the network.
    ///
    /// # Errors
    /// When anything differs from the record: an observation, the outcome, a host call or a line of log.
    pub async fn replay(
        &self,
        record: &RunRecord,
        bodies: Bodies,
    ) -> Result<Vec<ReportedObservation>, ReplayError> {
        if record.format != RECORD_FORMAT {
            return Err(ReplayError::Format {
                found: record.format,
            });
        }
        let found = self.plugin.reference().digest;
        if found != record.plugin.digest {
            return Err(ReplayError::OtherPlugin {
                expected: record.plugin.digest,
                found,
            });
        }
        let state = RunState::new(
            &record.limits,
            Arc::new(RunInputs::empty()),
            None,
            Transcript::playing(record.calls.clone(), bodies),
            record.as_of,
            record.seed,
        );
        let done = self.execute(state, record.as_of, &record.settings).await;
        let (observations, outcome) = done.outcome();
        let (calls, _) = done.transcript.finish();
        let differs = [
            ("host calls", calls != record.calls),
            ("log", done.log != record.log),
            ("outcome", outcome != record.outcome),
            ("observations", observations != record.observations),
        ];
        match differs.into_iter().find(|(_, differs)| *differs) {
            Some((what, _)) => Err(ReplayError::Differs { what }),
            None => Ok(observations),
        }
    }

    async fn execute(&self, state: RunState, as_of: Date, settings: &str) -> Done {
        let limits = state.limits.clone();
        let mut store = Store::new(&self.plugin.sandbox.engine, state);
        prepare(&mut store, &limits);
        let context = RunContext {
            as_of: as_of.to_string(),
            settings: settings.to_owned(),
            extra: Vec::new(),
        };
        let started = Instant::now();
        let returned = within(&limits, async {
            let instance = self.pre.instantiate_async(&mut store).await?;
            instance
                .assay_plugin_assessor()
                .call_assess(&mut store, &context)
                .await
        })
        .await;
        let wall_us = started.elapsed().as_micros().try_into().unwrap_or(u64::MAX);
        let result = match returned {
            Ok(Ok(observations)) => convert::observations(observations, &limits),
            Ok(Err(words)) => {
                let cut = words.floor_char_boundary(limits.string_bytes as usize);
                Err(RunError::Declined {
                    detail: words[..cut].into(),
                })
            }
            Err(error) => Err(error),
        };
        let state = store.into_data();
        Done {
            result,
            usage: Usage {
                wall_us,
                memory_bytes: state.limiter.peak(),
                host_calls: state.host_calls,
                ..Usage::default()
            },
            transcript: state.transcript,
            exchanges: state.exchanges,
            log: state.log,
        }
    }
}

/// What is left of a store.
struct Done {
    result: Result<Vec<ReportedObservation>, RunError>,
    usage: Usage,
    transcript: Transcript,
    exchanges: BTreeMap<String, RecordedExchange>,
    log: Vec<assay_domain::LogLine>,
}

impl Done {
    fn outcome(&self) -> (Vec<ReportedObservation>, RunOutcome) {
        match &self.result {
            Ok(observations) => (observations.clone(), RunOutcome::Completed),
            Err(error) => (
                Vec::new(),
                RunOutcome::Failed {
                    error: error.clone(),
                },
            ),
        }
    }
}

/// Data of a store that is counted: what every guest uses, whatever it does.
pub(crate) trait Counted: Send + 'static {
    fn limiter(&mut self) -> &mut TotalLimiter;
    fn cpu_ticks(&mut self) -> &mut u64;
}

impl Counted for RunState {
    fn limiter(&mut self) -> &mut TotalLimiter {
        &mut self.limiter
    }

    fn cpu_ticks(&mut self) -> &mut u64 {
        &mut self.cpu_ticks
    }
}

/// Sets every limit of a store.
pub(crate) fn prepare<T: Counted>(store: &mut Store<T>, limits: &Limits) {
    store.limiter(|state| state.limiter());
    store.set_hostcall_fuel(usize::try_from(limits.host_call_bytes).unwrap_or(usize::MAX));
    store.set_max_component_handles(limits.handles as usize);
    store.set_epoch_deadline(1);
    let ticks = limits.cpu_ms.div_ceil(TICK.as_millis() as u64);
    // Each tick that finds the guest running is one tick of its CPU time; time in host calls is the deadline's business.
    store.epoch_deadline_callback(move |mut context| {
        let used = context.data_mut().cpu_ticks();
        *used += 1;
        if *used > ticks {
            return Err(Stop::Cpu.into());
        }
        Ok(UpdateDeadline::YieldCustom(
            1,
            Box::pin(tokio::task::yield_now()),
        ))
    });
}

/// One deadline over guest time and host calls.
pub(crate) async fn within<T>(
    limits: &Limits,
    work: impl Future<Output = wasmtime::Result<T>>,
) -> Result<T, RunError> {
    match tokio::time::timeout(Duration::from_millis(limits.wall_ms), work).await {
        Ok(Ok(value)) => Ok(value),
        Ok(Err(error)) => Err(classify(&error)),
        Err(_) => Err(RunError::WallTimeout),
    }
}
