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

/// Writes a file that is there already: whoever stops it half way leaves the old one.
pub(crate) fn replace(path: &Path, text: impl AsRef<[u8]>) -> miette::Result<()> {
    let folder = path
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty())
        .unwrap_or(Path::new("."));
    tempfile::NamedTempFile::new_in(folder)
        .and_then(|mut file| {
            file.write_all(text.as_ref())?;
            file.as_file().sync_all()?;
            // A temporary file is its owner's alone; what it takes the place of may have been everybody's.
            if let Ok(before) = fs::metadata(path) {
                file.as_file().set_permissions(before.permissions())?;
            }
            file.persist(path).map_err(|error| error.error)
        })
        .map(|_| ())
        .into_diagnostic()
        .wrap_err_with(|| format!("failed to write {}", path.display()))
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
