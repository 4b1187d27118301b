//! What answers to faulty requests, and the headers of every answer, tell about the inside.

use assay_sdk::{Exchange, Observation, Request, Severity};

use super::SEEN;
use crate::{
    address::Address,
    answer::{Refusal, refusal},
    leak::{self, Found, Leak},
    unanswered::unanswered,
    visit::{Asked, Visit},
};

const POINT: &str = "error-leak";

pub(crate) fn judge(visit: &Visit) -> Observation {
    let known = known_addresses(visit);
    let in_body = visit.errors.iter().find_map(|asked| {
        let exchange = asked.reply.as_ref().ok()?;
        Some((
            exchange,
            leak::find(&exchange.text(), &own(&asked.request), &known)?,
        ))
    });
    let in_header = || {
        visit
            .exchanges()
            .find_map(|exchange| Some((exchange, in_headers(exchange, &known)?)))
    };
    if let Some((exchange, found)) = in_body.or_else(in_header) {
        return leaked(exchange, &found);
    }
    if let Some(failure) = visit
        .errors
        .iter()
        .find_map(|asked| asked.reply.as_ref().err())
    {
        return unanswered(POINT, failure);
    }
    let answers: Vec<&Exchange> = visit
        .errors
        .iter()
        .filter_map(|asked| asked.reply.as_ref().ok())
        .collect();
    let crashed = answers.iter().find(|exchange| exchange.status >= 500);
    let observation = if let Some(exchange) = crashed {
        Observation::partial(POINT)
            .severity(Severity::Low)
            .class(SEEN)
            .title(format!(
                "a faulty request is answered with {}, but nothing leaks",
                exchange.status
            ))
            .remediation("Answer faulty requests with a 4xx.")
    } else if behind_the_door(&visit.errors) {
        Observation::pass(POINT)
            .class(SEEN)
            .title("errors tell nothing about the inside")
    } else {
        Observation::unknown(POINT)
            .title("not seen: every faulty request was refused for want of a key")
            .remediation("Name a credential for the endpoint, and assess again.")
    };
    answers
        .into_iter()
        .fold(observation, |observation, exchange| {
            observation.exchange(exchange)
        })
}

/// True when a request with a body got past the check of the key. An unknown route alone shows only the front end.
fn behind_the_door(errors: &[Asked]) -> bool {
    errors
        .iter()
        .filter(|asked| asked.request.body.is_some())
        .filter_map(|asked| asked.reply.as_ref().ok())
        .any(|exchange| refusal(exchange) != Refusal::Proper)
}

fn leaked(exchange: &Exchange, found: &Found) -> Observation {
    let severity = match found.leak {
        Leak::Exception => Severity::Low,
        Leak::StackTrace | Leak::Path | Leak::Query | Leak::InternalHost => Severity::Medium,
    };
    Observation::fail(POINT)
        .severity(severity)
        .class(SEEN)
        .title(format!("an answer shows {}", found.leak.words()))
        .detail(format!("Found: {}", found.text))
        .remediation("Answer faulty requests with a plain 4xx that tells nothing about the inside.")
        .fact_text("leak", found.leak.words())
        .exchange(exchange)
}

/// What the request itself contained and a server may echo.
fn own(request: &Request) -> Vec<&str> {
    let body = request
        .body
        .as_deref()
        .and_then(|body| std::str::from_utf8(body).ok());
    body.into_iter().chain([request.url.as_str()]).collect()
}

/// The addresses that the client was given.
fn known_addresses(visit: &Visit) -> Vec<&str> {
    let endpoint = &visit.endpoint;
    [
        Some(endpoint.base_url.as_str()),
        endpoint.plain_http_url.as_deref(),
    ]
    .into_iter()
    .flatten()
    .filter_map(|url| Some(Address::parse(url)?.authority))
    .collect()
}

/// Headers of good answers tell as well: a gateway handed the address of its model server to every client.
fn in_headers(exchange: &Exchange, known: &[&str]) -> Option<Found> {
    exchange.headers.iter().find_map(|(name, value)| {
        let found =
            leak::find(value, &[], known).filter(|found| found.leak == Leak::InternalHost)?;
        Some(Found {
            text: format!("{name}: {}", found.text),
            ..found
        })
    })
}
