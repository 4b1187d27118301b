//! Patterns over plain text.

use std::ops::Range;
use std::sync::OnceLock;

use regex::bytes::{Regex, RegexBuilder};

/// A regular expression that is compiled once, when it is first needed: a run that never meets the word "indemnify" does
/// not pay for the patterns about indemnities.
///
/// It works on plain text, which is lower-case ASCII (see [`crate::text`]), so the automata need no Unicode tables. The
/// engine is linear in the text, so no contract can make it hang.
pub(crate) struct Pattern {
    source: &'static str,
    regex: OnceLock<Regex>,
}

impl Pattern {
    /// A pattern with this source.
    pub(crate) const fn new(source: &'static str) -> Self {
        Self {
            source,
            regex: OnceLock::new(),
        }
    }

    fn regex(&self) -> &Regex {
        self.regex.get_or_init(|| {
            RegexBuilder::new(self.source)
                .unicode(false)
                .build()
                .expect("the patterns of this crate are constants that its tests compile")
        })
    }

    /// Whether it occurs in `text`.
    pub(crate) fn is_in(&self, text: &str) -> bool {
        self.regex().is_match(text.as_bytes())
    }

    /// Its first place in `text`.
    pub(crate) fn find(&self, text: &str) -> Option<Range<usize>> {
        self.regex()
            .find(text.as_bytes())
            .map(|found| found.range())
    }

    /// Its last place in `text`.
    pub(crate) fn rfind(&self, text: &str) -> Option<Range<usize>> {
        self.find_all(text).last()
    }

    /// All its places in `text`.
    pub(crate) fn find_all(&self, text: &str) -> impl Iterator<Item = Range<usize>> {
        self.regex()
            .find_iter(text.as_bytes())
            .map(|found| found.range())
    }

    /// The places of its groups, one array for each place of the whole. Group 0 is the whole.
    pub(crate) fn groups<const N: usize>(
        &self,
        text: &str,
    ) -> impl Iterator<Item = [Option<Range<usize>>; N]> {
        self.regex().captures_iter(text.as_bytes()).map(|captures| {
            std::array::from_fn(|group| captures.get(group).map(|found| found.range()))
        })
    }
}
