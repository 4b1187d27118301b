//! "Did you mean".

/// Longest text that is compared: the distance takes time with the square of the length, and keys may be hostile.
const MAX_LEN: usize = 64;

/// The known word that a wrong one was most likely meant to be, or none when nothing is close.
pub(crate) fn nearest<'a>(
    wrong: &str,
    known: impl IntoIterator<Item = &'a str>,
) -> Option<&'a str> {
    if wrong.len() > MAX_LEN {
        return None;
    }
    let folded = wrong.trim().to_lowercase().replace(['_', ' '], "-");
    known
        .into_iter()
        .filter(|word| word.len() <= MAX_LEN)
        .map(|word| {
            let distance = strsim::damerau_levenshtein(&folded, &word.to_lowercase());
            (distance, word)
        })
        .filter(|(distance, word)| distance * 3 <= folded.len().max(word.len()))
        .min()
        .map(|(_, word)| word)
}

/// The help that goes with an unknown word: the nearest one, or all when there are few enough to read.
pub(crate) fn suggestion(wrong: &str, known: &[&str]) -> Option<String> {
    const FEW: usize = 14;
    did_you_mean(wrong, known).or_else(|| {
        let readable = !known.is_empty() && known.len() <= FEW;
        readable.then(|| format!("known are {}", quoted(known)))
    })
}

/// The nearest word as a question.
pub(crate) fn did_you_mean(wrong: &str, known: &[&str]) -> Option<String> {
    nearest(wrong, known.iter().copied()).map(|word| format!("did you mean `{word}`?"))
}

/// Words in backquotes with commas between them.
pub(crate) fn quoted(words: &[&str]) -> String {
    words
        .iter()
        .map(|word| format!("`{word}`"))
        .collect::<Vec<_>>()
        .join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn suggests_what_was_meant_and_nothing_far_fetched() {
        let known = ["legal-name", "country", "roles"];
        assert_eq!(nearest("legal_name", known), Some("legal-name"));
        assert_eq!(nearest("Contry", known), Some("country"));
        assert_eq!(nearest("token", known), None);
        assert_eq!(nearest(&"legal-name".repeat(50_000), known), None);
    }
}
