//! What is wrong with a supplier folder.

use std::{fmt, path::PathBuf, sync::Arc};

use miette::{Diagnostic, LabeledSpan, NamedSource, SourceCode};

/// Why there is no dossier.
#[derive(Debug, thiserror::Error, Diagnostic)]
pub enum DossierError {
    /// There is no such folder.
    #[error("`{}` is not a folder", path.display())]
    #[diagnostic(help(
        "a dossier is a folder with a supplier.toml in it; `assay init NAME` writes one to start from"
    ))]
    NotAFolder {
        /// What was given.
        path: PathBuf,
    },
    /// The folder was read and things in it are wrong; all that could be found at once are listed.
    #[error("the dossier `{}` has {}", folder.display(), count(problems.len(), *more))]
    Problems {
        /// The folder.
        folder: PathBuf,
        /// Each problem with its file, line and key.
        #[related]
        problems: Vec<Problem>,
        /// How many were left out of the list.
        more: usize,
    },
    /// A new dossier would overwrite something.
    #[error("`{}` is there already", path.display())]
    #[diagnostic(help("give another name, or move the old dossier away"))]
    Exists {
        /// The file that is in the way.
        path: PathBuf,
    },
    /// A name from which no dossier can be made.
    #[error("a supplier needs a name of 1 to {max} characters")]
    Name {
        /// The longest name.
        max: usize,
    },
    /// A new dossier could not be written.
    #[error("cannot write `{}`", path.display())]
    Write {
        /// The file.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
}

fn count(listed: usize, more: usize) -> String {
    match (listed, more) {
        (1, 0) => "a problem".to_owned(),
        (_, 0) => format!("{listed} problems"),
        _ => format!("{} problems, of which {listed} are shown", listed + more),
    }
}

/// One thing that is wrong, with its place. The quoted source is masked: no secret and no control character is in it.
#[derive(Debug)]
pub struct Problem {
    pub(crate) file: String,
    pub(crate) line: Option<usize>,
    pub(crate) key: Option<String>,
    pub(crate) message: String,
    pub(crate) help: Option<String>,
    pub(crate) source: Option<NamedSource<Arc<str>>>,
    pub(crate) labels: Vec<LabeledSpan>,
}

impl Problem {
    /// A problem with a file as a whole.
    pub(crate) fn of_file(file: impl Into<String>, message: impl Into<String>) -> Self {
        Self {
            file: file.into(),
            line: None,
            key: None,
            message: message.into(),
            help: None,
            source: None,
            labels: Vec::new(),
        }
    }

    pub(crate) fn with_help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// The file, as its path in the folder.
    pub fn file(&self) -> &str {
        &self.file
    }

    /// The line, from 1, when the problem is at one.
    pub fn line(&self) -> Option<usize> {
        self.line
    }

    /// The path of the key, for example `endpoints[0].url`.
    pub fn key(&self) -> Option<&str> {
        self.key.as_deref()
    }
}

/// `supplier.toml:12: endpoints[0].url: ...`: complete even where no source is drawn.
impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.file)?;
        if let Some(line) = self.line {
            write!(f, ":{line}")?;
        }
        if let Some(key) = &self.key {
            write!(f, ": {key}")?;
        }
        write!(f, ": {}", self.message)
    }
}

impl std::error::Error for Problem {}

impl Diagnostic for Problem {
    fn help<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        let help = self.help.as_ref()?;
        Some(Box::new(help))
    }

    fn source_code(&self) -> Option<&dyn SourceCode> {
        let source = self.source.as_ref()?;
        Some(source)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        Some(Box::new(self.labels.iter().cloned()))
    }
}
