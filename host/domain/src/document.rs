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

/// What a document is, by its name and its first bytes.
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
    /// `application/pdf`.
    #[serde(rename = "application/pdf")]
    Pdf,
    /// A Word document.
    #[serde(rename = "application/vnd.openxmlformats-officedocument.wordprocessingml.document")]
    Docx,
    /// An Excel workbook.
    #[serde(rename = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")]
    Xlsx,
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
            Self::Pdf => "application/pdf",
            Self::Docx => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            Self::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            Self::Bytes => "application/octet-stream",
        }
    }

    /// True when the bytes are the text.
    pub const fn is_text(self) -> bool {
        matches!(self, Self::Plain | Self::Markdown | Self::Html | Self::Json)
    }
}

/// Where a part of a document's text stands. It reaches to the start of the next place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// A byte offset into the text.
    pub start: u64,
    /// In words: `page 3`, `sheet Risks, cell B4`. Names in it are the supplier's.
    pub label: Untrusted,
}

/// What the document reader made of a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reading {
    /// The bytes of the document.
    pub bytes: Arc<[u8]>,
    /// UTF-8 text; offsets into it are byte offsets. For a document that is text itself, its bytes.
    pub text: Arc<str>,
    /// In the order of their starts.
    pub places: Arc<[Place]>,
    /// What a person should know who relies on the text.
    pub notes: Vec<Untrusted>,
}

impl Reading {
    /// Where a range of the text stands, in words: `page 3`, or `page 3 to page 4`.
    pub fn place(&self, start: u64, end: u64) -> Option<Untrusted> {
        let at = |offset: u64| {
            let after = self.places.partition_point(|place| place.start <= offset);
            self.places.get(after.checked_sub(1)?)
        };
        let first = at(start)?;
        match at(end.saturating_sub(1)) {
            Some(last) if last.start > first.start => {
                Some(format!("{} to {}", first.label.expose(), last.label.expose()).into())
            }
            _ => Some(first.label.clone()),
        }
    }
}

/// What the host could read of a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DocumentContent {
    /// UTF-8 text; offsets into it are byte offsets.
    Text(Arc<str>),
    /// Bytes that the document reader has to turn into text first.
    Unread(Arc<[u8]>),
    /// Read by the document reader.
    Read(Reading),
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
    /// The id of the version that it is the newer version of. That one is kept for comparing and binds nobody any more.
    pub replaces: Option<String>,
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
            DocumentContent::Read(reading) => Some(&reading.text),
            DocumentContent::Unread(_)
            | DocumentContent::NotText { .. }
            | DocumentContent::Withheld { .. } => None,
        }
    }

    /// What the document reader made of it, when it has read it.
    pub fn reading(&self) -> Option<&Reading> {
        match &self.content {
            DocumentContent::Read(reading) => Some(reading),
            _ => None,
        }
    }

    /// Why it has no text, when it has none.
    pub fn unreadable(&self) -> Option<&str> {
        match &self.content {
            DocumentContent::NotText { reason, .. } | DocumentContent::Withheld { reason } => {
                Some(reason)
            }
            DocumentContent::Unread(_) => Some("it has not been read"),
            DocumentContent::Text(_) | DocumentContent::Read(_) => None,
        }
    }

    /// The bytes, when plugins may have them.
    pub fn bytes(&self) -> Option<&[u8]> {
        match &self.content {
            DocumentContent::Text(text) => Some(text.as_bytes()),
            DocumentContent::Unread(bytes) | DocumentContent::NotText { bytes, .. } => Some(bytes),
            DocumentContent::Read(reading) => Some(&reading.bytes),
            DocumentContent::Withheld { .. } => None,
        }
    }
}
