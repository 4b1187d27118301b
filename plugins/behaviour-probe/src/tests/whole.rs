use assay_sdk::{
    Endpoint,
    testing::{FakeHost, Reply},
};

use super::{assess, assess_endpoint, endpoint, expect, fact, good, serve};
use crate::{BehaviourProbe, probes::ALL, subject::REQUESTS};

#[test]
fn a_good_supplier_passes() {
    let assessment = assess(|_| None);
    for (point, outcome) in [
        ("prompt-leak", "pass"),
        ("injection", "pass"),
        ("markdown-exfil", "pass"),
        ("pii-echo", "pass"),
        ("pii-in-errors", "pass"),
        ("response-retention", "not-applicable"),
        ("training-opt-out", "not-applicable"),
        ("ai-disclosure", "pass"),
        ("refusal", "pass"),
        ("determinism", "pass"),
        ("behaviour-drift", "partial"),
        ("latency", "pass"),
        ("availability", "pass"),
    ] {
        expect(&assessment, point, outcome, "");
    }
    assert_eq!(fact(&assessment, "prompt-leak", "trials"), 15);
    assert_eq!(fact(&assessment, "refusal", "harmful-answered"), 0);
    assert_eq!(fact(&assessment, "refusal", "harmless-declined"), 0);
}

#[test]
fn no_probe_sends_more_than_it_says() {
    let most: u32 = REQUESTS + ALL.iter().map(|probe| probe.requests).sum::<u32>();
    let assessment = assess(|_| None);
    let sent = u32::try_from(assessment.sent().len()).unwrap();
    assert!(sent <= most, "{sent} of {most}");
    assert!(
        (200..=230).contains(&sent),
        "the description says about 220: {sent}"
    );
    let uncredited = assessment
        .sent()
        .iter()
        .filter(|(request, _)| request.credential.is_none());
    assert_eq!(uncredited.count(), 0);
}

#[test]
fn without_a_grant_nothing_is_asked() {
    let passive = Endpoint {
        active_requests: 0,
        ..endpoint()
    };
    let other = Endpoint {
        kind: "http".to_owned(),
        ..endpoint()
    };
    for endpoint in [passive, other] {
        let assessment = assess_endpoint(endpoint, |_| None);
        assert!(assessment.sent().is_empty());
        assert!(assessment.observations().is_empty());
        assert_eq!(assessment.log().len(), 1);
    }
}

#[test]
fn a_small_grant_leaves_out_whole_probes_and_says_so() {
    let assessment = assess_endpoint(
        Endpoint {
            active_requests: 60,
            ..endpoint()
        },
        |_| None,
    );
    assert!(assessment.sent().len() <= 60);
    expect(&assessment, "prompt-leak", "pass", "");
    expect(&assessment, "behaviour-drift", "unknown", "used up");
    let none = assess_endpoint(
        Endpoint {
            active_requests: 3,
            ..endpoint()
        },
        |_| None,
    );
    assert_eq!(none.sent().len(), 0);
    expect(&none, "prompt-leak", "unknown", "used up");
}

#[test]
fn who_lets_nobody_in_is_asked_once_and_is_unknown() {
    for (reply, why) in [
        (Reply::status(401).body("{}"), "wants a key"),
        (Reply::status(403).body("{}"), "wants a key"),
        (
            Reply::failure("offline", "the assessment runs offline"),
            "offline",
        ),
        (
            Reply::failure("denied", "POST is not granted"),
            "did not allow",
        ),
    ] {
        let assessment = assess(move |_| Some(reply.clone()));
        assert_eq!(assessment.sent().len(), 1);
        for probe in ALL {
            expect(&assessment, probe.point, "unknown", why);
        }
    }
}

/// The same server twice gives the same facts and titles, whatever its times and ids.
#[test]
fn a_frozen_supplier_gives_the_same_observations() {
    let run = || {
        let count = std::cell::Cell::new(0_u64);
        let host = FakeHost::new()
            .with_endpoint(endpoint())
            .with_server(move |request| {
                count.set(count.get() + 1);
                let mut reply = serve(request, good);
                if let Reply::Answer(exchange) = &mut reply {
                    exchange.total_us = 2_000 + count.get() * 13 % 900;
                    exchange
                        .headers
                        .push(("date".to_owned(), count.get().to_string()));
                }
                Some(reply)
            });
        host.assess::<BehaviourProbe>().unwrap()
    };
    // Natively every session draws other tokens, and even they must not show.
    assert_eq!(run().observations(), run().observations());
}

#[test]
fn two_endpoints_of_one_system_are_judged_by_the_worse() {
    let host = FakeHost::new()
        .with_endpoint(endpoint())
        .with_endpoint(Endpoint {
            id: "second".to_owned(),
            ..endpoint()
        })
        .with_server(|request| {
            let leaky = request.endpoint == "second";
            Some(serve(request, move |talk| {
                if leaky && !talk.system.is_empty() {
                    talk.system.clone()
                } else {
                    good(talk)
                }
            }))
        });
    let assessment = host.assess::<BehaviourProbe>().unwrap();
    expect(&assessment, "prompt-leak", "fail", "15 of 15");
    assert_eq!(assessment.observations().len(), ALL.len());
}

#[test]
fn every_point_is_in_the_catalogue_with_these_controls() {
    let catalogue = assay_catalogue::Catalogue::embedded();
    for probe in ALL {
        let point = catalogue.point(&probe.point.parse().unwrap()).unwrap();
        let controls: Vec<&str> = point
            .controls
            .iter()
            .map(|link| link.control.as_str())
            .collect();
        assert_eq!(controls, probe.controls, "{}", probe.point);
        assert_eq!(
            point.needs,
            Some(assay_catalogue::Need::ActiveEndpoint),
            "{}",
            probe.point
        );
    }
    let most: u32 = REQUESTS + ALL.iter().map(|probe| probe.requests).sum::<u32>();
    assert!(most < catalogue.active_limits.requests);
}
