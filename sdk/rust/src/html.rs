//! The text of an HTML document, with the way back to its source.
//!
//! Not a browser: styles are not applied, so text that a style hides is still there. For reading terms that is the safe
//! side, because a quote points at it and a person can see what it is.

mod entity;
mod markup;

use std::ops::Range;

use markup::{Break, Markup};

/// Text as a person reads it, each piece tied to the bytes it comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Readable {
    text: String,
    pieces: Vec<Piece>,
}

/// Where a part of the text, up to the next piece, comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Piece {
    /// First byte in the text.
    start: usize,
    source: Range<usize>,
    /// True when text and source are the same bytes; false for a decoded entity or a run of white space and markup.
    verbatim: bool,
}

impl Readable {
    /// Reads HTML: tags, comments, scripts and styles go, entities are decoded, white space is collapsed. Blocks end with
    /// a line break, table cells with a tab. Any input gives a result.
    pub fn of_html(html: &str) -> Self {
        let mut reader = Reader {
            out: Self {
                text: String::new(),
                pieces: Vec::new(),
            },
            pending: None,
        };
        let mut at = 0;
        // Depth of `pre`, where a line break of the source is one for the reader too.
        let mut preformatted = 0_usize;
        while let Some(c) = html[at..].chars().next() {
            let rest = &html[at..];
            let end;
            match c {
                '<' => {
                    if let Some(Markup { length, gap, pre }) = markup::read(rest) {
                        end = at + length;
                        preformatted = preformatted.saturating_add_signed(pre);
                        if let Some(gap) = gap {
                            reader.gap(gap, at..end);
                        }
                    } else {
                        end = at + 1;
                        reader.verbatim(html, at..end);
                    }
                }
                '&' => {
                    if let Some((length, decoded)) = entity::read(rest) {
                        end = at + length;
                        reader.decoded(decoded, at..end);
                    } else {
                        end = at + 1;
                        reader.verbatim(html, at..end);
                    }
                }
                _ => {
                    end = at + c.len_utf8();
                    if c.is_whitespace() {
                        let line = preformatted > 0 && c == '\n';
                        reader.gap(if line { Break::Line } else { Break::Space }, at..end);
                    } else if !is_invisible(c) {
                        reader.verbatim(html, at..end);
                    }
                }
            }
            at = end;
        }
        reader.out
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The bytes of the source behind a range of the text. A range that cuts a decoded entity takes in all of it.
    ///
    /// # Panics
    /// The range does not lie on character boundaries within the text.
    pub fn source_range(&self, range: Range<usize>) -> Range<usize> {
        assert!(
            self.text.get(range.clone()).is_some(),
            "{range:?} is no range of the text"
        );
        if range.is_empty() {
            let at = self
                .piece(range.start)
                .map_or(0, |piece| piece.source.start);
            return at..at;
        }
        let (Some(first), Some(last)) = (self.piece(range.start), self.piece(range.end - 1)) else {
            return 0..0;
        };
        let start = if first.verbatim {
            first.source.start + (range.start - first.start)
        } else {
            first.source.start
        };
        let end = if last.verbatim {
            last.source.start + (range.end - last.start)
        } else {
            last.source.end
        };
        start..end
    }

    /// The piece that holds a byte of the text, or the last one.
    fn piece(&self, at: usize) -> Option<&Piece> {
        let after = self.pieces.partition_point(|piece| piece.start <= at);
        self.pieces.get(after.checked_sub(1)?)
    }
}

/// Characters that take no room and split words that a search looks for: soft hyphen, zero-width space and joiners,
/// word joiner, byte order mark.
const fn is_invisible(c: char) -> bool {
    matches!(
        c,
        '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}'
    )
}

/// Collects text; a gap is written only when text follows, so that the result has none at its ends and never two in a row.
struct Reader {
    out: Readable,
    pending: Option<(Break, Range<usize>)>,
}

impl Reader {
    fn gap(&mut self, gap: Break, source: Range<usize>) {
        self.pending = Some(match self.pending.take() {
            Some((before, range)) => (before.max(gap), range.start..source.end),
            None => (gap, source),
        });
    }

    fn verbatim(&mut self, html: &str, source: Range<usize>) {
        self.flush();
        let start = self.out.text.len();
        self.out.text.push_str(&html[source.clone()]);
        match self.out.pieces.last_mut() {
            Some(last) if last.verbatim && last.source.end == source.start => {
                last.source.end = source.end;
            }
            _ => self.out.pieces.push(Piece {
                start,
                source,
                verbatim: true,
            }),
        }
    }

    fn decoded(&mut self, c: char, source: Range<usize>) {
        if c.is_whitespace() {
            self.gap(Break::Space, source);
        } else if !is_invisible(c) {
            self.flush();
            let start = self.out.text.len();
            self.out.text.push(c);
            self.out.pieces.push(Piece {
                start,
                source,
                verbatim: false,
            });
        }
    }

    fn flush(&mut self) {
        let Some((gap, source)) = self.pending.take() else {
            return;
        };
        if !self.out.text.is_empty() {
            let start = self.out.text.len();
            self.out.text.push(gap.character());
            self.out.pieces.push(Piece {
                start,
                source,
                verbatim: false,
            });
        }
    }
}

#[cfg(test)]
#[path = "html/tests.rs"]
mod tests;
