//! The questions, and the cues by which they are answered.

mod end;
mod exceptions;
mod people;
mod scope;
mod sharing;
mod usage;

use crate::clause::{Outcome, Severity};
use crate::pattern::Pattern;

/// Whether the agreement says what a question asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// It follows from the agreement.
    Entailed,
    /// The agreement says the opposite.
    Contradicted,
    /// The agreement is silent.
    NotMentioned,
}

impl Verdict {
    /// As a fact says it.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Entailed => "entailed",
            Self::Contradicted => "contradicted",
            Self::NotMentioned => "not-mentioned",
        }
    }
}

/// How often a cue was right on labelled agreements.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Hits {
    /// Agreements in which it decided rightly.
    pub right: u8,
    /// Agreements in which it decided.
    pub of: u8,
}

impl Hits {
    /// The share in percent, drawn towards 80 by the weight of five agreements: few hits prove little, and the labelled
    /// agreements are those on which the cues were written.
    pub const fn percent(self) -> u8 {
        // At most 100, as `right` is never more than `of`.
        ((self.right as u16 * 100 + 5 * 80) / (self.of as u16 + 5)) as u8
    }
}

/// What a sentence must and must not have in it to decide a question.
pub struct Cue {
    pub(super) verdict: Verdict,
    /// Each of these stands in the sentence or in what introduces its list.
    pub(super) all: &'static [&'static Pattern],
    /// None of these does.
    pub(super) none: &'static [&'static Pattern],
    /// This one stands in the sentence itself.
    pub(super) own: Option<&'static Pattern>,
    /// So many sentences after it are read with it.
    pub(super) following: usize,
    pub(super) hits: Hits,
}

/// One question about an agreement.
pub struct Question {
    /// The check point.
    pub point: &'static str,
    pub(super) entailed: &'static str,
    pub(super) contradicted: &'static str,
    pub(super) silent: &'static str,
    /// The verdict that protects the information of the one who gives it.
    pub(super) protects: Verdict,
    /// What the opposite amounts to. What is usual in such agreements is partial, not a fail.
    pub(super) against: (Outcome, Severity),
    /// What to ask for.
    pub(super) ask: &'static str,
    /// The first one that any sentence gives decides.
    pub(super) cues: &'static [Cue],
    /// How often silence was right.
    pub(super) silence: Hits,
}

impl Question {
    /// In a few words: the reading of a verdict.
    pub(super) const fn reading(&self, verdict: Verdict) -> &'static str {
        match verdict {
            Verdict::Entailed => self.entailed,
            Verdict::Contradicted => self.contradicted,
            Verdict::NotMentioned => self.silent,
        }
    }

    /// The shares from which probabilities come: of each cue, then of silence.
    pub fn hits(&self) -> Vec<Hits> {
        let cues = self.cues.iter().map(|cue| cue.hits);
        cues.chain([self.silence]).collect()
    }
}

/// All questions, in the order in which they are reported.
pub static ALL: [&Question; 17] = [
    &scope::MARKING,
    &scope::TECHNICAL_ONLY,
    &scope::SPOKEN_TOO,
    &usage::LIMITED_USE,
    &sharing::EMPLOYEES,
    &sharing::THIRD_PARTIES,
    &sharing::COMPELLED_DISCLOSURE,
    &sharing::TALKS_ARE_SECRET,
    &usage::REVERSE_ENGINEERING,
    &exceptions::INDEPENDENT_DEVELOPMENT,
    &exceptions::FROM_A_THIRD_PARTY,
    &usage::NO_LICENCE,
    &end::RETURN,
    &usage::COPYING,
    &people::NON_SOLICITATION,
    &end::SURVIVAL,
    &end::KEEPING_COPIES,
];

/// What is kept secret, by the names that agreements give it.
static SECRET: Pattern = Pattern::new(
    r"\b(?:confidential|proprietary|evaluation|secrets?|sensitive|restricted|information|materials?|documents?|data|ci|same)\b",
);

/// Information of any kind.
static INFORMATION: Pattern = Pattern::new(r"\b(?:information|materials?|data|ci|know-?how)\b");

/// Passing information on.
static SHARES: Pattern = Pattern::new(
    r"\b(?:disclos\w+|reveal\w*|shar(?:e|ed|ing)|divulg\w+|provid\w+|transmit\w*|disseminat\w+|access|availab\w+|communicat\w+|furnish\w*|distribut\w+|releas\w+|deliver\w*|supply|supplied)\b",
);
