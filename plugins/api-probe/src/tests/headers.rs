use assay_sdk::{
    Endpoint, Request,
    testing::{Assessment, Reply},
};

use super::{assess, assess_endpoint, endpoint, expect, is_main, over_tls};

fn plain(reply: Reply) -> Assessment {
    assess(move |request: &Request| request.url.starts_with("http://").then(|| reply.clone()))
}

#[test]
fn plain_http() {
    for (reply, outcome) in [
        (
            Reply::status(301).redirect_to("https://api.acme.example/v1/models"),
            "pass",
        ),
        (
            Reply::status(308).redirect_to("https://api.acme.example:8443/"),
            "pass",
        ),
        (Reply::status(403), "pass"),
        (Reply::status(426), "pass"),
        (Reply::failure("refused", "connection refused"), "pass"),
        (
            Reply::status(302).redirect_to("https://www.acme.example/"),
            "partial",
        ),
        (
            Reply::status(302).redirect_to("http://api.acme.example/login"),
            "partial",
        ),
        (Reply::status(301), "partial"),
        (Reply::status(401).body("give me a key"), "partial"),
        (Reply::status(500), "partial"),
        (Reply::status(204), "partial"),
        (Reply::status(200).body("{}"), "fail"),
        (Reply::failure("timeout", "no answer"), "unknown"),
    ] {
        expect(&plain(reply), "http-plain", outcome);
    }
    let not_granted = Endpoint {
        plain_http_url: None,
        ..endpoint()
    };
    expect(
        &assess_endpoint(not_granted, |_| None),
        "http-plain",
        "unknown",
    );
}

#[test]
fn plain_http_is_tried_where_the_api_is() {
    let assessment = assess(|_| None);
    let asked = assessment
        .sent()
        .iter()
        .find(|(request, _)| request.url.starts_with("http://"));
    assert_eq!(asked.unwrap().0.url, "http://api.acme.example/v1/models");
}

fn main_with(name: &'static str, value: Option<&'static str>) -> Assessment {
    assess(move |request| {
        if !is_main(request) {
            return None;
        }
        let Some(Reply::Answer(mut answer)) = super::good(request) else {
            return None;
        };
        answer.headers.retain(|(known, _)| known != name);
        if let Some(value) = value {
            answer.headers.push((name.to_owned(), value.to_owned()));
        }
        Some(Reply::Answer(answer))
    })
}

#[test]
fn hsts() {
    for (value, outcome) in [
        (Some("max-age=15552000"), "pass"),
        (Some("includeSubDomains; MAX-AGE=\"63072000\""), "pass"),
        (Some("max-age=99999999999999999999999"), "pass"),
        (Some("max-age=15551999"), "partial"),
        (Some("max-age=0"), "partial"),
        (Some("max-age=-1"), "partial"),
        (Some("max-age=31536000; max-age=0"), "partial"),
        (Some("maximum"), "partial"),
        (None, "partial"),
    ] {
        let assessment = main_with("strict-transport-security", value);
        assert_eq!(assessment.of("hsts").outcome, outcome, "{value:?}");
    }
    let literal = Endpoint {
        base_url: "https://192.0.2.7/v1".to_owned(),
        ..endpoint()
    };
    expect(
        &assess_endpoint(literal, |_| None),
        "hsts",
        "not-applicable",
    );
}

#[test]
fn an_api_is_judged_by_the_headers_of_an_api() {
    for (name, value, outcome) in [
        ("x-content-type-options", Some("NOSNIFF"), "pass"),
        ("x-content-type-options", None, "partial"),
        ("cache-control", Some("private, max-age=0"), "pass"),
        ("cache-control", Some("max-age=600"), "partial"),
        ("cache-control", None, "partial"),
        ("server", Some("nginx"), "pass"),
        ("server", Some("nginx/1.18.0 (Ubuntu)"), "partial"),
        ("x-powered-by", Some("Express"), "pass"),
        ("x-powered-by", Some("PHP/8.1.2"), "partial"),
        ("x-aspnet-version", Some("4.0.30319"), "partial"),
        // For pages, not for JSON.
        ("content-security-policy", None, "pass"),
        ("x-frame-options", None, "pass"),
    ] {
        let assessment = main_with(name, value);
        assert_eq!(
            assessment.of("security-headers").outcome,
            outcome,
            "{name}: {value:?}"
        );
    }
}

#[test]
fn good_headers_on_a_refusal_do_not_show_what_happens_to_content() {
    let assessment = assess(|request| is_main(request).then(|| super::refusal(401)));
    expect(&assessment, "security-headers", "unknown");
}

#[test]
fn rate_limit_signals() {
    expect(&assess(|_| None), "rate-limit-signals", "pass");
    let bare = |status: u16, name: &'static str| {
        assess(move |_| Some(over_tls(Reply::status(status).header(name, "1").body("{}"))))
    };
    expect(&bare(200, "RateLimit-Policy"), "rate-limit-signals", "pass");
    expect(
        &bare(200, "anthropic-ratelimit-requests-limit"),
        "rate-limit-signals",
        "pass",
    );
    expect(&bare(429, "retry-after"), "rate-limit-signals", "pass");
    expect(&bare(200, "retry-after"), "rate-limit-signals", "partial");
    // Limits are told to those who have a key: nothing follows from a refusal.
    expect(&bare(401, "date"), "rate-limit-signals", "unknown");
}
