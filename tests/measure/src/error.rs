//! What can go wrong while measuring. A check that is wrong is no error here: it is what is measured.

use std::path::Path;

/// Why nothing could be measured.
#[derive(Debug, thiserror::Error, miette::Diagnostic)]
pub(crate) enum MeasureError {
    /// A file cannot be read.
    #[error("`{path}` cannot be read: {error}")]
    Unreadable { path: String, error: std::io::Error },
    /// A file is not of the format that the measure reads.
    #[error("`{path}` is not {format}: {detail}")]
    #[diagnostic(help("`cargo xtask measure --help` names the format of each file"))]
    Format {
        path: String,
        format: &'static str,
        detail: String,
    },
    /// The host did not start.
    #[error("the host does not start: {0}")]
    Host(String),
    /// A dossier that was made of an item is refused.
    #[error("the dossier made of `{item}` is refused: {detail}")]
    Dossier { item: String, detail: String },
    /// A plugin did not come to an end. What it would have said is not known, so nothing is printed.
    #[error("the run over `{item}` failed: {detail}")]
    Run { item: String, detail: String },
    /// The host refused what a plugin of our own reported: its evidence does not stand where it says.
    #[error("the host refuses what was reported over `{item}`: {detail}")]
    Evidence { item: String, detail: String },
}

impl MeasureError {
    pub(crate) fn format(path: &Path, format: &'static str, detail: impl ToString) -> Self {
        Self::Format {
            path: path.display().to_string(),
            format,
            detail: detail.to_string(),
        }
    }
}

/// The text of a file.
pub(crate) fn read(path: &Path) -> Result<String, MeasureError> {
    std::fs::read_to_string(path).map_err(|error| MeasureError::Unreadable {
        path: path.display().to_string(),
        error,
    })
}
