//! Documents of a dossier.

use std::sync::Arc;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::{Digest, Untrusted};

/// What a document is for.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Serialize,
    Deserialize,
    schemars::JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum DocumentKind {
    /// A signed contract.
    Contract,
    /// Published terms.
    Terms,
    /// A data processing agreement.
    Dpa,
    /// A privacy policy.
    PrivacyPolicy,
    /// An internal policy or procedure.
    Policy,
    /// An audit, test or assessment report.
    Report,
    /// A certificate.
    Certificate,
    /// Anything else.
    Other,
}

impl DocumentKind {
    /// All kinds.
    pub const ALL: [Self; 8] = [
        Self::Contract,
        Self::Terms,
        Self::Dpa,
        Self::PrivacyPolicy,
        Self::Policy,
        Self::Report,
        Self::Certificate,
        Self::Other,
    ];

    /// The kebab-case word of the contract.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Contract => "contract",
            Self::Terms => "terms",
            Self::Dpa => "dpa",
            Self::PrivacyPolicy => "privacy-policy",
            Self::Policy => "policy",
            Self::Report => "report",
            Self::Certificate => "certificate",
            Self::Other => "other",
        }
    }

    /// True for documents that bind the supplier.
    pub const fn is_binding(self) -> bool {
        matches!(self, Self::Contract | Self::Terms | Self::Dpa)
    }
}

/// The media types that the host hands to plugins as text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum MediaType {
    /// `text/plain`.
    #[serde(rename = "text/plain")]
    Plain,
    /// `text/markdown`.
    #[serde(rename = "text/markdown")]
    Markdown,
    /// `text/html`.
    #[serde(rename = "text/html")]
    Html,
    /// `application/json`.
    #[serde(rename = "application/json")]
    Json,
    /// Anything else: bytes only.
    #[serde(rename = "application/octet-stream")]
    Bytes,
}

impl MediaType {
    /// The registered name.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Plain => "text/plain",
            Self::Markdown => "text/markdown",
            Self::Html => "text/html",
            Self::Json => "application/json",
            Self::Bytes => "application/octet-stream",
        }
    }
}

/// What the host could read of a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DocumentContent {
    /// UTF-8 text; offsets into it are byte offsets.
    Text(Arc<str>),
    /// Bytes that are not UTF-8 text, with the reason in words.
    NotText {
        /// The bytes.
        bytes: Arc<[u8]>,
        /// Why it is not text.
        reason: String,
    },
    /// Not handed to plugins at all, with the reason in words, for example that it is too large.
    Withheld {
        /// Why.
        reason: String,
    },
}

/// A person's statement that a document is independent assurance: accredited, in scope, in date.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct IndependentReview {
    /// Who looked.
    pub reviewed_by: Untrusted,
    /// When.
    pub reviewed_on: Date,
}

/// One document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    /// Its id: the path below `evidence/`, with `/` between parts.
    pub id: String,
    /// The file name.
    pub name: Untrusted,
    /// What it is for.
    pub kind: DocumentKind,
    /// Its type.
    pub media_type: MediaType,
    /// The digest of its bytes.
    pub digest: Digest,
    /// Its size in bytes.
    pub byte_length: u64,
    /// Its date, as the dossier gives it.
    pub dated: Option<Date>,
    /// True when the buyer states that it is the version in force between the parties.
    pub in_force: bool,
    /// Set when a person of the buyer has reviewed it as independent assurance.
    pub review: Option<IndependentReview>,
    /// What can be read.
    pub content: DocumentContent,
}

impl Document {
    /// The text, when there is any.
    pub fn text(&self) -> Option<&str> {
        match &self.content {
            DocumentContent::Text(text) => Some(text),
            DocumentContent::NotText { .. } | DocumentContent::Withheld { .. } => None,
        }
    }

    /// The bytes, when plugins may have them.
    pub fn bytes(&self) -> Option<&[u8]> {
        match &self.content {
            DocumentContent::Text(text) => Some(text.as_bytes()),
            DocumentContent::NotText { bytes, .. } => Some(bytes),
            DocumentContent::Withheld { .. } => None,
        }
    }
}
