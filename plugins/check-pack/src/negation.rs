//! A "not" beside what was found.

use std::ops::Range;

/// Words that can turn a promise into its opposite.
const NEGATIONS: [&str; 10] = [
    "no",
    "not",
    "never",
    "nothing",
    "neither",
    "nor",
    "none",
    "cannot",
    "disclaims",
    "disclaim",
];
/// Words after "no" or "not" with which it takes back nothing: "no later than", "not limited to", "at no charge".
const HARMLESS: [&str; 19] = [
    "later",
    "more",
    "less",
    "fewer",
    "limited",
    "exceed",
    "exceeding",
    "only",
    "additional",
    "extra",
    "further",
    "cost",
    "charge",
    "longer",
    "earlier",
    "event",
    "undue",
    "unreasonable",
    "matter",
];

/// True when a negation stands in the sentence outside of what was found. A negation inside was meant by whoever wrote the
/// pattern.
pub(crate) fn beside(sentence: &str, found: &Range<usize>) -> bool {
    let words = words(sentence);
    let negates = |number: usize, word: &str| {
        let next = words.get(number + 1).map_or("", |(_, word)| *word);
        let before = number
            .checked_sub(2)
            .map(|two| (words[two].1, words[two + 1].1));
        NEGATIONS.contains(&word) && !HARMLESS.contains(&next) && before != Some(("whether", "or"))
    };
    words
        .iter()
        .enumerate()
        .filter(|(_, (at, _))| !found.contains(at))
        .any(|(number, (_, word))| negates(number, word))
}

/// The words with the places where they start.
fn words(text: &str) -> Vec<(usize, &str)> {
    let mut words = Vec::new();
    let mut start = None;
    for (at, c) in text.char_indices().chain([(text.len(), ' ')]) {
        match (c.is_ascii_alphanumeric(), start) {
            (true, None) => start = Some(at),
            (false, Some(from)) => {
                words.push((from, &text[from..at]));
                start = None;
            }
            _ => {}
        }
    }
    words
}

#[cfg(test)]
mod tests {
    use super::beside;

    #[test]
    fn a_negation_counts_unless_it_was_looked_for_or_takes_back_nothing() {
        for (sentence, found, counts) in [
            (
                "nothing here obliges the provider to give notice within 72 hours",
                "notice within 72 hours",
                true,
            ),
            (
                "the provider gives notice within 72 hours and not later",
                "notice within 72 hours",
                false,
            ),
            (
                "the provider does not give notice within 72 hours",
                "give notice within 72 hours",
                true,
            ),
            (
                "the provider shall not train models",
                "not train models",
                false,
            ),
            (
                "notice is given no later than 72 hours after it, at no charge",
                "72 hours",
                false,
            ),
            (
                "notice within 72 hours whether or not it was asked for",
                "notice within 72 hours",
                false,
            ),
            (
                "notice within 72 hours, but never on weekends",
                "notice within 72 hours",
                true,
            ),
        ] {
            let start = sentence.find(found).unwrap();
            assert_eq!(
                beside(sentence, &(start..start + found.len())),
                counts,
                "{sentence}"
            );
        }
    }
}
