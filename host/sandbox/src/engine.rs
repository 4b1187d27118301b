//! The engine: one per process, with every limit set.

use std::{thread, time::Duration};

use assay_domain::Limits;
use wasmtime::{Config, Engine, InstanceAllocationStrategy, PoolingAllocationConfig, Strategy};

use crate::SandboxError;

/// The length of an epoch. A guest is stopped within one tick of its limit; measured 98 to 108 ms for a limit of 100 ms.
pub(crate) const TICK: Duration = Duration::from_millis(10);

/// Bytes of native stack for guest frames. The guest's own stack lives in its linear memory.
const WASM_STACK: usize = 1 << 20;

/// Room for host frames on a fiber besides the guest's.
const HOST_STACK: usize = 1 << 20;

/// How many runs can be alive at the same time. Each reserves address space, not memory.
pub(crate) const MAX_CONCURRENT_RUNS: u32 = 32;

/// The engine with its limits.
#[derive(Clone)]
pub struct Sandbox {
    pub(crate) engine: Engine,
    pub(crate) limits: Limits,
}

impl Sandbox {
    /// Starts an engine and its ticker.
    ///
    /// # Errors
    /// When the machine cannot reserve the address space, or the limits contradict each other.
    pub fn new(limits: &Limits) -> Result<Self, SandboxError> {
        let engine = engine(limits, true)?;
        start_ticker(&engine)?;
        Ok(Self {
            engine,
            limits: limits.clone(),
        })
    }

    /// The limits of every run.
    pub fn limits(&self) -> &Limits {
        &self.limits
    }

    /// How many runs can be alive at the same time.
    pub fn max_concurrent_runs(&self) -> usize {
        MAX_CONCURRENT_RUNS as usize
    }
}

/// An engine that compiles what the pooling engine loads; `pooling` off needs no address space and suits the compile process.
pub(crate) fn engine(limits: &Limits, pooling: bool) -> Result<Engine, SandboxError> {
    let mut config = Config::new();
    config
        .strategy(Strategy::Cranelift)
        .wasm_component_model(true)
        // Off until the contract has async functions: the newest advisories are in that code.
        .concurrency_support(false)
        .wasm_relaxed_simd(false)
        .wasm_memory64(false)
        .epoch_interruption(true)
        .max_wasm_stack(WASM_STACK)
        .async_stack_size(WASM_STACK + HOST_STACK)
        // A trap is reported by its kind; symbol names of a stranger's component would only be untrusted text.
        .wasm_backtrace_max_frames(None);
    if pooling {
        config.allocation_strategy(InstanceAllocationStrategy::Pooling(pool(limits)));
    }
    Engine::new(&config).map_err(|error| SandboxError::Engine {
        detail: error.root_cause().to_string(),
    })
}

fn pool(limits: &Limits) -> PoolingAllocationConfig {
    let mut pool = PoolingAllocationConfig::default();
    let runs = MAX_CONCURRENT_RUNS;
    pool.total_component_instances(runs)
        .total_stacks(runs)
        .total_core_instances(runs.saturating_mul(limits.instances))
        .total_memories(runs.saturating_mul(limits.memories))
        .total_tables(runs.saturating_mul(limits.tables))
        .max_core_instances_per_component(limits.instances)
        .max_memories_per_component(limits.memories)
        .max_tables_per_component(limits.tables)
        .max_memory_size(usize::try_from(limits.memory_bytes).unwrap_or(usize::MAX))
        .table_elements(usize::try_from(limits.table_elements).unwrap_or(usize::MAX));
    pool
}

/// Moves the epoch forward for as long as the engine lives. A thread and not a task, so that a busy runtime cannot stop it.
fn start_ticker(engine: &Engine) -> Result<(), SandboxError> {
    let weak = engine.weak();
    thread::Builder::new()
        .name("assay-epoch".to_owned())
        .spawn(move || {
            while let Some(engine) = weak.upgrade() {
                engine.increment_epoch();
                drop(engine);
                thread::sleep(TICK);
            }
        })
        .map(drop)
        .map_err(|error| SandboxError::Engine {
            detail: error.to_string(),
        })
}
