//! Why the host stopped a guest.

use assay_domain::RunError;
use wasmtime::Trap;

/// The host's own reason for ending a run. It travels through the engine as an error and is found again by its type, never
/// by searching a message.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(crate) enum Stop {
    #[error("memory limit reached")]
    OutOfMemory,
    #[error("CPU time used up")]
    Cpu,
    #[error("limit `{0}` reached")]
    OverBudget(&'static str),
    #[error("`describe` called the import `{0}`")]
    ImportInDescribe(&'static str),
    #[error("the run took another path than its record: {0}")]
    Diverged(String),
}

/// Turns what the engine returned into a typed error.
pub(crate) fn classify(error: &wasmtime::Error) -> RunError {
    if let Some(stop) = error.downcast_ref::<Stop>() {
        return match stop {
            Stop::OutOfMemory => RunError::OutOfMemory,
            Stop::Cpu => RunError::CpuTimeout,
            Stop::OverBudget(budget) => RunError::OverBudget {
                budget: (*budget).to_owned(),
            },
            Stop::ImportInDescribe(_) | Stop::Diverged(_) => RunError::NotLoadable {
                detail: stop.to_string(),
            },
        };
    }
    if let Some(trap) = error.downcast_ref::<Trap>() {
        return match trap {
            Trap::Interrupt => RunError::CpuTimeout,
            other => RunError::Trapped {
                detail: other.to_string().into(),
            },
        };
    }
    if let Some(exit) = error.downcast_ref::<wasmtime_wasi::I32Exit>() {
        return RunError::Trapped {
            detail: format!("the guest called exit({})", exit.0).into(),
        };
    }
    // What remains is the engine refusing a value at the boundary: a bad discriminant, a string that is not UTF-8, more data
    // in one call than `host-call-bytes`, too many handles.
    RunError::Malformed {
        detail: error.root_cause().to_string().into(),
    }
}
