//! Text from outside on its way into a message.

use std::ops::Range;

/// True for characters that a terminal would obey or hide instead of showing: control characters, and the marks with which
/// text can be reordered or made invisible ("Trojan Source", CVE-2021-42574).
pub(crate) fn is_treacherous(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
}

/// A short form of a text in which every treacherous character is written as an escape.
pub(crate) fn shown(text: &str) -> String {
    const MAX_CHARS: usize = 60;
    let mut out = String::new();
    for (n, c) in text.chars().enumerate() {
        if n == MAX_CHARS {
            out.push_str("...");
            break;
        }
        if is_treacherous(c) {
            out.extend(c.escape_unicode());
        } else {
            out.push(c);
        }
    }
    out
}

/// The text of a file as a diagnostic may quote it: secrets and treacherous characters are masked byte for byte, so that
/// spans into the original still fit.
pub(crate) fn masked(text: &str, secrets: &[Range<usize>]) -> String {
    let mut out = String::with_capacity(text.len());
    for (at, c) in text.char_indices() {
        let secret = secrets.iter().any(|span| span.contains(&at));
        match c {
            '\n' | '\r' | '\t' => out.push(c),
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

    #[test]
    fn a_key_cannot_write_to_the_terminal() {
        assert_eq!(shown("a\u{1b}[2Jb"), "a\\u{1b}[2Jb");
        assert!(shown(&"x".repeat(10_000)).len() < 100);
    }
}
