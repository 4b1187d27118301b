//! Versions, announcements of an end, the description of the API, and the model that answers.

use assay_sdk::{
    Endpoint,
    testing::{Assessment, FakeDocument, Reply},
};

use super::{
    DESCRIPTION, MODEL, assess, assess_endpoint, endpoint, expect, finish, host, is_canary,
    is_chat, is_main, json, models, output,
};
use crate::visit::CANARY;

fn main_with(name: &'static str, value: &'static str) -> Assessment {
    assess(move |request| is_main(request).then(|| models(&[MODEL]).header(name, value)))
}

#[test]
fn an_announced_end() {
    for (name, value, outcome) in [
        ("sunset", "Sat, 30 May 2026 23:59:59 GMT", "fail"),
        ("sunset", "Tue, 01 Dec 2026 00:00:00 GMT", "partial"),
        ("sunset", "next year", "partial"),
        ("deprecation", "@1688169599", "partial"),
        ("deprecation", "true", "partial"),
        ("deprecation", "Sun, 11 Nov 2018 23:59:59 GMT", "partial"),
        ("x-other", "1", "pass"),
    ] {
        let assessment = main_with(name, value);
        assert_eq!(
            assessment.of("deprecation").outcome,
            outcome,
            "{name}: {value}"
        );
    }
}

#[test]
fn the_version_of_the_api() {
    let at = |base: &str| {
        let endpoint = Endpoint {
            base_url: base.to_owned(),
            ..endpoint()
        };
        assess_endpoint(endpoint, |request| {
            (request.url.ends_with("openapi.json")).then(|| Reply::status(404))
        })
    };
    expect(&at("https://api.acme.example/v1"), "versioning", "pass");
    expect(
        &at("https://api.acme.example/2026-02-01/x"),
        "versioning",
        "pass",
    );
    expect(&at("https://api.acme.example/api"), "versioning", "partial");
}

fn described(list: &'static str) -> Assessment {
    assess(move |request| is_main(request).then(|| json(200, list)))
}

#[test]
fn answers_keep_to_the_description() {
    for (list, outcome) in [
        (r#"{"data":[{"id":"acme-large-2026-02-01"}]}"#, "pass"),
        // More than is described is how an API grows.
        (r#"{"data":[{"id":"a","new":1}],"next":null}"#, "pass"),
        (r#"{"models":[]}"#, "fail"),
        (r#"{"data":[{"name":"a"}]}"#, "fail"),
        (r#"{"data":{}}"#, "fail"),
        ("not JSON", "fail"),
    ] {
        let assessment = described(list);
        assert_eq!(
            assessment.of("openapi-conformance").outcome,
            outcome,
            "{list}"
        );
    }
}

#[test]
fn without_a_description_it_is_unknown_and_the_dossiers_goes_first() {
    let none = assess(|request| {
        request
            .url
            .ends_with("openapi.json")
            .then(|| Reply::status(404))
    });
    expect(&none, "openapi-conformance", "unknown");
    let stricter = DESCRIPTION.replace(r#""required":["data"]"#, r#""required":["data","object"]"#);
    let document = FakeDocument::new(
        "openapi.json",
        "application/octet-stream",
        stricter.as_bytes(),
    );
    let assessment = finish(host(endpoint()).with_document(document));
    expect(&assessment, "openapi-conformance", "fail");
}

#[test]
fn the_model_that_answers() {
    let answering = |model: &'static str| {
        assess(move |request| (is_chat(request) && !is_canary(request)).then(|| output(model)))
    };
    expect(&answering(MODEL), "model-echo", "pass");
    expect(
        &answering("somebody-else-2026-01-01"),
        "model-echo",
        "partial",
    );
    let silent = assess(|request| {
        is_chat(request).then(|| json(200, r#"{"choices":[{"message":{"content":"pong"}}]}"#))
    });
    expect(&silent, "model-echo", "partial");
    let parrot = assess(|request| {
        if is_canary(request) {
            Some(output(CANARY))
        } else {
            is_chat(request).then(|| output(MODEL))
        }
    });
    expect(&parrot, "model-echo", "partial");
    let alias = Endpoint {
        contracted_models: vec!["chat-latest".to_owned()],
        ..endpoint()
    };
    let assessment = assess_endpoint(alias, |request| {
        let body =
            String::from_utf8_lossy(request.body.as_deref().unwrap_or_default()).into_owned();
        if is_main(request) {
            Some(models(&["chat-latest", "chat-2026-01-01"]))
        } else {
            (body.contains("chat-latest") && request.credential.is_some())
                .then(|| output("chat-2026-01-01"))
        }
    });
    expect(&assessment, "model-echo", "pass");
}
