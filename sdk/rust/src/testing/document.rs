//! Documents of a fake supplier.

use crate::DocumentInfo;

/// A document that a test hands to a plugin. Its digest is all zeros: the fake host does not compute one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FakeDocument {
    pub(super) info: DocumentInfo,
    pub(super) bytes: Vec<u8>,
    pub(super) text: Option<String>,
}

impl FakeDocument {
    /// A Markdown document; the id is also its file name.
    pub fn markdown(id: &str, text: &str) -> Self {
        Self::new(id, "text/markdown", text.as_bytes())
    }

    /// A plain-text document.
    pub fn plain(id: &str, text: &str) -> Self {
        Self::new(id, "text/plain", text.as_bytes())
    }

    /// An HTML document.
    pub fn html(id: &str, text: &str) -> Self {
        Self::new(id, "text/html", text.as_bytes())
    }

    /// A PDF of which the host has read this text.
    pub fn pdf(id: &str, text: &str) -> Self {
        let mut document = Self::new(id, "application/pdf", text.as_bytes());
        document.bytes = b"%PDF-1.7".to_vec();
        document.info.byte_length = document.bytes.len() as u64;
        document
    }

    /// A document of any type; it has text when the bytes are UTF-8.
    pub fn new(id: &str, media_type: &str, bytes: &[u8]) -> Self {
        let text = std::str::from_utf8(bytes).ok().map(str::to_owned);
        let info = DocumentInfo {
            id: id.to_owned(),
            name: id.to_owned(),
            kind: "other".to_owned(),
            media_type: media_type.to_owned(),
            sha256: "0".repeat(64),
            byte_length: bytes.len() as u64,
            text_length: text.as_ref().map(|text| text.len() as u64),
            dated: None,
            replaces: None,
            extra: Vec::new(),
        };
        Self {
            info,
            bytes: bytes.to_owned(),
            text,
        }
    }

    /// `contract`, `terms`, `dpa`, `privacy-policy`, `policy`, `report`, `certificate` or `other`, which it is at first.
    #[must_use]
    pub fn kind(mut self, kind: &str) -> Self {
        self.info.kind = kind.to_owned();
        self
    }

    /// The date that the dossier gives it, `YYYY-MM-DD`.
    #[must_use]
    pub fn dated(mut self, day: &str) -> Self {
        self.info.dated = Some(day.to_owned());
        self
    }

    /// It is the newer version of the document with this id.
    #[must_use]
    pub fn replaces(mut self, older: &str) -> Self {
        self.info.replaces = Some(older.to_owned());
        self
    }
}
