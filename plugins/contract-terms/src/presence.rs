//! Which clauses a contract has: a linear model over hashed words, pairs of words and rules, applied to every sentence; the
//! best sentences decide for the document. Presence is not quality: what is found here earns nothing, it says where to read.
//!
//! [`feature`] (sentence → buckets) → [`model`] (buckets → scores) → [`decision`] (scores → probability → present, absent or
//! unsure). The weights are made by `contract-terms-training`, which uses [`feature`] and the rules as they are here.

pub mod category;
pub mod decision;
pub mod feature;
pub mod model;
pub(crate) mod observation;
mod rule;

use std::ops::Range;

use category::{COUNT, Category};
use decision::{Decision, NO_SCORE, Presence};
use feature::Words;
use model::{Model, ONE};

use crate::text::Text;

/// A sentence that may be a clause.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Candidate {
    /// Its score, in 2^-16.
    pub score: i64,
    /// The number of the document.
    pub document: usize,
    /// The number of the sentence.
    pub sentence: usize,
}

/// The best candidates for each kind of clause, best first, at most [`MOST_QUOTES`].
pub type Candidates = [Vec<Candidate>; COUNT];

/// Sentences that are quoted at most.
pub const MOST_QUOTES: usize = 3;
/// A further sentence is quoted only when its score is at most this far below the best, in 2^-16.
const NEAR_THE_BEST: i64 = ONE / 2;
/// Below this probability not even the best candidate is worth anybody's time. Basis points.
const WORTH_A_LOOK: i64 = 200;

/// Adds the sentences of a document.
pub fn search(model: &Model, document: usize, text: &Text, best: &mut Candidates) {
    let words = Words::of(text);
    let mut features = Vec::new();
    for sentence in 0..text.sentences().len() {
        if !feature::is_candidate(text, &words, sentence) {
            continue;
        }
        feature::features(text, &words, sentence, model.keys(), &mut features);
        for (found, score) in best.iter_mut().zip(model.scores(&features)) {
            // Equal scores keep their order in the documents.
            let place = found.partition_point(|candidate| candidate.score >= score);
            if place < MOST_QUOTES {
                found.insert(
                    place,
                    Candidate {
                        score,
                        document,
                        sentence,
                    },
                );
                found.truncate(MOST_QUOTES);
            }
        }
    }
}

/// Decides about one kind.
pub fn decide(model: &Model, category: usize, found: &[Candidate]) -> Option<Decision> {
    let score = |place: usize| found.get(place).map_or(NO_SCORE, |one| one.score);
    let calibration = model.calibration(category)?;
    Some(calibration.decide([score(0), score(1), score(2)]))
}

/// What was found about one kind of clause over all binding documents.
#[derive(Debug, Clone)]
pub struct Found {
    /// The kind.
    pub category: &'static Category,
    /// What is said about it; none when no document could be read.
    pub decision: Option<Decision>,
    /// Documents and ranges of their plain text, the best first.
    pub quotes: Vec<(usize, Range<usize>)>,
}

/// Looks for every kind of clause. `texts` are the binding documents that were read, with the number of their source.
pub fn inventory(texts: &[(usize, &Text)]) -> Vec<Found> {
    let mut best = Candidates::default();
    if !texts.is_empty() {
        let model = Model::shipped();
        for (place, (_, text)) in texts.iter().enumerate() {
            search(model, place, text, &mut best);
        }
    }
    let all = category::ALL.iter().enumerate().zip(&best);
    all.map(|((number, category), found)| {
        let decision = (!texts.is_empty())
            .then(|| decide(Model::shipped(), number, found))
            .flatten();
        Found {
            category,
            decision,
            quotes: decision.map_or_else(Vec::new, |decision| quotes(decision, found, texts)),
        }
    })
    .collect()
}

fn quotes(
    decision: Decision,
    found: &[Candidate],
    texts: &[(usize, &Text)],
) -> Vec<(usize, Range<usize>)> {
    let shown = match decision.presence {
        Presence::Absent if decision.probability < WORTH_A_LOOK => 0,
        Presence::Absent => 1,
        Presence::Present | Presence::Unsure => MOST_QUOTES,
    };
    let near = found.first().map_or(0, |one| one.score - NEAR_THE_BEST);
    found
        .iter()
        .take(shown)
        .filter(|candidate| candidate.score >= near)
        .filter_map(|candidate| {
            let (source, text) = texts.get(candidate.document)?;
            let sentence = text.sentences().get(candidate.sentence)?;
            Some((*source, sentence.plain.clone()))
        })
        .collect()
}
