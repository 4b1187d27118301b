//! Ed25519 keys (RFC 8032) in the files that everybody else writes: PKCS#8 and SPKI in PEM (RFC 8410).

use assay_domain::Digest;
use base64::{Engine, engine::general_purpose::STANDARD};
use ed25519_dalek::{
    Signature, Signer, SigningKey, VerifyingKey,
    pkcs8::{
        DecodePrivateKey, DecodePublicKey, EncodePrivateKey, EncodePublicKey,
        spki::der::pem::LineEnding,
    },
};
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use crate::TrustError;

/// The name of a key: the digest of its public half in DER, so that a name cannot be chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct KeyId(Digest);

impl KeyId {
    /// The first 12 hexadecimal digits, for a table. Never used to compare.
    pub fn short(&self) -> String {
        self.0.short()
    }
}

impl std::fmt::Display for KeyId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}

/// A key that signatures are checked with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublicKey(Kind);

#[derive(Debug, Clone, PartialEq, Eq)]
enum Kind {
    Ed25519(VerifyingKey),
    #[cfg(feature = "cosign")]
    Cosign(crate::cosign::CosignKey),
}

/// What a key on P-256 begins with in base64: its length, and the algorithm with its curve (RFC 5480). By it such a key is told from
/// a slip of the pen where this program cannot use it.
const P256: &str = "MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE";

impl PublicKey {
    /// Reads PEM, or the base64 text between its first and last line.
    ///
    /// # Errors
    /// When it is not a public Ed25519 key, nor one of cosign where the feature is built in.
    pub fn parse(text: &str) -> Result<Self, TrustError> {
        let text = text.trim();
        let lines = text.lines().filter(|line| !line.starts_with("-----"));
        let line: String = lines.flat_map(str::split_whitespace).collect();
        let der = STANDARD
            .decode(&line)
            .map_err(|_| TrustError::NotAPublicKey)?;
        if let Ok(key) = VerifyingKey::from_public_key_der(&der) {
            return Ok(Self(Kind::Ed25519(key)));
        }
        #[cfg(feature = "cosign")]
        if let Some(key) = crate::cosign::CosignKey::from_der(der) {
            return Ok(Self(Kind::Cosign(key)));
        }
        Err(if line.starts_with(P256) && !cfg!(feature = "cosign") {
            TrustError::NeedsCosign
        } else {
            TrustError::NotAPublicKey
        })
    }

    /// Its name.
    pub fn id(&self) -> KeyId {
        KeyId(Digest::of(self.der()))
    }

    /// As PEM, for a file.
    pub fn to_pem(&self) -> String {
        let lines: Vec<String> = self
            .to_line()
            .as_bytes()
            .chunks(64)
            .map(|line| String::from_utf8_lossy(line).into_owned())
            .collect();
        format!(
            "-----BEGIN PUBLIC KEY-----\n{}\n-----END PUBLIC KEY-----\n",
            lines.join("\n")
        )
    }

    /// On one line, for `trust.toml`.
    pub fn to_line(&self) -> String {
        STANDARD.encode(self.der())
    }

    fn der(&self) -> Vec<u8> {
        match &self.0 {
            Kind::Ed25519(key) => key
                .to_public_key_der()
                .expect("an Ed25519 key has an encoding of fixed length")
                .into_vec(),
            #[cfg(feature = "cosign")]
            Kind::Cosign(key) => key.der.clone(),
        }
    }

    /// True when the signature is one of this key. The strict check refuses keys of small order, with which one signature
    /// fits many messages.
    pub(crate) fn has_signed(&self, message: &[u8], signature: &[u8]) -> bool {
        match &self.0 {
            Kind::Ed25519(key) => Signature::from_slice(signature)
                .is_ok_and(|signature| key.verify_strict(message, &signature).is_ok()),
            #[cfg(feature = "cosign")]
            Kind::Cosign(key) => key.has_signed(message, signature),
        }
    }
}

/// A key that signs. Its memory is wiped when it is dropped.
pub struct SecretKey(SigningKey);

impl SecretKey {
    /// A new key from the system's random numbers.
    ///
    /// # Errors
    /// When the system has none to give.
    pub fn generate() -> Result<Self, TrustError> {
        let mut seed = Zeroizing::new([0; 32]);
        getrandom::fill(seed.as_mut()).map_err(|error| TrustError::NoRandomness {
            detail: error.to_string(),
        })?;
        Ok(Self(SigningKey::from_bytes(&seed)))
    }

    /// Reads PKCS#8 in PEM.
    ///
    /// # Errors
    /// When it is not a secret Ed25519 key.
    pub fn from_pem(text: &str) -> Result<Self, TrustError> {
        SigningKey::from_pkcs8_pem(text.trim())
            .map(Self)
            .map_err(|_| TrustError::NotASecretKey)
    }

    /// As PEM, for a file that only its owner may read.
    pub fn to_pem(&self) -> Zeroizing<String> {
        self.0
            .to_pkcs8_pem(LineEnding::LF)
            .expect("an Ed25519 key has an encoding of fixed length")
    }

    /// The half that is given away.
    pub fn public(&self) -> PublicKey {
        PublicKey(Kind::Ed25519(self.0.verifying_key()))
    }

    pub(crate) fn sign(&self, message: &[u8]) -> Vec<u8> {
        self.0.sign(message).to_vec()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The key pair of RFC 8410, section 10.3: what OpenSSL writes is read, and named by its DER.
    const SECRET: &str = "-----BEGIN PRIVATE KEY-----\nMC4CAQAwBQYDK2VwBCIEINTuctv5E1hK1bbY8fdp+K06/nwoy/HU++CXqI9EdVhC\n-----END PRIVATE KEY-----\n";
    const PUBLIC: &str = "MCowBQYDK2VwAyEAGb9ECWmEzf6FQbrBZ9w7lshQhqowtrbLDFw4rXAxZuE=";

    #[test]
    fn the_keys_of_rfc_8410_are_read() {
        let secret = SecretKey::from_pem(SECRET).unwrap();
        assert_eq!(secret.public().to_line(), PUBLIC);
        assert_eq!(PublicKey::parse(PUBLIC).unwrap(), secret.public());
        let pem = secret.public().to_pem();
        assert_eq!(PublicKey::parse(&pem).unwrap().id(), secret.public().id());
    }

    #[test]
    fn a_secret_key_survives_its_file() {
        let key = SecretKey::generate().unwrap();
        let again = SecretKey::from_pem(&key.to_pem()).unwrap();
        assert_eq!(again.public(), key.public());
        assert_ne!(SecretKey::generate().unwrap().public(), key.public());
    }

    /// A key of cosign is told from a slip of the pen by a program that cannot use it.
    #[cfg(not(feature = "cosign"))]
    #[test]
    fn a_key_of_cosign_is_named_as_one() {
        let key = "MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEf7CbfMaDnbHmFmvq2sW8pGRDvZ0Y9GFkAMF0IbhWYgdLdbPcDk4XKl0p9cr5ZyOGTJPxZcJ0JGDCXQVJqgNsmg==";
        assert_eq!(PublicKey::parse(key), Err(TrustError::NeedsCosign));
    }

    #[test]
    fn what_is_no_key_is_refused() {
        for text in [
            "",
            "AAAA",
            "-----BEGIN PUBLIC KEY-----\n-----END PUBLIC KEY-----",
            SECRET,
        ] {
            assert!(PublicKey::parse(text).is_err(), "{text}");
        }
        assert!(SecretKey::from_pem(PUBLIC).is_err());
    }
}
