//! A value of a TOML file with its place, and the readers that turn it into a type or report what is wrong with it.

use std::{collections::BTreeMap, fmt::Display, ops::Range, str::FromStr};

use assay_domain::Untrusted;
use jiff::civil::Date;
use toml::{
    Spanned,
    de::{DeTable, DeValue},
};

use crate::{
    nearest::{did_you_mean, quoted, suggestion},
    problems::Problems,
    show::shown,
};

/// A value and where it stands. A reader that answers none has reported why.
#[derive(Clone)]
pub(crate) struct Value<'a> {
    node: &'a DeValue<'a>,
    span: Range<usize>,
    path: String,
    problems: &'a Problems<'a>,
}

/// A table whose keys are all known.
pub(crate) struct Table<'a> {
    entries: &'a DeTable<'a>,
    span: Range<usize>,
    path: String,
    problems: &'a Problems<'a>,
}

/// A key that is not known beforehand, such as a question id.
pub(crate) struct Key<'a> {
    pub(crate) text: &'a str,
    pub(crate) span: Range<usize>,
}

impl<'a> Value<'a> {
    /// The whole file.
    pub(crate) fn root(table: &'a Spanned<DeTable<'a>>, problems: &'a Problems<'a>) -> Table<'a> {
        Table {
            entries: table.get_ref(),
            span: 0..0,
            path: String::new(),
            problems,
        }
    }

    pub(crate) fn node(&self) -> &'a DeValue<'a> {
        self.node
    }

    pub(crate) fn span(&self) -> Range<usize> {
        self.span.clone()
    }

    /// Reports that the value is wrong.
    pub(crate) fn wrong(&self, message: impl Into<String>, help: impl Into<Option<String>>) {
        self.problems.report(
            self.span.clone(),
            Some(&self.path),
            message.into(),
            help.into(),
        );
    }

    /// Reports that the value is wrong and must not be quoted.
    pub(crate) fn wrong_secret(&self, message: impl Into<String>, help: impl Into<String>) {
        self.problems.keep_secret(self.span.clone());
        self.wrong(message, Some(help.into()));
    }

    fn wrong_type(&self, wanted: &str) {
        let found = match self.node.type_str() {
            "boolean" => "true or false",
            "integer" | "float" => "a number",
            "datetime" => "a date or time",
            "array" => "a list",
            "table" => "a table",
            _ => "a text",
        };
        self.wrong(format!("expected {wanted}, found {found}"), None);
    }

    /// A text that says something.
    pub(crate) fn text(&self) -> Option<&'a str> {
        let Some(text) = self.node.as_str() else {
            self.wrong_type("a text in quotes");
            return None;
        };
        if text.trim().is_empty() {
            self.wrong(
                "is empty",
                Some("fill it in, or leave the key out when it is not known".to_owned()),
            );
            return None;
        }
        Some(text)
    }

    pub(crate) fn untrusted(&self) -> Option<Untrusted> {
        self.text().map(Untrusted::from)
    }

    /// A text that parses.
    pub(crate) fn parse<T: FromStr<Err: Display>>(&self) -> Option<T> {
        match self.text()?.parse() {
            Ok(parsed) => Some(parsed),
            Err(error) => {
                self.wrong(shown_whole(&error.to_string()), None);
                None
            }
        }
    }

    /// One of some words.
    pub(crate) fn word<T: Copy>(&self, known: &[(&str, T)]) -> Option<T> {
        let text = self.text()?;
        let found = known.iter().find(|(word, _)| *word == text);
        if found.is_none() {
            let words: Vec<&str> = known.iter().map(|(word, _)| *word).collect();
            self.wrong(
                format!("`{}` is not one of {}", shown(text), quoted(&words)),
                did_you_mean(text, &words),
            );
        }
        found.map(|(_, meaning)| *meaning)
    }

    pub(crate) fn flag(&self) -> Option<bool> {
        let flag = self.node.as_bool();
        if flag.is_none() {
            self.wrong_type("true or false");
        }
        flag
    }

    /// A whole number from 1 up.
    pub(crate) fn count(&self) -> Option<u32> {
        let count = self
            .node
            .as_integer()
            .and_then(|number| u32::from_str_radix(number.as_str(), number.radix()).ok())
            .filter(|count| *count > 0);
        if count.is_none() {
            self.wrong_type("a whole number from 1 up");
        }
        count
    }

    /// A day, written `2026-05-12` with or without quotes.
    pub(crate) fn date(&self) -> Option<Date> {
        let written = match self.node {
            DeValue::String(text) => text.to_string(),
            DeValue::Datetime(moment) => moment.to_string(),
            _ => {
                self.wrong_type("a date");
                return None;
            }
        };
        // jiff also reads a date out of a longer moment, and years with signs; a file that people compare has one form.
        let date = (written.len() == 10)
            .then(|| written.parse().ok())
            .flatten();
        if date.is_none() {
            self.wrong(
                format!("`{}` is not a date", shown(&written)),
                Some("write a day of the calendar as 2026-05-12".to_owned()),
            );
        }
        date
    }

    pub(crate) fn list(&self) -> Vec<Value<'a>> {
        let Some(array) = self.node.as_array() else {
            self.wrong_type("a list in [ ]");
            return Vec::new();
        };
        array
            .iter()
            .enumerate()
            .map(|(n, item)| Value {
                node: item.get_ref(),
                span: item.span(),
                path: format!("{}[{n}]", self.path),
                problems: self.problems,
            })
            .collect()
    }

    /// A table with these keys and no others.
    pub(crate) fn table(&self, keys: &[&str]) -> Option<Table<'a>> {
        let table = self.open_table()?;
        table.only(keys);
        Some(table)
    }

    /// A table with any keys.
    pub(crate) fn open_table(&self) -> Option<Table<'a>> {
        let Some(entries) = self.node.as_table() else {
            self.wrong_type("a table");
            return None;
        };
        Some(Table {
            entries,
            span: self.span.clone(),
            path: self.path.clone(),
            problems: self.problems,
        })
    }
}

