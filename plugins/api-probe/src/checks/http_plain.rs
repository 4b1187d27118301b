//! What happens without TLS. A client that forgets the `s` sends its key in the clear before any redirect can stop it, so
//! that only a refusal or a redirect without content is good.

use assay_sdk::{Exchange, Observation, Severity};

use super::SEEN;
use crate::{address::Address, answer::is_success, unanswered::unanswered, visit::Visit};

const POINT: &str = "http-plain";

pub(crate) fn judge(visit: &Visit) -> Observation {
    let base = Address::parse(&visit.endpoint.base_url);
    if base.is_some_and(|base| base.scheme == "http")
        && let Ok(exchange) = &visit.main
    {
        return served(exchange);
    }
    match &visit.plain {
        None => Observation::unknown(POINT)
            .title("not seen: the dossier does not grant plain HTTP")
            .remediation(
                "Grant it with `plain-http-url`, which allows reading without a key only.",
            ),
        Some(Err(failure)) if failure.kind == "refused" => Observation::pass(POINT)
            .class(SEEN)
            .title("plain HTTP is refused")
            .detail("Nothing accepts the connection.")
            .exchange(failure),
        Some(Err(failure)) => unanswered(POINT, failure),
        Some(Ok(exchange)) => answered(exchange, base.map(|base| base.host())),
    }
}

fn served(exchange: &Exchange) -> Observation {
    Observation::fail(POINT)
        .severity(Severity::High)
        .class(SEEN)
        .title("the API answers without TLS")
        .detail(format!(
            "Plain HTTP was answered with status {}.",
            exchange.status
        ))
        .remediation("Refuse plain HTTP, so that no key is ever sent in the clear.")
        .exchange(exchange)
}

fn answered(exchange: &Exchange, host: Option<&str>) -> Observation {
    let weak = |title: &str| {
        Observation::partial(POINT)
            .severity(Severity::Medium)
            .class(SEEN)
            .title(title)
            .remediation("Refuse plain HTTP, or redirect to https:// on the same host.")
            .exchange(exchange)
    };
    let target = exchange.redirect_to.as_deref().and_then(Address::parse);
    match (exchange.status, target) {
        _ if is_success(exchange) && !exchange.body.is_empty() => served(exchange),
        // A redirect that is not kept is asked for again in the clear the next time (RFC 9110, 15.4.3).
        (302 | 303 | 307, Some(to)) if to.scheme == "https" && Some(to.host()) == host => {
            weak("plain HTTP is redirected to HTTPS, but only for this once")
        }
        (300..=399, Some(to)) if to.scheme == "https" && Some(to.host()) == host => {
            Observation::pass(POINT)
                .class(SEEN)
                .title("plain HTTP is redirected to HTTPS on the same host")
                .fact_number("status", i64::from(exchange.status), "")
                .exchange(exchange)
        }
        (300..=399, Some(to)) if to.scheme == "https" => {
            weak("plain HTTP is redirected to another host")
        }
        (300..=399, _) => weak("plain HTTP is redirected, but not to HTTPS"),
        (400 | 403 | 404 | 410 | 421 | 426, _) => Observation::pass(POINT)
            .class(SEEN)
            .title(format!(
                "plain HTTP is refused with status {}",
                exchange.status
            ))
            .exchange(exchange),
        // Asking for a key invites to send it.
        (401 | 407, _) => weak("plain HTTP asks for a key instead of refusing"),
        (status, _) => weak(&format!("plain HTTP is answered with status {status}")),
    }
}
