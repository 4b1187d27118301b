//! Plain words of a text, so that rules compare words and not strings.

/// Lower-case words, split at everything that is neither letter nor digit. Apostrophes vanish: `don't` is `dont`.
pub(crate) fn words(text: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    for c in text.chars().flat_map(char::to_lowercase) {
        if c.is_alphanumeric() {
            if let Some(word) = words.last_mut() {
                word.push(c);
            }
        } else if !matches!(c, '\'' | '’') && words.last().is_some_and(|word| !word.is_empty()) {
            words.push(String::new());
        }
    }
    words.retain(|word| !word.is_empty());
    words
}

/// Sentences, roughly: a comment is a few of them, and a negation does not reach into the next.
pub(crate) fn sentences(text: &str) -> impl Iterator<Item = Vec<String>> + '_ {
    text.split(['.', ';', '!', '?', '\n'])
        .map(words)
        .filter(|sentence| !sentence.is_empty())
}

/// True when the phrase stands in the words.
pub(crate) fn has(words: &[String], phrase: &str) -> bool {
    let phrase: Vec<&str> = phrase.split(' ').collect();
    words.windows(phrase.len()).any(|window| {
        window
            .iter()
            .zip(&phrase)
            .all(|(word, wanted)| word == wanted)
    })
}

/// True when one of the phrases does.
pub(crate) fn has_any(words: &[String], phrases: &[&str]) -> bool {
    phrases.iter().any(|phrase| has(words, phrase))
}

/// Words that turn a sentence around.
const NEGATIONS: [&str; 14] = [
    "not", "no", "never", "none", "nor", "without", "dont", "doesnt", "isnt", "arent", "cannot",
    "cant", "neither", "wont",
];

/// True when a sentence denies something.
pub(crate) fn is_negated(words: &[String]) -> bool {
    words.iter().any(|word| NEGATIONS.contains(&word.as_str()))
}

/// Numbers with the unit after them, in the unit's smallest common word: hours, days, months or percent.
pub(crate) fn amounts(text: &str) -> Vec<(i64, &'static str)> {
    let spaced: String = text
        .chars()
        .flat_map(|c| {
            if c == '%' {
                vec![' ', 'p', 'e', 'r', 'c', 'e', 'n', 't', ' ']
            } else {
                vec![c]
            }
        })
        .collect();
    let words = split_units(words(&spaced));
    words
        .iter()
        .enumerate()
        .filter_map(|(at, word)| {
            let number: i64 = word.parse().ok()?;
            let mut after = words.get(at + 1)?.as_str();
            if matches!(after, "business" | "working" | "calendar") {
                after = words.get(at + 2)?;
            }
            Some(match after {
                "h" | "hr" | "hrs" | "hour" | "hours" => (number, "h"),
                "d" | "day" | "days" => (number, "d"),
                "week" | "weeks" => (number.checked_mul(7)?, "d"),
                "month" | "months" => (number, "months"),
                "year" | "years" => (number.checked_mul(12)?, "months"),
                "percent" => (number, "%"),
                _ => return None,
            })
        })
        .collect()
}

/// `72h` is two words.
fn split_units(words: Vec<String>) -> Vec<String> {
    words
        .into_iter()
        .flat_map(|word| {
            let digits = word.len() - word.trim_start_matches(|c: char| c.is_ascii_digit()).len();
            let (number, unit) = word.split_at(digits);
            [number.to_owned(), unit.to_owned()]
        })
        .filter(|word| !word.is_empty())
        .collect()
}

/// Hours of a time, as far as one unit is a fixed number of another: a month counts as its shortest, 28 days, or its longest,
/// 31, whichever makes less of a difference.
pub(crate) fn hours(number: i64, unit: &str, longest: bool) -> Option<i64> {
    let of_month = if longest { 31 } else { 28 };
    number.checked_mul(match unit {
        "h" => 1,
        "d" => 24,
        "months" => 24 * of_month,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_with_their_units() {
        assert_eq!(
            amounts("within 72h, at most 3 working days"),
            [(72, "h"), (3, "d")]
        );
        assert_eq!(amounts("40% of staff, 2 weeks"), [(40, "%"), (14, "d")]);
        assert_eq!(amounts("ISO 42001 and 27001"), []);
        assert_eq!(amounts("99999999999999999999 days"), []);
    }

    #[test]
    fn a_phrase_is_whole_words() {
        let words = words("We don't re-train models");
        assert!(has(&words, "dont re train"));
        assert!(!has(&words, "rain"));
        assert!(is_negated(&words));
    }
}
