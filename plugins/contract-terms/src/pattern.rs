//! Patterns over plain text.

mod parse;
mod program;

use std::ops::Range;
use std::sync::OnceLock;

use program::{Places, Program};

/// A regular expression that is made once, when it is first needed.
///
/// It works on plain text, which is lower-case ASCII (see [`crate::text`]), and means what the `regex` crate means by the
/// same words, of which it knows a part (see [`parse`]); a test compares the two on every pattern of this crate. The reason
/// for not using that crate is time and size: its automata took most of a run to build in a fresh instance, and 400 KB.
pub(crate) struct Pattern {
    source: &'static str,
    program: OnceLock<(Program, u8)>,
}

impl Pattern {
    /// A pattern with this source.
    pub(crate) const fn new(source: &'static str) -> Self {
        Self {
            source,
            program: OnceLock::new(),
        }
    }

    fn search(&self, text: &str, from: usize) -> Option<Places> {
        let (program, groups) = self.program.get_or_init(|| {
            let (node, groups) = parse::parse(self.source)
                .expect("the patterns of this crate are constants that its tests read");
            (Program::new(&node), groups)
        });
        program.search(text.as_bytes(), from, *groups)
    }

    /// Whether it occurs in `text`.
    pub(crate) fn is_in(&self, text: &str) -> bool {
        self.search(text, 0).is_some()
    }

    /// Its first place in `text`.
    pub(crate) fn find(&self, text: &str) -> Option<Range<usize>> {
        self.search(text, 0).and_then(|places| group(&places, 0))
    }

    /// Its last place in `text`.
    pub(crate) fn rfind(&self, text: &str) -> Option<Range<usize>> {
        self.find_all(text).last()
    }

    /// All its places in `text`.
    pub(crate) fn find_all(&self, text: &str) -> impl Iterator<Item = Range<usize>> {
        self.all(text).filter_map(|places| group(&places, 0))
    }

    /// The places of its groups, one array for each place of the whole. Group 0 is the whole.
    pub(crate) fn groups<const N: usize>(
        &self,
        text: &str,
    ) -> impl Iterator<Item = [Option<Range<usize>>; N]> {
        self.all(text)
            .map(|places| std::array::from_fn(|number| group(&places, number)))
    }

    fn all(&self, text: &str) -> impl Iterator<Item = Places> {
        let mut from = Some(0);
        let mut last_end = None;
        std::iter::from_fn(move || {
            loop {
                let places = self.search(text, from?)?;
                let found = group(&places, 0)?;
                // Nothing is found twice at one place, and no empty place right after a match.
                from =
                    (found.end < text.len() || !found.is_empty()).then_some(if found.is_empty() {
                        found.end + 1
                    } else {
                        found.end
                    });
                if found.is_empty() && last_end == Some(found.end) {
                    continue;
                }
                last_end = Some(found.end);
                return Some(places);
            }
        })
    }
}

fn group(places: &Places, number: usize) -> Option<Range<usize>> {
    Some((*places.get(2 * number)?)?..(*places.get(2 * number + 1)?)?)
}

#[cfg(test)]
mod tests;
