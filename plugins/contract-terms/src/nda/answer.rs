//! The answer to one question in one agreement.

use std::ops::Range;

use super::questions::{Cue, Question, Verdict};
use crate::text::Text;

/// What was found.
#[derive(Debug, Clone)]
pub struct Answer {
    /// The verdict.
    pub verdict: Verdict,
    /// How often such an answer is right, in percent.
    pub percent: u8,
    /// The number of the cue that decided, or none when nothing was found.
    pub cue: Option<usize>,
    /// Ranges of the plain text, the best first.
    pub quotes: Vec<Range<usize>>,
}

/// Quotes of one answer.
const MOST_QUOTES: usize = 3;

/// The first cue that any sentence gives decides; the sentences that give it are its evidence.
pub fn answer(question: &Question, text: &Text) -> Answer {
    for (number, cue) in question.cues.iter().enumerate() {
        let quotes: Vec<Range<usize>> = given(cue, text).take(MOST_QUOTES).collect();
        if !quotes.is_empty() {
            return Answer {
                verdict: cue.verdict,
                percent: cue.hits.percent(),
                cue: Some(number),
                quotes,
            };
        }
    }
    Answer {
        verdict: Verdict::NotMentioned,
        percent: question.silence.percent(),
        cue: None,
        quotes: Vec::new(),
    }
}

/// The sentences that give a cue, in order.
fn given<'a>(cue: &'static Cue, text: &'a Text) -> impl Iterator<Item = Range<usize>> + use<'a> {
    text.sentences()
        .iter()
        .enumerate()
        .filter(|(_, sentence)| !sentence.is_heading)
        .filter(move |(number, sentence)| {
            let own = &text.plain()[sentence.plain.clone()];
            if cue.own.is_some_and(|pattern| !pattern.is_in(own)) {
                return false;
            }
            let mut words = with_lead(text, *number);
            for next in number + 1..=number + cue.following {
                words.push(' ');
                words.push_str(text.of(next));
            }
            cue.all.iter().all(|pattern| pattern.is_in(&words))
                && !cue.none.iter().any(|pattern| pattern.is_in(&words))
        })
        .map(|(_, sentence)| sentence.plain.clone())
}

/// A sentence after what introduces its list. "The parties agree as follows:" introduces the whole agreement and says nothing
/// about a single clause.
fn with_lead(text: &Text, number: usize) -> String {
    let lead_of = |number: usize| text.sentences().get(number)?.lead;
    let lead = lead_of(number);
    let outer = lead.and_then(lead_of);
    let mut words = String::new();
    for introduction in [outer, lead].into_iter().flatten() {
        let introduction = text.of(introduction);
        if !introduction.ends_with("follows:") {
            words.push_str(introduction);
            words.push(' ');
        }
    }
    words.push_str(text.of(number));
    words
}
