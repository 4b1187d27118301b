//! Answers written into `answers.toml`, with everything that stands there left as it is.

use assay_domain::{Answer, Digest};
use assay_toml::show::escaped;
use jiff::civil::Date;
use toml_edit::{Array, Datetime, DocumentMut, Item, Table, value};

use crate::QuestionnaireError;

/// Where answers come from: it is written above each of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Origin {
    /// The file's name.
    pub file: String,
    /// The digest of its bytes.
    pub digest: Digest,
    /// Who signed the file. It says who said it, not that it is true.
    pub signed_by: Option<String>,
    /// When it was taken over.
    pub taken_on: Date,
}

impl Origin {
    fn comment(&self) -> String {
        let signed = match &self.signed_by {
            Some(signer) => format!("signed by {}", escaped(signer)),
            None => "not signed".to_owned(),
        };
        format!(
            "# From {} ({}), {signed}, taken over on {}.\n",
            escaped(&self.file),
            self.digest,
            self.taken_on
        )
    }
}

/// The file with these answers in it.
///
/// # Errors
/// When what is there is no TOML, or `answers` in it is no table.
pub fn merged<'a>(
    existing: &str,
    answers: impl IntoIterator<Item = &'a Answer>,
    origin: &Origin,
) -> Result<String, QuestionnaireError> {
    let wrong = |why: String| QuestionnaireError::Answers { why };
    let mut document: DocumentMut = existing
        .parse()
        .map_err(|error: toml_edit::TomlError| wrong(error.message().to_owned()))?;
    // Comments at the end of the file belong before what is added, not behind it.
    let mut before = document.trailing().as_str().unwrap_or_default().to_owned();
    document.set_trailing("");
    let table = document
        .entry("answers")
        .or_insert_with(|| {
            let mut table = Table::new();
            table.set_implicit(true);
            Item::Table(table)
        })
        .as_table_mut()
        .ok_or_else(|| wrong("`answers` in it is not a table of its own".to_owned()))?;
    for answer in answers {
        let mut entry = entry(answer);
        if !before.is_empty() && !before.ends_with("\n\n") {
            before.push('\n');
        }
        let space = if before.is_empty() { "\n" } else { "" };
        entry
            .decor_mut()
            .set_prefix(format!("{before}{space}{}", origin.comment()));
        before.clear();
        table.remove(answer.question.as_str());
        table.insert(answer.question.as_str(), Item::Table(entry));
    }
    let mut text = document.to_string();
    text.push_str(&before);
    Ok(text)
}

fn entry(answer: &Answer) -> Table {
    let mut table = Table::new();
    table["value"] = value(answer.value.expose());
    if let Some(comment) = &answer.comment {
        table["comment"] = value(comment.expose());
    }
    if !answer.documents.is_empty() {
        table["documents"] = value(
            answer
                .documents
                .iter()
                .map(String::as_str)
                .collect::<Array>(),
        );
    }
    let day: Option<Datetime> = answer
        .answered_on
        .and_then(|day| day.to_string().parse().ok());
    if let Some(day) = day {
        table["answered-on"] = value(day);
    }
    if let Some(by) = &answer.answered_by {
        table["answered-by"] = value(by.expose());
    }
    table
}
