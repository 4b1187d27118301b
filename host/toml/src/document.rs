//! A file that is read table by table, so that all its mistakes are told and not the first alone.

use std::ops::Range;

use serde::de::DeserializeOwned;
use toml::{
    Spanned,
    de::{DeTable, DeValue, ValueDeserializer},
};

use crate::{Mistake, Source};

/// One step on the way to a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step<'a> {
    /// A key of a table.
    Key(&'a str),
    /// A place in a list, from 0.
    Place(usize),
}

/// A file that is well-formed, with the places of its values.
#[derive(Debug)]
pub struct Document<'a> {
    source: &'a Source,
    table: Spanned<DeTable<'a>>,
}

impl Source {
    /// The file as it is written.
    ///
    /// # Errors
    /// Everything that makes it no TOML.
    pub fn document(&self) -> Result<Document<'_>, Vec<Mistake>> {
        let (table, errors) = DeTable::parse_recoverable(&self.text);
        if errors.is_empty() {
            return Ok(Document {
                source: self,
                table,
            });
        }
        let mut mistakes: Vec<Mistake> = errors
            .iter()
            .map(|error| self.refused(error, 0..0))
            .collect();
        mistakes.sort_by_key(|mistake| (mistake.line, mistake.column));
        Err(mistakes)
    }
}

impl Document<'_> {
    /// A mistake for every key at the top that is not one of these.
    pub fn unknown_keys(&self, known: &[&str]) -> Vec<Mistake> {
        let keys = self.table.get_ref().keys();
        keys.filter(|key| !known.contains(&key.get_ref().as_ref()))
            .map(|key| {
                let name = key.get_ref().as_ref();
                let message = format!(
                    "unknown field `{name}`, expected one of `{}`",
                    known.join("`, `")
                );
                self.source.mistake(key.span(), name, message)
            })
            .collect()
    }

    /// Reads the table with this key.
    ///
    /// # Errors
    /// That it is missing, or the first thing that is wrong with it.
    pub fn one<T: DeserializeOwned>(&self, key: &str) -> Result<T, Mistake> {
        match self.table.get_ref().get(key) {
            Some(value) => self.read(value),
            None => {
                let message = format!("missing field `{key}`");
                Err(self.source.mistake(0..0, key, message))
            }
        }
    }

    /// Reads every table of a list, `[[key]]`, each for itself; no list is an empty one.
    pub fn each<T: DeserializeOwned>(&self, key: &str) -> Vec<Result<T, Mistake>> {
        let Some(value) = self.table.get_ref().get(key) else {
            return Vec::new();
        };
        match value.get_ref() {
            DeValue::Array(items) => items.iter().map(|item| self.read(item)).collect(),
            _ => {
                let message = format!("has to be a list of tables: write [[{key}]]");
                vec![Err(self.source.mistake(value.span(), key, message))]
            }
        }
    }

    /// Where a value stands; of a value that is not there, where its table begins.
    pub fn place(&self, way: &[Step<'_>]) -> Range<usize> {
        let mut place = 0..0;
        let mut steps = way.iter();
        let mut value = match steps.next() {
            Some(Step::Key(key)) => self.table.get_ref().get(*key),
            _ => None,
        };
        while let Some(found) = value {
            place = found.span();
            value = match (steps.next(), found.get_ref()) {
                (Some(Step::Key(key)), DeValue::Table(table)) => table.get(*key),
                (Some(Step::Place(number)), DeValue::Array(items)) => items.get(*number),
                _ => None,
            };
        }
        place
    }

    fn read<T: DeserializeOwned>(&self, value: &Spanned<DeValue<'_>>) -> Result<T, Mistake> {
        let deserializer = ValueDeserializer::from(value.clone());
        T::deserialize(deserializer).map_err(|error| self.source.refused(&error, value.span()))
    }
}

#[cfg(test)]
mod tests {
    use serde::Deserialize;

    use super::*;

    #[derive(Debug, Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Item {
        #[serde(rename = "name")]
        _name: String,
    }

    fn places(text: &str) -> Vec<(usize, usize, String)> {
        let source = Source::new("f.toml", text);
        let document = match source.document() {
            Ok(document) => document,
            Err(mistakes) => return mistakes.into_iter().map(told).collect(),
        };
        let items = document.each::<Item>("items");
        let wrong = items.into_iter().filter_map(Result::err);
        let unknown = document.unknown_keys(&["items"]).into_iter();
        unknown.chain(wrong).map(told).collect()
    }

    fn told(mistake: Mistake) -> (usize, usize, String) {
        (mistake.line, mistake.column, mistake.key)
    }

    #[test]
    fn every_table_is_read_for_itself() {
        let text = "itmes = 1\n[[items]]\nname = 1\n[[items]]\nname = \"fine\"\n[[items]]\nnam = \"x\"\n[[items]]\n";
        let expected = [
            (1, 1, "itmes"),
            (3, 8, "name"),
            (7, 1, "nam"),
            (8, 1, "name"),
        ];
        let expected = expected.map(|(line, column, key)| (line, column, key.to_owned()));
        assert_eq!(places(text), expected);
    }

    #[test]
    fn what_is_no_toml_is_told_with_its_place() {
        let mistakes = places("[[items]]\nname = \n[[items]]\nname == 2\n");
        let lines: Vec<usize> = mistakes.iter().map(|(line, _, _)| *line).collect();
        assert_eq!((lines.first(), lines.last()), (Some(&2), Some(&4)));
    }

    #[test]
    fn a_place_is_that_of_the_value_or_of_its_table() {
        let source = Source::new(
            "f.toml",
            "[[items]]\nname = \"a\"\n\n[[items]]\nname = \"b\"\n",
        );
        let document = source.document().unwrap();
        let line = |way: &[Step<'_>]| source.mistake(document.place(way), "", "").line;
        let second = [Step::Key("items"), Step::Place(1)];
        assert_eq!(line(&[&second[..], &[Step::Key("name")]].concat()), 5);
        assert_eq!(line(&[&second[..], &[Step::Key("gone")]].concat()), 4);
        assert_eq!(line(&[Step::Key("gone")]), 1);
    }
}
