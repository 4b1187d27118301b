//! Why a document has no text.

/// Why a document could not be read. None of these is a statement about what the document says.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Unreadable {
    /// It opens with a password only.
    #[error("encrypted: {0}")]
    Encrypted(String),
    /// It shows pictures of text.
    #[error("scanned: {0}")]
    Scanned(String),
    /// It breaks the rules of its format.
    #[error("damaged: {0}")]
    Damaged(String),
    /// It holds more than is read.
    #[error("too-large: {0}")]
    TooLarge(String),
    /// It uses something that is not read here.
    #[error("unsupported: {0}")]
    Unsupported(String),
}

impl Unreadable {
    /// The word of the contract.
    pub const fn reason(&self) -> &'static str {
        match self {
            Self::Encrypted(_) => "encrypted",
            Self::Scanned(_) => "scanned",
            Self::Damaged(_) => "damaged",
            Self::TooLarge(_) => "too-large",
            Self::Unsupported(_) => "unsupported",
        }
    }

    /// The words.
    pub fn detail(&self) -> &str {
        match self {
            Self::Encrypted(detail)
            | Self::Scanned(detail)
            | Self::Damaged(detail)
            | Self::TooLarge(detail)
            | Self::Unsupported(detail) => detail,
        }
    }
}
