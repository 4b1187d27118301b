//! Answers of a supplier to the questions that plugins ask.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::{QuestionId, Untrusted};

/// One answer, as the dossier holds it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answer {
    /// The question.
    pub question: QuestionId,
    /// The chosen value or the text.
    pub value: Untrusted,
    /// What was written beside it.
    pub comment: Option<Untrusted>,
    /// Ids of the documents that it points to; the dossier has checked that they exist.
    pub documents: Vec<String>,
    /// When it was given.
    pub answered_on: Option<Date>,
    /// Who gave it.
    pub answered_by: Option<Untrusted>,
}

/// Fillers seen in real questionnaires, in the form that [`Answer::is_placeholder`] compares: lower case, letters and digits
/// only, one space between words. `no` and `none` are answers and are not here.
const FILLERS: [&str; 40] = [
    "abc",
    "answer",
    "answer here",
    "asdf",
    "coming soon",
    "do not know",
    "dont know",
    "dummy",
    "fill in",
    "fill me in",
    "foo",
    "i do not know",
    "i dont know",
    "idk",
    "insert answer",
    "lorem ipsum",
    "n a",
    "na",
    "nil",
    "no answer",
    "not applicable",
    "not known",
    "not sure",
    "null",
    "pending",
    "placeholder",
    "same as above",
    "sample",
    "see above",
    "t b a",
    "t b d",
    "tba",
    "tbc",
    "tbd",
    "test",
    "to be confirmed",
    "to be decided",
    "to be determined",
    "unknown",
    "unsure",
];

impl Answer {
    /// True when something was written that says nothing: blank, only punctuation, one letter over and over (`x`, `xxx`),
    /// or a known filler (`TBD`, `test`, `n/a`, `don't know`). Such an answer is Unknown. "Not applicable" is among them
    /// because only the buyer, with two people, can say that a point does not apply.
    pub fn is_placeholder(&self) -> bool {
        let folded: String = self
            .value
            .expose()
            .to_lowercase()
            .chars()
            .filter(|c| !matches!(c, '\'' | '\u{2019}'))
            .map(|c| if c.is_alphanumeric() { c } else { ' ' })
            .collect();
        let folded = folded.split_whitespace().collect::<Vec<_>>().join(" ");
        let mut letters = folded.chars();
        let one_letter = match letters.next() {
            // A number such as `0`, `7` or `11` is an answer.
            Some(first) => first.is_alphabetic() && letters.all(|c| c == first),
            None => true,
        };
        one_letter || FILLERS.contains(&folded.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_placeholder(value: &str) -> bool {
        Answer {
            question: "q".parse().unwrap(),
            value: value.into(),
            comment: None,
            documents: Vec::new(),
            answered_on: None,
            answered_by: None,
        }
        .is_placeholder()
    }

    #[test]
    fn an_answer_that_says_nothing_is_a_placeholder() {
        for filler in [
            "",
            " \t\n",
            "x",
            "XXX",
            "-",
            "...",
            "?",
            "test",
            "TBD",
            "T.B.D.",
            "n/a",
            "N.A.",
            "NA",
            "don't know",
            "Don\u{2019}t know.",
            "dont know",
            "unknown",
            "<placeholder>",
            "[tbc]",
            "To be determined",
            "Lorem ipsum",
            "\u{200b}",
            "Not applicable",
        ] {
            assert!(is_placeholder(filler), "{filler:?} counts as an answer");
        }
    }

    #[test]
    fn a_short_answer_is_still_an_answer() {
        for answer in [
            "yes",
            "no",
            "none",
            "partly",
            "0",
            "11",
            "72 h",
            "2026-01-01",
            "Oui",
            "No test was made",
            "The owner is unknown to us",
            "\u{793e}\u{5185}",
        ] {
            assert!(
                !is_placeholder(answer),
                "{answer:?} counts as a placeholder"
            );
        }
    }

    #[test]
    fn fillers_are_sorted_and_written_as_they_are_compared() {
        assert!(FILLERS.is_sorted());
        for filler in FILLERS {
            assert!(is_placeholder(filler), "{filler:?} is never matched");
        }
    }
}
