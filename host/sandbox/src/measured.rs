//! How long the steps from bytes to a run take.

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use assay_domain::{Digest, RunError};
use jiff::civil::Date;
use wasmtime::Store;

use crate::{
    Admitted, Cache, Compiler, Plugin, Sandbox, SandboxError,
    compile::compile,
    run::{RunInputs, prepare, within},
    state::RunState,
    transcript::Transcript,
};

/// A component to be measured.
pub struct Measured<'a> {
    sandbox: &'a Sandbox,
    cache: &'a Cache,
    compiler: &'a Compiler,
    digest: Digest,
    bytes: &'a [u8],
}

impl<'a> Measured<'a> {
    /// The bytes of a component, and where its code is kept meanwhile.
    pub fn new(
        sandbox: &'a Sandbox,
        cache: &'a Cache,
        compiler: &'a Compiler,
        bytes: &'a [u8],
    ) -> Self {
        Self {
            sandbox,
            cache,
            compiler,
            digest: Digest::of(bytes),
            bytes,
        }
    }

    /// Validating and compiling.
    ///
    /// # Errors
    /// When it does not compile.
    pub fn compile(&self) -> Result<Duration, SandboxError> {
        self.timed(None)
    }

    /// Puts the code into the cache.
    ///
    /// # Errors
    /// When it does not compile or cannot be kept.
    pub fn fill_cache(&self) -> Result<(), SandboxError> {
        self.timed(Some(self.cache)).map(drop)
    }

    /// Loading the code from the cache.
    ///
    /// # Errors
    /// When it is not there and does not compile.
    pub fn load(&self) -> Result<Duration, SandboxError> {
        self.timed(Some(self.cache))
    }

    /// Bytes of the native code with what belongs to it.
    ///
    /// # Errors
    /// When it does not load.
    pub fn code_bytes(&self) -> Result<u64, SandboxError> {
        let component = compile(
            self.sandbox,
            Some(self.cache),
            self.compiler,
            self.digest,
            self.bytes,
        )?;
        let code = component
            .serialize()
            .map_err(|error| SandboxError::Compile {
                detail: error.root_cause().to_string(),
            })?;
        Ok(code.len() as u64)
    }

    fn timed(&self, cache: Option<&Cache>) -> Result<Duration, SandboxError> {
        let started = Instant::now();
        compile(self.sandbox, cache, self.compiler, self.digest, self.bytes)?;
        Ok(started.elapsed())
    }
}

impl Plugin {
    /// How long it takes to describe itself once more, linking and a fresh store included.
    ///
    /// # Errors
    /// When it does not, this time.
    pub async fn measure_describe(&self) -> Result<Duration, RunError> {
        let started = Instant::now();
        crate::plugin::describe(&self.sandbox, &self.component).await?;
        Ok(started.elapsed())
    }
}

impl Admitted {
    /// How long a fresh store with every limit and an instance take.
    ///
    /// # Errors
    /// When it cannot be instantiated.
    pub async fn measure_instantiate(&self) -> Result<Duration, RunError> {
        let sandbox = &self.plugin.sandbox;
        let inputs = Arc::new(RunInputs::empty());
        let started = Instant::now();
        let state = RunState::new(
            &sandbox.limits,
            inputs,
            None,
            Transcript::recording(),
            Date::constant(2000, 1, 1),
            Digest::of("measured"),
        );
        let mut store = Store::new(&sandbox.engine, state);
        prepare(&mut store, &sandbox.limits);
        within(&sandbox.limits, self.pre.instantiate_async(&mut store)).await?;
        Ok(started.elapsed())
    }
}
