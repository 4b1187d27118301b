//! `assay questionnaire import`.

use assay_domain::Untrusted;

use super::page::{Fit, Page, Tone, Word, Writer};
use crate::encode::terminal::Plain;

/// Columns of an answer that are shown; the file has the whole.
const SHOWN: usize = 60;

/// One answer that came back and that a person should see.
#[derive(Debug, Clone, Copy)]
pub struct AnswerRow<'a> {
    /// The id in the file.
    pub id: &'a Untrusted,
    /// What became of it, in words.
    pub outcome: &'a str,
    /// True when it was not taken.
    pub is_bad: bool,
    /// What was written.
    pub value: &'a Untrusted,
    /// Why.
    pub notes: &'a [Untrusted],
}

/// One line for each; nothing when there is none.
pub fn answers(rows: &[AnswerRow<'_>], page: Page) -> String {
    let mut out = Writer::new(page);
    if rows.is_empty() {
        return String::new();
    }
    let lines = rows.iter().map(|row| {
        let notes: Vec<String> = row
            .notes
            .iter()
            .map(|note| Plain::of(note).to_string())
            .collect();
        let tone = if row.is_bad {
            Tone::Caution
        } else {
            Tone::Normal
        };
        vec![
            Plain::of(row.id).cut(SHOWN).into(),
            Word::toned(Plain::of(row.outcome), tone),
            Plain::of(row.value).cut(SHOWN).into(),
            Plain::show(notes.join("; ")).into(),
        ]
    });
    out.table(
        &[
            ("Question", Fit::Flow),
            ("Outcome", Fit::Whole),
            ("Answer", Fit::Flow),
            ("Why", Fit::Flow),
        ],
        lines.collect(),
    );
    out.finish()
}
