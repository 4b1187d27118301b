//! What can be wrong with a catalogue file.

use std::{path::PathBuf, sync::Arc};

use miette::{Diagnostic, NamedSource, SourceSpan};
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
    #[diagnostic(help("a file overrides the catalogue file of the same name: {known}"))]
    UnknownFile {
        /// Its name, control characters escaped.
        name: String,
        /// The names that there are.
        known: String,
    },
    /// A file is not the TOML that it should be.
    #[error("{file}:{line}:{column}: `{key}`: {message}")]
    Malformed {
        /// The file.
        file: String,
        /// The line, from 1.
        line: usize,
        /// The column in characters, from 1.
        column: usize,
        /// The key that is at fault.
        key: String,
        /// What is wrong with it.
        message: String,
        /// The text, to show the place.
        #[source_code]
        text: Arc<NamedSource<String>>,
        /// The place.
        #[label("here")]
        span: SourceSpan,
    },
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

impl CatalogueError {
    /// The error of the TOML reader with its place and key.
    pub(crate) fn malformed(file: &str, text: &str, error: &toml::de::Error) -> Self {
        let span = error.span().unwrap_or(0..0);
        let before = text.get(..span.start).unwrap_or(text);
        let line_start = before.rfind('\n').map_or(0, |at| at + 1);
        Self::Malformed {
            file: file.to_owned(),
            line: before.matches('\n').count() + 1,
            column: before[line_start..].chars().count() + 1,
            key: key_at_fault(error.message(), before),
            message: error.message().trim().to_owned(),
            text: Arc::new(NamedSource::new(file, text.to_owned())),
            span: span.into(),
        }
    }
}

/// The reader names the key only when it is unknown or missing; for a wrong value it is the key before the value.
fn key_at_fault(message: &str, before: &str) -> String {
    let named = ["unknown field `", "missing field `"]
        .into_iter()
        .find_map(|start| message.split_once(start)?.1.split('`').next());
    let key = named.unwrap_or_else(|| {
        let until = before.rfind('=').map_or(before, |at| &before[..at]);
        until
            .trim_end()
            .rsplit(|c: char| c.is_whitespace() || matches!(c, '{' | ',' | '['))
            .next()
            .unwrap_or_default()
    });
    key.to_owned()
}
