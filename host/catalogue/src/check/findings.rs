//! Problems as they are found.

use jiff::civil::Date;

use crate::{Catalogue, CatalogueError, Problem, load::Files};

/// Problems as they are found.
pub(crate) struct Findings<'a> {
    files: &'a Files,
    problems: Vec<Problem>,
}

impl<'a> Findings<'a> {
    pub(crate) fn new(files: &'a Files) -> Self {
        Self {
            files,
            problems: Vec::new(),
        }
    }

    /// Something is wrong with the thing of this id.
    pub(crate) fn about(&mut self, id: &str, text: impl std::fmt::Display) {
        self.problems.push(Problem {
            place: self.files.place(id),
            text: format!("`{id}`: {text}"),
        });
    }

    /// Something is wrong with a file.
    pub(super) fn in_file(&mut self, file: &str, text: impl std::fmt::Display) {
        self.problems.push(Problem {
            place: None,
            text: format!("{file}: {text}"),
        });
    }

    /// Regulation and judgement without a source or from the far past are not data but rumour.
    pub(crate) fn dated(&mut self, file: &str, source: &str, as_of: Date) {
        if source.trim().is_empty() {
            self.in_file(file, "`source` is empty");
        }
        if as_of.year() < 2020 {
            self.in_file(
                file,
                format!("`as-of` is {as_of}, before the subject existed"),
            );
        }
    }

    pub(crate) fn into_result(self, catalogue: Catalogue) -> Result<Catalogue, CatalogueError> {
        if self.problems.is_empty() {
            Ok(catalogue)
        } else {
            Err(CatalogueError::Unsound {
                problems: self.problems,
            })
        }
    }
}
