//! What using a plugin costs, measured in this process.

use std::time::Duration;

use assay_domain::{RunError, RunOutcome};
use assay_dossier::Dossier;
use assay_report::trial::{BenchView, FigureView};
use assay_sandbox::{Admitted, Cache, Compiler, Grants, Measured, RunRequest, SandboxError};
use jiff::civil::Date;

use crate::{Stage, StageError};

/// A component is compiled no more often than this: it takes as long as thousands of runs.
const MOST_COMPILED: u32 = 5;

/// What to measure.
pub struct Bench<'a> {
    /// The plugin on its stage.
    pub stage: Stage<'a>,
    /// An empty cache of compiled code.
    pub cache: &'a Cache,
    /// Who compiles.
    pub compiler: &'a Compiler,
    /// How often each step is measured.
    pub runs: u32,
    /// The day of the runs.
    pub as_of: Date,
}

/// Why it could not be measured.
#[derive(Debug, thiserror::Error, miette::Diagnostic)]
pub enum BenchError {
    /// A component that loaded once did not load again.
    #[error(transparent)]
    Sandbox(#[from] SandboxError),
    /// It cannot be linked or instantiated.
    #[error(transparent)]
    Run(#[from] RunError),
    /// The dossier cannot be read.
    #[error(transparent)]
    #[diagnostic(transparent)]
    Stage(#[from] StageError),
}

impl Bench<'_> {
    /// Measures every step on a dossier. Nothing can be reached: how long a server takes is not what a plugin costs.
    ///
    /// # Errors
    /// When a step fails. A run that ends with an error is measured like any other, and the result says how runs ended.
    pub async fn measure(&self, dossier: Dossier) -> Result<BenchView, BenchError> {
        let loaded = self.stage.loaded;
        let plugin = &loaded.plugin;
        let measured = Measured::new(
            self.stage.sandbox,
            self.cache,
            self.compiler,
            &loaded.component,
        );
        let compiled = self.runs.min(MOST_COMPILED);
        let mut compile = Vec::new();
        for _ in 0..compiled {
            compile.push(measured.compile()?);
        }
        measured.fill_cache()?;
        let mut load = Vec::new();
        for _ in 0..self.runs {
            load.push(measured.load()?);
        }
        let mut describe = Vec::new();
        for _ in 0..self.runs {
            describe.push(plugin.measure_describe().await?);
        }
        let admitted = Admitted::new(plugin, &Grants::all())?;
        let mut instantiate = Vec::new();
        for _ in 0..self.runs {
            instantiate.push(admitted.measure_instantiate().await?);
        }
        let (inputs, _) = self.stage.inputs(dossier).await?;
        let (mut run, mut memory_bytes, mut outcome) = (Vec::new(), 0, "completed");
        for _ in 0..self.runs {
            let request = RunRequest {
                inputs: inputs.clone(),
                prober: None,
                as_of: self.as_of,
                settings: loaded.settings.clone(),
                active: None,
                earlier: Default::default(),
            };
            let report = admitted.run(request).await;
            run.push(Duration::from_micros(report.usage.wall_us));
            memory_bytes = memory_bytes.max(report.usage.memory_bytes);
            if let RunOutcome::Failed { error } = &report.record.outcome {
                outcome = error.kind();
            }
        }
        let figures = [
            ("compile, in a process of its own", compile),
            ("load from the cache", load),
            ("describe, with linking", describe),
            ("instantiate", instantiate),
            ("run, with instantiating", run),
        ];
        Ok(BenchView {
            plugin: plugin.reference().clone(),
            component_bytes: plugin.size(),
            code_bytes: measured.code_bytes()?,
            memory_bytes,
            outcome: outcome.to_owned(),
            figures: figures
                .into_iter()
                .map(|(step, times)| figure(step, times))
                .collect(),
        })
    }
}

fn figure(step: &str, mut times: Vec<Duration>) -> FigureView {
    times.sort();
    FigureView {
        step: step.to_owned(),
        times: u32::try_from(times.len()).unwrap_or(u32::MAX),
        median_ns: at(&times, 50),
        p95_ns: at(&times, 95),
    }
}

/// The smallest time that so many of a hundred do not exceed (nearest rank).
fn at(sorted: &[Duration], percent: usize) -> u64 {
    let rank = (sorted.len() * percent).div_ceil(100).max(1);
    let time = sorted.get(rank - 1).copied().unwrap_or_default();
    u64::try_from(time.as_nanos()).unwrap_or(u64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_percentile_is_one_of_the_times() {
        let times = |n: u64| (1..=n).map(Duration::from_nanos).collect::<Vec<_>>();
        assert_eq!((at(&times(1), 50), at(&times(1), 95)), (1, 1));
        assert_eq!((at(&times(100), 50), at(&times(100), 95)), (50, 95));
        assert_eq!((at(&times(20), 50), at(&times(20), 95)), (10, 19));
        let figure = figure(
            "step",
            vec![Duration::from_nanos(3), Duration::from_nanos(1)],
        );
        assert_eq!((figure.median_ns, figure.p95_ns), (1, 3));
    }
}
