//! A claim of the supplier: its answer as the questionnaire understood it.

use assay_sdk::{Answer, Evidence, Seen};

use crate::sources::{number, text};

/// One claim.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Claim<'a> {
    /// The observation that rests on the answer.
    pub(crate) seen: &'a Seen,
    /// The answer itself, with its comment.
    pub(crate) answer: Option<&'a Answer>,
}

impl<'a> Claim<'a> {
    /// The chosen word.
    pub(crate) fn choice(self) -> Option<&'a str> {
        text(self.seen, &self.seen.point)
    }

    /// True when the chosen word is one of these.
    pub(crate) fn is(self, choices: &[&str]) -> bool {
        self.choice()
            .is_some_and(|choice| choices.contains(&choice))
    }

    /// The number with its unit.
    pub(crate) fn number(self) -> Option<(i64, &'a str)> {
        number(self.seen, &self.seen.point)
    }

    /// The words of an answer that is text.
    pub(crate) fn value(self) -> Option<&'a str> {
        self.answer.map(|answer| answer.value.as_str())
    }

    /// What was written beside it.
    pub(crate) fn comment(self) -> Option<&'a str> {
        self.answer.and_then(|answer| answer.comment.as_deref())
    }

    /// True when the questionnaire took it as met, at least in part.
    pub(crate) fn is_positive(self) -> bool {
        matches!(self.seen.outcome.as_str(), "pass" | "partial")
    }

    /// The claim as evidence.
    pub(crate) fn cited(self) -> Evidence {
        match self.answer {
            Some(answer) => Evidence::Answer(answer.question.clone()),
            None => Evidence::Observation(self.seen.id.clone()),
        }
    }
}
