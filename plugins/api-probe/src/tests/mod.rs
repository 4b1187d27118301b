//! The checks against suppliers of our own making: a good one, and what each test changes about it.

mod auth;
mod changes;
mod disclosure;
mod errors;
mod handshakes;
mod headers;
mod models;
mod supply;
mod tls;
mod whole;

use assay_sdk::{
    Certificate, Endpoint, Offer, Request,
    testing::{Assessment, FakeEndpoint, FakeHost, Reply, Shake, certificate},
};

use crate::{ApiProbe, visit::CANARY};

const AS_OF: &str = "2026-06-01";
const MODEL: &str = "acme-large-2026-02-01";
/// The list of models as the good supplier describes it.
const DESCRIPTION: &str = r##"{"openapi":"3.1.0","info":{"title":"Acme","version":"1.4"},
    "components":{"schemas":{"List":{"type":"object","required":["data"],
        "properties":{"data":{"type":"array","items":{"type":"object","required":["id"]}}}}}},
    "paths":{"/v1/models":{"get":{"responses":{"200":{"content":{"application/json":
        {"schema":{"$ref":"#/components/schemas/List"}}}}}}}}}"##;
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
    } else if request.url == "/openapi.json" {
        json(200, DESCRIPTION)
    } else if has_header(request, "x-api-key") {
        json(401, r#"{"error":{"message":"This key is wrong."}}"#)
    } else if request.credential.is_none() {
        refusal(401)
    } else if is_chat(request) && !is_canary(request) {
        output(MODEL)
    } else if request.url == "models" {
        models(&["acme-large-2026-02-01", "acme-small-latest"])
    } else if request.url == "chat/completions" {
        refusal(if is_canary(request) { 404 } else { 400 })
    } else {
        refusal(404)
    })
}

/// A chat of one token with the contracted model and the key.
fn is_chat(request: &Request) -> bool {
    request.credential.is_some()
        && String::from_utf8_lossy(request.body.as_deref().unwrap_or_default()).contains(MODEL)
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
    finish(host(endpoint).with_server(change))
}

/// The good supplier with another way of shaking hands.
fn assess_shaking(change: impl Fn(&Offer) -> Option<Shake> + 'static) -> Assessment {
    finish(host(endpoint()).with_handshakes(change))
}

fn host(endpoint: Endpoint) -> FakeHost {
    FakeHost::new().as_of(AS_OF).with_endpoint(endpoint)
}

/// TLS 1.2 and 1.3 with what is good today, and an alert for everything else.
fn sound(offer: &Offer) -> Option<Shake> {
    let has = |suite| offer.cipher_suites.contains(&suite);
    Some(match offer.version.as_str() {
        "TLSv1.3" => Shake::accepted("TLSv1.3", 0x1301, "TLS_AES_128_GCM_SHA256"),
        "TLSv1.2" if has(0xc02f) => {
            Shake::accepted("TLSv1.2", 0xc02f, "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256")
        }
        "TLSv1.2" => Shake::alert(40),
        _ => Shake::alert(70),
    })
}

fn finish(host: FakeHost) -> Assessment {
    let host = host.with_server(good).with_handshakes(sound);
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
