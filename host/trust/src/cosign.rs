//! Keys of cosign: what `cosign generate-key-pair` writes (ECDSA on P-256), and the other kinds that it takes.
//!
//! Only keys in files are taken, and only their signatures are checked: no certificate of an identity provider, no transparency log,
//! nothing that would ask the network.

use sigstore::crypto::{CosignVerificationKey, Signature};

/// A public key that is not Ed25519.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct CosignKey {
    /// The key as a `SubjectPublicKeyInfo` (RFC 5280, 4.1), by which it is named.
    pub(crate) der: Vec<u8>,
}

impl CosignKey {
    /// Reads a key in DER; the algorithm stands in it.
    pub(crate) fn from_der(der: Vec<u8>) -> Option<Self> {
        let key = Self { der };
        key.read().map(|_| key.clone())
    }

    pub(crate) fn has_signed(&self, message: &[u8], signature: &[u8]) -> bool {
        self.read().is_some_and(|key| {
            key.verify_signature(Signature::Raw(signature), message)
                .is_ok()
        })
    }

    fn read(&self) -> Option<CosignVerificationKey> {
        CosignVerificationKey::try_from_der(&self.der).ok()
    }
}
