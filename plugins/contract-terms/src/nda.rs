//! Confidentiality agreements: seventeen questions about what the recipient may do with the information.
//!
//! Before a supplier is examined, a non-disclosure agreement is signed, and what it lets the supplier do with the buyer's
//! information is a risk of its own. The questions are those of ContractNLI (Koreeda and Manning, 2021), in our own words. The
//! path is [`document`] (is it such an agreement?) → [`questions`] (an ordered list of cues for each question) → [`answer`] →
//! findings, which are informational: no control rests on them.

pub mod answer;
pub mod document;
pub mod questions;

use crate::clause::{Outcome, Severity, Value};
use crate::text::Text;
use crate::weigh::Finding;

use answer::{Answer, answer};
use questions::{Question, Verdict};

/// One finding for each question, or none when no document is a confidentiality agreement.
///
/// `documents` are those that passed their identity test, with the numbers of their sources. Where there are several
/// agreements, the one whose answer is worst for the buyer answers.
pub fn read(documents: &[(usize, &Text)], names: &[String]) -> Vec<Finding> {
    let agreements: Vec<(usize, &Text)> = documents
        .iter()
        .copied()
        .filter(|(_, text)| document::is_confidentiality_agreement(text))
        .collect();
    questions::ALL
        .iter()
        .filter_map(|question| {
            agreements
                .iter()
                .map(|(source, text)| (*source, answer(question, text)))
                // Of equals the first; the greatest is the worst.
                .rev()
                .max_by_key(|(_, answer)| rank(question, answer.verdict))
                .map(|(source, answer)| finding(question, source, &answer, names))
        })
        .collect()
}

fn rank(question: &Question, verdict: Verdict) -> u8 {
    match verdict {
        Verdict::NotMentioned => 1,
        verdict if verdict == question.protects => 0,
        _ => 2,
    }
}

fn finding(question: &Question, source: usize, answer: &Answer, names: &[String]) -> Finding {
    let name = names.get(source).map_or("a document", String::as_str);
    let (outcome, severity) = match answer.verdict {
        Verdict::NotMentioned => (Outcome::Unknown, Severity::Info),
        verdict if verdict == question.protects => (Outcome::Pass, Severity::Info),
        _ => question.against,
    };
    let reading = question.reading(answer.verdict);
    let probability = i64::from(answer.percent);
    Finding {
        point: question.point,
        outcome,
        severity,
        confidence: u16::from(answer.percent) * 100,
        title: format!("Confidentiality agreement: {reading}"),
        detail: format!(
            "{name}: {reading}. Readings of this kind were right in {probability} of 100 agreements."
        ),
        remediation: if outcome == Outcome::Pass {
            String::new()
        } else {
            question.ask.to_owned()
        },
        facts: vec![
            ("entailment", Value::Text(answer.verdict.label().to_owned())),
            ("probability", Value::Number(probability, "%")),
            ("document", Value::Text(name.to_owned())),
        ],
        quotes: answer
            .quotes
            .iter()
            .map(|quote| (source, quote.clone()))
            .collect(),
        contradiction: false,
    }
}
