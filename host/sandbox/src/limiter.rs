//! Memory and table totals over all memories and tables of one store.

use assay_domain::Limits;
use wasmtime::ResourceLimiter;

use crate::stop::Stop;

/// `StoreLimits` counts each memory on its own: 16 MiB became 1,036 MiB with 64 memories. This one counts totals.
#[derive(Debug)]
pub(crate) struct TotalLimiter {
    memory: u64,
    peak: u64,
    table_elements: u64,
    limits: Limits,
}

impl TotalLimiter {
    pub(crate) fn new(limits: &Limits) -> Self {
        Self {
            memory: 0,
            peak: 0,
            table_elements: 0,
            limits: limits.clone(),
        }
    }

    /// The most bytes of linear memory that there were.
    pub(crate) fn peak(&self) -> u64 {
        self.peak
    }
}

impl ResourceLimiter for TotalLimiter {
    fn memory_growing(
        &mut self,
        current: usize,
        desired: usize,
        _maximum: Option<usize>,
    ) -> wasmtime::Result<bool> {
        let total = self.memory - (current as u64).min(self.memory) + desired as u64;
        if total > self.limits.memory_bytes {
            // A refused grow would let the guest turn out-of-memory into any outcome it likes; stopping keeps it typed.
            return Err(Stop::OutOfMemory.into());
        }
        self.memory = total;
        self.peak = self.peak.max(total);
        Ok(true)
    }

    fn table_growing(
        &mut self,
        current: usize,
        desired: usize,
        _maximum: Option<usize>,
    ) -> wasmtime::Result<bool> {
        let total =
            self.table_elements - (current as u64).min(self.table_elements) + desired as u64;
        if total > self.limits.table_elements {
            return Err(Stop::OutOfMemory.into());
        }
        self.table_elements = total;
        Ok(true)
    }

    fn instances(&self) -> usize {
        self.limits.instances as usize
    }

    fn tables(&self) -> usize {
        self.limits.tables as usize
    }

    fn memories(&self) -> usize {
        self.limits.memories as usize
    }
}
