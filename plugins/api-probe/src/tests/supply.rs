//! Who shows behind the API, what is open to everybody, and keys in the URL.

use assay_sdk::{
    Request,
    testing::{Assessment, Reply},
};

use super::{
    assess, endpoint, expect, finish, has_header, host, is_main, json, models, over_tls, refusal,
};

fn main_with(name: &'static str, value: &'static str) -> impl Fn(&Request) -> Option<Reply> {
    move |request| is_main(request).then(|| models(&["acme-large-2026-02-01"]).header(name, value))
}

#[test]
fn somebody_who_is_not_disclosed() {
    for (name, value, who) in [
        ("anthropic-organization-id", "0a1b", "Anthropic PBC"),
        ("openai-processing-ms", "12", "OpenAI OpCo"),
        (
            "x-litellm-model-api-base",
            "https://api.mistral.ai/v1",
            "Mistral AI",
        ),
        // Measured: a LiteLLM proxy in front of another server hands this to every client.
        (
            "x-litellm-model-name",
            "openai/smollm2-135m",
            "SmolLM2-135M",
        ),
    ] {
        expect(
            &assess(main_with(name, value)),
            "sub-processor-hints",
            "partial",
        );
        let disclosed = host(endpoint())
            .with_sub_processor(who)
            .with_server(main_with(name, value));
        expect(&finish(disclosed), "sub-processor-hints", "pass");
    }
    // The shape of an API, and the name of a shape, are nobody.
    for (name, value) in [
        ("x-litellm-version", "1.106"),
        ("server", "uvicorn"),
        ("via", "1.1 google"),
    ] {
        expect(
            &assess(main_with(name, value)),
            "sub-processor-hints",
            "pass",
        );
    }
    let own_address = main_with("x-litellm-model-api-base", "http://127.0.0.1:8801/v1");
    expect(&assess(own_address), "error-leak", "fail");
}

fn page(url: &'static str, reply: Reply) -> Assessment {
    assess(move |request| (request.url == url).then(|| reply.clone()))
}

#[test]
fn pages_of_the_management() {
    let html = |body: &str| {
        over_tls(
            Reply::status(200)
                .header("content-type", "text/html")
                .body(body),
        )
    };
    for (url, reply, outcome) in [
        (
            "/metrics",
            over_tls(Reply::status(200).body("# HELP up x\n# TYPE up gauge\nup 1\n")),
            "fail",
        ),
        (
            "/metrics",
            json(401, r#"{"error":"No module named 'prisma'"}"#),
            "pass",
        ),
        (
            "/metrics",
            json(200, r#"{"message":"metrics are elsewhere"}"#),
            "pass",
        ),
        ("/actuator", json(200, r#"{"_links":{"env":{}}}"#), "fail"),
        ("/debug/pprof/", html("<html>goroutine heap</html>"), "fail"),
        (
            "/admin",
            html("<html><form><input type=\"password\"></form></html>"),
            "pass",
        ),
        ("/admin", html("<html><h1>Users</h1></html>"), "partial"),
        (
            "/docs",
            html("<html><title>Swagger UI</title></html>"),
            "pass",
        ),
    ] {
        let shown = format!("{url}: {reply:?}");
        assert_eq!(
            page(url, reply).of("management-exposure").outcome,
            outcome,
            "{shown}"
        );
    }
    // One page for everything is none of these.
    let everything = assess(move |request| {
        (request.credential.is_none() && request.url.starts_with('/')).then(|| {
            over_tls(
                Reply::status(200)
                    .header("content-type", "text/html")
                    .body("<html><h1>Users</h1></html>"),
            )
        })
    });
    expect(&everything, "management-exposure", "pass");
    expect(&everything, "ai-documents", "pass");
}

#[test]
fn documents_about_the_service() {
    let card = |body: &str| page("/.well-known/agent-card.json", json(200, body));
    expect(&card(r#"{"name":"acme"}"#), "ai-documents", "pass");
    assert!(
        card(r#"{"name":"acme"}"#)
            .of("ai-documents")
            .title
            .contains("agent-card")
    );
    expect(&card("{broken"), "ai-documents", "partial");
}

fn with_key_in_url(reply: Reply) -> Assessment {
    assess(move |request| request.url.contains("api_key=").then(|| reply.clone()))
}

#[test]
fn keys_in_the_url() {
    expect(&with_key_in_url(models(&["a"])), "key-in-url", "fail");
    let as_wrong = json(401, r#"{"error":{"message":"This key is wrong."}}"#);
    expect(&with_key_in_url(as_wrong), "key-in-url", "partial");
    // A request id differs each time and means nothing.
    let as_missing = json(
        401,
        r#"{"error":{"message":"No access.","type":"invalid_request_error","id":"8f21"}}"#,
    );
    let seen = with_key_in_url(as_missing);
    assert_ne!(seen.of("key-in-url").outcome, "fail");
    let alike = assess(|request| has_header(request, "x-api-key").then(|| refusal(401)));
    expect(&alike, "key-in-url", "unknown");
    let described = assess(|request| {
        (request.url == "/openapi.json").then(|| {
            json(
                200,
                r#"{"openapi":"3.0.3","paths":{},"components":{"securitySchemes":{"k":{"type":"apiKey","in":"query","name":"key"}}}}"#,
            )
        })
    });
    expect(&described, "key-in-url", "fail");
}

#[test]
fn regions_are_told_and_not_judged() {
    let seen = assess(main_with("x-ms-region", "East US"));
    expect(&seen, "data-residency-hints", "pass");
    assert!(seen.of("data-residency-hints").title.contains("East US"));
}
