//! Answers that are no answers.

/// What people type to get past a mandatory field, in the form that [`is_placeholder`] compares: lower case, without
/// apostrophes and dots, every other sign a space. "none" is not here: it can be a statement.
const PLACEHOLDERS: &[&str] = &[
    "",
    "abc",
    "asdf",
    "asdfasdf",
    "ask us",
    "as above",
    "bar",
    "blank",
    "click here to enter text",
    "coming soon",
    "dk",
    "do not know",
    "dont know",
    "dummy",
    "dunno",
    "empty",
    "enter text here",
    "example",
    "fill in",
    "fill me in",
    "follows",
    "foo",
    "foo bar",
    "foobar",
    "i do not know",
    "i dont know",
    "idk",
    "later",
    "lorem ipsum",
    "n a",
    "na",
    "nil",
    "no answer",
    "no comment",
    "no idea",
    "no response",
    "not applicable",
    "not known",
    "not sure",
    "null",
    "ok",
    "okay",
    "pending",
    "placeholder",
    "please fill in",
    "qwerty",
    "sample",
    "same as above",
    "see above",
    "see below",
    "see website",
    "soon",
    "tba",
    "tbc",
    "tbd",
    "test",
    "test test",
    "testing",
    "tests",
    "to be announced",
    "to be completed",
    "to be confirmed",
    "to be decided",
    "to be defined",
    "to be determined",
    "to be done",
    "to do",
    "to follow",
    "todo",
    "unclear",
    "undefined",
    "unknown",
    "unspecified",
    "unsure",
    "we do not know",
    "we dont know",
    "wip",
    "your answer here",
];

/// True when a text is no answer at all: blank, signs only, "TBD", "don't know", "n/a", "test", "xxx", ...
///
/// It looks at the whole text only: "unknown" is a placeholder, "unknown to the public" is not.
///
/// ```
/// assert!(assay_sdk::is_placeholder(" T.B.D. "));
/// assert!(!assay_sdk::is_placeholder("no"));
/// ```
pub fn is_placeholder(text: &str) -> bool {
    let bare: String = text
        .to_lowercase()
        .chars()
        .filter(|c| !matches!(c, '\'' | '’' | '`' | '´' | '.'))
        .map(|c| if c.is_alphanumeric() { c } else { ' ' })
        .collect();
    let words = bare.split_whitespace().collect::<Vec<_>>().join(" ");
    // The host counts a single letter as none too, `y` included: it may stand for anything.
    let one_letter = !words.is_empty()
        && words
            .chars()
            .all(|c| c.is_alphabetic() && words.starts_with(c));
    one_letter || PLACEHOLDERS.contains(&words.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_people_type_to_get_past_a_field_is_no_answer() {
        for text in [
            "",
            "  ",
            "-",
            "—",
            "...",
            "?",
            "???",
            "x",
            "X",
            "xxx",
            "aaaa",
            "test",
            "Test.",
            "TBD",
            "T.B.D.",
            "tbc",
            "n/a",
            "N/A",
            "n.a.",
            "NA",
            "n / a",
            "don't know",
            "Don’t know",
            "dont know",
            "unknown",
            "[tbd]",
            "<TODO>",
            "to-do",
            "To be determined",
            "not sure!",
            "null",
            "\u{a0}",
            "WIP",
            "Lorem ipsum",
        ] {
            assert!(is_placeholder(text), "{text:?} was taken for an answer");
        }
    }

    #[test]
    fn an_answer_is_not_taken_for_a_placeholder() {
        for text in [
            "no",
            "yes",
            "none",
            "72",
            "0",
            "implemented",
            "unknown to the public",
            "We test every release",
            "EU",
            "na region",
            "11",
            "3 x a year",
            "Not applicable to EU customers",
        ] {
            assert!(!is_placeholder(text), "{text:?} was thrown away");
        }
    }
}
