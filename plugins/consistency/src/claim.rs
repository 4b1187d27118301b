//! A claim of the supplier: its answer as the questionnaire understood it.

use assay_sdk::{Answer, Evidence, Seen};

use crate::{
    sources::{number, text},
    words::words,
};

/// One claim.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Claim<'a> {
    pub(crate) point: &'a str,
    pub(crate) system: Option<&'a str>,
    /// The observation that rests on the answer. None where the answer is judged beside other evidence, as one about a certificate.
    pub(crate) seen: Option<&'a Seen>,
    /// The answer itself, with its comment.
    pub(crate) answer: Option<&'a Answer>,
}

impl<'a> Claim<'a> {
    /// The chosen word, however it is spelt: `Not accredited` is `not-accredited`.
    pub(crate) fn choice(self) -> Option<String> {
        let read = self.seen.and_then(|seen| text(seen, self.point));
        read.map(str::to_owned)
            .or_else(|| Some(words(self.value()?).join("-")))
    }

    /// True when the chosen word is one of these.
    pub(crate) fn is(self, choices: &[&str]) -> bool {
        self.choice()
            .is_some_and(|choice| choices.contains(&choice.as_str()))
    }

    /// The number with its unit.
    pub(crate) fn number(self) -> Option<(i64, &'a str)> {
        number(self.seen?, self.point)
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
        self.seen
            .is_some_and(|seen| matches!(seen.outcome.as_str(), "pass" | "partial"))
    }

    /// True when the questionnaire took it as met, so that a fail at the same point is a dispute.
    pub(crate) fn is_met(self) -> bool {
        self.seen.is_some_and(|seen| seen.outcome == "pass")
    }

    /// The claim as evidence.
    pub(crate) fn cited(self) -> Evidence {
        match (self.answer, self.seen) {
            (Some(answer), _) => Evidence::Answer(answer.question.clone()),
            (None, Some(seen)) => Evidence::Observation(seen.id.clone()),
            (None, None) => Evidence::Answer(self.point.to_owned()),
        }
    }

    /// The comment as evidence: it stands in the answer, which whoever read it has cited as well.
    pub(crate) fn cited_again(self) -> Evidence {
        match self.seen {
            Some(seen) => Evidence::Observation(seen.id.clone()),
            None => self.cited(),
        }
    }
}
