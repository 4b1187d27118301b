//! Patterns over plain text.

use std::{ops::Range, sync::OnceLock};

use regex::bytes::{Regex, RegexBuilder};

/// A regular expression that is compiled once, when it is first needed. It works on [`crate::plain`] text, which is lower-case
/// ASCII, and its engine is linear in the text, so no document can make it hang.
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

    /// All its places in `text`.
    pub(crate) fn find_all(&self, text: &str) -> impl Iterator<Item = Range<usize>> {
        self.regex()
            .find_iter(text.as_bytes())
            .map(|found| found.range())
    }

    /// The places of the whole and of the first group, for each occurrence in which the group takes part.
    pub(crate) fn captures(
        &self,
        text: &str,
    ) -> impl Iterator<Item = (Range<usize>, Range<usize>)> {
        self.regex().captures_iter(text.as_bytes()).filter_map(|c| {
            let whole = c.get(0)?.range();
            // Alternatives may each have a group of their own; one of them takes part.
            let group = c.iter().skip(1).flatten().next()?.range();
            Some((whole, group))
        })
    }
}
