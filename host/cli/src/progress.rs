//! Progress bars, when somebody watches.

use std::time::Duration;

use assay_assessment::{Progress, Quarantine};
use assay_domain::{PluginRef, RunOutcome};
use indicatif::{ProgressBar, ProgressStyle};

/// One bar over all runs of a command. It draws on standard error and only on a terminal.
pub(crate) struct Bar(ProgressBar);

impl Bar {
    pub(crate) fn new() -> Self {
        let bar = ProgressBar::new(0);
        let style = ProgressStyle::with_template(
            "{spinner} assessing {bar:30} {pos}/{len} runs {wide_msg}",
        )
        .expect("the template is a constant that a test run has drawn");
        bar.set_style(style);
        bar.enable_steady_tick(Duration::from_millis(120));
        Self(bar)
    }

    /// Takes the bar off the screen while something else is printed.
    pub(crate) fn aside<T>(&self, print: impl FnOnce() -> T) -> T {
        self.0.suspend(print)
    }

    pub(crate) fn done(&self) {
        self.0.finish_and_clear();
    }
}

impl Progress for Bar {
    fn planned(&self, runs: usize) {
        self.0.inc_length(runs as u64);
    }

    fn started(&self, plugin: &PluginRef) {
        self.0.set_message(plugin.id.to_string());
    }

    fn quarantined(&self, plugin: &PluginRef, quarantine: Quarantine) {
        self.0.inc(1);
        self.0.suspend(|| {
            anstream::eprintln!(
                "warning: the plugin `{}` failed {} times in a row and is in quarantine until {}; `--no-quarantine` tries it again",
                plugin.id,
                quarantine.failures,
                quarantine.until
            )
        });
    }

    fn finished(&self, plugin: &PluginRef, outcome: &RunOutcome) {
        self.0.inc(1);
        if let RunOutcome::Failed { error } = outcome {
            self.0.suspend(|| {
                anstream::eprintln!(
                    "warning: the plugin `{}` did not assess: {error}",
                    plugin.id
                )
            });
        }
    }
}
