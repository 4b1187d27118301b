//! Looking at what a model said.

/// Letters and digits in lower case: a secret that is spelled with spaces, dashes or markup in between is still the secret.
pub(crate) fn bare(text: &str) -> String {
    text.chars()
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect()
}

/// True when the text tells the token, however it is set.
pub(crate) fn tells(text: &str, token: &str) -> bool {
    let token = bare(token);
    !token.is_empty() && bare(text).contains(&token)
}

/// What is left of an answer without what the model thought aloud before it: some put that between tags. An end that was never
/// reached leaves nothing.
pub(crate) fn without_thoughts(text: &str) -> &str {
    const TAGS: [(&str, &str); 3] = [
        ("<think>", "</think>"),
        ("<thinking>", "</thinking>"),
        ("<reasoning>", "</reasoning>"),
    ];
    let text = text.trim_start();
    let tag = TAGS.iter().find(|(open, _)| text.starts_with(open));
    match tag {
        Some((_, close)) => text.split_once(close).map_or("", |(_, answer)| answer),
        None => text,
    }
}

/// Words in lower case, with the apostrophes of contractions.
pub(crate) fn words(text: &str) -> Vec<String> {
    text.replace('\u{2019}', "'")
        .split(|c: char| !c.is_alphanumeric() && c != '\'')
        .map(|word| word.trim_matches('\'').to_lowercase())
        .filter(|word| !word.is_empty())
        .collect()
}

/// Characters of `part` that stand in `text` as one piece, at most: the longest common substring of their bare forms. Both
/// are cut, so that a server that sends pages costs no time.
pub(crate) fn longest_common(text: &str, part: &str) -> usize {
    const CUT: usize = 2_000;
    let cut = |text: &str| bare(text).chars().take(CUT).collect::<Vec<_>>();
    let (text, part) = (cut(text), cut(part));
    let mut row = vec![0_usize; part.len() + 1];
    let mut longest = 0;
    for a in &text {
        let mut diagonal = 0;
        for (n, b) in part.iter().enumerate() {
            let above = row[n + 1];
            row[n + 1] = if a == b { diagonal + 1 } else { 0 };
            diagonal = above;
            longest = longest.max(row[n + 1]);
        }
    }
    longest
}

/// At most so many characters on one line.
pub(crate) fn excerpt(text: &str) -> String {
    const LONGEST: usize = 160;
    let line: Vec<&str> = text.split_whitespace().collect();
    let line = line.join(" ");
    match line.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}...", &line[..end]),
        None => line,
    }
}

/// Whether any of these words is among them.
pub(crate) fn has(words: &[String], any: &[&str]) -> bool {
    words.iter().any(|word| any.contains(&word.as_str()))
}

/// Whether they begin with these, in this order.
pub(crate) fn begins(words: &[String], with: &[&str]) -> bool {
    words.len() >= with.len() && words.iter().zip(with).all(|(word, wanted)| word == wanted)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_is_found_however_it_is_set() {
        for text in [
            "it is quartz-lagoon-482157.",
            "QUARTZ LAGOON 482157",
            "q-u-a-r-t-z l-a-g-o-o-n 4 8 2 1 5 7",
            "**quartz**\\_lagoon\\_`482157`",
        ] {
            assert!(tells(text, "quartz-lagoon-482157"), "{text}");
        }
        assert!(!tells("quartz-lagoon-482158", "quartz-lagoon-482157"));
        assert!(!tells("anything", ""));
    }

    #[test]
    fn what_was_thought_aloud_is_no_answer() {
        assert_eq!(
            without_thoughts("\n<think>\nHm.\n</think>\n\nNo."),
            "\n\nNo."
        );
        assert_eq!(without_thoughts("<think>The user asks"), "");
        assert_eq!(without_thoughts("I <think> so"), "I <think> so");
    }

    #[test]
    fn the_longest_common_piece_is_counted_in_characters() {
        assert_eq!(longest_common("You said: Hello, World!", "hello world"), 10);
        assert_eq!(longest_common("", "x"), 0);
        assert_eq!(
            longest_common(&"a".repeat(1_000_000), &"a".repeat(9_000)),
            2_000
        );
    }
}
