//! The chain that a visit saw: on the connection of a request, or, where none came about, in an offered handshake.

use assay_sdk::{Acceptance, Observation, Recorded, Severity, TlsFacts};

use super::SEEN;
use crate::{unanswered::unanswered, visit::Visit};

/// Where a chain was seen.
pub(super) enum Seen<'a> {
    /// On a connection, or up to where its chain was refused.
    Connected(&'a dyn Recorded),
    /// In a handshake that ended before the server showed that it holds the key.
    Offered(&'a Acceptance),
}

impl<'a> Seen<'a> {
    pub(super) fn recorded(&self) -> &'a dyn Recorded {
        match self {
            Self::Connected(recorded) => *recorded,
            Self::Offered(acceptance) => *acceptance,
        }
    }

    pub(super) fn tls(&self) -> Option<&'a TlsFacts> {
        self.recorded().tls()
    }
}

/// The first chain of a visit.
pub(super) fn seen(visit: &Visit) -> Option<Seen<'_>> {
    fn has_chain(tls: Option<&TlsFacts>) -> bool {
        tls.is_some_and(|tls| !tls.chain.is_empty())
    }
    let connected = visit.replies().find_map(|reply| {
        let recorded: &dyn Recorded = match reply {
            Ok(exchange) => exchange,
            Err(failure) => failure,
        };
        has_chain(recorded.tls()).then_some(Seen::Connected(recorded))
    });
    connected.or_else(|| {
        let mut offered = visit.host.offers.accepted();
        offered
            .find(|acceptance| has_chain(Some(&acceptance.tls)))
            .map(Seen::Offered)
    })
}

/// A point about the chain when none was seen.
pub(super) fn unseen(point: &str, visit: &Visit) -> Observation {
    match &visit.main {
        Err(failure) => unanswered(point, failure),
        Ok(exchange) if !visit.is_https() => Observation::fail(point)
            .severity(Severity::High)
            .class(SEEN)
            .title("there is no certificate: the API is served without TLS")
            .remediation("Serve the API over TLS.")
            .exchange(exchange),
        Ok(exchange) => Observation::unknown(point)
            .title("not seen: the host tells nothing about the certificate")
            .remediation("Assess again.")
            .exchange(exchange),
    }
}
