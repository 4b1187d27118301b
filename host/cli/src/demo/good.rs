//! An API as a careful supplier runs it.

use jiff::{ToSpan, civil::Date};

use super::api::{Answer, Call, Served, respond};

/// The key that the demonstration gives to its own dossier.
pub(crate) const KEY: &str = "demo-key-of-a-careful-supplier";
/// The model that the contract names.
const MODEL: &str = "clearpath-notes-2026-09";

/// What the API says of itself, by OpenAPI 3.1.
const DESCRIPTION: &str = include_str!("good.openapi.json");

const JSON: [(&str, &str); 8] = [
    ("content-type", "application/json"),
    ("cache-control", "no-store"),
    (
        "strict-transport-security",
        "max-age=31536000; includeSubDomains",
    ),
    ("x-content-type-options", "nosniff"),
    ("x-ratelimit-limit-requests", "60"),
    ("x-ratelimit-remaining-requests", "59"),
    ("x-ratelimit-reset-requests", "1s"),
    ("x-request-id", "req-demo"),
];

pub(crate) fn behave(call: &Call, served: Served) -> Answer {
    if !call.secure {
        let target = format!("https://127.0.0.1:{}{}", served.tls, call.path);
        return respond(308, &[("location", &target)], "");
    }
    if call.path == "/.well-known/security.txt" {
        let body = format!(
            "Contact: mailto:security@clearpath.example\nExpires: {}\nPreferred-Languages: en\n\
             Canonical: https://127.0.0.1:{}/.well-known/security.txt\n",
            expires(served.today),
            served.tls
        );
        return respond(
            200,
            &[
                ("content-type", "text/plain; charset=utf-8"),
                (
                    "strict-transport-security",
                    "max-age=31536000; includeSubDomains",
                ),
                ("x-content-type-options", "nosniff"),
            ],
            body,
        );
    }
    if (call.method.as_str(), call.path.as_str()) == ("GET", "/openapi.json") {
        return respond(200, &JSON, DESCRIPTION);
    }
    // A missing key and a wrong one are told apart, and a key in the URL is not looked at.
    match call.header("authorization") {
        None => return error(401, "missing_api_key", "an API key is needed in a header"),
        Some(value) if value != format!("Bearer {KEY}") => {
            return error(401, "invalid_api_key", "this API key is not valid");
        }
        Some(_) => {}
    }
    match (call.method.as_str(), call.path.as_str()) {
        ("GET", "/v1/models") => {
            let body = format!(
                r#"{{"object":"list","data":[{{"id":"{MODEL}","object":"model","owned_by":"clearpath"}}]}}"#
            );
            respond(200, &JSON, body)
        }
        ("POST", "/v1/chat/completions") => complete(call),
        _ => error(404, "not_found", "there is nothing at this address"),
    }
}

fn complete(call: &Call) -> Answer {
    let Ok(request) = serde_json::from_slice::<serde_json::Value>(&call.body) else {
        return error(400, "invalid_request", "the body is not valid JSON");
    };
    if request["model"] != MODEL {
        return error(404, "model_not_found", "there is no such model");
    }
    if !request["messages"].is_array() {
        return error(400, "invalid_request", "`messages` must be a list");
    }
    let body = format!(
        r#"{{"id":"c1","object":"chat.completion","model":"{MODEL}","choices":[{{"index":0,"message":{{"role":"assistant","content":"Hello."}},"finish_reason":"stop"}}]}}"#
    );
    respond(200, &JSON, body)
}

fn error(status: u16, code: &str, message: &str) -> Answer {
    respond(
        status,
        &JSON,
        format!(r#"{{"error":{{"code":"{code}","message":"{message}"}}}}"#),
    )
}

/// Half a year from the day: RFC 9116 advises less than a year.
fn expires(today: Date) -> String {
    format!("{}T00:00:00Z", today.saturating_add(180.days()))
}