impl<'a> Table<'a> {
    /// Reports every key that is not one of these.
    pub(crate) fn only(&self, keys: &[&str]) {
        for key in self.entries.keys() {
            let text = key.get_ref().as_ref();
            if !keys.contains(&text) {
                self.problems.report(
                    key.span(),
                    Some(&self.path_of(text)),
                    "unknown key".to_owned(),
                    suggestion(text, keys),
                );
            }
        }
    }

    pub(crate) fn get(&self, key: &str) -> Option<Value<'a>> {
        let node = self.entries.get(key)?;
        Some(self.value(key, node))
    }

    pub(crate) fn require(&self, key: &str) -> Option<Value<'a>> {
        let value = self.get(key);
        if value.is_none() {
            self.missing(key);
        }
        value
    }

    pub(crate) fn missing(&self, key: &str) {
        self.wrong(format!("`{key}` is missing"), None);
    }

    /// Reports that the table as a whole is wrong.
    pub(crate) fn wrong(&self, message: impl Into<String>, help: impl Into<Option<String>>) {
        let path = (!self.path.is_empty()).then_some(self.path.as_str());
        self.problems
            .report(self.span.clone(), path, message.into(), help.into());
    }

    pub(crate) fn text(&self, key: &str) -> Option<Untrusted> {
        self.get(key)?.untrusted()
    }

    pub(crate) fn date(&self, key: &str) -> Option<Date> {
        self.get(key)?.date()
    }

    pub(crate) fn texts(&self, key: &str) -> Vec<Untrusted> {
        self.list(key).iter().filter_map(Value::untrusted).collect()
    }

    /// The items of a list, or of an array of tables; nothing when the key is not there.
    pub(crate) fn list(&self, key: &str) -> Vec<Value<'a>> {
        self.get(key).map(|value| value.list()).unwrap_or_default()
    }

    /// Every entry, in the order of keys.
    pub(crate) fn entries(&self) -> impl Iterator<Item = (Key<'a>, Value<'a>)> {
        self.entries.iter().map(|(key, node)| {
            let text = key.get_ref().as_ref();
            let span = key.span();
            (Key { text, span }, self.value(text, node))
        })
    }

    /// Reports that a key is wrong.
    pub(crate) fn wrong_key(
        &self,
        key: &Key<'_>,
        message: impl Into<String>,
        help: Option<String>,
    ) {
        self.problems.report(
            key.span.clone(),
            Some(&self.path_of(key.text)),
            message.into(),
            help,
        );
    }

    fn value(&self, key: &str, node: &'a Spanned<DeValue<'a>>) -> Value<'a> {
        Value {
            node: node.get_ref(),
            span: node.span(),
            path: self.path_of(key),
            problems: self.problems,
        }
    }

    fn path_of(&self, key: &str) -> String {
        let key = shown(key);
        if self.path.is_empty() {
            key
        } else {
            format!("{}.{key}", self.path)
        }
    }
}

/// Ids that may be there only once.
#[derive(Default)]
pub(crate) struct Once(BTreeMap<String, Range<usize>>);

impl Once {
    /// Reports an id that was there before.
    pub(crate) fn check(&mut self, id: &str, at: &Value<'_>) {
        if let Some(first) = self.0.get(id) {
            let message = format!("`{}` is there twice", shown(id));
            at.problems
                .report_again(at.span(), &at.path, message, first.clone());
        } else {
            self.0.insert(id.to_owned(), at.span());
        }
    }

    pub(crate) fn contains(&self, id: &str) -> bool {
        self.0.contains_key(id)
    }

    pub(crate) fn ids(&self) -> Vec<&str> {
        self.0.keys().map(String::as_str).collect()
    }
}

fn shown_whole(message: &str) -> String {
    message
        .chars()
        .filter(|c| !crate::show::is_treacherous(*c))
        .collect()
}
