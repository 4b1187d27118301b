//! Patterns: regular expressions that run in linear time over plain text.

pub use regex::bytes::Captures;
use regex::bytes::{Regex, RegexBuilder};

/// The group whose text is compared.
pub const VALUE: &str = "value";

/// Longest pattern in bytes, as written.
const LONGEST: usize = 1_000;
/// Most memory that a pattern may take, compiled: a repetition of a repetition must not fill the memory of the component.
const SIZE: usize = 512 * 1024;
/// Deepest nesting of groups.
const DEPTH: u32 = 32;
/// Most groups that take out a text.
const GROUPS: usize = 8;

/// What stands in braces in a pattern for a kind of value, so that nobody has to write it anew.
const SHORTHANDS: [(&str, &str); 4] = [
    (
        "{duration}",
        r"(?<value>(?:\S+ ){0,6}?\S+[ -](?:hours?|days?|weeks?|months?|years?))\b",
    ),
    (
        "{percent}",
        r"(?<value>\d{1,3}(?:\.\d{1,4})?) ?(?:%|percent\b|per cent\b)",
    ),
    (
        "{amount}",
        r"(?<value>(?:us ?\$|\$|\b(?:usd|eur|gbp|chf)) ?\d[\d.,]*(?: ?(?:million|billion|thousand|mn|bn|m|k)\b)?|\b\d[\d.,]*(?: ?(?:million|billion|thousand|mn|bn|m|k))? ?(?:usd|eur|gbp|chf|euros?|dollars|pounds)\b)",
    ),
    ("{number}", r"(?<value>\b\d[\d,]*(?:\.\d{1,4})?)"),
];

/// Why a pattern cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PatternError {
    /// Too long.
    #[error("the pattern has {0} bytes, more than {LONGEST}")]
    TooLong(usize),
    /// It could never match.
    #[error(
        "`{0}` never matches: documents are read as plain ASCII, lower case, with single spaces; write the letter without its accent"
    )]
    NotAscii(char),
    /// Not a regular expression.
    #[error("the pattern cannot be read: {0}")]
    Syntax(String),
    /// It would need too much memory.
    #[error(
        "the pattern is too large: compiled it would need more than {SIZE} bytes; use fewer or smaller repetitions"
    )]
    TooLarge,
    /// Too many groups.
    #[error("the pattern has {0} named groups, more than {GROUPS}")]
    TooManyGroups(usize),
    /// It matches everywhere.
    #[error("the pattern matches a text without anything in it, so it would match everywhere")]
    Everywhere,
}

/// A pattern that can be looked for.
#[derive(Debug, Clone)]
pub struct Pattern(Regex);

impl Pattern {
    /// Compiles a pattern. Upper and lower case are the same, and `{duration}`, `{percent}`, `{amount}` and `{number}`
    /// stand for a group `value` that takes one out.
    ///
    /// # Errors
    /// When it is no regular expression, or too large.
    pub fn new(text: &str) -> Result<Self, PatternError> {
        if text.len() > LONGEST {
            return Err(PatternError::TooLong(text.len()));
        }
        if let Some(other) = text.chars().find(|c| !c.is_ascii()) {
            return Err(PatternError::NotAscii(other));
        }
        let full = SHORTHANDS
            .iter()
            .fold(text.to_owned(), |text, (word, pattern)| {
                text.replace(word, pattern)
            });
        let regex = RegexBuilder::new(&full)
            .unicode(false)
            .case_insensitive(true)
            .nest_limit(DEPTH)
            .size_limit(SIZE)
            .dfa_size_limit(SIZE)
            .build()
            .map_err(|error| match error {
                regex::Error::CompiledTooBig(_) => PatternError::TooLarge,
                error => PatternError::Syntax(reason(&error.to_string())),
            })?;
        let pattern = Self(regex);
        let groups = pattern.groups().count();
        if groups > GROUPS {
            return Err(PatternError::TooManyGroups(groups));
        }
        if pattern.0.is_match(b"") {
            return Err(PatternError::Everywhere);
        }
        Ok(pattern)
    }

    /// The names of its groups.
    pub fn groups(&self) -> impl Iterator<Item = &str> {
        self.0.capture_names().flatten()
    }

    /// True when a value is taken out.
    pub fn has_value(&self) -> bool {
        self.groups().any(|name| name == VALUE)
    }

    /// True when it is found.
    pub fn is_in(&self, text: &str) -> bool {
        self.0.is_match(text.as_bytes())
    }

    /// Where it is found, one after the other.
    pub fn find_all<'t>(&self, text: &'t str) -> impl Iterator<Item = Captures<'t>> {
        self.0.captures_iter(text.as_bytes())
    }
}

/// The reason at the end of a message that draws the pattern first.
fn reason(message: &str) -> String {
    let last = message.lines().last().unwrap_or(message).trim();
    last.strip_prefix("error: ").unwrap_or(last).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn value(pattern: &str, text: &str) -> Option<String> {
        let pattern = Pattern::new(pattern).unwrap();
        let found = pattern.find_all(text).next()?;
        let value = found.name(VALUE)?;
        Some(String::from_utf8_lossy(value.as_bytes()).into_owned())
    }

    #[test]
    fn a_shorthand_takes_out_the_value_with_its_unit() {
        for (pattern, text, taken) in [
            (
                "within {duration}",
                "told within 72 hours of it",
                "72 hours",
            ),
            (
                "within {duration}",
                "within seventy-two (72) hours after",
                "seventy-two (72) hours",
            ),
            ("within {duration}", "within a reasonable time", ""),
            (
                "{percent} of",
                "an uptime of 99.95 % of each month",
                "99.95",
            ),
            (
                "exceed {amount}",
                "not exceed eur 1,000,000 in all",
                "eur 1,000,000",
            ),
            (
                "exceed {amount}",
                "not exceed 5 million euros",
                "5 million euros",
            ),
            ("{number} audits", "3 audits a year", "3"),
        ] {
            assert_eq!(value(pattern, text).unwrap_or_default(), taken, "{text}");
        }
    }

    #[test]
    fn what_cannot_work_is_refused_with_the_reason() {
        for (pattern, reason) in [
            ("a(b", "unclosed group"),
            ("größe", "plain ASCII"),
            ("(?:a{1,900}){1,900}", "too large"),
            ("x*", "everywhere"),
            ("(?<a>x)(?<a>y)", "duplicate"),
            ("within {duration} or {duration}", "duplicate"),
            (r"(?=a)b", "look-around"),
            (&"a".repeat(1_001), "1001 bytes"),
        ] {
            let error = Pattern::new(pattern).unwrap_err().to_string();
            assert!(error.contains(reason), "{pattern}: {error}");
        }
    }

    proptest::proptest! {
        #![proptest_config(proptest::prelude::ProptestConfig::with_cases(512))]
        #[test]
        fn no_pattern_makes_the_compiler_panic(text in r"[a-c(){}\[\]|*+?.\\^$0-9<>:, dun]{0,60}", over in "[a-c 0-9]{0,80}") {
            if let Ok(pattern) = Pattern::new(&text) {
                let _ = pattern.find_all(&over).count();
            }
        }
    }
}
