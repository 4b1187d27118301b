//! `cargo xtask`: what the people who work on the checks need. `measure` says how good they are.

mod case;
mod error;
mod host;
mod measure;
mod show;
mod statistics;

use clap::{Parser, Subcommand};

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
}

#[tokio::main]
async fn main() -> miette::Result<()> {
    match Arguments::parse().task {
        Task::Measure(arguments) => measure::run(&arguments).await?,
    }
    Ok(())
}
