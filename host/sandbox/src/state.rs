//! What the host knows of one run while it runs.

use std::{collections::BTreeMap, sync::Arc};

use assay_domain::{Digest, Limits, LogLine, Observation};
use jiff::civil::Date;
use serde::{Serialize, de::DeserializeOwned};
use wasmtime::component::ResourceTable;
use wasmtime_wasi::{WasiCtx, WasiCtxBuilder, WasiCtxView, WasiView};

use crate::{
    clock::{MonotonicClock, WallClock},
    limiter::TotalLimiter,
    prober::Prober,
    random::SeededRandom,
    run::RunInputs,
    stop::Stop,
    transcript::{RecordedExchange, Transcript},
};

/// For so many endpoints at most one batch may hold all that each may be sent.
const BATCH_ENDPOINTS: usize = 16;

/// The data of one store.
pub(crate) struct RunState {
    wasi: WasiCtx,
    pub(crate) table: ResourceTable,
    pub(crate) limiter: TotalLimiter,
    pub(crate) limits: Limits,
    pub(crate) inputs: Arc<RunInputs>,
    pub(crate) prober: Option<Arc<dyn Prober>>,
    pub(crate) earlier: Arc<[Observation]>,
    pub(crate) as_of: Date,
    pub(crate) transcript: Transcript,
    pub(crate) exchanges: BTreeMap<String, RecordedExchange>,
    pub(crate) log: Vec<LogLine>,
    pub(crate) host_calls: u64,
    pub(crate) cpu_ticks: u64,
}

impl RunState {
    pub(crate) fn new(
        limits: &Limits,
        inputs: Arc<RunInputs>,
        prober: Option<Arc<dyn Prober>>,
        transcript: Transcript,
        as_of: Date,
        seed: Digest,
    ) -> Self {
        let (wasi, table) = runtime(limits, as_of, seed);
        Self {
            wasi,
            table,
            limiter: TotalLimiter::new(limits),
            limits: limits.clone(),
            inputs,
            prober,
            earlier: Arc::default(),
            as_of,
            transcript,
            exchanges: BTreeMap::new(),
            log: Vec::new(),
            host_calls: 0,
            cpu_ticks: 0,
        }
    }

    /// Counts a host call against the limit.
    pub(crate) fn count_call(&mut self) -> Result<(), Stop> {
        self.host_calls += 1;
        if self.host_calls > self.limits.host_calls {
            return Err(Stop::OverBudget("host-calls"));
        }
        Ok(())
    }

    /// Bounds a batch of requests or offers before anything is built for it; each is counted by the egress gate. The bound
    /// does not depend on the dossier, which a replay does not have.
    pub(crate) fn bound_batch(&self, length: usize) -> Result<(), Stop> {
        if length > (self.limits.requests as usize).saturating_mul(BATCH_ENDPOINTS) {
            return Err(Stop::OverBudget("requests"));
        }
        Ok(())
    }

    /// The id of the next recorded exchange or handshake.
    pub(crate) fn next_exchange(&self) -> String {
        format!("x{}", self.exchanges.len() + 1)
    }

    /// Answers a host call that needs nothing but the run's inputs.
    pub(crate) fn answer<Request: Serialize, Response: Serialize + DeserializeOwned>(
        &mut self,
        function: &'static str,
        request: &Request,
        live: impl FnOnce(&RunInputs) -> Response,
    ) -> Result<Response, Stop> {
        self.count_call()?;
        let inputs = Arc::clone(&self.inputs);
        let (response, _) = self
            .transcript
            .call(function, request, || Ok(live(&inputs)))?;
        Ok(response)
    }
}

/// What a language runtime may see: a clock that stands, and random numbers that are the same for the same seed.
pub(crate) fn runtime(limits: &Limits, as_of: Date, seed: Digest) -> (WasiCtx, ResourceTable) {
    let low = seed
        .as_bytes()
        .first_chunk()
        .expect("a digest has 32 bytes");
    let wasi = WasiCtxBuilder::new()
        .wall_clock(WallClock::new(as_of))
        .monotonic_clock(MonotonicClock::default())
        .secure_random(SeededRandom::new(seed, "secure"))
        .insecure_random(SeededRandom::new(seed, "insecure"))
        .insecure_random_seed(u128::from_le_bytes(*low))
        .max_random_size(limits.host_call_bytes)
        .allow_tcp(false)
        .allow_udp(false)
        .build();
    let mut table = ResourceTable::new();
    table.set_max_capacity(limits.handles as usize);
    (wasi, table)
}

impl WasiView for RunState {
    fn ctx(&mut self) -> WasiCtxView<'_> {
        WasiCtxView {
            ctx: &mut self.wasi,
            table: &mut self.table,
        }
    }
}
