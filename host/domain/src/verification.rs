//! What the host's verifier says of a certificate chain.

use serde::{Deserialize, Serialize};

/// The verdict of WebPKI on a chain in one word: verified, not checked, or the rule that is violated. A person reads the words
/// beside it; rules read this.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Verification {
    /// The chain leads to a trusted root and fits the name.
    Verified,
    /// No chain was seen.
    Unchecked,
    /// The certificate is for another name.
    Name,
    /// A certificate of the chain is past its last day.
    Expired,
    /// A certificate of the chain is before its first day.
    NotYetValid,
    /// The server's certificate vouches for itself.
    SelfSigned,
    /// The chain leads to a root that is not trusted.
    Untrusted,
    /// The certificate of an issuer was not sent.
    Incomplete,
    /// The server's own certificate does not come first.
    WrongOrder,
    /// A key is too short to be trusted, or of a kind that is not.
    WeakKey,
    /// A certificate is signed with a broken hash.
    WeakSignature,
    /// A signature is not one of the key that it names.
    BadSignature,
    /// A certificate signs that may not, or one that may sign stands as the server's own.
    CaConstraint,
    /// A certificate is not meant for servers.
    Purpose,
    /// A certificate cannot be read.
    Malformed,
    /// Another rule.
    Other,
}

impl Verification {
    /// All of them.
    pub const ALL: [Self; 16] = [
        Self::Verified,
        Self::Unchecked,
        Self::Name,
        Self::Expired,
        Self::NotYetValid,
        Self::SelfSigned,
        Self::Untrusted,
        Self::Incomplete,
        Self::WrongOrder,
        Self::WeakKey,
        Self::WeakSignature,
        Self::BadSignature,
        Self::CaConstraint,
        Self::Purpose,
        Self::Malformed,
        Self::Other,
    ];

    /// The kebab-case word of the contract.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Verified => "verified",
            Self::Unchecked => "unchecked",
            Self::Name => "name",
            Self::Expired => "expired",
            Self::NotYetValid => "not-yet-valid",
            Self::SelfSigned => "self-signed",
            Self::Untrusted => "untrusted",
            Self::Incomplete => "incomplete",
            Self::WrongOrder => "wrong-order",
            Self::WeakKey => "weak-key",
            Self::WeakSignature => "weak-signature",
            Self::BadSignature => "bad-signature",
            Self::CaConstraint => "ca-constraint",
            Self::Purpose => "purpose",
            Self::Malformed => "malformed",
            Self::Other => "other",
        }
    }
}
