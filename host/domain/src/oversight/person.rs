//! Who did something.

use serde::{Deserialize, Serialize};

/// Longest name in characters: an address of ordinary length fits.
const MAX_LEN: usize = 120;

/// A person as a register names one: a short name or an address, for example `mira.lopez` or `mira@buyer.example`.
///
/// Lower case only, so that one person cannot be two, which the rule that an approver is not the requester rests on.
#[derive(
    Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, schemars::JsonSchema,
)]
#[serde(try_from = "String", into = "String")]
#[schemars(with = "String")]
pub struct Person(String);

/// A text that names no person.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "a person is 1 to {MAX_LEN} letters, digits and `.`, `-`, `_`, `+`, `@`, starting with a letter or digit"
)]
pub struct PersonError;

impl Person {
    /// The name.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for Person {
    type Error = PersonError;
    fn try_from(text: String) -> Result<Self, PersonError> {
        let text = text.trim().to_ascii_lowercase();
        let allowed = |c: char| {
            c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '.' | '-' | '_' | '+' | '@')
        };
        let starts = text.starts_with(|c: char| c.is_ascii_lowercase() || c.is_ascii_digit());
        if starts && text.len() <= MAX_LEN && text.chars().all(allowed) {
            Ok(Self(text))
        } else {
            Err(PersonError)
        }
    }
}

impl std::str::FromStr for Person {
    type Err = PersonError;
    fn from_str(text: &str) -> Result<Self, PersonError> {
        Self::try_from(text.to_owned())
    }
}

impl From<Person> for String {
    fn from(person: Person) -> String {
        person.0
    }
}

impl std::fmt::Display for Person {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.pad(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_person_has_one_spelling() {
        let one: Person = "Mira.Lopez@Buyer.example".parse().unwrap();
        assert_eq!(one, " mira.lopez@buyer.example ".parse().unwrap());
        for wrong in ["", "-", "mira lopez", "mírа", "a\u{1b}[2J", "<b>"] {
            assert!(wrong.parse::<Person>().is_err(), "{wrong:?}");
        }
    }
}
