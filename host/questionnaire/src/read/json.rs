//! Answers in JSON.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::Deserialize;
use serde_json::Value;

use super::{
    statements,
    vsaq::{self, Template},
};
use crate::{Given, QuestionnaireError, Returned, write::ANSWERS_FORMAT};

/// What the form gives back.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case")]
struct Answers {
    supplier: String,
    #[serde(default)]
    answered_by: String,
    answered_on: Option<Date>,
    answers: BTreeMap<String, Entry>,
}

#[derive(Debug, Deserialize)]
struct Entry {
    #[serde(default)]
    value: String,
    #[serde(default)]
    comment: String,
    #[serde(default)]
    documents: Vec<String>,
}

pub(super) fn read(
    text: &str,
    template: Option<&Template>,
) -> Result<Returned, QuestionnaireError> {
    let value: Value =
        serde_json::from_str(vsaq::without_comments(text).as_str()).map_err(not_json)?;
    if let Some(statements) = statements::read(&value) {
        return statements;
    }
    match value.get("format").and_then(Value::as_str) {
        Some(format) if format == ANSWERS_FORMAT => ours(value),
        Some(format) if value.get("answers").is_some() => Err(QuestionnaireError::NoAnswers {
            why: format!(
                "its format is `{}`, and this program reads `{ANSWERS_FORMAT}`",
                format.escape_debug()
            ),
        }),
        _ => vsaq::answers(&value, template),
    }
}

pub(super) fn not_json(error: serde_json::Error) -> QuestionnaireError {
    QuestionnaireError::Json {
        why: error.to_string(),
    }
}

fn ours(value: Value) -> Result<Returned, QuestionnaireError> {
    let answers: Answers =
        serde_json::from_value(value).map_err(|error| QuestionnaireError::NoAnswers {
            why: error.to_string(),
        })?;
    let by = Some(answers.answered_by).filter(|by| !by.trim().is_empty());
    let given = answers.answers.into_iter().map(|(id, entry)| Given {
        ours: true,
        id: id.into(),
        question: None,
        value: entry.value.into(),
        comment: Some(entry.comment)
            .filter(|comment| !comment.trim().is_empty())
            .map(Into::into),
        documents: entry.documents.into_iter().map(Into::into).collect(),
        answered_on: answers.answered_on,
        answered_by: by.clone().map(Into::into),
    });
    Ok(Returned {
        supplier: Some(answers.supplier.into()),
        given: given.collect(),
    })
}
