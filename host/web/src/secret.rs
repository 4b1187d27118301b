//! Secrets that a browser or a program keeps for us.

use assay_domain::Digest;
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};

use crate::ServeError;

/// 256 random bits as text. The register keeps its digest only; a secret so long needs no slow hash.
#[derive(Clone)]
pub struct Secret(String);

impl Secret {
    /// A new one from the system's random numbers.
    ///
    /// # Errors
    /// When the system has none to give.
    pub fn generate() -> Result<Self, ServeError> {
        let mut bytes = [0; 32];
        getrandom::fill(&mut bytes).map_err(|error| ServeError::NoRandomness {
            detail: error.to_string(),
        })?;
        Ok(Self(URL_SAFE_NO_PAD.encode(bytes)))
    }

    /// What somebody sent.
    pub(crate) fn sent(text: &str) -> Self {
        Self(text.to_owned())
    }

    /// The text, to be given away once.
    pub fn text(&self) -> &str {
        &self.0
    }

    /// What the register keeps.
    pub fn digest(&self) -> Digest {
        Digest::of(&self.0)
    }

    /// The token that every form of this session carries. Another site can make a browser send the cookie, and cannot read this.
    pub(crate) fn form_token(&self) -> String {
        self.derived("form")
    }

    /// Something that only whoever has the secret can make and that does not give the secret away: 64 hexadecimal digits.
    pub(crate) fn derived(&self, purpose: &str) -> String {
        Digest::of_parts([purpose.as_bytes(), self.0.as_bytes()]).hex()
    }
}
