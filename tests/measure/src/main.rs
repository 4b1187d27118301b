//! `cargo xtask`: what the people who work on the checks need. `measure` says how good they are, `survive` what the host makes of
//! files and lines that nobody here wrote.

mod case;
mod error;
mod host;
mod measure;
mod show;
mod statistics;
mod survive;

use std::process::ExitCode;

use clap::{Parser, Subcommand};
use miette::IntoDiagnostic as _;

/// Tasks of the workspace.
#[derive(Debug, Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask")]
struct Arguments {
    #[command(subcommand)]
    task: Task,
}

#[derive(Debug, Subcommand)]
enum Task {
    /// Runs the real components in the real host over labelled data and prints how often they are right.
    #[command(after_help = "Examples:\n  \
        cargo xtask measure contracts ../data/cuad/cuad_dev.jsonl\n  \
        cargo xtask measure terms ../data/terms/truths.toml --json\n  \
        cargo xtask measure drift old/terms.md new/terms.md")]
    Measure(measure::Measure),
    /// Sends files and lines that nobody here wrote through the real host and counts how they end.
    #[command(after_help = "Examples:\n  \
        cargo xtask survive plugins ../data/wasm-testsuite\n  \
        cargo xtask survive documents ../data/pdf --json\n  \
        cargo xtask survive strings ../data/blns.txt")]
    Survive(survive::Survive),
    /// The process that works on cases for `survive`.
    #[command(hide = true)]
    SurviveWorker(survive::Worker),
    /// The process that compiles a component which is not ours.
    #[command(hide = true)]
    CompileWorker,
}

fn main() -> miette::Result<ExitCode> {
    let task = Arguments::parse().task;
    // The process that compiles limits its own address space before anything else is set up.
    if matches!(task, Task::CompileWorker) {
        assay_sandbox::compile_worker(std::io::stdin().lock(), std::io::stdout().lock())
            .into_diagnostic()?;
        return Ok(ExitCode::SUCCESS);
    }
    let runtime = tokio::runtime::Runtime::new().into_diagnostic()?;
    runtime.block_on(async {
        match task {
            Task::Measure(arguments) => measure::run(&arguments).await?,
            Task::Survive(arguments) => return Ok(survive::run(&arguments).await?),
            Task::SurviveWorker(arguments) => survive::work(&arguments).await?,
            Task::CompileWorker => unreachable!("handled before the runtime starts"),
        }
        Ok(ExitCode::SUCCESS)
    })
}
