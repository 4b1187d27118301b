//! What one endpoint is asked. No request changes anything; the chat requests ask for one token. The only keys that are sent are
//! the one that the host injects, always in a header, and a made-up one.

use assay_sdk::{Endpoint, Request};

use super::{CANARY, FOREIGN, MADE_UP_KEY, NO_ROUTE, is_openai};
use crate::address::Address;

/// A list of models or a schema can be long.
const LONG_BODY: u32 = 512 * 1024;

pub(super) fn with_key(request: Request, endpoint: &Endpoint) -> Request {
    match endpoint.credentials.first() {
        Some(name) => request.credential(name),
        None => request,
    }
}

/// The headers in which APIs look for a key.
pub(super) fn made_up_key(request: Request) -> Request {
    request
        .header("authorization", format!("Bearer {MADE_UP_KEY}"))
        .header("x-api-key", MADE_UP_KEY)
        .header("api-key", MADE_UP_KEY)
}

pub(super) fn list(endpoint: &Endpoint) -> Request {
    let url = if is_openai(endpoint) {
        "models"
    } else {
        &endpoint.base_url
    };
    Request::get(endpoint, url).max_body(LONG_BODY)
}

/// The list with a made-up key where some APIs take one: in the URL. The real one never stands there, for URLs end up in logs.
pub(super) fn made_up_key_in_url(endpoint: &Endpoint) -> Request {
    let list = list(endpoint);
    let mark = if list.url.contains('?') { '&' } else { '?' };
    let url = format!(
        "{}{mark}api_key={MADE_UP_KEY}&key={MADE_UP_KEY}&api-key={MADE_UP_KEY}",
        list.url
    );
    Request { url, ..list }.max_body(64 * 1024)
}

fn post(endpoint: &Endpoint, body: &str) -> Request {
    let url = if is_openai(endpoint) {
        "chat/completions"
    } else {
        &endpoint.base_url
    };
    Request::new(endpoint, "POST", url)
        .header("content-type", "application/json")
        .body(body)
}

pub(super) fn chat(endpoint: &Endpoint, model: &str) -> Request {
    let model = serde_json::Value::from(model);
    post(
        endpoint,
        &format!(
            r#"{{"model":{model},"messages":[{{"role":"user","content":"ping"}}],"max_tokens":1}}"#
        ),
    )
}

/// The same path without TLS, for that is where a client that forgot the `s` would go.
pub(super) fn plain_url(endpoint: &Endpoint) -> Option<String> {
    let url = endpoint.plain_http_url.as_deref()?;
    let plain = Address::parse(url)?;
    let base = Address::parse(&endpoint.base_url)?;
    if !matches!(plain.path, "" | "/") {
        return Some(url.to_owned());
    }
    let path = base.path.trim_end_matches('/');
    let below = if is_openai(endpoint) { "/models" } else { "" };
    Some(format!("http://{}{path}{below}", plain.authority))
}

/// With the key, so that what answers is not the door but the room behind it.
pub(super) fn errors(endpoint: &Endpoint) -> Vec<Request> {
    let malformed = post(endpoint, r#"{"model": "assay-probe", "messages": ["#);
    let wrong_type = post(
        endpoint,
        r#"{"model": 90210, "messages": "assay-probe", "max_tokens": "many"}"#,
    );
    // More than 64 bits hold, which is where parsers and databases differ.
    let huge = post(
        endpoint,
        &format!(
            r#"{{"model":"{CANARY}","messages":[{{"role":"user","content":"ping"}}],"max_tokens":1{}}}"#,
            "0".repeat(30)
        ),
    );
    let no_route = Request::get(endpoint, NO_ROUTE);
    [malformed, wrong_type, huge, no_route]
        .into_iter()
        .map(|request| with_key(request, endpoint))
        .collect()
}

/// A preflight, and reads from a foreign page, from no page (`null`), and from a page whose name begins like the API's.
pub(super) fn cors(endpoint: &Endpoint) -> Vec<Request> {
    let host = Address::parse(&endpoint.base_url).map_or("api", |address| address.host());
    let alike = format!("https://{host}.assay-probe.example");
    let preflight = Request {
        method: "OPTIONS".to_owned(),
        ..list(endpoint)
    }
    .header("origin", FOREIGN)
    .header("access-control-request-method", "POST")
    .header(
        "access-control-request-headers",
        "authorization,content-type",
    );
    let read = |origin: &str| {
        with_key(
            list(endpoint).max_body(4096).header("origin", origin),
            endpoint,
        )
    };
    vec![preflight, read(FOREIGN), read("null"), read(&alike)]
}

/// Where frameworks publish the schema of an API: at the root, and below the base URL.
pub(super) fn schemas(endpoint: &Endpoint) -> Vec<Request> {
    let below = Address::parse(&endpoint.base_url)
        .map_or("", |address| address.path)
        .trim_end_matches('/');
    let mut urls = vec!["/openapi.json".to_owned()];
    if !below.is_empty() {
        urls.push(format!("{below}/openapi.json"));
    }
    let get = |url| Request::get(endpoint, url).max_body(LONG_BODY);
    urls.into_iter().map(get).collect()
}

/// Pages that are meant for those who run the server, and the pages of its documentation.
pub(super) fn management(endpoint: &Endpoint) -> Vec<Request> {
    ["/metrics", "/actuator", "/debug/pprof/", "/admin", "/docs"]
        .map(|url| Request::get(endpoint, url))
        .into()
}

/// Documents about an AI service that have a place of their own.
pub(super) fn documents(endpoint: &Endpoint) -> Vec<Request> {
    [
        "/.well-known/ai-plugin.json",
        "/.well-known/agent-card.json",
        "/.well-known/tdmrep.json",
        "/.well-known/oauth-protected-resource",
        "/llms.txt",
    ]
    .map(|url| Request::get(endpoint, url))
    .into()
}

/// A place where nothing can be. What is served there is served for everything.
pub(super) fn nowhere(endpoint: &Endpoint) -> Request {
    Request::get(endpoint, format!("/.well-known/{NO_ROUTE}.json"))
}
