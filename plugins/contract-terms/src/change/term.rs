//! A clause with what its sentences hold besides what was understood.

use crate::clause::Clause;
use crate::number::{Unit, durations, money};
use crate::pattern::Pattern;
use crate::text::Text;

/// One clause of one version.
pub(super) struct Term {
    pub(super) clause: Clause,
    pub(super) wording: Wording,
    /// The words of its quotes, for finding what it became.
    pub(super) words: Vec<String>,
}

/// What a change of wording must not touch: numbers, and the words that bind, forbid, except or soften. Where one of them
/// changes and the reading does not, the reader may have missed something.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Wording {
    /// Times, amounts and shares, in order of size.
    pub(super) numbers: Vec<String>,
    /// How often a word of each group stands there.
    pub(super) force: [usize; GROUPS],
}

const GROUPS: usize = 5;

/// Duties are one group: "shall" and "will" are exchanged for style.
static FORCE: [Pattern; GROUPS] = [
    Pattern::new(r"\b(?:may|might|can|entitled|permitted|reserves?)\b"),
    Pattern::new(r"\b(?:not|no|never|neither|nor|cannot|without|prohibited)\b"),
    Pattern::new(
        r"\b(?:unless|except|excluding|provided that|subject to|other than|only|solely|notwithstanding|opts?[ -]out|opt(?:ed)?[ -]in)\b",
    ),
    Pattern::new(
        r"\b(?:endeavou?rs?|aims?|strives?|reasonabl[ey]|commercially|discretion|where (?:feasible|practicable|possible)|at any time)\b",
    ),
    Pattern::new(
        r"\b(?:consent|approval|in writing|automatically|(?:up)?on (?:[a-z']+ )?request)\b",
    ),
];

static SHARE: Pattern = Pattern::new(r"\b\d{1,3}(?:\.\d{1,2})? ?(?:%|per ?cent)");

impl Term {
    pub(super) fn new(clause: Clause, text: &Text) -> Self {
        let quoted: Vec<&str> = clause
            .quotes
            .iter()
            .map(|quote| &text.plain()[quote.clone()])
            .collect();
        let quoted = quoted.join(" ");
        Self {
            wording: Wording::of(&quoted),
            words: words(&quoted),
            clause,
        }
    }

    /// Whether two clauses were understood as the same.
    pub(super) fn reads_like(&self, other: &Self) -> bool {
        let (a, b) = (&self.clause, &other.clause);
        a.subject == b.subject
            && a.bound == b.bound
            && a.modality == b.modality
            && a.default == b.default
            && sorted(&a.exceptions) == sorted(&b.exceptions)
            && a.data == b.data
            && a.plan == b.plan
            && a.trigger == b.trigger
            && a.values == b.values
            && a.is_vague == b.is_vague
            && (a.outcome, a.severity) == (b.outcome, b.severity)
            && a.reading == b.reading
            && a.notes == b.notes
    }

    /// Words in common, in per mille of all words.
    pub(super) fn likeness(&self, other: &Self) -> usize {
        let common = self
            .words
            .iter()
            .filter(|word| other.words.binary_search(word).is_ok())
            .count();
        let all = self.words.len() + other.words.len() - common;
        (common * 1_000).checked_div(all).unwrap_or(1_000)
    }
}

impl Wording {
    fn of(text: &str) -> Self {
        let mut numbers: Vec<String> = durations(text)
            .into_iter()
            .map(|duration| {
                let (times, unit) = match duration.unit {
                    // "One year" and "twelve months", "two weeks" and "14 days" are the same in other words.
                    Unit::Week => (7, Unit::Day),
                    Unit::Year => (12, Unit::Month),
                    unit => (1, unit),
                };
                let ends = if duration.least == duration.count {
                    format!("{}", duration.count * times)
                } else {
                    format!("{} to {}", duration.least * times, duration.count * times)
                };
                format!("{ends} {}", unit.label())
            })
            .chain(
                money(text)
                    .into_iter()
                    .map(|sum| format!("{} {}", sum.amount, sum.currency)),
            )
            .chain(SHARE.find_all(text).map(|share| {
                let digits = text[share].split(['%', ' ', 'p']).next();
                format!("{} %", digits.unwrap_or_default())
            }))
            .collect();
        numbers.sort();
        numbers.dedup();
        let mut force = [0; GROUPS];
        for (count, pattern) in force.iter_mut().zip(&FORCE) {
            *count = pattern.find_all(text).count();
        }
        Self { numbers, force }
    }
}

fn sorted(words: &[&'static str]) -> Vec<&'static str> {
    let mut words = words.to_vec();
    words.sort_unstable();
    words
}

/// The different words of a text, sorted.
fn words(text: &str) -> Vec<String> {
    let mut words: Vec<String> = text
        .split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|word| word.len() > 2)
        .map(str::to_owned)
        .collect();
    words.sort();
    words.dedup();
    words
}
