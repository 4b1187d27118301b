//! What endpoints reply.

use assay_sdk::{Class, Endpoint, Exchange, Failure, Observation, Request, Run};
use check_pack_format::{Credential, Expect, Outcome, Pattern, Probe};

use crate::{
    assess::Prober,
    finding::{self, Finding},
};

/// Sends the probes of a pack to every endpoint that they are for, and judges the replies. A reply is cited, and never
/// repeated: what a server writes is its own.
pub(crate) fn judge<P: Prober>(probes: &[Probe], run: &Run) -> Vec<Finding> {
    let endpoints = P::endpoints(run);
    let mut findings = Vec::new();
    let mut asked: Vec<(&Probe, &Endpoint)> = Vec::new();
    let mut requests = Vec::new();
    for probe in probes {
        let of_kind: Vec<&Endpoint> = endpoints
            .iter()
            .flatten()
            .filter(|endpoint| probe.endpoint_kind.takes(&endpoint.kind))
            .collect();
        if of_kind.is_empty() {
            let why = match endpoints {
                Some(_) => "is for an endpoint that the dossier does not declare",
                None => "cannot be sent by this component",
            };
            findings.push(Finding::Silent {
                point: probe.point.clone(),
                reason: format!("The probe `{}` {why}.", probe.id),
                remediation: probe.remediation.clone(),
            });
        }
        for endpoint in of_kind {
            match request(probe, endpoint) {
                Ok(request) => {
                    asked.push((probe, endpoint));
                    requests.push(request);
                }
                Err(why) => findings.push(Finding::Seen(about(
                    Observation::unknown(probe.point.as_str())
                        .title(format!("{}: not sent, {why}", name(probe)))
                        .remediation(probe.remediation.as_str()),
                    endpoint,
                ))),
            }
        }
    }
    if requests.is_empty() {
        return findings;
    }
    let replies = P::send(run, requests);
    for (place, (probe, endpoint)) in asked.into_iter().enumerate() {
        let observation = match replies.get(place) {
            Some(Ok(exchange)) => replied(probe, exchange),
            Some(Err(failure)) => unanswered(probe, failure),
            None => unknown(probe, "the host answered nothing"),
        };
        findings.push(Finding::Seen(about(observation, endpoint)));
    }
    findings
}

fn name(probe: &Probe) -> &str {
    finding::title(&probe.title, &probe.id)
}

fn request(probe: &Probe, endpoint: &Endpoint) -> Result<Request, &'static str> {
    if !endpoint.methods.contains(&probe.method) {
        return Err("the dossier does not grant its method");
    }
    // A path that begins with a slash would be joined to the host alone (RFC 3986, section 5.2), and a pack means the API.
    let url = format!("{}{}", endpoint.base_url.trim_end_matches('/'), probe.path);
    let mut request = Request::new(endpoint, &probe.method, url);
    for (name, value) in &probe.headers {
        request = request.header(name, value.as_str());
    }
    if let Some(body) = &probe.body {
        request = request.body(body.as_str());
    }
    if probe.credential == Credential::Declared {
        let declared = endpoint.credentials.first();
        request = request.credential(declared.ok_or("the dossier declares no credential")?);
    }
    Ok(request)
}

fn about(observation: Observation, endpoint: &Endpoint) -> Observation {
    match &endpoint.system {
        Some(system) => observation.system(system.as_str()),
        None => observation,
    }
}

fn unknown(probe: &Probe, why: &str) -> Observation {
    Observation::unknown(probe.point.as_str())
        .title(format!("{}: not seen, {why}", name(probe)))
        .remediation(probe.remediation.as_str())
}

/// A request without a reply says nothing about the check.
fn unanswered(probe: &Probe, failure: &Failure) -> Observation {
    let why = match failure.kind.as_str() {
        "offline" => "the assessment runs offline",
        "denied" => "the dossier does not grant the request",
        "quota" => "a budget of the run is used up",
        "timeout" => "the server did not answer in time",
        "resolve" => "the name did not resolve",
        "refused" => "the connection was refused or broken",
        "tls" => "the TLS connection failed",
        "protocol" => "the answer is not HTTP",
        "invalid-request" => "the host found the request not valid",
        _ => "the request failed",
    };
    unknown(probe, why).exchange(failure)
}

fn replied(probe: &Probe, exchange: &Exchange) -> Observation {
    let conditions = [
        (Outcome::Fail, &probe.fail),
        (Outcome::Partial, &probe.partial),
        (Outcome::Pass, &probe.pass),
    ];
    for (outcome, condition) in conditions {
        let Some(expect) = condition else { continue };
        match meets(expect, exchange) {
            Met::No => {}
            Met::Yes => {
                return finding::observation(&probe.point, outcome, probe.severity)
                    .class(Class::E3)
                    .title(format!("{}: status {}", name(probe), exchange.status))
                    .remediation(probe.remediation.as_str())
                    .exchange(exchange);
            }
            Met::CannotTell => {
                return unknown(probe, "the reply is too long to be read to its end")
                    .exchange(exchange);
            }
        }
    }
    let why = format!(
        "status {} with none of what the pack knows",
        exchange.status
    );
    unknown(probe, &why).exchange(exchange)
}

/// Whether a reply meets a condition.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Met {
    Yes,
    No,
    /// The body was cut, and what decides may stand behind the cut.
    CannotTell,
}

fn meets(expect: &Expect, exchange: &Exchange) -> Met {
    if !(status(expect, exchange.status) && headers(expect, exchange)) {
        return Met::No;
    }
    if !expect.reads_body() {
        return Met::Yes;
    }
    body(expect, exchange)
}

/// Without a status, a condition is asked of a reply that is about the request: not of a redirect, of a server that is too busy,
/// or of one that is broken.
fn status(expect: &Expect, status: u16) -> bool {
    if expect.status.is_empty() {
        return matches!(status, 200..=299 | 400..=499) && status != 429;
    }
    expect.status.contains(&status)
}

fn headers(expect: &Expect, exchange: &Exchange) -> bool {
    let there = expect.header.iter().all(|(name, pattern)| {
        let value = exchange.header(name);
        value.is_some_and(|value| Pattern::new(pattern).is_ok_and(|pattern| pattern.is_in(value)))
    });
    let mut absent = expect.header_absent.iter();
    there && absent.all(|name| exchange.header(name).is_none())
}

fn body(expect: &Expect, exchange: &Exchange) -> Met {
    let text = exchange.text();
    let holds = |wanted: &String| text.contains(wanted.as_str());
    if expect.body_absent.iter().any(holds) {
        return Met::No;
    }
    let pattern = expect.body_matches.as_deref();
    let matches = pattern.is_none_or(|it| Pattern::new(it).is_ok_and(|it| it.is_in(&text)));
    let complete = matches && expect.body_contains.iter().all(holds);
    // What is there in the part that was read is there; what is not may follow.
    let open = !complete || !expect.body_absent.is_empty() || !expect.json.is_empty();
    if exchange.truncated && open {
        return Met::CannotTell;
    }
    if !complete {
        return Met::No;
    }
    if expect.json.is_empty() {
        return Met::Yes;
    }
    let Ok(json) = serde_json::from_slice::<serde_json::Value>(&exchange.body) else {
        return Met::No;
    };
    let equal = expect
        .json
        .iter()
        .all(|(pointer, value)| json.pointer(pointer) == Some(value));
    if equal { Met::Yes } else { Met::No }
}
