//! `assay pack ...`

mod build;
mod lint;
mod new;

use std::{fs, path::Path};

use assay_catalogue::Catalogue;
use assay_pack::Built;
use assay_toml::{Mistake, Source};
use miette::{IntoDiagnostic, WrapErr};

use crate::args::{PackCommand, Shared};

pub(crate) fn pack(command: &PackCommand, shared: &Shared) -> miette::Result<u8> {
    match command {
        PackCommand::New(arguments) => new::new(arguments),
        PackCommand::Lint(arguments) => lint::lint(arguments, shared),
        PackCommand::Build(arguments) => build::build(arguments, shared),
    }
}

/// Reads a pack: what will lie in a component, or every mistake.
fn read(file: &Path, catalogue: &Catalogue) -> miette::Result<Result<Built, Vec<Mistake>>> {
    let text = fs::read_to_string(file)
        .into_diagnostic()
        .wrap_err_with(|| format!("failed to read {}", file.display()))?;
    let source = Source::new(file.display().to_string(), text);
    Ok(assay_pack::read(&source, catalogue))
}

/// Shows mistakes with the lines in which they are.
fn tell(mistakes: Vec<Mistake>) {
    for mistake in mistakes {
        anstream::eprintln!("{:?}", miette::Report::new(mistake));
    }
}

/// "1 mistake", "2 mistakes".
fn counted(number: usize, one: &str) -> String {
    match number {
        1 => format!("1 {one}"),
        _ => format!("{number} {one}s"),
    }
}
