//! Tags, comments and elements whose content nobody reads.

/// What stands between two pieces of text, weakest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Break {
    /// White space within a line.
    Space,
    /// Between the cells of a table row, which belong together.
    Cell,
    /// Between blocks.
    Line,
}

impl Break {
    pub(super) const fn character(self) -> char {
        match self {
            Self::Space => ' ',
            Self::Cell => '\t',
            Self::Line => '\n',
        }
    }
}

/// A piece of markup.
pub(super) struct Markup {
    /// Its length in bytes, the skipped content of a script included.
    pub(super) length: usize,
    /// What it means for the text around it: nothing inside a word such as `<b>un</b>told`.
    pub(super) gap: Option<Break>,
    /// 1 when it opens preformatted text, -1 when it closes some.
    pub(super) pre: isize,
}

/// Elements that do not break a line.
const INLINE: &[&str] = &[
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em",
    "font", "i", "ins", "kbd", "label", "mark", "nobr", "q", "s", "samp", "small", "span",
    "strike", "strong", "sub", "sup", "time", "tt", "u", "var", "wbr",
];

/// Elements whose content is no text for a reader.
const SKIPPED: &[&str] = &["script", "style", "template", "noscript", "iframe", "svg"];

/// Reads markup at the start of `text`, which begins with `<`. None when it is only a `<`.
pub(super) fn read(text: &str) -> Option<Markup> {
    let silent = |length| {
        Some(Markup {
            length,
            gap: None,
            pre: 0,
        })
    };
    if let Some(comment) = text.strip_prefix("<!--") {
        // `<!-->` and `<!--->` are whole comments (HTML standard, 13.2.5.43 and 13.2.5.44).
        if comment.starts_with('>') || comment.starts_with("->") {
            return silent(text.find('>')? + 1);
        }
        return silent(comment.find("-->").map_or(text.len(), |end| 4 + end + 3));
    }
    let (closing, name_start) = match text.as_bytes().get(1)? {
        b'!' | b'?' => return silent(text.find('>').map_or(text.len(), |end| end + 1)),
        b'/' => (true, 2),
        _ => (false, 1),
    };
    let after = text
        .get(name_start..)
        .filter(|rest| rest.starts_with(|c: char| c.is_ascii_alphabetic()))?;
    let name_length = after
        .find(|c: char| c.is_ascii_whitespace() || matches!(c, '/' | '>'))
        .unwrap_or(after.len());
    let name = after[..name_length].to_ascii_lowercase();
    let mut length = name_start + name_length + attributes(&after[name_length..]);
    if !closing && SKIPPED.contains(&name.as_str()) && !text[..length].ends_with("/>") {
        length += content(&text[length..], &name);
    }
    let gap = match name.as_str() {
        name if INLINE.contains(&name) => None,
        "script" | "style" | "template" => None,
        "td" | "th" => Some(Break::Cell),
        _ => Some(Break::Line),
    };
    let pre = match (name.as_str(), closing) {
        ("pre", false) => 1,
        ("pre", true) => -1,
        _ => 0,
    };
    Some(Markup { length, gap, pre })
}

/// Bytes up to and including the `>` that ends a tag; a `>` within a quoted value does not.
fn attributes(text: &str) -> usize {
    let mut quote = None;
    // A quote opens a value only right after `=`; elsewhere it is part of a name.
    let mut value_follows = false;
    for (at, byte) in text.bytes().enumerate() {
        match (quote, byte) {
            (Some(open), _) => {
                if byte == open {
                    quote = None;
                }
            }
            (None, b'>') => return at + 1,
            (None, b'"' | b'\'') if value_follows => {
                quote = Some(byte);
                value_follows = false;
            }
            (None, b'=') => value_follows = true,
            (None, _) if byte.is_ascii_whitespace() => {}
            (None, _) => value_follows = false,
        }
    }
    text.len()
}

/// Bytes of an element's content and its end tag; all of the rest when nothing ends it, as in a browser.
fn content(text: &str, name: &str) -> usize {
    let bytes = text.as_bytes();
    let mut at = 0;
    while let Some(found) = text[at..].find("</") {
        let start = at + found + 2;
        let end = start + name.len();
        if bytes
            .get(start..end)
            .is_some_and(|found| found.eq_ignore_ascii_case(name.as_bytes()))
            && bytes
                .get(end)
                .is_none_or(|b| b.is_ascii_whitespace() || matches!(b, b'/' | b'>'))
        {
            return end + attributes(&text[end..]);
        }
        at = start;
    }
    text.len()
}
