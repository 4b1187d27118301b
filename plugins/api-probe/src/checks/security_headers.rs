//! The headers that matter for an API. Content policies, frames and cookies are for pages: judging JSON by them gives a good
//! API and a bad page the same grade.

use assay_sdk::{Exchange, Observation, Severity};

use super::SEEN;
use crate::{
    answer::{is_success, media_type},
    unanswered::{unanswered, unclear},
    visit::Visit,
};

const POINT: &str = "security-headers";

pub(crate) fn judge(visit: &Visit) -> Observation {
    let exchange = match &visit.main {
        Ok(exchange) => exchange,
        Err(failure) => return unanswered(POINT, failure),
    };
    let mut weak = Vec::new();
    if !exchange
        .header("x-content-type-options")
        .is_some_and(|value| value.trim().eq_ignore_ascii_case("nosniff"))
    {
        weak.push("no X-Content-Type-Options: nosniff".to_owned());
    }
    if is_success(exchange) && visit.with_key && !is_private(exchange) {
        weak.push(
            "an answer to a key may be cached: no Cache-Control with no-store or private"
                .to_owned(),
        );
    }
    if let Some((_, Ok(chat))) = &visit.chat
        && is_success(chat)
        && !is_private(chat)
    {
        weak.push("what a model answers may be cached".to_owned());
    }
    if is_json(exchange) && !media_type(exchange).contains("json") {
        weak.push("JSON is not declared as JSON".to_owned());
    }
    weak.extend(told_version(exchange));
    if !weak.is_empty() {
        return Observation::partial(POINT)
            .severity(Severity::Low)
            .class(SEEN)
            .title(weak.join("; "))
            .remediation("Send X-Content-Type-Options: nosniff and Cache-Control: no-store, and drop the server version.")
            .exchange(exchange);
    }
    if !is_success(exchange) {
        return unclear(
            POINT,
            exchange,
            "not seen: no answer with content",
            "Name a credential for the endpoint, and assess again.",
        );
    }
    Observation::pass(POINT)
        .class(SEEN)
        .title("the headers of an API are as they should be")
        .exchange(exchange)
}

fn is_json(exchange: &Exchange) -> bool {
    !exchange.body.is_empty()
        && serde_json::from_slice::<serde_json::Value>(&exchange.body)
            .is_ok_and(|body| body.is_object() || body.is_array())
}

fn is_private(exchange: &Exchange) -> bool {
    let value = exchange
        .header("cache-control")
        .unwrap_or_default()
        .to_ascii_lowercase();
    value
        .split(',')
        .any(|directive| matches!(directive.trim(), "no-store" | "private"))
}

/// A version, not a name: `nginx/1.18.0`, `PHP/8.1`. `cloudflare` or `uvicorn` tells what, but not whether it is old.
fn told_version(exchange: &Exchange) -> Option<String> {
    let headers = [
        "server",
        "x-powered-by",
        "x-aspnet-version",
        "x-aspnetmvc-version",
    ];
    headers.iter().find_map(|name| {
        let value = exchange.header(name)?;
        let number = value
            .split_once('/')
            .map_or(name.ends_with("version"), |(_, version)| {
                version.starts_with(|c: char| c.is_ascii_digit())
            });
        number.then(|| format!("{name} tells a version"))
    })
}
