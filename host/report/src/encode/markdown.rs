//! The Markdown encoder.

use super::{Text, one_line};

/// Text in which no character means anything to Markdown: one line, every mark of ASCII punctuation that could start something
/// escaped with a backslash (CommonMark 0.31, section 2.4), so that neither a link nor raw HTML nor a table cell can come out of it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Marked(String);

impl Marked {
    /// Any text.
    pub fn of<T: Text + ?Sized>(text: &T) -> Self {
        let line = one_line(text.raw());
        let mut out = String::with_capacity(line.len());
        for (index, c) in line.char_indices() {
            // Marks that mean something only at the start of a line are escaped there, so that words like `re-use` stay readable.
            let starts = line[..index].trim().is_empty();
            let special = matches!(
                c,
                '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|' | '&' | '~' | '$'
            ) || (starts && matches!(c, '#' | '+' | '-' | '='));
            if special {
                out.push('\\');
            }
            out.push(c);
            // `1. ` and `1) ` start a list; `4.1` does not.
            let (before, after) = line.split_at(index + c.len_utf8());
            let numbered = before.trim().bytes().all(|b| b.is_ascii_digit());
            let delimiter = after.strip_prefix(['.', ')']);
            if numbered && delimiter.is_some_and(|rest| rest.is_empty() || rest.starts_with(' ')) {
                out.push('\\');
            }
        }
        Self(out)
    }

    /// Numbers, dates, ids and words of this program.
    pub fn show(value: impl std::fmt::Display) -> Self {
        Self::of(&value.to_string())
    }
}

impl std::fmt::Display for Marked {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::encode::hostile::hostile;

    #[test]
    fn nothing_starts_a_link_a_tag_or_another_line() {
        for text in hostile() {
            let marked = Marked::of(&text).to_string();
            assert!(!marked.contains(|c: char| c.is_control()), "{marked:?}");
            let mut escaped = false;
            for c in marked.chars() {
                assert!(
                    escaped || !matches!(c, '[' | ']' | '<' | '>' | '|' | '`' | '*'),
                    "{text:?} became {marked:?}"
                );
                escaped = c == '\\' && !escaped;
            }
        }
        for (text, marked) in [
            ("plain re-use, 50 %", "plain re-use, 50 %"),
            ("# no heading", "\\# no heading"),
            ("- no item", "\\- no item"),
            ("1. no list", "1\\. no list"),
            ("4.1 a clause", "4.1 a clause"),
            ("[a](javascript:x)", "\\[a\\](javascript:x)"),
            ("a | b", "a \\| b"),
        ] {
            assert_eq!(Marked::of(text).to_string(), marked);
        }
    }
}
