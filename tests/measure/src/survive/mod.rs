//! `cargo xtask survive`: sends files and lines that nobody here wrote through the real host, and counts how they end.
//!
//! Whatever is in them, the host ends each with one of its typed outcomes. That it crashes, hangs, reaches the network or lets
//! a text be interpreted is what is looked for. Cases run in child processes, one at a time in each, so that a crash is that
//! of one case and ends nothing else.

mod cases;
mod child;
mod documents;
mod dossiers;
mod network;
mod plugins;
mod strings;
mod summary;
mod urls;
mod worker;

use std::{path::PathBuf, process::ExitCode, time::Duration};

use clap::{Args, ValueEnum};

pub(crate) use worker::{Worker, work};

use crate::{error::MeasureError, show};

/// What the cases are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Kind {
    /// Files as plugins: loaded, compiled, described, admitted, run. `.wat` is assembled; each module of a `.wast` is one case.
    Plugins,
    /// Files as a supplier's documents: sniffed, read by the document reader, looked at by a plugin.
    Documents,
    /// Folders with a `supplier.toml` as dossiers; any other file as `supplier.toml` and as `answers.toml`.
    Dossiers,
    /// Lines as everything that a supplier or plugin can write, in every format of report.
    Strings,
    /// Lines as URLs that a plugin asks for, and as endpoints of a dossier.
    Urls,
}

impl Kind {
    /// How long one case may take. A document may take as long as its reader's own deadline, with room.
    const fn deadline(self) -> Duration {
        Duration::from_secs(match self {
            Self::Documents => 330,
            _ => 60,
        })
    }

    const fn is_lines(self) -> bool {
        matches!(self, Self::Strings | Self::Urls)
    }
}

#[derive(Debug, Args)]
pub(crate) struct Survive {
    /// What the cases are.
    kind: Kind,
    /// A file, or a folder that is searched to its end. Symbolic links are not followed.
    path: PathBuf,
    /// Prints JSON.
    #[arg(long)]
    json: bool,
    /// Puts core modules into a component, so that they get as far as the compiler.
    #[arg(long)]
    wrap: bool,
    /// Seconds that one case may take.
    #[arg(long)]
    deadline: Option<u64>,
}

/// Runs every case. The exit code is 1 when one crashed, hung, reached the network or was interpreted.
pub(crate) async fn run(arguments: &Survive) -> Result<ExitCode, MeasureError> {
    let found = cases::find(&arguments.path, arguments.kind)?;
    let deadline = arguments
        .deadline
        .map_or(arguments.kind.deadline(), Duration::from_secs);
    let start = child::Start::new(arguments.kind, arguments.wrap).await?;
    let summary = child::run_all(&start, found, deadline).await?;
    show::findings(&summary, arguments.json);
    Ok(if summary.survived() {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}
