//! Text that a supplier or a plugin wrote.

use serde::{Deserialize, Serialize};

/// Text from outside. It has no `Display`, so it cannot reach a terminal, a page or a sheet by accident: an encoder of the
/// report room asks for [`Untrusted::expose`] and escapes what it gets for its own output.
#[derive(
    Clone,
    Default,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Serialize,
    Deserialize,
    schemars::JsonSchema,
)]
#[serde(transparent)]
pub struct Untrusted(String);

impl Untrusted {
    /// Marks text as untrusted.
    pub fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// The raw text, for comparing, for storing and for the encoders.
    pub fn expose(&self) -> &str {
        &self.0
    }

    /// True when nothing but white space was written.
    pub fn is_blank(&self) -> bool {
        self.0.trim().is_empty()
    }
}

impl From<&str> for Untrusted {
    fn from(text: &str) -> Self {
        Self::new(text)
    }
}

impl From<String> for Untrusted {
    fn from(text: String) -> Self {
        Self(text)
    }
}

/// Debug output escapes control characters, so that even a log line cannot be forged with it.
impl std::fmt::Debug for Untrusted {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Untrusted({:?})", self.0)
    }
}
