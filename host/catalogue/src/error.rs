//! What can be wrong with a catalogue file.

use std::path::PathBuf;

use miette::Diagnostic;
use thiserror::Error;

/// Why a catalogue could not be loaded.
#[derive(Debug, Error, Diagnostic)]
pub enum CatalogueError {
    /// A file or the folder of overrides could not be read.
    #[error("cannot read {}", path.display())]
    Read {
        /// The path.
        path: PathBuf,
        /// Why.
        #[source]
        source: std::io::Error,
    },
    /// A file of the folder overrides nothing.
    #[error("`{name}` overrides nothing")]
    #[diagnostic(help(
        "a file overrides the catalogue file of the same name, or is a new `points-....toml`: {known}"
    ))]
    UnknownFile {
        /// Its name, control characters escaped.
        name: String,
        /// The names that there are.
        known: String,
    },
    /// A file is not the TOML that it should be.
    #[error(transparent)]
    #[diagnostic(transparent)]
    Malformed(#[from] assay_toml::Mistake),
    /// The files are well-formed but do not fit together, or break an invariant of the method.
    #[error("the catalogue is not sound: {}", list(.problems))]
    Unsound {
        /// Everything that is wrong, so that it can be mended in one go.
        problems: Vec<Problem>,
    },
}

/// One thing that is wrong with the catalogue as a whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// Where the thing it is about is defined, when that can be told: file and line.
    pub place: Option<(String, usize)>,
    /// What is wrong, and with what.
    pub text: String,
}

impl std::fmt::Display for Problem {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if let Some((file, line)) = &self.place {
            write!(f, "{file}:{line}: ")?;
        }
        f.write_str(&self.text)
    }
}

fn list(problems: &[Problem]) -> String {
    problems.iter().map(|p| format!("\n  {p}")).collect()
}
