use assay_sdk::{
    Endpoint, Request,
    testing::{Assessment, Reply},
};

use super::{
    assess, assess_endpoint, endpoint, expect, good, has_header, is_canary, is_chat, is_main, json,
};

/// Requests with a body that the API cannot take.
fn is_faulty(request: &Request) -> bool {
    request.credential.is_some()
        && request.body.is_some()
        && !is_canary(request)
        && !is_chat(request)
}

fn errors(reply: Reply) -> Assessment {
    assess(move |request| is_faulty(request).then(|| reply.clone()))
}

#[test]
fn leaks_fail_and_plain_errors_pass() {
    for (reply, outcome, severity) in [
        (
            json(400, r#"{"error":{"message":"messages must be a list"}}"#),
            "pass",
            "info",
        ),
        (
            json(
                422,
                r#"{"detail":[{"type":"list_type","loc":["body","messages"]}]}"#,
            ),
            "pass",
            "info",
        ),
        (json(500, "Internal Server Error"), "partial", "low"),
        (
            json(
                500,
                r#"Traceback (most recent call last):\n  File \"/app/main.py\", line 3"#,
            ),
            "fail",
            "medium",
        ),
        (
            json(400, r#"{"error":"litellm.BadRequestError: no provider"}"#),
            "fail",
            "low",
        ),
        (
            json(
                400,
                r#"{"error":"upstream http://10.2.0.9:8000/v1 said no"}"#,
            ),
            "fail",
            "medium",
        ),
    ] {
        let shown = format!("{reply:?}");
        let assessment = errors(reply);
        let seen = assessment.of("error-leak");
        assert_eq!(
            (seen.outcome.as_str(), seen.severity.as_str()),
            (outcome, severity),
            "{shown}"
        );
    }
}

#[test]
fn an_echo_of_our_own_request_is_no_leak() {
    let assessment = assess(|request| {
        let body = String::from_utf8_lossy(request.body.as_deref()?).into_owned();
        is_faulty(request).then(|| json(400, &format!("cannot read: {body}")))
    });
    expect(&assessment, "error-leak", "pass");
}

#[test]
fn the_declared_address_is_no_secret_and_another_port_of_it_is() {
    let local = || Endpoint {
        base_url: "https://localhost:8443/v1".to_owned(),
        plain_http_url: None,
        ..endpoint()
    };
    let says = |text: &'static str| {
        assess_endpoint(local(), move |request| {
            is_faulty(request).then(|| json(400, text))
        })
    };
    expect(
        &says("see https://localhost:8443/v1/docs"),
        "error-leak",
        "pass",
    );
    expect(
        &says("see https://localhost:9000/v1/docs"),
        "error-leak",
        "fail",
    );
}

/// Measured: a gateway handed the address of its model server to every client, in the header of a good answer.
#[test]
fn headers_of_good_answers_are_read_too() {
    let assessment = assess(|request| {
        is_main(request)
            .then(|| good(request))
            .flatten()
            .map(|reply| reply.header("x-litellm-model-api-base", "http://127.0.0.1:8801/v1"))
    });
    expect(&assessment, "error-leak", "fail");
    assert!(
        assessment
            .of("error-leak")
            .detail
            .contains("x-litellm-model-api-base")
    );
}

#[test]
fn errors_behind_a_closed_door_are_not_seen() {
    let closed = Endpoint {
        credentials: vec![],
        ..endpoint()
    };
    let assessment = assess_endpoint(closed, |_| None);
    expect(&assessment, "error-leak", "unknown");
}

fn cors(change: fn(&str, bool) -> Option<(String, bool)>) -> Assessment {
    assess(move |request| {
        let origin = request
            .headers
            .iter()
            .find(|(name, _)| name == "origin")
            .map(|(_, value)| value.as_str())?;
        let reply = json(200, "{}");
        Some(match change(origin, request.method == "OPTIONS") {
            Some((allowed, credentials)) => {
                let reply = reply.header("access-control-allow-origin", &allowed);
                if credentials {
                    reply.header("access-control-allow-credentials", "true")
                } else {
                    reply
                }
            }
            None => reply,
        })
    })
}

#[test]
fn only_reflection_with_credentials_fails() {
    expect(&cors(|_, _| None), "cors", "pass");
    expect(&cors(|_, _| Some(("*".to_owned(), false))), "cors", "pass");
    // Browsers refuse this pair.
    expect(&cors(|_, _| Some(("*".to_owned(), true))), "cors", "pass");
    expect(
        &cors(|origin, _| Some((origin.to_owned(), false))),
        "cors",
        "pass",
    );
    expect(
        &cors(|_, _| Some(("https://www.acme.example".to_owned(), true))),
        "cors",
        "pass",
    );
    expect(
        &cors(|origin, _| Some((origin.to_owned(), true))),
        "cors",
        "fail",
    );
    // Only the preflight, only `null`, only a name that begins alike: each was a real mistake.
    expect(
        &cors(|origin, preflight| preflight.then(|| (origin.to_owned(), true))),
        "cors",
        "fail",
    );
    expect(
        &cors(|origin, _| (origin == "null").then(|| (origin.to_owned(), true))),
        "cors",
        "fail",
    );
    expect(
        &cors(|origin, _| {
            origin
                .starts_with("https://api.acme.example")
                .then(|| (origin.to_owned(), true))
        }),
        "cors",
        "fail",
    );
}

#[test]
fn a_preflight_that_the_dossier_does_not_grant_leaves_it_open() {
    let assessment = assess(|request| {
        (request.method == "OPTIONS").then(|| Reply::failure("denied", "OPTIONS is not granted"))
    });
    expect(&assessment, "cors", "unknown");
    assert!(
        assessment
            .sent()
            .iter()
            .any(|(request, _)| has_header(request, "origin"))
    );
}
