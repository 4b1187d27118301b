use assay_sdk::{
    Request,
    testing::{Assessment, FakeEndpoint, Reply},
};

use super::{
    assess, assess_endpoint, expect, good, has_header, json, models, output, over_tls, refusal,
};

fn no_key(request: &Request) -> bool {
    request.credential.is_none()
        && request
            .headers
            .iter()
            .all(|(name, _)| name == "content-type")
}

fn wrong_key(request: &Request) -> bool {
    has_header(request, "authorization")
}

/// The good supplier, but calls like these are answered so.
fn when(these: fn(&Request) -> bool, chat: Reply, list: Reply) -> Assessment {
    assess(move |request| match request.url.as_str() {
        "chat/completions" if these(request) => Some(chat.clone()),
        "models" if these(request) => Some(list.clone()),
        _ => None,
    })
}

#[test]
fn only_what_a_model_wrote_is_content() {
    for (these, point) in [
        (no_key as fn(&Request) -> bool, "auth-none"),
        (wrong_key, "auth-wrong"),
    ] {
        for (chat, outcome) in [
            (output("acme"), "fail"),
            (
                over_tls(
                    Reply::status(200)
                        .header("content-type", "text/event-stream")
                        .body("data: {}\n\n"),
                ),
                "fail",
            ),
            (refusal(401), "pass"),
            (refusal(403), "pass"),
            // LiteLLM without its database: 500 to no key, 400 "No connected db." to a wrong one. Refused, badly.
            (
                json(500, r#"{"error":{"message":"Internal Server Error"}}"#),
                "partial",
            ),
            (
                json(
                    400,
                    r#"{"error":{"message":"No connected db.","type":"no_db_connection"}}"#,
                ),
                "partial",
            ),
            // A refusal in the envelope of a success.
            (
                json(200, r#"{"error":{"message":"key missing"}}"#),
                "partial",
            ),
            (json(200, r#"{"choices":[]}"#), "partial"),
            (refusal(404), "unknown"),
            (refusal(429), "unknown"),
            (refusal(503), "unknown"),
            (
                Reply::status(302).redirect_to("https://login.acme.example/"),
                "unknown",
            ),
            (Reply::failure("timeout", "nothing came"), "unknown"),
        ] {
            let shown = format!("{chat:?}");
            let assessment = when(these, chat, refusal(401));
            assert_eq!(assessment.of(point).outcome, outcome, "{point}: {shown}");
        }
    }
}

#[test]
fn a_list_of_models_for_everybody_is_no_open_door() {
    let assessment =
        assess(|request| (request.url == "models").then(|| models(&["acme-large-2026-02-01"])));
    expect(&assessment, "auth-none", "pass");
    expect(&assessment, "auth-wrong", "pass");
    assert!(format!("{:?}", assessment.of("auth-none").facts).contains("model-list-public"));
}

#[test]
fn a_list_that_any_made_up_key_opens_is_one() {
    let assessment = when(wrong_key, refusal(400), models(&["acme-large-2026-02-01"]));
    expect(&assessment, "auth-wrong", "fail");
    expect(&assessment, "auth-none", "pass");
}

#[test]
fn an_api_of_another_kind() {
    let files = || {
        let mut files = FakeEndpoint::named("files", "http", "https://files.acme.example/v2");
        files.credentials.push("main".to_owned());
        files
    };
    let answering = |status: u16, body: &'static str| {
        assess_endpoint(files(), move |request| {
            let base = request.url == "https://files.acme.example/v2" && request.method == "GET";
            (base && request.credential.is_none())
                .then(|| json(status, body))
                .or_else(|| base.then(|| json(200, "{\"files\":[]}")))
        })
    };
    expect(&answering(401, ""), "auth-none", "pass");
    expect(&answering(401, ""), "auth-wrong", "pass");
    expect(&answering(500, ""), "auth-none", "partial");
    expect(&answering(200, "{\"files\":[]}"), "auth-none", "partial");
    // Something else may be meant for everybody.
    expect(&answering(200, "welcome"), "auth-none", "unknown");
    expect(&answering(200, "welcome"), "auth-wrong", "unknown");
}

#[test]
fn the_made_up_key_is_sent_where_apis_look_for_one() {
    let assessment = assess(good);
    let wrong: Vec<_> = assessment
        .sent()
        .iter()
        .filter(|(request, _)| wrong_key(request))
        .collect();
    assert_eq!(wrong.len(), 2);
    for (request, _) in wrong {
        assert!(
            has_header(request, "x-api-key")
                && has_header(request, "api-key")
                && request.credential.is_none()
        );
    }
}
