//! What a description reads like: data with source and date.

use serde::Deserialize;

/// The uses that are known.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct Uses {
    pub(crate) source: String,
    pub(crate) as_of: String,
    pub(crate) practices: Vec<Use>,
    pub(crate) areas: Vec<Use>,
}

/// One use, by the words for it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Use {
    /// Its place in the regulation.
    pub(crate) id: String,
    pub(crate) name: String,
    words: Vec<String>,
    #[serde(default)]
    with: Vec<String>,
}

impl Uses {
    pub(crate) fn load() -> Result<Self, String> {
        toml::from_str(include_str!("../data/uses.toml"))
            .map_err(|error| format!("the list of uses cannot be read: {error}"))
    }
}

impl Use {
    /// True when a description reads like it.
    pub(crate) fn is_in(&self, description: &Words) -> bool {
        let any = |phrases: &[String]| phrases.iter().any(|phrase| description.has(phrase));
        any(&self.words) && (self.with.is_empty() || any(&self.with))
    }
}

/// A text as lower-case words between single spaces, so that a phrase is whole words.
#[derive(Debug)]
pub(crate) struct Words(String);

impl Words {
    pub(crate) fn of<'a>(texts: impl IntoIterator<Item = &'a str>) -> Self {
        let mut words = String::from(" ");
        for text in texts {
            for c in text.chars().flat_map(char::to_lowercase) {
                if c.is_alphanumeric() {
                    words.push(c);
                } else if !words.ends_with(' ') {
                    words.push(' ');
                }
            }
            // A phrase does not reach from one fact into the next.
            words.push_str(" | ");
        }
        Self(words)
    }

    fn has(&self, phrase: &str) -> bool {
        self.0.contains(&format!(" {phrase} "))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_use_can_be_recognised_by_its_own_words() {
        let uses = Uses::load().unwrap();
        assert!(!uses.source.is_empty() && uses.as_of.len() == 10);
        for one in uses.practices.iter().chain(&uses.areas) {
            for phrase in &one.words {
                let with = one.with.first().map_or("", String::as_str);
                let words = Words::of([format!("It {phrase}, {with}.").as_str()]);
                assert!(one.is_in(&words), "{}: {phrase}", one.id);
                assert!(
                    phrase.chars().all(|c| c.is_ascii_lowercase() || c == ' '),
                    "{phrase}"
                );
            }
        }
    }

    #[test]
    fn a_part_of_a_word_or_of_two_facts_is_none() {
        let uses = Uses::load().unwrap();
        for text in [
            "Drafts answers to customers about heating and policy",
            "Sorts invoices; a migration of servers is planned",
            "Answers questions about products for the mood board of designers",
        ] {
            let words = Words::of([text]);
            let found: Vec<_> = uses
                .practices
                .iter()
                .chain(&uses.areas)
                .filter(|one| one.is_in(&words))
                .map(|one| one.id.as_str())
                .collect();
            assert!(found.is_empty(), "{text}: {found:?}");
        }
        let apart = Words::of(["credit", "scoring"]);
        assert!(!uses.areas.iter().any(|one| one.is_in(&apart)));
    }
}
