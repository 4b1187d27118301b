//! `answers.toml`: what the supplier answered.

use std::collections::BTreeMap;

use assay_domain::{Answer, QuestionId, Untrusted};
use toml::de::DeValue;

use crate::{
    describe::known_document,
    nearest::nearest,
    problems::Problems,
    show::shown,
    source,
    value::{Key, Table, Value},
};

const KEYS: [&str; 5] = [
    "value",
    "comment",
    "documents",
    "answered-on",
    "answered-by",
];

/// Reads the file. What could not be read was reported.
pub(crate) fn read(
    text: &str,
    problems: &Problems<'_>,
    documents: &[&str],
) -> BTreeMap<QuestionId, Answer> {
    let Some(parsed) = source::parse(text, problems) else {
        return BTreeMap::new();
    };
    let root = Value::root(&parsed, problems);
    root.only(&["answers"]);
    let Some(table) = root.get("answers").and_then(|value| value.open_table()) else {
        return BTreeMap::new();
    };
    table
        .entries()
        .filter_map(|(key, value)| answer(&table, &key, &value, documents))
        .map(|answer| (answer.question.clone(), answer))
        .collect()
}

fn answer(
    table: &Table<'_>,
    key: &Key<'_>,
    value: &Value<'_>,
    documents: &[&str],
) -> Option<Answer> {
    let question: QuestionId = match key.text.parse() {
        Ok(question) => question,
        Err(error) => {
            table.wrong_key(key, error.to_string(), None);
            return None;
        }
    };
    if value.node().is_table() {
        if let Some(whole) = unquoted_id(key.text, value.node()) {
            table.wrong_key(
                key,
                "has no answer in it",
                Some(format!(
                    "a question id with dots needs quotes: [answers.\"{}\"]",
                    shown(&whole)
                )),
            );
            return None;
        }
        let table = value.table(&KEYS)?;
        let given = table.require("value").and_then(|value| plain(&value));
        return Some(Answer {
            question,
            comment: optional(&table, "comment"),
            documents: table
                .list("documents")
                .iter()
                .filter_map(|item| known_document(item, documents))
                .collect(),
            answered_on: table.date("answered-on"),
            answered_by: optional(&table, "answered-by"),
            value: given?,
        });
    }
    Some(Answer {
        question,
        value: plain(value)?,
        comment: None,
        documents: Vec::new(),
        answered_on: None,
        answered_by: None,
    })
}

/// `[answers.iso42001.4.1]` without quotes is a table in a table in a table. Answers the id that was meant.
fn unquoted_id(first: &str, node: &DeValue<'_>) -> Option<String> {
    let mut id = first.to_owned();
    let mut node = node;
    let mut deeper = false;
    loop {
        let table = node.as_table()?;
        if KEYS.iter().any(|key| table.contains_key(*key)) {
            return deeper.then_some(id);
        }
        let (key, value) = table.iter().next()?;
        let key = key.get_ref();
        node = value.get_ref();
        if !node.is_table() && !deeper && nearest(key, KEYS).is_some() {
            return None;
        }
        id = format!("{id}.{key}");
        deeper = true;
        if !node.is_table() {
            return Some(id);
        }
    }
}

/// A text beside the answer; the blank one of the file to start from is none.
fn optional(table: &Table<'_>, key: &str) -> Option<Untrusted> {
    plain(&table.get(key)?).filter(|text| !text.is_blank())
}

/// One value as text: what a person means by `yes`, `"yes"`, `true`, `95` or a date is the same. Blank text is kept: it is an
/// answer that says nothing, and is judged as such.
fn plain(value: &Value<'_>) -> Option<Untrusted> {
    Some(match value.node() {
        DeValue::String(text) => text.as_ref().into(),
        DeValue::Boolean(true) => "yes".into(),
        DeValue::Boolean(false) => "no".into(),
        DeValue::Integer(number) if number.radix() == 10 => number.as_str().into(),
        DeValue::Float(number) => number.as_str().into(),
        DeValue::Datetime(moment) => moment.to_string().into(),
        _ => {
            value.wrong(
                "is not one value",
                "write a text in quotes, a number, a date, true or false".to_owned(),
            );
            return None;
        }
    })
}
