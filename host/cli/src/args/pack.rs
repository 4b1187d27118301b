//! `assay pack ...`

use std::path::PathBuf;

use clap::{Args, Subcommand};

use super::Format;

#[derive(Debug, Subcommand)]
pub(crate) enum PackCommand {
    /// Write a commented check pack to start from
    New(New),
    /// Tell every mistake in a check pack, with line and column
    Lint(Lint),
    /// Make a plugin of a check pack
    Build(Build),
}

#[derive(Debug, Args)]
#[command(after_help = "Example:\n  assay pack new our-checks && $EDITOR our-checks.toml")]
pub(crate) struct New {
    /// The pack's id; the file is NAME.toml
    #[arg(value_name = "NAME")]
    pub(crate) name: PathBuf,
}

#[derive(Debug, Args)]
#[command(after_help = "Example:\n  assay pack lint our-checks.toml\n\n\
                  Exit status: 0 when there is no mistake, 1 otherwise.")]
pub(crate) struct Lint {
    /// A check pack
    pub(crate) file: PathBuf,
    /// What to print
    #[arg(long, value_enum, default_value_t = Format::Table)]
    pub(crate) format: Format,
}

#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  \
    assay pack build our-checks.toml -o checks/our-checks.wasm\n  \
    assay pack build our-checks.toml --points catalogue/points-our-checks.toml")]
pub(crate) struct Build {
    /// A check pack
    pub(crate) file: PathBuf,
    /// The plugin to write [default: the pack's id with .wasm, in this folder]
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
    /// Where to write the pack's own points, in a folder for --catalogue; the name has to be points-....toml
    #[arg(long, value_name = "FILE")]
    pub(crate) points: Option<PathBuf>,
}
