//! Which question of somebody else's questionnaire is which of ours: a table that the buyer writes, because it is a judgement.

use std::collections::BTreeMap;

use assay_domain::QuestionId;
use assay_toml::{Mistake, Source, Spanned};
use serde::Deserialize;

use crate::Form;

/// A map of questions. None ships with the program: whether a yes to a question of CAIQ is a yes to one of ours is for a person
/// who knows both to say.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Map(BTreeMap<String, Link>);

/// Where an answer goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Link {
    pub(crate) to: QuestionId,
    /// Answers of theirs, folded, and what they are among ours. None stands for itself.
    pub(crate) values: BTreeMap<String, String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct File {
    /// What it is a map of, with edition and date, for whoever reads it.
    #[serde(rename = "source")]
    _source: String,
    #[serde(default)]
    questions: Vec<Entry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct Entry {
    from: Spanned<String>,
    to: Spanned<String>,
    #[serde(default)]
    values: BTreeMap<String, Spanned<String>>,
}

impl Map {
    /// Reads the file, and holds it against the questions that are asked.
    ///
    /// # Errors
    /// The first mistake in it, with its place.
    pub fn parse(name: &str, text: &str, form: &Form) -> Result<Self, Mistake> {
        let source = Source::new(name, text);
        let file: File = source.parse()?;
        let mut map = Self::default();
        for entry in file.questions {
            let question = form
                .questions()
                .find(|question| question.id.as_str() == entry.to.get_ref());
            let Some(question) = question else {
                return Err(source.mistake(
                    entry.to.span(),
                    "to",
                    "no plugin asks a question with this id; `assay questionnaire export` lists them",
                ));
            };
            for value in entry.values.values() {
                let known = question.choices.is_empty()
                    || question
                        .choices
                        .iter()
                        .any(|choice| choice.value.expose() == value.get_ref());
                if !known {
                    let values: Vec<String> = question
                        .choices
                        .iter()
                        .map(|choice| format!("`{}`", choice.value.expose()))
                        .collect();
                    let message = format!("expected one of {}", values.join(", "));
                    return Err(source.mistake(value.span(), "values", message));
                }
            }
            let values = entry.values.into_iter();
            let link = Link {
                to: question.id.clone(),
                values: values
                    .map(|(theirs, ours)| (folded(&theirs), ours.into_inner()))
                    .collect(),
            };
            if map.0.insert(folded(entry.from.get_ref()), link).is_some() {
                return Err(source.mistake(
                    entry.from.span(),
                    "from",
                    "this question is mapped already",
                ));
            }
        }
        Ok(map)
    }

    pub(crate) fn link(&self, theirs: &str) -> Option<&Link> {
        self.0.get(&folded(theirs))
    }
}

/// How ids and values are compared: without case, and with every white space as one blank.
pub(crate) fn folded(text: &str) -> String {
    text.split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
        .to_lowercase()
}
