//! The plugin as a whole.

use std::collections::BTreeSet;

use assay_catalogue::Catalogue;
use assay_sdk::{
    Endpoint, Plugin as _,
    testing::{FakeEndpoint, FakeHost, Reply, Shake},
};

use super::{AS_OF, assess, endpoint, expect, finish, good, host, is_main, refusal, sound};
use crate::{ApiProbe, visit::PER_ENDPOINT};

const POINTS: usize = 25;

#[test]
fn a_good_supplier_passes_everything() {
    let assessment = assess(|_| None);
    for observation in assessment.observations() {
        assert_eq!(
            observation.outcome, "pass",
            "{}: {}",
            observation.point, observation.title
        );
        assert!(
            !observation.evidence.is_empty(),
            "{} cites nothing",
            observation.point
        );
        assert!(
            matches!(observation.evidence_class.as_str(), "E3" | "E5"),
            "{}",
            observation.point
        );
    }
    assert_eq!(assessment.observations().len(), POINTS);
    let asked = assessment.sent().len() + assessment.offered().len();
    assert!(asked <= PER_ENDPOINT, "{asked} requests and handshakes");
}

#[test]
fn points_and_controls_are_those_of_the_catalogue() {
    let catalogue = Catalogue::load(None).unwrap();
    let declared = ApiProbe::describe().points;
    for point in &declared {
        let known = catalogue
            .points
            .iter()
            .find(|(id, _)| id.as_str() == point.point);
        let (_, known) =
            known.unwrap_or_else(|| panic!("the catalogue has no point `{}`", point.point));
        let controls: BTreeSet<_> = known
            .controls
            .iter()
            .map(|link| link.control.as_str())
            .collect();
        assert_eq!(
            point
                .controls
                .iter()
                .map(String::as_str)
                .collect::<BTreeSet<_>>(),
            controls,
            "{}",
            point.point
        );
    }
    assert_eq!(declared.len(), POINTS);
}

#[test]
fn without_an_answer_everything_is_unknown_and_says_why() {
    for kind in [
        "offline",
        "denied",
        "quota",
        "timeout",
        "resolve",
        "protocol",
        "invalid-request",
        "surprise",
    ] {
        let assessment = finish(
            host(endpoint())
                .with_server(move |_| Some(Reply::failure(kind, "the reason of the host")))
                .with_handshakes(move |_| Some(Shake::refused(kind, "the reason of the host"))),
        );
        assert_eq!(assessment.observations().len(), POINTS);
        for observation in assessment.observations() {
            assert_eq!(
                observation.outcome, "unknown",
                "{kind}: {}",
                observation.point
            );
            assert_eq!(observation.evidence_class, "E0");
            assert!(
                observation.detail.contains("the reason of the host"),
                "{kind}: {}",
                observation.detail
            );
            assert!(!observation.remediation.is_empty());
        }
    }
}

#[test]
fn a_refused_connection_is_a_pass_for_plain_http_and_for_nothing_else() {
    let assessment = assess(|_| Some(Reply::failure("refused", "connection refused")));
    for observation in assessment.observations() {
        let expected = if observation.point == "http-plain" {
            "pass"
        } else {
            "unknown"
        };
        assert_eq!(observation.outcome, expected, "{}", observation.point);
    }
}

#[test]
fn one_silent_endpoint_is_not_covered_by_a_good_one() {
    let silent = Endpoint {
        id: "batch".to_owned(),
        base_url: "https://batch.acme.example/v1".to_owned(),
        ..endpoint()
    };
    let host = FakeHost::new()
        .as_of(AS_OF)
        .with_endpoint(endpoint())
        .with_endpoint(silent)
        .with_server(|request| {
            (request.endpoint == "batch").then(|| Reply::failure("timeout", "nothing came"))
        })
        .with_server(good)
        .with_handshakes(sound);
    let assessment = host.assess::<ApiProbe>().unwrap();
    assert_eq!(assessment.problems(), Vec::<String>::new());
    expect(&assessment, "auth-none", "unknown");
    let seen = assessment.of("auth-none");
    assert!(seen.title.starts_with("batch: "), "{}", seen.title);
    assert!(
        seen.detail.contains("chat: refused with 401"),
        "{}",
        seen.detail
    );
}

