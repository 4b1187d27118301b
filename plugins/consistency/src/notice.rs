//! Notices by which a supplier told of a change to a model, kept as documents of the dossier.

use assay_sdk::{Date, Run, Span};

use crate::words::{has_any, words};

/// A notice.
#[derive(Debug)]
pub(crate) struct Notice {
    pub(crate) dated: Date,
    pub(crate) quote: Span,
}

/// A longer document is no notice.
const LONGEST: u64 = 64 * 1024;

/// Every dated notice. What binds or describes is none: a contract that promises a notice is not the notice.
pub(crate) fn read(run: &Run) -> Vec<Notice> {
    run.documents()
        .into_iter()
        .filter_map(|document| {
            let info = document.info();
            let may_be = info.kind == "other" && info.text_length.is_some_and(|l| l <= LONGEST);
            let dated = info.dated.as_deref().and_then(|day| Date::parse(day).ok());
            let dated = dated.filter(|_| may_be)?;
            let text = document.text()?;
            let place = sentences(text.as_str()).find(|at| tells(&text.as_str()[at.clone()]))?;
            Some(Notice {
                dated,
                quote: text.quote(place),
            })
        })
        .collect()
}

/// Sentences with their places, without the white space around them. A full stop inside a version or an abbreviation ends none.
fn sentences(text: &str) -> impl Iterator<Item = std::ops::Range<usize>> + '_ {
    let mut start = 0;
    text.split_inclusive(". ")
        .flat_map(|piece| piece.split_inclusive('\n'))
        .map(move |piece| {
            let at = start;
            start += piece.len();
            let lead = piece.len() - piece.trim_start().len();
            at + lead..at + lead + piece.trim().len()
        })
        .filter(|at| !at.is_empty())
}

/// "On 1 March 2026 the model notes-2 will be replaced by notes-3": a model, a change, and something definite. "We tell you 30 days before
/// any change" is a promise.
fn tells(sentence: &str) -> bool {
    let words = words(sentence);
    let definite = words
        .iter()
        .any(|word| word.chars().any(|c| c.is_ascii_digit()));
    definite
        && has_any(&words, &["model", "models", "model version", "snapshot"])
        && has_any(
            &words,
            &[
                "replace",
                "replaces",
                "replaced",
                "retire",
                "retires",
                "retired",
                "withdrawn",
                "change",
                "changes",
                "changed",
                "update",
                "updates",
                "updated",
                "upgraded",
                "deprecated",
                "discontinued",
                "successor",
                "switch",
                "switched",
                "moves",
                "moved",
            ],
        )
        && !has_any(
            &words,
            &[
                "any", "whenever", "if", "before", "prior", "advance", "each", "every", "not", "no",
            ],
        )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_notice_is_definite_and_a_promise_is_none() {
        assert!(tells(
            "On 1 March 2026 the model notes-2 will be replaced by notes-3."
        ));
        assert!(tells("The model has been updated on 2026-03-01"));
        for promise in [
            "We tell you 30 days before a model is replaced.",
            "Any change of the model is announced 30 days ahead.",
            "The model was not changed in 2026.",
            "The office moved on 1 March 2026.",
            "The model will be replaced.",
        ] {
            assert!(!tells(promise), "{promise}");
        }
    }

    #[test]
    fn sentences_keep_their_places() {
        let text = "Dear all,\n\nnotes-2.1 goes.  It is over. ";
        let found: Vec<&str> = sentences(text).map(|at| &text[at]).collect();
        assert_eq!(found, ["Dear all,", "notes-2.1 goes.", "It is over."]);
    }
}
