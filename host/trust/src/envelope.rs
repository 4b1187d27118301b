//! DSSE: signatures over exact bytes, together with what kind of bytes they are.
//!
//! Source: the DSSE specification, version 1.0.2, of the secure-systems-lab. What is signed is the payload's type and bytes with
//! their lengths in front, so that no bytes can be read as another kind of thing.

use std::collections::{BTreeMap, BTreeSet};

use base64::{Engine, engine::general_purpose::STANDARD};
use serde::{Deserialize, Serialize};

use crate::{KeyId, PublicKey, SecretKey, TrustError};

/// The most bytes that the file of an envelope may have. One with sixteen signatures has about four thousand.
pub const MAX_ENVELOPE_BYTES: u64 = 64 * 1024;

/// A payload and who signed it. What is in the payload cannot be read before a signature was checked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Envelope {
    payload: String,
    payload_type: String,
    signatures: Vec<EnvelopeSignature>,
}

/// One signature. The name of the key is a hint that anybody can write; it decides nothing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct EnvelopeSignature {
    #[serde(default)]
    keyid: String,
    sig: String,
}

/// A payload that at least one known key signed.
pub(crate) struct Opened {
    pub(crate) payload: Vec<u8>,
    pub(crate) signers: BTreeSet<KeyId>,
}

impl Envelope {
    /// Reads a file.
    ///
    /// # Errors
    /// When it is too large or not an envelope.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, TrustError> {
        if bytes.len() as u64 > MAX_ENVELOPE_BYTES {
            return Err(TrustError::malformed("it is too large"));
        }
        serde_json::from_slice(bytes).map_err(|error| TrustError::malformed(error.to_string()))
    }

    /// As JSON, for a file.
    pub fn to_json(&self) -> String {
        let mut text = serde_json::to_string_pretty(self).expect("an envelope is made of text");
        text.push('\n');
        text
    }

    pub(crate) fn sign(payload_type: &str, payload: &[u8], key: &SecretKey) -> Self {
        let mut envelope = Self {
            payload: STANDARD.encode(payload),
            payload_type: payload_type.to_owned(),
            signatures: Vec::new(),
        };
        envelope.add(payload, key);
        envelope
    }

    /// Adds a signature over the same payload. The same key signs once.
    pub(crate) fn add(&mut self, payload: &[u8], key: &SecretKey) {
        let keyid = key.public().id().to_string();
        let sig = STANDARD.encode(key.sign(&encoded(&self.payload_type, payload)));
        self.signatures.retain(|signature| signature.keyid != keyid);
        self.signatures.push(EnvelopeSignature { keyid, sig });
    }

    /// Brings the signatures of two envelopes over the very same payload together.
    ///
    /// # Errors
    /// When their payloads differ.
    pub fn joined(mut self, other: Self) -> Result<Self, TrustError> {
        if (&self.payload_type, &self.payload) != (&other.payload_type, &other.payload) {
            return Err(TrustError::OtherRelease);
        }
        for signature in other.signatures {
            if !self.signatures.contains(&signature) {
                self.signatures.push(signature);
            }
        }
        Ok(self)
    }

    /// The payload as it was written, whoever signed it. Only for whoever is about to sign the same.
    pub(crate) fn unchecked_payload(&self) -> Result<Vec<u8>, TrustError> {
        STANDARD
            .decode(&self.payload)
            .map_err(|_| TrustError::malformed("its payload is not base64"))
    }

    /// Opens it with the keys that are known. A signature of an unknown key is no mistake: others may know it.
    pub(crate) fn open(
        &self,
        payload_type: &str,
        keys: &BTreeMap<KeyId, PublicKey>,
    ) -> Result<Opened, TrustError> {
        if self.payload_type != payload_type {
            return Err(TrustError::malformed(format!(
                "it holds `{}`, not `{payload_type}`",
                self.payload_type.escape_debug()
            )));
        }
        let payload = self.unchecked_payload()?;
        let message = encoded(&self.payload_type, &payload);
        let mut signers = BTreeSet::new();
        for signature in &self.signatures {
            let Ok(bytes) = STANDARD.decode(&signature.sig) else {
                continue;
            };
            let signer = keys
                .iter()
                .find(|(_, key)| key.has_signed(&message, &bytes));
            signers.extend(signer.map(|(id, _)| *id));
        }
        if signers.is_empty() {
            return Err(TrustError::NoKnownSigner {
                hints: self.hints(),
            });
        }
        Ok(Opened { payload, signers })
    }

    /// The names of keys that it gives, for a person who wonders whose signature that is.
    fn hints(&self) -> String {
        let names: Vec<String> = self
            .signatures
            .iter()
            .take(8)
            .map(|signature| {
                signature
                    .keyid
                    .chars()
                    .take(80)
                    .flat_map(char::escape_debug)
                    .collect()
            })
            .collect();
        if names.is_empty() {
            "nobody".to_owned()
        } else {
            names.join(", ")
        }
    }
}

/// The pre-authentication encoding of DSSE.
fn encoded(payload_type: &str, payload: &[u8]) -> Vec<u8> {
    let mut message = format!(
        "DSSEv1 {} {payload_type} {} ",
        payload_type.len(),
        payload.len()
    )
    .into_bytes();
    message.extend_from_slice(payload);
    message
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The example of the specification.
    #[test]
    fn the_encoding_is_the_one_of_the_specification() {
        assert_eq!(
            encoded("http://example.com/HelloWorld", b"hello world"),
            b"DSSEv1 29 http://example.com/HelloWorld 11 hello world"
        );
    }
}
