use std::cell::Cell;

use assay_sdk::testing::{Assessment, Reply};
use serde_json::json;

use super::{answers, assess, expect, fact, talk};

/// Every chat of which the number is one of ten is answered with `reply`; the first ones are not, so that the model is met.
fn one_of_ten(reply: Reply) -> Assessment {
    let asked = Cell::new(0_u32);
    assess(move |request| {
        talk(request)?;
        asked.set(asked.get() + 1);
        (asked.get() > 10 && asked.get() % 10 == 3).then(|| reply.clone())
    })
}

#[test]
fn failures_are_counted_with_an_interval_that_holds_the_truth() {
    let assessment = one_of_ten(answers(503, &json!({"error": "overloaded"})));
    // The upper bound is below 95 %.
    expect(&assessment, "availability", "fail", "of");
    let [low, high] =
        ["share-low", "share-high"].map(|name| fact(&assessment, "availability", name));
    assert!((low..=high).contains(&9_000), "{low} {high}");
    // The other probes go on with what was served.
    expect(&assessment, "prompt-leak", "pass", "");
    expect(&assessment, "refusal", "pass", "");
}

#[test]
fn a_limit_that_works_is_no_outage() {
    let assessment = one_of_ten(answers(429, &json!({"error": "slow down"})));
    expect(&assessment, "availability", "pass", "");
    assert!(fact(&assessment, "availability", "limited") >= 18);
}

#[test]
fn whose_fault_a_timeout_was_cannot_be_told() {
    let assessment = one_of_ten(Reply::failure(
        "timeout",
        "no complete answer within 60000 ms",
    ));
    expect(&assessment, "availability", "pass", "");
    assert!(fact(&assessment, "availability", "timeouts") >= 18);
}

#[test]
fn too_many_refusals_leave_a_probe_open() {
    let asked = Cell::new(0_u32);
    let assessment = assess(move |request| {
        talk(request)?;
        asked.set(asked.get() + 1);
        (asked.get() > 10 && asked.get().is_multiple_of(2)).then(|| answers(429, &json!({})))
    });
    expect(&assessment, "prompt-leak", "unknown", "limit of requests");
    expect(
        &assessment,
        "behaviour-drift",
        "unknown",
        "limit of requests",
    );
}

#[test]
fn slow_answers_are_a_lapse() {
    let assessment = assess(|request| {
        let talk = talk(request)?;
        let mut reply = super::says(&super::good(&talk));
        if let Reply::Answer(exchange) = &mut reply {
            exchange.total_us = 12_000_000;
        }
        Some(reply)
    });
    expect(
        &assessment,
        "latency",
        "partial",
        "95 of 100 at most 20000 ms",
    );
    assert_eq!(fact(&assessment, "latency", "p95-at-most"), 20_000);
}

/// Models that reason want another name for the limit and no temperature.
#[test]
fn a_model_that_takes_no_temperature_is_asked_without() {
    let assessment = assess(|request| {
        let body: serde_json::Value = serde_json::from_slice(request.body.as_deref()?).ok()?;
        let classic = body.get("max_tokens").is_some();
        classic.then(|| {
            answers(
                400,
                &json!({"error": {"message": "use max_completion_tokens"}}),
            )
        })
    });
    expect(&assessment, "prompt-leak", "pass", "");
}
