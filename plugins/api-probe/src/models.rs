//! Reading an OpenAI-style API.

use std::collections::BTreeSet;

use assay_sdk::Exchange;
use serde_json::Value;

use crate::answer::{is_success, media_type};

/// The ids of the models that an answer lists, or none when it is no list. A list that was cut cannot be read.
pub(crate) fn listed(exchange: &Exchange) -> Option<BTreeSet<String>> {
    if !is_success(exchange) || exchange.truncated {
        return None;
    }
    let body: Value = serde_json::from_slice(&exchange.body).ok()?;
    let list = body
        .get("data")
        .or_else(|| body.get("models"))
        .unwrap_or(&body)
        .as_array()?;
    let id = |model: &Value| {
        let id = model
            .get("id")
            .or_else(|| model.get("name"))
            .unwrap_or(model);
        id.as_str().map(str::to_owned)
    };
    Some(list.iter().filter_map(id).collect())
}

/// True when an answer carries what a model wrote. A 200 with an error inside is a refusal in a wrong envelope.
pub(crate) fn is_output(exchange: &Exchange) -> bool {
    if !is_success(exchange) || exchange.body.is_empty() {
        return false;
    }
    match serde_json::from_slice::<Value>(&exchange.body) {
        Ok(body) => ["choices", "output", "content", "candidates"]
            .iter()
            .any(|key| body.get(key).is_some_and(is_filled)),
        // A stream, or an answer that was cut.
        Err(_) => {
            media_type(exchange) == "text/event-stream" || exchange.text().contains("\"choices\"")
        }
    }
}

fn is_filled(value: &Value) -> bool {
    match value {
        Value::Array(items) => !items.is_empty(),
        Value::String(text) => !text.is_empty(),
        _ => false,
    }
}

/// The model that an answer says it comes from.
pub(crate) fn echoed(exchange: &Exchange) -> Option<String> {
    let body: Value = serde_json::from_slice(&exchange.body).ok()?;
    body.get("model")?.as_str().map(str::to_owned)
}

/// True for an id that names one version: a date or a number of three or more digits (`gpt-4-0613`, `mistral-large-2411`,
/// `x-20241022`, `gemini-pro-002`), or `v2`. `gpt-4` and `latest` move; a power of two is a context length.
pub(crate) fn is_pinned(id: &str) -> bool {
    const LENGTHS: [&str; 8] = [
        "128", "256", "512", "1024", "4096", "8192", "16384", "32768",
    ];
    id.split(['-', '_', '@', ':', '/', '.']).any(|part| {
        let digits =
            |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        match part.strip_prefix('v') {
            Some(number) => digits(number),
            None => (3..=8).contains(&part.len()) && digits(part) && !LENGTHS.contains(&part),
        }
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn dated_and_numbered_ids_are_pinned_and_aliases_are_not() {
        for id in [
            "gpt-4-0613",
            "claude-3-5-sonnet-20241022",
            "gpt-4o-2024-08-06",
            "mistral-large-2411",
            "gemini-1.5-pro-002",
            "text-bison@001",
            "command-r-08-2024",
            "acme/chat:v2",
        ] {
            assert!(is_pinned(id), "{id}");
        }
        for id in [
            "gpt-4",
            "gpt-4o",
            "gpt-4.1",
            "chat-latest",
            "llama-3-70b-8192",
            "phi-3-mini-128k",
            "vision",
            "v",
        ] {
            assert!(!is_pinned(id), "{id}");
        }
    }

    proptest! {
        #[test]
        fn no_body_makes_it_panic(body: Vec<u8>, json in "[\\[{\"data:}\\],0-9]{0,40}") {
            for body in [body, json.into_bytes()] {
                let assay_sdk::testing::Reply::Answer(exchange) = assay_sdk::testing::Reply::status(200).body(body) else { unreachable!() };
                let _ = (listed(&exchange), is_output(&exchange), echoed(&exchange));
            }
        }
    }
}
