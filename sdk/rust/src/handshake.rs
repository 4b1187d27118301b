//! Offers of a TLS handshake, and what became of them.

use crate::{Acceptance, Endpoint, Offer, Recorded, Refusal, TlsFacts};

impl Offer {
    /// An offer of at most `version` (`SSLv3` to `TLSv1.3`) with these cipher suites, most wanted first.
    pub fn new(endpoint: &Endpoint, version: &str, cipher_suites: impl Into<Vec<u16>>) -> Self {
        Self {
            endpoint: endpoint.id.clone(),
            version: version.to_owned(),
            cipher_suites: cipher_suites.into(),
            extra: Vec::new(),
        }
    }
}

impl Refusal {
    /// True when the server itself turned the offer down. Anything else says nothing about what it would accept.
    pub fn is_the_servers(&self) -> bool {
        matches!(self.kind.as_str(), "alert" | "closed")
    }
}

impl Recorded for Acceptance {
    fn id(&self) -> &str {
        &self.id
    }

    fn tls(&self) -> Option<&TlsFacts> {
        Some(&self.tls)
    }
}

impl Recorded for Refusal {
    fn id(&self) -> &str {
        &self.id
    }

    fn tls(&self) -> Option<&TlsFacts> {
        None
    }
}
