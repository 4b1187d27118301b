//! Whether the chain as sent leads to a trusted root and fits the name. The host verified it strictly, as programs do:
//! browsers fetch a missing intermediate, clients of an API do not.

use assay_sdk::{Class, Failure, Observation, Severity, TlsFacts};

use super::SEEN;
use crate::{answer::excerpt, unanswered::unanswered, visit::Visit};

const POINT: &str = "tls-chain";

pub(crate) fn judge(visit: &Visit) -> Observation {
    let exchange = match &visit.main {
        Ok(exchange) => exchange,
        Err(failure) => return refused(failure),
    };
    let Some(tls) = &exchange.tls else {
        return Observation::fail(POINT)
            .severity(Severity::High)
            .class(SEEN)
            .title("there is no chain: the API is served without TLS")
            .remediation("Serve the API over TLS.")
            .exchange(exchange);
    };
    if let Some(error) = &tls.verification_error {
        return Observation::fail(POINT)
            .severity(Severity::High)
            .class(SEEN)
            .title("the chain does not verify")
            .detail(excerpt(error))
            .exchange(exchange);
    }
    Observation::pass(POINT)
        .class(Class::E5)
        .title("the chain verifies for the name")
        .detail(format!(
            "{} certificates were sent; verified with WebPKI, without help from the client.",
            tls.chain.len()
        ))
        .fact_number(
            "chain-length",
            i64::try_from(tls.chain.len()).unwrap_or(i64::MAX),
            "",
        )
        .certificate(exchange, 0, "subject")
        .certificate(exchange, 0, "issuer")
        .certificate(exchange, 0, "sha256")
        .exchange(exchange)
}

/// The host ends a handshake whose chain does not verify and says which rule was broken.
fn refused(failure: &Failure) -> Observation {
    let Some((tls, error)) = failure
        .tls
        .as_ref()
        .and_then(|tls| Some((tls, tls.verification_error.as_ref()?)))
    else {
        return unanswered(POINT, failure);
    };
    let fail = |title: &str, ask: &str| {
        Observation::fail(POINT)
            .severity(Severity::High)
            .class(SEEN)
            .title(title)
            .remediation(ask)
    };
    let observation = if error.starts_with("expired") || error.starts_with("not yet valid") {
        // The point about dates says so. What else may be wrong is not seen behind it.
        Observation::unknown(POINT)
            .title("not seen: a certificate of the chain is out of its dates")
            .remediation("Renew the certificate, and assess again.")
    } else if error.starts_with("wrong name") {
        fail(
            "the certificate is for another name",
            "Use a certificate for the name of the API.",
        )
    } else if error.starts_with("unknown issuer") && is_private_ca(tls) {
        Observation::unknown(POINT)
            .title("the chain leads to a private root")
            .remediation("Ask for the certificate of the supplier's root, and name it as `trusted-ca` of the endpoint.")
    } else if error.starts_with("unknown issuer") {
        fail(
            "the chain leads to no trusted root",
            "Send the intermediate certificates with the server's own, issued by a public authority.",
        )
    } else {
        fail(
            "the chain does not verify",
            "Use a certificate that the usual verifiers accept.",
        )
    };
    observation
        .detail(excerpt(error))
        .certificate(failure, 0, "subject")
        .certificate(failure, 0, "issuer")
        .exchange(failure)
}

/// A chain that ends in a root of its own. A lone self-signed certificate is no chain.
fn is_private_ca(tls: &TlsFacts) -> bool {
    tls.chain.len() > 1
        && tls
            .chain
            .last()
            .is_some_and(|last| last.subject == last.issuer)
}
