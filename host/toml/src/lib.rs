//! TOML files that people write, read into types.
//!
//! A file is read into a type that refuses what it does not know (`#[serde(deny_unknown_fields)]`), so that a misspelt key is a
//! mistake and never a default. What is wrong is shown with file, line, column and key, and with the line itself.

mod document;
pub mod show;

use std::{ops::Range, sync::Arc};

use miette::{Diagnostic, NamedSource, SourceSpan};
use serde::de::DeserializeOwned;

pub use document::{Document, Step};
pub use toml::Spanned;

/// A mistake in a file, with its place.
#[derive(Debug, Clone, thiserror::Error, Diagnostic)]
#[error("{file}:{line}:{column}: `{key}`: {message}")]
pub struct Mistake {
    /// The file.
    pub file: String,
    /// The line, from 1.
    pub line: usize,
    /// The column in characters, from 1.
    pub column: usize,
    /// The key that is at fault.
    pub key: String,
    /// What is wrong with it, and what would fix it.
    pub message: String,
    /// The text, to show the place.
    #[source_code]
    text: Arc<NamedSource<String>>,
    /// The place.
    #[label("here")]
    span: SourceSpan,
}

/// A file that was read, kept to say where in it something stands.
#[derive(Debug, Clone)]
pub struct Source {
    name: String,
    text: String,
    /// The text as a diagnostic draws it, of the same length.
    drawn: Arc<NamedSource<String>>,
}

impl Source {
    /// A file by its name as a person knows it, and its text.
    pub fn new(name: impl Into<String>, text: impl Into<String>) -> Self {
        let name = name.into();
        let text = text.into();
        let drawn = Arc::new(NamedSource::new(&name, show::masked(&text, &[])));
        Self { name, text, drawn }
    }

    /// Reads the file into a type.
    ///
    /// # Errors
    /// The first thing that is wrong with it.
    pub fn parse<T: DeserializeOwned>(&self) -> Result<T, Mistake> {
        toml::from_str(&self.text).map_err(|error| self.refused(&error, 0..0))
    }

    /// What the reader of TOML says, with its place, or this place when it knows none.
    fn refused(&self, error: &toml::de::Error, place: Range<usize>) -> Mistake {
        let span = error.span().unwrap_or(place);
        let before = self.text.get(..span.start).unwrap_or_default();
        let key = key_at_fault(error.message(), before);
        self.mistake(span, key, error.message().trim())
    }

    /// A mistake that the reader of TOML cannot see: what was written is well-formed, and wrong.
    pub fn mistake(
        &self,
        span: Range<usize>,
        key: impl Into<String>,
        message: impl Into<String>,
    ) -> Mistake {
        let before = self.text.get(..span.start).unwrap_or_default();
        let line_start = before.rfind('\n').map_or(0, |at| at + 1);
        Mistake {
            file: self.name.clone(),
            line: before.matches('\n').count() + 1,
            column: before[line_start..].chars().count() + 1,
            key: show::shown(&key.into()),
            message: show::escaped(&message.into()),
            text: Arc::clone(&self.drawn),
            span: span.into(),
        }
    }
}

/// The reader names the key only when it is unknown or missing; for a wrong value it is the key before the value.
fn key_at_fault(message: &str, before: &str) -> String {
    let named = ["unknown field `", "missing field `"]
        .into_iter()
        .find_map(|start| message.split_once(start)?.1.split('`').next());
    let key = named.unwrap_or_else(|| {
        let until = before.rfind('=').map_or(before, |at| &before[..at]);
        until
            .trim_end()
            .rsplit(|c: char| c.is_whitespace() || matches!(c, '{' | ',' | '['))
            .next()
            .unwrap_or_default()
    });
    key.to_owned()
}

#[cfg(test)]
mod tests {
    use serde::Deserialize;

    use super::*;

    #[derive(Debug, Deserialize)]
    #[serde(deny_unknown_fields)]
    struct File {
        #[serde(rename = "name")]
        _name: String,
        number: Spanned<u8>,
    }

    #[test]
    fn a_misspelt_key_is_named_with_its_place_and_the_valid_ones() {
        let source = Source::new("f.toml", "name = \"a\"\nnumbr = 1\n");
        let mistake = source.parse::<File>().unwrap_err();
        assert_eq!((mistake.line, mistake.column), (2, 1));
        let text = mistake.to_string();
        assert!(
            text.starts_with("f.toml:2:1: `numbr`: unknown field"),
            "{text}"
        );
        assert!(text.contains("`number`"), "{text}");
    }

    #[test]
    fn neither_a_key_nor_the_line_can_write_to_the_terminal() {
        let source = Source::new(
            "f.toml",
            "name = \"\u{9b}2J\"\nnumber = 1\n\"\\u001b[2J\" = 1\n",
        );
        let mistake = source.parse::<File>().unwrap_err();
        assert_eq!(mistake.key, "\\u{1b}[2J");
        let drawn = format!("{:?}", miette::Report::new(mistake));
        assert!(
            !drawn.chars().any(|c| c.is_control() && c != '\n'),
            "{drawn:?}"
        );
    }

    #[test]
    fn a_wrong_value_is_told_by_the_key_before_it() {
        let source = Source::new("f.toml", "name = \"ä\"\nnumber = \"one\"\n");
        let text = source.parse::<File>().unwrap_err().to_string();
        assert!(text.starts_with("f.toml:2:10: `number`"), "{text}");
    }

    #[test]
    fn a_mistake_of_meaning_stands_where_the_value_stands() {
        let source = Source::new("f.toml", "name = \"ä\"\nnumber = 9\n");
        let file: File = source.parse().unwrap();
        let mistake = source.mistake(file.number.span(), "number", "9 is too many");
        assert_eq!(mistake.to_string(), "f.toml:2:10: `number`: 9 is too many");
    }
}
