//! Markup in, plain ASCII out, and for each byte where it came from.

use std::ops::Range;

/// Plain text under construction: ASCII bytes and, for each, the bytes of the source that it stands for.
#[derive(Debug, Default)]
pub(super) struct Folded {
    /// ASCII, case kept, white space collapsed to single spaces.
    pub(super) plain: String,
    /// For each byte of `plain`: where its source starts and ends.
    pub(super) origin: Vec<(u32, u32)>,
}

/// The longest tag, link target or comment that is skipped; anything longer is text. It keeps a document that consists of
/// `<a<a<a<a...` from costing quadratic time.
const LONGEST_MARKUP: usize = 2_000;

impl Folded {
    /// Appends the part `range` of `raw`, and returns where it stands in `plain`. Leading and trailing space is left out.
    pub(super) fn append(&mut self, raw: &str, range: Range<usize>) -> Range<usize> {
        let start = self.plain.len();
        let mut at = range.start;
        while let Some(c) = raw[at..range.end].chars().next() {
            let end = at + c.len_utf8();
            let rest = &raw[end..range.end];
            at = match c {
                '\\' if rest.starts_with(|next: char| next.is_ascii_punctuation()) => {
                    self.push(start, &rest[..1], at..end + 1);
                    end + 1
                }
                '<' => match tag_end(rest) {
                    Some(length) => end + length,
                    None => self.take(start, c, at..end),
                },
                '&' => match entity(rest) {
                    Some((decoded, length)) => {
                        self.take(start, decoded, at..end + length);
                        end + length
                    }
                    None => self.take(start, c, at..end),
                },
                '[' | '*' | '`' => end,
                ']' => end + link_target(rest),
                '!' if rest.starts_with('[') => end,
                '~' if rest.starts_with('~') => end + 1,
                '_' if !self.inside_word(rest) => end,
                '#' | '>' if self.plain.len() == start => end,
                '-' => match joined_hyphen(self.plain.as_bytes().last(), rest) {
                    Some(length) => end + length,
                    None => self.take(start, c, at..end),
                },
                _ => self.take(start, c, at..end),
            };
        }
        while self.plain.len() > start && self.plain.ends_with(' ') {
            self.plain.pop();
            self.origin.pop();
        }
        start..self.plain.len()
    }

    fn inside_word(&self, rest: &str) -> bool {
        let before = self.plain.as_bytes().last().copied().unwrap_or(b' ');
        before.is_ascii_alphanumeric() && rest.starts_with(|next: char| next.is_alphanumeric())
    }

    fn take(&mut self, start: usize, c: char, source: Range<usize>) -> usize {
        let end = source.end;
        if c.is_ascii_graphic() {
            self.push(start, c.encode_utf8(&mut [0; 4]), source);
        } else {
            self.push(start, ascii(c), source);
        }
        end
    }

    fn push(&mut self, start: usize, text: &str, source: Range<usize>) {
        // The host's documents are far below 4 GiB; an offset that does not fit would make the host refuse the quote.
        let origin = (
            u32::try_from(source.start).unwrap_or(u32::MAX),
            u32::try_from(source.end).unwrap_or(u32::MAX),
        );
        for c in text.chars() {
            let after_space = self.plain.len() == start || self.plain.ends_with(' ');
            if c == ' ' && after_space {
                continue;
            }
            self.plain.push(c);
            self.origin.push(origin);
        }
    }
}

/// The length of a tag or comment after its `<`.
fn tag_end(rest: &str) -> Option<usize> {
    if !rest.starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '/' | '!')) {
        return None;
    }
    rest.bytes()
        .take(LONGEST_MARKUP)
        .position(|b| b == b'>')
        .map(|at| at + 1)
}

/// The length of `(target)` after a link's `]`, or 0.
fn link_target(rest: &str) -> usize {
    if !rest.starts_with('(') {
        return 0;
    }
    let mut depth = 0_u32;
    for (at, b) in rest.bytes().enumerate().take(LONGEST_MARKUP) {
        match b {
            b'(' => depth += 1,
            b')' if depth == 1 => return at + 1,
            b')' => depth -= 1,
            b'\n' => return 0,
            _ => {}
        }
    }
    0
}

/// A word that was broken at the end of a line, as text that comes out of a PDF has it: how much to skip to join it.
fn joined_hyphen(before: Option<&u8>, rest: &str) -> Option<usize> {
    let length = rest.find(|c: char| !matches!(c, '\r' | '\n' | ' '))?;
    let broken = rest[..length].contains('\n')
        && !rest[..length].contains("\n\n")
        && rest[length..].starts_with(|c: char| c.is_ascii_lowercase())
        && before.is_some_and(u8::is_ascii_alphabetic);
    broken.then_some(length)
}

/// A character reference after its `&`, and its length.
fn entity(rest: &str) -> Option<(char, usize)> {
    let end = rest.bytes().take(10).position(|b| b == b';')?;
    let name = &rest[..end];
    let decoded = match name {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" | "ldquo" | "rdquo" => '"',
        "apos" | "lsquo" | "rsquo" => '\'',
        "nbsp" | "ensp" | "emsp" | "thinsp" => ' ',
        "ndash" => '\u{2013}',
        "mdash" => '\u{2014}',
        "bull" | "middot" => '\u{2022}',
        "hellip" => '\u{2026}',
        "euro" => '\u{20ac}',
        "pound" => '\u{a3}',
        "sect" => '\u{a7}',
        "shy" => '\u{ad}',
        _ => {
            let number = name.strip_prefix('#')?;
            let code = match number.strip_prefix(['x', 'X']) {
                Some(hex) => u32::from_str_radix(hex, 16).ok()?,
                None => number.parse().ok()?,
            };
            char::from_u32(code)?
        }
    };
    Some((decoded, end + 1))
}

/// What a character that is not printable ASCII becomes. Letters of other alphabets become `_`, which patterns treat as a
/// part of a word that matches nothing.
fn ascii(c: char) -> &'static str {
    match c {
        _ if c.is_whitespace() => " ",
        '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' | '\u{ad}' => "",
        _ if c.is_control() => "",
        '\u{2018}' | '\u{2019}' | '\u{201a}' | '\u{2032}' => "'",
        '\u{201c}' | '\u{201d}' | '\u{201e}' | '\u{ab}' | '\u{bb}' => "\"",
        '\u{2010}'..='\u{2013}' | '\u{2212}' => "-",
        '\u{2014}' | '\u{2015}' => " - ",
        '\u{2026}' => "...",
        '\u{20ac}' => "eur ",
        '\u{a3}' => "gbp ",
        '\u{a7}' => "section ",
        '\u{2022}' | '\u{b7}' | '\u{25e6}' | '\u{25aa}' | '\u{2023}' => " ",
        'à'..='å' => "a",
        'À'..='Å' => "A",
        'æ' => "ae",
        'Æ' => "Ae",
        'ç' => "c",
        'Ç' => "C",
        'è'..='ë' => "e",
        'È'..='Ë' => "E",
        'ì'..='ï' => "i",
        'Ì'..='Ï' => "I",
        'ñ' => "n",
        'Ñ' => "N",
        'ò'..='ö' | 'ø' => "o",
        'Ò'..='Ö' | 'Ø' => "O",
        'ù'..='ü' => "u",
        'Ù'..='Ü' => "U",
        'ß' => "ss",
        'ý' | 'ÿ' => "y",
        _ if c.is_alphanumeric() => "_",
        _ => " ",
    }
}
