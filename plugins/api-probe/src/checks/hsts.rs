//! HTTP Strict Transport Security. It weighs little: clients of an API are programs, which do not keep it.

use assay_sdk::{Observation, Severity};

use super::SEEN;
use crate::{address::Address, unanswered::unanswered, visit::Visit};

const POINT: &str = "hsts";
/// Half a year in seconds, below which scanners and preload lists do not count it.
const LEAST: u64 = 15_552_000;

pub(crate) fn judge(visit: &Visit) -> Observation {
    let exchange = match &visit.main {
        Ok(exchange) => exchange,
        Err(failure) => return unanswered(POINT, failure),
    };
    if Address::parse(&visit.endpoint.base_url).is_some_and(|address| address.is_ip()) {
        return Observation::not_applicable(POINT)
            .class(SEEN)
            .title("the address is an IP address, for which HSTS is ignored (RFC 6797, 8.1.1)")
            .exchange(exchange);
    }
    let weak = |title: String| {
        Observation::partial(POINT)
            .severity(Severity::Low)
            .class(SEEN)
            .title(title)
            .remediation(format!(
                "Send Strict-Transport-Security with a max-age of at least {LEAST}."
            ))
            .exchange(exchange)
    };
    // Without TLS the header is ignored (RFC 6797, 8.1).
    let value = exchange
        .tls
        .as_ref()
        .and(exchange.header("strict-transport-security"));
    match value.map(max_age) {
        None => weak("no HSTS".to_owned()),
        Some(None) => weak("the HSTS header is not valid".to_owned()),
        Some(Some(0)) => weak("HSTS is switched off with a max-age of 0".to_owned()),
        Some(Some(age)) if age < LEAST => weak(format!("HSTS for {} days only", age / 86_400))
            .fact_number("max-age", age.cast_signed(), "s"),
        Some(Some(age)) => Observation::pass(POINT)
            .class(SEEN)
            .title(format!("HSTS for {} days", age / 86_400))
            .fact_number("max-age", age.cast_signed(), "s")
            .exchange(exchange),
    }
}

/// The `max-age` of the header (RFC 6797, 6.1.1): names without case, the value perhaps quoted. Twice is not valid.
fn max_age(value: &str) -> Option<u64> {
    let mut ages = value.split(';').filter_map(|directive| {
        let (name, value) = directive.split_once('=')?;
        name.trim()
            .eq_ignore_ascii_case("max-age")
            .then(|| value.trim().trim_matches('"'))
    });
    let age = ages.next()?;
    let digits = !age.is_empty() && age.bytes().all(|byte| byte.is_ascii_digit());
    // More seconds than fit are as good as for ever.
    (digits && ages.next().is_none())
        .then(|| age.parse().unwrap_or(i64::MAX as u64).min(i64::MAX as u64))
}
