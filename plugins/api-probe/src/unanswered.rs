//! What could not be seen, and why. Never a pass.

use assay_sdk::{Exchange, Failure, Observation};

use crate::answer::excerpt;

/// A point about which nothing is known because a request got no answer.
pub(crate) fn unanswered(point: &str, failure: &Failure) -> Observation {
    let (reason, ask) = match failure.kind.as_str() {
        "offline" => (
            "the assessment runs offline",
            "Assess again with the network.",
        ),
        "denied" => (
            "the dossier does not grant the request",
            "Grant the request in supplier.toml, or say why not.",
        ),
        "quota" => (
            "a budget of the run is used up",
            "Declare fewer endpoints, or raise the limits.",
        ),
        "timeout" => (
            "the server did not answer in time",
            "Ask why the API does not answer in time, and assess again.",
        ),
        "resolve" => (
            "the name did not resolve",
            "Check the address of the endpoint.",
        ),
        "refused" => (
            "the connection was refused or broken",
            "Check the address of the endpoint, and assess again.",
        ),
        "tls" => (
            "the TLS connection failed",
            "Mend TLS first, and assess again.",
        ),
        "protocol" => (
            "the answer is not HTTP",
            "Check the address of the endpoint.",
        ),
        "invalid-request" => (
            "the host found the request not valid",
            "Check the endpoint in supplier.toml.",
        ),
        _ => ("the request failed", "Assess again."),
    };
    Observation::unknown(point)
        .title(format!("not seen: {reason}"))
        .detail(format!("{}: {}", failure.kind, excerpt(&failure.message)))
        .remediation(ask)
        .exchange(failure)
}

/// A point that the answer leaves open.
pub(crate) fn unclear(point: &str, exchange: &Exchange, why: &str, ask: &str) -> Observation {
    Observation::unknown(point)
        .title(why)
        .detail(format!(
            "The server answered with status {}.",
            exchange.status
        ))
        .remediation(ask)
        .exchange(exchange)
}

/// A point of an endpoint that was not visited.
pub(crate) fn left_out(point: &str) -> Observation {
    Observation::unknown(point)
        .title("not seen: too many endpoints for one run")
        .detail("One run visits four endpoints.")
        .remediation("Split the dossier, or leave out endpoints that do not matter.")
}
