//! Whether the chain as sent leads to a trusted root and fits the name. The host verifies it strictly, as programs do: browsers
//! fetch a missing intermediate, clients of an API do not.

use assay_sdk::{Certificate, Class, Observation, Severity, TlsFacts};

use super::{
    SEEN,
    chain::{self, Seen},
};
use crate::{answer::excerpt, visit::Visit};

const POINT: &str = "tls-chain";
const VERIFIER: &str = "WebPKI (rustls-webpki), without help from the client";

pub(crate) fn judge(visit: &Visit) -> Observation {
    let Some(seen) = chain::seen(visit) else {
        return chain::unseen(POINT, visit);
    };
    let Some(tls) = seen.tls() else {
        return chain::unseen(POINT, visit);
    };
    let length = i64::try_from(tls.chain.len()).unwrap_or(i64::MAX);
    let observation = match tls.verification.as_str() {
        "verified" if is_out_of_order(&tls.chain) => Observation::partial(POINT)
            .severity(Severity::Low)
            .class(SEEN)
            .title("the chain verifies, but is not in order")
            .remediation("Send the server's own certificate first, then each issuer of the one before (RFC 5246, 7.4.2)."),
        "verified" => Observation::pass(POINT)
            .class(match seen {
                Seen::Connected(_) => Class::E5,
                // The server has not shown that it holds the key.
                Seen::Offered(_) => SEEN,
            })
            .title("the chain verifies for the name"),
        rule => violated(rule),
    };
    let detail = match &tls.verification_error {
        Some(error) => format!("{VERIFIER}: {}", excerpt(error)),
        None => format!(
            "{} certificates were sent; verified with {VERIFIER}.",
            tls.chain.len()
        ),
    };
    cite(observation, &seen, tls, detail, length)
}

fn cite(
    observation: Observation,
    seen: &Seen<'_>,
    tls: &TlsFacts,
    detail: String,
    length: i64,
) -> Observation {
    let recorded = seen.recorded();
    ["subject", "issuer", "sha256"]
        .into_iter()
        .fold(observation, |observation, field| {
            observation.certificate(recorded, 0, field)
        })
        .detail(detail)
        .fact_text("verification", &tls.verification)
        .fact_number("chain-length", length, "")
        .exchange(recorded)
}

/// What each rule means for whoever runs the server.
fn violated(rule: &str) -> Observation {
    let (title, ask) = match rule {
        "name" => (
            "the certificate is for another name",
            "Use a certificate for the name of the API.",
        ),
        "expired" => (
            "a certificate of the chain has expired",
            "Renew the certificate, and renew it by itself from then on.",
        ),
        "not-yet-valid" => (
            "a certificate of the chain is not valid yet",
            "Use a certificate that is valid today.",
        ),
        "self-signed" => (
            "the certificate is self-signed",
            "Use a certificate of a public authority.",
        ),
        "untrusted" => (
            "the chain leads to no trusted root",
            "Use a certificate of a public authority. If the root is a private one that you know, name its certificate as \
             `trusted-ca` of the endpoint, and assess again.",
        ),
        "incomplete" => (
            "the chain is incomplete: the certificate of an issuer was not sent",
            "Send the intermediate certificates with the server's own.",
        ),
        "wrong-order" => (
            "the chain is in the wrong order",
            "Send the server's own certificate first, then each issuer of the one before.",
        ),
        "weak-key" => (
            "a key of the chain is too short to be accepted",
            "Use a certificate with an EC key or RSA of at least 2048 bits.",
        ),
        "weak-signature" => (
            "a certificate of the chain is signed with a broken hash",
            "Use a chain that is signed with SHA-256 or better.",
        ),
        "bad-signature" => (
            "a signature of the chain does not verify",
            "Send the certificates that belong together.",
        ),
        "ca-constraint" => (
            "a certificate of the chain is used for what it may not do",
            "Use a server certificate that is issued by an authority within its constraints.",
        ),
        "purpose" => (
            "a certificate of the chain is not meant for servers",
            "Use a certificate with the purpose serverAuth.",
        ),
        "unchecked" => {
            return Observation::unknown(POINT)
                .title("not seen: the chain was not checked")
                .remediation("Assess again.");
        }
        _ => (
            "the chain does not verify",
            "Use a certificate that the usual verifiers accept.",
        ),
    };
    Observation::fail(POINT)
        .severity(Severity::High)
        .class(SEEN)
        .title(title)
        .remediation(ask)
}

/// True when an issuer stands before what it issued. What does not belong to the path at all harms nobody.
fn is_out_of_order(chain: &[Certificate]) -> bool {
    let mut at = 0;
    let mut seen = 0;
    while let Some(here) = chain.get(at) {
        if here.subject == here.issuer || seen > chain.len() {
            return false;
        }
        seen += 1;
        let issuer = chain
            .iter()
            .enumerate()
            .position(|(index, other)| index != at && other.subject == here.issuer);
        match issuer {
            Some(next) if next < at => return true,
            Some(next) => at = next,
            None => return false,
        }
    }
    false
}
