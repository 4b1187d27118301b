//! The terminal encoder.

use std::fmt::Write as _;

use anstyle::Style;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use super::{Text, one_line};

/// Text for a terminal without any control character of somebody else's, and without line ends. The writers of the
/// terminal reports take nothing else.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Plain(String);

impl Plain {
    /// Any text: hidden characters are made visible and line ends become blanks.
    pub fn of<T: Text + ?Sized>(text: &T) -> Self {
        Self(one_line(text.raw()))
    }

    /// Numbers, dates, ids, words of this program, and several [`Plain`]s put together with `format!`. Goes through the
    /// same escaping: it costs nothing, and what is escaped once is not escaped again.
    pub fn show(value: impl std::fmt::Display) -> Self {
        Self(one_line(&value.to_string()))
    }

    /// At most `width` columns; what was cut is shown by `…`. A wide character never straddles the edge, and a mark without
    /// a width of its own goes with its letter.
    #[must_use]
    pub fn cut(&self, width: usize) -> Self {
        if self.width() <= width {
            return self.clone();
        }
        let mut kept = self.0[..self.fitting(width.saturating_sub(1))].to_owned();
        if width > 0 {
            kept.push('…');
        }
        Self(kept)
    }

    /// What fits into `width` columns, and the rest. At least one character goes into the first part, so that splitting
    /// again and again ends.
    pub(crate) fn split_at_width(&self, width: usize) -> (Self, Self) {
        let first = self.0.chars().next().map_or(0, char::len_utf8);
        let (head, tail) = self.0.split_at(self.fitting(width).max(first));
        (Self(head.to_owned()), Self(tail.to_owned()))
    }

    /// How many bytes fit into `width` columns.
    fn fitting(&self, width: usize) -> usize {
        let mut used = 0;
        self.0
            .char_indices()
            .find(|(_, c)| {
                // U+FE0F asks for the emoji form, which is one column wider than its letter alone.
                used += if *c == '\u{fe0f}' {
                    1
                } else {
                    c.width().unwrap_or(0)
                };
                used > width
            })
            .map_or(self.0.len(), |(at, _)| at)
    }

    /// Columns on the terminal.
    pub fn width(&self) -> usize {
        self.0.width()
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// With the codes of a style around it. The only control characters that ever reach a terminal are these.
    pub(crate) fn styled(&self, style: Style, out: &mut String) {
        if style == Style::new() {
            out.push_str(&self.0);
        } else {
            let _infallible = write!(out, "{style}{}{style:#}", self.0);
        }
    }
}

impl std::fmt::Display for Plain {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.pad(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::encode::{hostile::hostile, visible::is_hidden};

    #[test]
    fn no_hostile_text_moves_the_cursor_or_sets_a_title() {
        for text in hostile() {
            let plain = Plain::of(&text);
            assert!(
                !plain.as_str().chars().any(is_hidden),
                "{text:?} became {plain:?}"
            );
        }
    }

    #[test]
    fn a_cut_fits_and_says_that_it_is_one() {
        for text in hostile() {
            for width in [0, 1, 2, 7, 40] {
                let cut = Plain::of(&text).cut(width);
                assert!(cut.width() <= width, "{cut:?} is wider than {width}");
            }
        }
        assert_eq!(Plain::of("日本語").cut(4).as_str(), "日…");
        assert_eq!(Plain::of("日本語").cut(6).as_str(), "日本語");
    }
}
