//! Which version of TLS was agreed on.
//!
//! The host offers 1.2 and 1.3 and nothing older, so that a server which also accepts 1.0 looks the same as one which does
//! not. A pass says what was seen and stays below full confidence for that reason.

use assay_sdk::{Observation, Severity};

use super::SEEN;
use crate::{address::Address, unanswered::unanswered, visit::Visit};

const POINT: &str = "tls-version";
const NOT_TRIED: &str =
    "Versions below 1.2 could not be offered, so whether they are accepted was not tested.";
/// See above: part of the expectation cannot be tested from here.
const CONFIDENCE: u16 = 8_000;

pub(crate) fn judge(visit: &Visit) -> Observation {
    let exchange = match &visit.main {
        Ok(exchange) => exchange,
        // The version is known only after the certificate was accepted; another request may have got that far.
        Err(failure) if visit.exchanges().all(|exchange| exchange.tls.is_none()) => {
            // The host's own words for a handshake without a common version.
            let too_old = failure.kind == "tls" && failure.message.contains("too old:");
            if too_old {
                return Observation::fail(POINT)
                    .severity(Severity::High)
                    .class(SEEN)
                    .title("the server speaks neither TLS 1.2 nor 1.3")
                    .detail("The handshake failed because no common version was found.")
                    .remediation("Switch on TLS 1.3, and 1.2 for older clients.")
                    .exchange(failure);
            }
            return unanswered(POINT, failure);
        }
        Err(_) => match visit.exchanges().find(|exchange| exchange.tls.is_some()) {
            Some(exchange) => exchange,
            None => return Observation::unknown(POINT),
        },
    };
    let Some(tls) = &exchange.tls else {
        return no_tls(visit, exchange);
    };
    let seen = |observation: Observation| {
        observation
            .class(SEEN)
            .detail(format!(
                "Agreed on {} with {}. {NOT_TRIED}",
                tls.version, tls.cipher
            ))
            .fact_text("tls-version", &tls.version)
            .fact_text("tls-cipher", &tls.cipher)
            .fact_yes_no("older-versions-tested", false)
            .exchange(exchange)
    };
    match tls.version.as_str() {
        "TLSv1.3" => seen(
            Observation::pass(POINT)
                .confidence(CONFIDENCE)
                .title("TLS 1.3"),
        ),
        "TLSv1.2" => seen(
            Observation::partial(POINT)
                .severity(Severity::Low)
                .title("TLS 1.2, no 1.3"),
        )
        .remediation("Switch on TLS 1.3."),
        _ => seen(Observation::unknown(POINT).title("a version that this check does not know"))
            .class(assay_sdk::Class::E0),
    }
}

fn no_tls(visit: &Visit, exchange: &assay_sdk::Exchange) -> Observation {
    if Address::parse(&visit.endpoint.base_url).is_some_and(|address| address.scheme == "https") {
        return Observation::unknown(POINT)
            .title("the host tells nothing about TLS")
            .exchange(exchange);
    }
    Observation::fail(POINT)
        .severity(Severity::High)
        .class(SEEN)
        .title("the API is served without TLS")
        .detail("The declared address is plain HTTP.")
        .remediation("Serve the API over TLS 1.3.")
        .exchange(exchange)
}
