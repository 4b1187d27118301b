use assay_sdk::{
    Endpoint,
    testing::{Assessment, Reply},
};

use super::{
    assess, assess_endpoint, endpoint, expect, is_canary, is_main, json, models, output, refusal,
};
use crate::visit::CANARY;

fn listing(ids: &'static [&'static str], contracted: &[&str]) -> Assessment {
    let endpoint = Endpoint {
        contracted_models: contracted.iter().map(|id| (*id).to_owned()).collect(),
        ..endpoint()
    };
    assess_endpoint(endpoint, move |request| {
        is_main(request).then(|| models(ids))
    })
}

#[test]
fn the_contracted_model_has_to_be_listed() {
    expect(
        &listing(&["a-2026-01-01", "b"], &["a-2026-01-01"]),
        "model-list",
        "pass",
    );
    let missing = listing(&["a-2026-01-01"], &["a-2026-01-01", "c-2025-01-01"]);
    expect(&missing, "model-list", "fail");
    assert!(missing.of("model-list").title.contains("c-2025-01-01"));
    expect(&listing(&["a-2026-01-01"], &[]), "model-list", "partial");
    expect(&listing(&[], &["a"]), "model-list", "fail");
}

#[test]
fn what_is_no_list_says_nothing() {
    for reply in [
        refusal(401),
        refusal(404),
        json(200, "<html>"),
        json(200, r#"{"data":"soon"}"#),
        json(
            200,
            &format!(r#"{{"data":[{{"id":"{}"}}]}}"#, "x".repeat(600_000)),
        ),
        Reply::failure("timeout", "nothing came"),
    ] {
        let shown = format!("{reply:?}").chars().take(200).collect::<String>();
        let assessment = assess(move |request| is_main(request).then(|| reply.clone()));
        assert_eq!(assessment.of("model-list").outcome, "unknown", "{shown}");
        assert_eq!(assessment.of("model-pinning").outcome, "unknown", "{shown}");
    }
}

fn canary(reply: Reply) -> Assessment {
    assess(move |request| is_canary(request).then(|| reply.clone()))
}

/// Measured: llama-cpp-python, llmock and mock-llm answer any name with 200 and echo it.
#[test]
fn a_model_that_does_not_exist_must_not_answer() {
    let substituted = canary(output(CANARY));
    expect(&substituted, "model-pinning", "fail");
    assert!(format!("{:?}", substituted.of("model-pinning").facts).contains(CANARY));
    for status in [400, 404, 422] {
        expect(&canary(refusal(status)), "model-pinning", "pass");
    }
    expect(
        &canary(json(200, r#"{"error":"no such model"}"#)),
        "model-pinning",
        "pass",
    );
    for status in [401, 403, 429, 500] {
        expect(&canary(refusal(status)), "model-pinning", "unknown");
    }
}

#[test]
fn a_version_has_to_be_on_offer_and_in_the_contract() {
    expect(
        &listing(&["acme-latest", "acme-large"], &[]),
        "model-pinning",
        "partial",
    );
    expect(
        &listing(&["acme-latest", "acme-0613"], &["acme-latest"]),
        "model-pinning",
        "partial",
    );
    expect(
        &listing(&["acme-latest", "acme-0613"], &["acme-0613"]),
        "model-pinning",
        "pass",
    );
    expect(
        &listing(&["acme-latest", "acme-0613"], &[]),
        "model-pinning",
        "pass",
    );
}
