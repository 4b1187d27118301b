//! Offers of a TLS handshake, and what servers make of them.

use serde::{Deserialize, Serialize};

use crate::{ProbeFailureKind, TlsFacts};

/// An offer of a plugin.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HandshakeOffer {
    /// The endpoint whose grant it uses.
    pub endpoint: String,
    /// The highest version, as the plugin wrote it.
    pub version: String,
    /// Cipher suites by their numbers in the IANA registry.
    pub cipher_suites: Vec<u16>,
}

/// What a server chose.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HandshakeAcceptance {
    /// Version, cipher suite and chain. The server has not shown that it holds the key of that chain.
    pub tls: TlsFacts,
    /// The number of the chosen cipher suite.
    pub cipher_suite: u16,
    /// Bits of the prime of an ephemeral Diffie-Hellman exchange.
    pub dh_bits: Option<u32>,
}

/// Why nothing was agreed on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum HandshakeRefusalKind {
    /// The server refused by an alert.
    Alert,
    /// The server closed or reset the connection instead of answering.
    Closed,
    /// The host cannot make this offer.
    NotOffered,
    /// The offer did not get that far.
    Failed(ProbeFailureKind),
}

impl HandshakeRefusalKind {
    /// The kebab-case word of the contract.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Alert => "alert",
            Self::Closed => "closed",
            Self::NotOffered => "not-offered",
            Self::Failed(kind) => kind.label(),
        }
    }
}

/// An offer on which nothing was agreed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HandshakeRefusal {
    /// Why.
    pub kind: HandshakeRefusalKind,
    /// In words. For a denial it names the line of the dossier that would allow it.
    pub message: String,
    /// The number of the alert in the IANA registry.
    pub alert: Option<u8>,
}
