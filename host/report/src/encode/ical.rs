//! The iCalendar encoder.

use super::{Text, one_line};

/// Longest line in bytes, without its end (RFC 5545, 3.1).
const LONGEST: usize = 75;

/// A value of type TEXT (RFC 5545, 3.3.11): hidden characters visible, and what separates values escaped.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Value(String);

impl Value {
    /// Any text.
    pub fn of<T: Text + ?Sized>(text: &T) -> Self {
        let mut value = String::new();
        for c in one_line(text.raw()).chars() {
            if matches!(c, '\\' | ';' | ',') {
                value.push('\\');
            }
            value.push(c);
        }
        Self(value)
    }
}

/// Writes a content line, folded between characters.
pub(crate) fn line(out: &mut String, name: &str, value: &Value) {
    let mut room = LONGEST;
    for c in name.chars().chain([':']).chain(value.0.chars()) {
        if c.len_utf8() > room {
            out.push_str("\r\n ");
            room = LONGEST - 1;
        }
        out.push(c);
        room -= c.len_utf8();
    }
    out.push_str("\r\n");
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::encode::hostile::hostile;

    #[test]
    fn no_hostile_text_begins_a_line_of_its_own() {
        for text in hostile() {
            let mut out = String::new();
            line(&mut out, "SUMMARY", &Value::of(&text));
            let mut lines = out.trim_end_matches("\r\n").split("\r\n");
            assert!(
                lines
                    .next()
                    .is_some_and(|first| first.starts_with("SUMMARY:"))
            );
            assert!(lines.all(|folded| folded.starts_with(' ')), "{out:?}");
            assert!(
                out.split("\r\n").all(|line| line.len() <= LONGEST),
                "{out:?}"
            );
            assert!(
                !out.replace("\r\n", "").chars().any(char::is_control),
                "{out:?}"
            );
        }
    }
}
