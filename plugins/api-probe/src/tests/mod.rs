//! The checks against suppliers of our own making: a good one, and what each test changes about it.

mod auth;
mod disclosure;
mod errors;
mod headers;
mod models;
mod tls;
mod whole;

use assay_sdk::{
    Certificate, Endpoint, Request,
    testing::{Assessment, FakeEndpoint, FakeHost, Reply, certificate},
};

use crate::{ApiProbe, visit::CANARY};

const AS_OF: &str = "2026-06-01";
const SECURITY_TXT: &str = "Contact: mailto:security@acme.example\nExpires: 2027-01-01T00:00:00Z\n";

fn endpoint() -> Endpoint {
    Endpoint {
        plain_http_url: Some("http://api.acme.example/".to_owned()),
        credentials: vec!["main".to_owned()],
        contracted_models: vec!["acme-large-2026-02-01".to_owned()],
        ..FakeEndpoint::named("chat", "openai", "https://api.acme.example/v1")
    }
}

/// 75 of 100 days left.
fn chain() -> Vec<Certificate> {
    vec![certificate(
        "CN=api.acme.example",
        "2026-05-07T00:00:00Z",
        "2026-08-15T00:00:00Z",
    )]
}

fn over_tls(reply: Reply) -> Reply {
    reply.tls("TLSv1.3", chain())
}

fn json(status: u16, body: &str) -> Reply {
    over_tls(
        Reply::status(status)
            .header("content-type", "application/json")
            .header("x-content-type-options", "nosniff")
            .header("cache-control", "no-store")
            .header(
                "strict-transport-security",
                "max-age=31536000; includeSubDomains",
            )
            .header("server", "cloudflare")
            .header("x-ratelimit-limit-requests", "60")
            .body(body),
    )
}

fn refusal(status: u16) -> Reply {
    json(
        status,
        r#"{"error":{"message":"No access.","type":"invalid_request_error"}}"#,
    )
}

fn models(ids: &[&str]) -> Reply {
    let data: Vec<String> = ids.iter().map(|id| format!(r#"{{"id":"{id}"}}"#)).collect();
    json(200, &format!(r#"{{"data":[{}]}}"#, data.join(",")))
}

fn output(model: &str) -> Reply {
    json(
        200,
        &format!(r#"{{"model":"{model}","choices":[{{"message":{{"content":"pong"}}}}]}}"#),
    )
}

fn security_txt(body: &str) -> Reply {
    over_tls(
        Reply::status(200)
            .header("content-type", "text/plain; charset=utf-8")
            .body(body),
    )
}

/// Does everything right.
fn good(request: &Request) -> Option<Reply> {
    Some(if request.url.starts_with("http://") {
        Reply::status(308).redirect_to("https://api.acme.example/v1/models")
    } else if request.url.ends_with("security.txt") {
        security_txt(SECURITY_TXT)
    } else if request.credential.is_none() {
        refusal(401)
    } else if request.url == "models" {
        models(&["acme-large-2026-02-01", "acme-small-latest"])
    } else if request.url == "chat/completions" {
        refusal(if is_canary(request) { 404 } else { 400 })
    } else {
        refusal(404)
    })
}

fn is_canary(request: &Request) -> bool {
    String::from_utf8_lossy(request.body.as_deref().unwrap_or_default()).contains(CANARY)
}

fn has_header(request: &Request, name: &str) -> bool {
    request.headers.iter().any(|(known, _)| known == name)
}

/// True for the main request: the list with the key and nothing else.
fn is_main(request: &Request) -> bool {
    request.url == "models" && request.credential.is_some() && request.headers.is_empty()
}

/// The good supplier with one change, and an assessment of which the host would take everything.
fn assess(change: impl Fn(&Request) -> Option<Reply> + 'static) -> Assessment {
    assess_endpoint(endpoint(), change)
}

fn assess_endpoint(
    endpoint: Endpoint,
    change: impl Fn(&Request) -> Option<Reply> + 'static,
) -> Assessment {
    let host = FakeHost::new()
        .as_of(AS_OF)
        .with_endpoint(endpoint)
        .with_server(change)
        .with_server(good);
    let assessment = host.assess::<ApiProbe>().unwrap();
    assert_eq!(assessment.problems(), Vec::<String>::new());
    assessment
}

#[track_caller]
fn expect(assessment: &Assessment, point: &str, outcome: &str) {
    let seen = assessment.of(point);
    assert_eq!(
        seen.outcome, outcome,
        "{point}: {} {}",
        seen.title, seen.detail
    );
}
