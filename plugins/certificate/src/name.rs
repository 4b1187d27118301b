//! Where a name ends in running text.

use std::ops::Range;

use assay_sdk::LegalName;

use crate::{layout::trim, pattern::Pattern, plain::written};

/// What follows a name and is not part of it.
static AFTER: Pattern = Pattern::new(
    r"(?:\b(?:has|have|had|is|are|was|were|operates?|maintains?|implement(?:s|ed)|establish(?:es|ed)|fulfil\w*|compl(?:y|ies)|meets?|conforms?|satisf(?:y|ies)|demonstrates?|hereby|certif(?:y|ies)|at|located|with|for|in|under|on|whose|which|that|dated|registration|registered|reg|accredited|according|to|from|by|against|gegen|applies|provides|uses|hat|erfuellt|betreibt|mit|fuer|a mis|est|respecte|dont|pour)\b|\(|\||;|:|\t| {3,}|/| -{1,3} |\n\s*\n|, (?:a|an|the|which|whose)\b)",
);

/// Legal forms after a comma: `Example AI, Inc.`.
static FORM_AFTER_COMMA: Pattern = Pattern::new(
    r"^,\s{1,3}(?:inc|incorporated|ltd|limited|llc|l\.l\.c|gmbh|corp|corporation|s\.a|sas|b\.v|bv|plc|pbc|co)\b\.?",
);

/// The most words that a name has.
const LONGEST: usize = 10;

/// The name that begins at `start`, after white space and signs, within `end`.
pub(crate) fn at(text: &str, plain: &str, start: usize, end: usize) -> Option<Range<usize>> {
    let shown = &plain[start..end];
    let skipped = shown.len()
        - shown
            .trim_start_matches(|c: char| {
                c.is_ascii_whitespace() || matches!(c, '"' | ':' | '-' | '.' | ',' | '|' | '\'')
            })
            .len();
    let start = start + skipped;
    let article = ["the ", "die ", "der ", "das ", "le ", "la "]
        .iter()
        .find(|article| plain[start..end].starts_with(*article))
        .map_or(0, |article| article.len());
    let start = start + article;
    // A name does not run over a line end.
    let line = plain[start..end].find('\n').map_or(end, |at| start + at);
    let shown = &plain[start..line];
    let mut stop = AFTER.find(shown).map_or(shown.len(), |found| found.start);
    if let Some(comma) = shown[..stop].find(',') {
        stop = match FORM_AFTER_COMMA.find(&shown[comma..]) {
            Some(form) => comma + form.end,
            None => comma,
        };
    }
    if let Some(end_of_sentence) = sentence_end(written(text, start..start + stop)) {
        stop = end_of_sentence;
    }
    let range = trim(plain, start..start + stop);
    let name = plain[range.clone()].trim_end_matches(['"', '\'', ',']);
    let range = range.start..range.start + name.len();
    is_name(written(text, range.clone())).then_some(range)
}

/// The name that ends at `end`, on the same line.
pub(crate) fn before(text: &str, plain: &str, end: usize) -> Option<Range<usize>> {
    let line = plain[..end].trim_end();
    let start = line.rfind(['\n', '|', ':', ';']).map_or(0, |at| at + 1);
    let start = plain[start..line.len()]
        .rfind(". ")
        .filter(|at| !LegalName::read(written(text, start..start + at)).has_form())
        .map_or(start, |at| start + at + 2);
    let mut range = trim(plain, start..line.len());
    for (lead, length) in [("we, ", 4), ("the ", 4), ("by ", 3)] {
        if plain[range.clone()].starts_with(lead) {
            range.start += length;
        }
    }
    if let Some(comma) = plain[range.clone()].find(',')
        && FORM_AFTER_COMMA
            .find(&plain[range.start + comma..range.end])
            .is_none()
    {
        range.end = range.start + comma;
    }
    is_name(written(text, range.clone())).then_some(range)
}

/// A full stop that ends a sentence and no abbreviation: `Example Ltd. It has ...`.
fn sentence_end(text: &str) -> Option<usize> {
    text.match_indices(". ").map(|(at, _)| at).find(|at| {
        let word = text[..*at].rsplit(' ').next().unwrap_or_default();
        let rest = LegalName::read(&text[*at..]);
        word.chars().filter(|c| c.is_alphanumeric()).count() > 3
            || !(rest.has_form() || rest.is_empty())
    })
}

/// A name begins with a capital letter or a digit, and is neither a sentence nor a phrase of the certificate itself.
fn is_name(text: &str) -> bool {
    let first = text.chars().next();
    let words = LegalName::read(text);
    let opens = first.is_some_and(|c| c.is_uppercase() || c.is_ascii_digit());
    let phrase = [
        "management system",
        "certificate of",
        "this is",
        "this certificate",
    ];
    let lower = text.to_lowercase();
    opens
        && (1..=LONGEST).contains(&words.called().len())
        && text.chars().any(char::is_alphabetic)
        && !phrase.iter().any(|words| lower.contains(words))
        && !matches!(
            lower.as_str(),
            "certificate" | "the" | "we" | "our" | "its" | "and" | "us"
        )
}
