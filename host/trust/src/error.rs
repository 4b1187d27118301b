//! Why a plugin is not trusted.

use assay_domain::{Digest, SupplierId};

use crate::KeyId;

/// What is wrong with a key, a signature, or with who signed. The text says what would fix it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TrustError {
    /// The system gave no random numbers.
    #[error("no key could be made: the system has no random numbers to give: {detail}")]
    NoRandomness {
        /// Why.
        detail: String,
    },
    /// Not a public key.
    #[error(
        "this is not a public Ed25519 key in PEM, nor its base64 text (`assay plugin keygen` writes both)"
    )]
    NotAPublicKey,
    /// A key that this program was not built to use.
    #[error(
        "this is an ECDSA key, as `cosign generate-key-pair` makes them: a program built with `--features cosign` accepts it"
    )]
    NeedsCosign,
    /// Not a secret key.
    #[error("this is not a secret Ed25519 key in PKCS#8 PEM (`assay plugin keygen` writes one)")]
    NotASecretKey,
    /// The signature file is not one.
    #[error("the signature file is not a signed statement of the kind that belongs here: {detail}")]
    Malformed {
        /// What is wrong with it.
        detail: String,
    },
    /// A signature is to be added to an envelope of something else.
    #[error("the signature file is of another release of the plugin: remove it to sign anew")]
    OtherRelease,
    /// There is no signature.
    #[error("the plugin is not signed, and trust.toml requires signatures")]
    Unsigned,
    /// Nobody known signed.
    #[error("no key of trust.toml signed it; the signature file names {hints}")]
    NoKnownSigner {
        /// The names of keys in the file: a hint that anybody can write.
        hints: String,
    },
    /// The signature is of another component.
    #[error(
        "the signature is of the component {signed}, and the file is {found}: one of the two was changed"
    )]
    OtherComponent {
        /// What was signed.
        signed: Digest,
        /// What is there.
        found: Digest,
    },
    /// The signature is of another file.
    #[error(
        "the signature is of the file {signed}, and this one is {found}: one of the two was changed"
    )]
    OtherFile {
        /// What was signed.
        signed: Digest,
        /// What is there.
        found: Digest,
    },
    /// Whoever signed is not the supplier.
    #[error(
        "nobody who may answer for `{supplier}` signed it: a publisher with `affiliates = [\"{supplier}\"]` in trust.toml may"
    )]
    NotTheSupplier {
        /// The supplier.
        supplier: SupplierId,
    },
    /// The statement was made for another contract.
    #[error("it was signed for the contract `{signed}`; this host speaks `{spoken}`")]
    OtherContract {
        /// The contract of the statement, control characters escaped.
        signed: String,
        /// The host's.
        spoken: &'static str,
    },
    /// The plugin says of itself what was not signed.
    #[error("the plugin describes itself in other words than those that were signed")]
    OtherDescriptor,
    /// The one whose name it carries has not signed it.
    #[error(
        "the plugin names `{publisher}` as its publisher, and none of that publisher's keys signed it"
    )]
    NotItsPublisher {
        /// The name, control characters escaped.
        publisher: String,
    },
    /// Somebody who has to sign everything did not.
    #[error("`{publisher}` has not signed it, which `all-of` of trust.toml requires")]
    NotAllOf {
        /// Who.
        publisher: String,
    },
    /// Too few of those of whom some have to sign did.
    #[error("{signed} of `any-of` signed it, and trust.toml requires {minimum}")]
    TooFew {
        /// How many signed.
        signed: usize,
        /// How many have to.
        minimum: usize,
    },
    /// A key that signed is revoked, and without it too few signed.
    #[error("the key {key} that signed it is revoked in trust.toml")]
    RevokedKey {
        /// The key.
        key: KeyId,
    },
    /// The component is revoked.
    #[error("the component {component} is revoked in trust.toml")]
    RevokedComponent {
        /// Its digest.
        component: Digest,
    },
}

impl TrustError {
    pub(crate) fn malformed(detail: impl Into<String>) -> Self {
        Self::Malformed {
            detail: detail.into(),
        }
    }
}