#[test]
fn systems_are_judged_apart_and_a_bad_endpoint_decides_for_its_own() {
    let of = |id: &str, system: &str| Endpoint {
        id: id.to_owned(),
        system: Some(system.to_owned()),
        ..endpoint()
    };
    let host = FakeHost::new()
        .as_of(AS_OF)
        .with_system("chatbot", "Chatbot")
        .with_system("search", "Search")
        .with_endpoint(of("a", "chatbot"))
        .with_endpoint(of("b", "chatbot"))
        .with_endpoint(of("c", "search"))
        .with_server(|request| (request.endpoint == "b" && is_main(request)).then(|| refusal(403)))
        .with_server(good)
        .with_handshakes(sound);
    let assessment = host.assess::<ApiProbe>().unwrap();
    assert_eq!(assessment.problems(), Vec::<String>::new());
    let of = |system: &str| {
        let found = assessment
            .observations()
            .iter()
            .find(|o| o.point == "model-list" && o.system.as_deref() == Some(system));
        found.unwrap().outcome.as_str()
    };
    assert_eq!((of("chatbot"), of("search")), ("unknown", "pass"));
    // One host, one security.txt, and it is about the supplier.
    assert_eq!(assessment.of("security-txt").system, None);
    let asked = assessment
        .sent()
        .iter()
        .filter(|(request, _)| request.url.ends_with("security.txt"))
        .count();
    assert_eq!(asked, 1);
}

#[test]
fn a_run_visits_four_endpoints_and_says_what_it_left_out() {
    let mut host = FakeHost::new()
        .as_of(AS_OF)
        .with_server(good)
        .with_handshakes(sound);
    for i in 0..7 {
        host = host.with_endpoint(Endpoint {
            id: format!("e{i}"),
            base_url: format!("https://e{i}.acme.example/v1"),
            ..endpoint()
        });
    }
    let assessment = host.assess::<ApiProbe>().unwrap();
    assert_eq!(assessment.problems(), Vec::<String>::new());
    for i in 0..7 {
        let id = format!("e{i}");
        let sent = assessment
            .sent()
            .iter()
            .filter(|(request, _)| request.endpoint == id);
        let offered = assessment
            .offered()
            .iter()
            .filter(|(offer, _)| offer.endpoint == id);
        let asked = sent.count() + offered.count();
        assert!(
            asked <= PER_ENDPOINT && (asked == 0) == (i >= 4),
            "{id}: {asked}"
        );
    }
    assert_eq!(assessment.log().len(), 3);
    for observation in assessment.observations() {
        assert_eq!(observation.outcome, "unknown", "{}", observation.point);
        assert!(
            observation.title.contains("too many endpoints"),
            "{}",
            observation.title
        );
        assert!(observation.evidence.len() <= 32 && observation.facts.len() <= 32);
    }
}

/// A server that hangs is not asked for longer than a run may take.
#[test]
fn a_server_that_hangs_is_soon_left_alone() {
    let hanging = |from: usize| {
        let asked = std::cell::Cell::new(0);
        finish(host(endpoint()).with_server(move |_| {
            asked.set(asked.get() + 1);
            (asked.get() > from).then(|| Reply::failure("timeout", "nothing came"))
        }))
    };
    let at_once = hanging(0);
    assert!(at_once.sent().len() <= 2 && at_once.offered().is_empty());
    let after_the_knock = hanging(1);
    assert!(after_the_knock.sent().len() <= 17 && after_the_knock.offered().is_empty());
}

/// What the page says is what the plugin does.
#[test]
fn the_table_of_the_documentation_has_every_point() {
    let page = include_str!("../../../../docs/probes.md");
    let rows: Vec<&str> = page
        .lines()
        .filter_map(|line| line.strip_prefix("| `")?.split('`').next())
        .collect();
    let points: Vec<String> = ApiProbe::describe()
        .points
        .into_iter()
        .map(|declared| declared.point)
        .collect();
    assert_eq!(rows, points);
}

#[test]
fn no_endpoint_means_no_observation() {
    let assessment = FakeHost::new().assess::<ApiProbe>().unwrap();
    assert!(assessment.observations().is_empty() && assessment.sent().is_empty());
}

#[test]
fn an_api_of_another_kind_is_not_asked_about_models() {
    let plain = FakeEndpoint::named("files", "http", "https://files.acme.example/v2");
    let assessment = super::assess_endpoint(plain, |_| None);
    assert!(
        assessment
            .observations()
            .iter()
            .all(|observation| !observation.point.starts_with("model-"))
    );
    assert!(
        assessment
            .sent()
            .iter()
            .all(|(request, _)| !request.url.contains("chat/completions"))
    );
}

/// Keys in a URL end up in logs.
#[test]
fn the_real_key_never_stands_in_a_url_and_never_goes_without_tls() {
    for (request, _) in assess(|_| None).sent() {
        let decoy = request.url.contains("key");
        assert!(!(decoy && request.credential.is_some()), "{}", request.url);
        assert!(
            !(request.url.starts_with("http://")
                && (request.credential.is_some() || !request.headers.is_empty()))
        );
    }
}
