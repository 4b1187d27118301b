//! The only crate that knows wasmtime: it compiles components, limits them, offers them the granted imports, records every
//! host call and does a recorded run again.
//!
//! A component goes through four types, each of which can do less wrong than the one before: bytes, a [`Plugin`] (validated,
//! compiled, described), an [`Admitted`] plugin (its own imports are all granted), and a [`RunReport`].

mod admit;
mod bindings;
mod cache;
mod capabilities;
mod clock;
mod compile;
mod convert;
mod engine;
mod error;
mod grant;
mod imports;
mod limiter;
mod measured;
mod plugin;
mod prober;
mod random;
mod reader;
mod run;
mod state;
mod stop;
mod transcript;
mod worker;

pub use admit::Admitted;
pub use cache::Cache;
pub use compile::{CompileWorker, Compiler};
pub use engine::Sandbox;
pub use error::SandboxError;
pub use grant::{Capability, Grants};
pub use imports::Imports;
pub use measured::Measured;
pub use plugin::Plugin;
pub use prober::{ProbeUsage, Prober};
pub use reader::{Reader, Unreadable};
pub use run::{ReplayError, RunInputs, RunReport, RunRequest};
pub use transcript::{Recorded, RecordedExchange};
pub use worker::compile_worker;

/// The host and its engine to the patch level, as run records state them: an advisory names patch levels.
pub(crate) fn engine_version() -> String {
    format!(
        "assay {}, wasmtime {}",
        env!("CARGO_PKG_VERSION"),
        wasmtime_environ::VERSION
    )
}
