//! Where results go.

use std::{
    fs,
    io::{IsTerminal, Write},
    path::Path,
};

use assay_report::terminal::Page;
use miette::{IntoDiagnostic, WrapErr};

/// Widest page that is still easy to read.
const WIDEST: u16 = 120;

/// The page for what standard output is.
pub(crate) fn page() -> Page {
    let width = terminal_size::terminal_size().map_or(100, |(width, _)| width.0.clamp(60, WIDEST));
    let colour = std::io::stdout().is_terminal()
        && !matches!(
            anstream::AutoStream::choice(&std::io::stdout()),
            anstream::ColorChoice::Never
        );
    Page { width, colour }
}

/// Prints a text that ends with its own newline.
pub(crate) fn print(text: &str) {
    anstream::print!("{text}");
}

/// Writes a file, or standard output when none is named.
pub(crate) fn write_or_print(path: Option<&Path>, bytes: &[u8]) -> miette::Result<()> {
    match path {
        Some(path) => write(path, bytes),
        None => match std::io::stdout().write_all(bytes) {
            // Whoever read has read enough.
            Err(error) if error.kind() == std::io::ErrorKind::BrokenPipe => Ok(()),
            written => written.into_diagnostic(),
        },
    }
}

/// Writes a file; its folder is made.
pub(crate) fn write(path: &Path, bytes: impl AsRef<[u8]>) -> miette::Result<()> {
    if let Some(folder) = path
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty())
    {
        fs::create_dir_all(folder)
            .into_diagnostic()
            .wrap_err_with(|| format!("failed to make the folder {}", folder.display()))?;
    }
    fs::write(path, bytes)
        .into_diagnostic()
        .wrap_err_with(|| format!("failed to write {}", path.display()))
}
