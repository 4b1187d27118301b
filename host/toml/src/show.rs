//! Text from outside on its way into a message.

use std::ops::Range;

/// True for characters that a terminal would obey or hide instead of showing: control characters, and the marks with which
/// text can be reordered or made invisible ("Trojan Source", CVE-2021-42574).
pub fn is_treacherous(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
}

/// A text in which every treacherous character is written as an escape.
pub fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if is_treacherous(c) {
            out.extend(c.escape_unicode());
        } else {
            out.push(c);
        }
    }
    out
}

/// A short form of a text, escaped.
pub fn shown(text: &str) -> String {
    const MAX_CHARS: usize = 60;
    match text.char_indices().nth(MAX_CHARS) {
        Some((end, _)) => escaped(&text[..end]) + "...",
        None => escaped(text),
    }
}

/// The text of a file as a diagnostic may quote it: secrets and treacherous characters are masked byte for byte, so that
/// spans into the original still fit. A carriage return that ends no line would overwrite the line on a terminal; that of a line
/// end is drawn as a blank, because a diagnostic is drawn with line feeds.
pub fn masked(text: &str, secrets: &[Range<usize>]) -> String {
    let mut out = String::with_capacity(text.len());
    for (at, c) in text.char_indices() {
        let secret = secrets.iter().any(|span| span.contains(&at));
        match c {
            '\n' | '\t' => out.push(c),
            '\r' if text[at + 1..].starts_with('\n') => out.push(' '),
            _ if secret => out.extend(std::iter::repeat_n('*', c.len_utf8())),
            _ if is_treacherous(c) => out.extend(std::iter::repeat_n('?', c.len_utf8())),
            _ => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mask_hides_the_secret_and_keeps_every_offset() {
        let text = "key = \"sk-1\"\nname = \"\u{1b}[31m\u{202e}é\"";
        let masked = masked(text, std::slice::from_ref(&(6..12)));
        assert_eq!(masked.len(), text.len());
        assert_eq!(masked, "key = ******\nname = \"?[31m???é\"");
    }

    /// A fuzzer found a file with a carriage return in the middle of a line, which went to the terminal as it was.
    #[test]
    fn a_carriage_return_does_not_overwrite_the_line() {
        assert_eq!(masked("a = 1\r\nsafe\rEVIL", &[]), "a = 1 \nsafe?EVIL");
    }

    #[test]
    fn a_key_cannot_write_to_the_terminal() {
        assert_eq!(shown("a\u{1b}[2Jb"), "a\\u{1b}[2Jb");
        assert!(shown(&"x".repeat(10_000)).len() < 100);
    }
}
