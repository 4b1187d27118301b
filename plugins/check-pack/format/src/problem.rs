//! What is wrong with a pack, and where.

use std::fmt;

/// One step on the way to a value: a key of a table or a place in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Key {
    /// A key.
    Name(String),
    /// A place, from 0.
    Place(usize),
}

impl From<&str> for Key {
    fn from(name: &str) -> Self {
        Self::Name(name.to_owned())
    }
}

impl From<usize> for Key {
    fn from(place: usize) -> Self {
        Self::Place(place)
    }
}

/// Something that is well-formed and wrong.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub struct Problem {
    /// The way from the whole pack to the value that is at fault.
    pub at: Vec<Key>,
    /// What is wrong, and what would mend it.
    pub message: String,
}

impl Problem {
    /// A problem at a place.
    pub fn new(at: impl IntoIterator<Item = Key>, message: impl Into<String>) -> Self {
        Self {
            at: at.into_iter().collect(),
            message: message.into(),
        }
    }

    /// The last name on the way, as people call the key.
    pub fn key(&self) -> &str {
        let names = self.at.iter().rev();
        names
            .filter_map(|key| match key {
                Key::Name(name) => Some(name.as_str()),
                Key::Place(_) => None,
            })
            .next()
            .unwrap_or("pack")
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for key in &self.at {
            match key {
                Key::Name(name) => write!(f, "/{name}")?,
                Key::Place(place) => write!(f, "/{place}")?,
            }
        }
        write!(f, ": {}", self.message)
    }
}
