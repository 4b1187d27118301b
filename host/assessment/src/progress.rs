//! What an assessment tells while it runs, and where it keeps finished runs.

use assay_domain::{PluginRef, RunOutcome};
use assay_sandbox::RunReport;
use futures::future::BoxFuture;

use crate::Quarantine;

/// Told while an assessment runs.
pub trait Progress: Send + Sync {
    /// So many runs are planned.
    fn planned(&self, runs: usize);
    /// A run has started.
    fn started(&self, plugin: &PluginRef);
    /// A plugin was left alone.
    fn quarantined(&self, plugin: &PluginRef, quarantine: Quarantine);
    /// A run has ended.
    fn finished(&self, plugin: &PluginRef, outcome: &RunOutcome);
}

/// Tells nobody.
#[derive(Debug, Clone, Copy)]
pub struct Silent;

impl Progress for Silent {
    fn planned(&self, _: usize) {}
    fn started(&self, _: &PluginRef) {}
    fn quarantined(&self, _: &PluginRef, _: Quarantine) {}
    fn finished(&self, _: &PluginRef, _: &RunOutcome) {}
}

/// A run could not be kept. Holds the words of whoever keeps them.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("a finished run could not be kept: {0}")]
pub struct JournalError(pub String);

/// Keeps each run as soon as it has ended, so that a killed process loses none that finished.
pub trait Journal: Send + Sync {
    /// Keeps a run together with the component that ran.
    fn keep<'a>(
        &'a self,
        report: &'a RunReport,
        component: &'a [u8],
    ) -> BoxFuture<'a, Result<(), JournalError>>;
}
