//! The XML encoder.

use super::{Text, visible};

/// Text for an attribute or between tags: hidden characters visible, which leaves none that XML 1.0 cannot hold (section 2.2), and the
/// five that mean something escaped.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Escaped(String);

impl Escaped {
    /// Any text, on one line.
    pub fn of<T: Text + ?Sized>(text: &T) -> Self {
        let mut out = String::new();
        for c in visible::one_line(text.raw()).chars() {
            match c {
                '&' => out.push_str("&amp;"),
                '<' => out.push_str("&lt;"),
                '>' => out.push_str("&gt;"),
                '"' => out.push_str("&quot;"),
                '\'' => out.push_str("&apos;"),
                // Not characters, though Rust has them (XML 1.0, section 2.2).
                '\u{FFFE}' | '\u{FFFF}' => out.extend(c.escape_unicode()),
                c => out.push(c),
            }
        }
        Self(out)
    }

    /// Numbers, dates, ids and words of this program.
    pub fn show(value: impl std::fmt::Display) -> Self {
        Self::of(&value.to_string())
    }
}

impl std::fmt::Display for Escaped {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::encode::hostile::hostile;

    #[test]
    fn no_hostile_text_opens_a_tag_an_entity_or_ends_an_attribute() {
        for text in hostile() {
            let escaped = Escaped::of(&text).to_string();
            assert!(!escaped.contains(['<', '>', '"', '\'']), "{escaped:?}");
            assert!(!escaped.chars().any(char::is_control), "{escaped:?}");
            let known = ["amp;", "lt;", "gt;", "quot;", "apos;"];
            let mut parts = escaped.split('&').skip(1);
            assert!(
                parts.all(|rest| known.iter().any(|name| rest.starts_with(name))),
                "{escaped:?}"
            );
        }
    }
}
