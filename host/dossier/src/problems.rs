//! Problems of one TOML file, collected while it is read.

use std::{cell::RefCell, ops::Range, sync::Arc};

use miette::{LabeledSpan, NamedSource};

use crate::{error::Problem, show::masked};

/// How many problems of one file are told at once. A hostile file can hold any number.
const MAX_PROBLEMS: usize = 20;

/// A place in the file, and what is wrong there.
struct Found {
    span: Range<usize>,
    key: Option<String>,
    message: String,
    help: Option<String>,
    first: Option<Range<usize>>,
}

/// The collector. Readers only say what is wrong; the end of reading turns it into diagnostics.
pub(crate) struct Problems<'a> {
    file: &'a str,
    text: &'a str,
    found: RefCell<Vec<Found>>,
    more: RefCell<usize>,
    secrets: RefCell<Vec<Range<usize>>>,
}

impl<'a> Problems<'a> {
    pub(crate) fn new(file: &'a str, text: &'a str) -> Self {
        Self {
            file,
            text,
            found: RefCell::default(),
            more: RefCell::default(),
            secrets: RefCell::default(),
        }
    }

    pub(crate) fn report(
        &self,
        span: Range<usize>,
        key: Option<&str>,
        message: String,
        help: Option<String>,
    ) {
        self.push(Found {
            span,
            key: key.map(str::to_owned),
            message,
            help,
            first: None,
        });
    }

    /// Reports a second use of something that may be there only once.
    pub(crate) fn report_again(
        &self,
        span: Range<usize>,
        key: &str,
        message: String,
        first: Range<usize>,
    ) {
        self.push(Found {
            span,
            key: Some(key.to_owned()),
            message,
            help: None,
            first: Some(first),
        });
    }

    fn push(&self, found: Found) {
        if self.found.borrow().len() < MAX_PROBLEMS {
            self.found.borrow_mut().push(found);
        } else {
            *self.more.borrow_mut() += 1;
        }
    }

    /// Never quote these bytes.
    pub(crate) fn keep_secret(&self, span: Range<usize>) {
        self.secrets.borrow_mut().push(span);
    }

    /// The diagnostics in the order of the file, and how many more there were.
    pub(crate) fn into_diagnostics(self) -> (Vec<Problem>, usize) {
        let mut found = self.found.into_inner();
        if found.is_empty() {
            return (Vec::new(), 0);
        }
        found.sort_by_key(|found| found.span.start);
        let quoted: Arc<str> = masked(self.text, &self.secrets.into_inner()).into();
        let problems = found
            .into_iter()
            .map(|found| {
                let span = clamp(found.span, self.text.len());
                let before = self.text.as_bytes().get(..span.start).unwrap_or_default();
                let mut labels = Vec::new();
                if let Some(first) = found.first {
                    let first = clamp(first, self.text.len());
                    labels.push(LabeledSpan::at(first, "first here"));
                }
                let here = (!labels.is_empty()).then(|| "again here".to_owned());
                labels.push(LabeledSpan::new_primary_with_span(here, span));
                Problem {
                    file: self.file.to_owned(),
                    line: Some(before.iter().filter(|byte| **byte == b'\n').count() + 1),
                    key: found.key,
                    message: found.message,
                    help: found.help,
                    source: Some(NamedSource::new(self.file, Arc::clone(&quoted))),
                    labels,
                }
            })
            .collect();
        (problems, self.more.into_inner())
    }
}

fn clamp(span: Range<usize>, end: usize) -> Range<usize> {
    let start = span.start.min(end);
    start..span.end.clamp(start, end)
}
