//! Answers of VSAQ: an object of ids and values, and the template that has the questions.
//!
//! Source: the repository google/vsaq, `questionnaires/*.json` and `static/questionnaire/items.js`: a template is an object with
//! `questionnaire`, a list of items that may hold items; whole lines that start with `//` are comments; the value of a box that is
//! ticked is `checked`.

use std::collections::BTreeMap;

use serde_json::Value;

use super::json::not_json;
use crate::{Given, QuestionnaireError, Returned};

/// Deeper than any template, and less deep than a stack.
const MAX_DEPTH: usize = 32;

/// The questions of a VSAQ questionnaire by id.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Template(BTreeMap<String, String>);

impl Template {
    /// Reads a questionnaire of VSAQ.
    ///
    /// # Errors
    /// When it is none.
    pub fn parse(text: &str) -> Result<Self, QuestionnaireError> {
        let value: Value = serde_json::from_str(&without_comments(text)).map_err(not_json)?;
        let items = value.get("questionnaire").unwrap_or(&value);
        let mut template = Self::default();
        template.items(items, 0);
        if template.0.is_empty() {
            return Err(QuestionnaireError::NoAnswers {
                why: "no item in it has an id and a text".to_owned(),
            });
        }
        Ok(template)
    }

    fn items(&mut self, items: &Value, depth: usize) {
        for item in items
            .as_array()
            .into_iter()
            .flatten()
            .filter(|_| depth < MAX_DEPTH)
        {
            let text = item.get("text").and_then(Value::as_str).unwrap_or_default();
            if let Some(id) = item.get("id").and_then(Value::as_str) {
                let (yes, no) = (label(item, "yes"), label(item, "no"));
                let labels = match (yes, no) {
                    (Some(yes), Some(no)) => format!(" ({yes} / {no})"),
                    _ => String::new(),
                };
                self.0.insert(id.to_owned(), format!("{text}{labels}"));
            }
            // A choice is a box of its own: its question is that of the group with its own words behind.
            for choice in item
                .get("choices")
                .and_then(Value::as_array)
                .into_iter()
                .flatten()
            {
                for (id, label) in choice.as_object().into_iter().flatten() {
                    let label = label.as_str().unwrap_or_default();
                    self.0.insert(id.clone(), format!("{text}: {label}"));
                }
            }
            if let Some(items) = item.get("items") {
                self.items(items, depth + 1);
            }
        }
    }
}

fn label<'a>(item: &'a Value, key: &str) -> Option<&'a str> {
    item.get(key).and_then(Value::as_str)
}

pub(super) fn answers(
    value: &Value,
    template: Option<&Template>,
) -> Result<Returned, QuestionnaireError> {
    let missing = |why: &str| QuestionnaireError::NoAnswers {
        why: why.to_owned(),
    };
    let answers = value
        .get("answers")
        .unwrap_or(value)
        .as_object()
        .ok_or_else(|| missing("it is not an object of ids and values"))?;
    let mut given = Vec::new();
    for (id, value) in answers {
        let value = match value {
            // A box says one thing, that it is ticked.
            Value::String(text) if text == "checked" => "yes".to_owned(),
            Value::String(text) => text.clone(),
            Value::Bool(true) => "yes".to_owned(),
            Value::Bool(false) => "no".to_owned(),
            Value::Number(number) => number.to_string(),
            Value::Null => String::new(),
            Value::Array(_) | Value::Object(_) => {
                return Err(missing("a value in it is not a text"));
            }
        };
        let question = template.and_then(|template| template.0.get(id));
        given.push(Given {
            id: id.as_str().into(),
            question: question.map(|text| text.as_str().into()),
            value: value.into(),
            ..Given::default()
        });
    }
    if given.is_empty() {
        return Err(missing("it is empty"));
    }
    Ok(Returned {
        supplier: None,
        given,
    })
}

/// VSAQ allows lines of comment in its JSON.
pub(super) fn without_comments(text: &str) -> String {
    text.trim_start_matches('\u{feff}')
        .lines()
        .filter(|line| !line.trim_start().starts_with("//"))
        .collect::<Vec<_>>()
        .join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEMPLATE: &str = r#"// A questionnaire in the manner of VSAQ.
{"questionnaire": [
  {"type": "block", "text": "Passwords", "items": [
    // Asked of everybody.
    {"type": "yesno", "id": "hashes", "text": "Are passwords hashed?", "yes": "Yes, all", "no": "No"},
    {"type": "radiogroup", "text": "With what?", "choices": [{"h1": "argon2"}, {"h2": "md5"}]},
    {"type": "box", "id": "how", "text": "How are they reset?"}
  ]}
]}"#;

    #[test]
    fn answers_find_their_questions_in_the_template() {
        let template = Template::parse(TEMPLATE).unwrap();
        let text = "// from the page\n{\"hashes\": \"yes\", \"h2\": \"checked\", \"how\": \"By mail\\nand phone\"}";
        let returned = super::super::json(text, Some(&template)).unwrap();
        let read: Vec<(&str, &str, &str)> = returned
            .given
            .iter()
            .map(|given| {
                (
                    given.id.expose(),
                    given.question.as_ref().unwrap().expose(),
                    given.value.expose(),
                )
            })
            .collect();
        assert_eq!(
            read,
            [
                ("h2", "With what?: md5", "yes"),
                ("hashes", "Are passwords hashed? (Yes, all / No)", "yes"),
                ("how", "How are they reset?", "By mail\nand phone"),
            ]
        );
    }

    #[test]
    fn other_json_is_no_answers() {
        for text in ["[]", "{}", "3", "{\"a\": {\"b\": 1}}", "{"] {
            assert!(super::super::json(text, None).is_err(), "{text}");
        }
    }
}
