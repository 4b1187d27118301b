//! What could not be seen, and why. Never a pass.

use assay_sdk::{Exchange, Failure, Observation};

use crate::{chat::Trial, subject::cite, text::excerpt};

pub(crate) fn no_answer() -> Failure {
    Failure {
        id: String::new(),
        kind: "protocol".to_owned(),
        message: "the host answered fewer requests than it was given".to_owned(),
        tls: None,
        extra: Vec::new(),
    }
}

/// A point about which the requests that were sent show nothing.
pub(crate) fn unclear<'t>(
    point: &str,
    title: impl Into<String>,
    ask: &str,
    trials: impl IntoIterator<Item = &'t Trial>,
) -> Observation {
    let observation = Observation::unknown(point).title(title).remediation(ask);
    cite(observation, trials)
}

/// A point whose requests were not served.
pub(crate) fn unserved(point: &str, trial: &Trial) -> Observation {
    let (why, ask, detail) = match &trial.reply {
        Ok(exchange) => answered(exchange),
        Err(failure) => failed(failure),
    };
    let observation = Observation::unknown(point)
        .title(format!("not seen: {why}"))
        .detail(detail)
        .remediation(ask);
    cite(observation, [trial])
}

/// A point for which the granted requests do not suffice.
pub(crate) fn over_budget(point: &str, needed: u32, left: u32) -> Observation {
    Observation::unknown(point)
        .title("not asked: the granted requests are used up")
        .detail(format!(
            "It takes {needed} requests, and {left} are left of what the dossier grants."
        ))
        .remediation("Grant more with `active-requests` at the endpoint in supplier.toml.")
}

fn answered(exchange: &Exchange) -> (&'static str, &'static str, String) {
    let detail = format!(
        "The server answered with status {}: {}",
        exchange.status,
        excerpt(&exchange.text())
    );
    let (why, ask) = match exchange.status {
        401 | 403 => (
            "the model wants a key",
            "Name a credential for the endpoint, and assess again.",
        ),
        429 => (
            "the limit of requests was reached",
            "Ask for a higher limit for the assessment, and assess again.",
        ),
        500.. => (
            "the server failed",
            "Ask why the API fails, and assess again.",
        ),
        200..300 => (
            "the answer cannot be read",
            "Check that the endpoint is of kind `openai`, and assess again.",
        ),
        _ => (
            "the request was refused",
            "Check `contracted-models` and the address of the endpoint, and assess again.",
        ),
    };
    (why, ask, detail)
}

fn failed(failure: &Failure) -> (&'static str, &'static str, String) {
    let detail = format!("{}: {}", failure.kind, excerpt(&failure.message));
    let (why, ask) = match failure.kind.as_str() {
        "offline" => ("the assessment ran offline", "Assess again with network."),
        "denied" => (
            "the host did not allow the request",
            "Grant the request in supplier.toml, or say why not.",
        ),
        "quota" => (
            "a budget of the run is used up",
            "Grant more with `active-requests`, or raise the limits.",
        ),
        "timeout" => (
            "the server did not answer in time",
            "Ask why the API does not answer in time, and assess again.",
        ),
        _ => (
            "the request failed",
            "Check the endpoint, and assess again.",
        ),
    };
    (why, ask, detail)
}
