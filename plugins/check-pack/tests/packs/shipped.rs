//! The packs that come with the program: they are sound, and do not fall for what they should not.

use crate::support::{assessed, contract, pack};
use assay_sdk::testing::{FakeEndpoint, FakeHost, Reply};

const BANK: &str = include_str!("../../packs/bank-ai-terms.toml");
const OWASP: &str = include_str!("../../packs/owasp-llm-api.toml");

#[test]
fn every_clause_of_the_bank_is_found_where_it_stands_and_not_in_its_look_alike() {
    let pack = pack(BANK);
    for (sentence, point, outcome) in [
        (
            "The Provider shall notify the Customer of any security incident within 24 hours after becoming aware of it.",
            "breach-notice",
            "pass",
        ),
        (
            "The Provider shall inform the Customer of a personal data breach no later than seventy-two (72) hours after becoming aware.",
            "breach-notice",
            "partial",
        ),
        (
            "The Provider will notify the Customer of a breach within ten (10) days.",
            "breach-notice",
            "fail",
        ),
        (
            "The Customer shall notify the Provider of any breach of its accounts within 24 hours.",
            "breach-notice",
            "unknown",
        ),
        (
            "The Provider shall not use Customer Data to train machine learning models.",
            "training-use",
            "pass",
        ),
        (
            "The Customer shall not use the output or any input to train competing models.",
            "training-use",
            "unknown",
        ),
        (
            "The Provider will not use Customer Data to train models without the Customer's prior written consent.",
            "training-use",
            "pass",
        ),
        (
            "The Provider will not use Customer Data to train models unless the Customer is deemed to have agreed to it.",
            "training-use",
            "unknown",
        ),
        (
            "The Provider may use Customer Data to train and improve its models.",
            "training-use",
            "fail",
        ),
        (
            "The Provider shall delete all Customer Data within 30 days after termination.",
            "deletion",
            "pass",
        ),
        (
            "Within six (6) months after the end of the agreement the Provider deletes Customer Data.",
            "deletion",
            "fail",
        ),
        (
            "Data is processed only within the European Union.",
            "residency-clause",
            "pass",
        ),
        (
            "Data is processed primarily and, where possible, only within the European Union.",
            "residency-clause",
            "unknown",
        ),
        (
            "The Provider gives the Customer at least thirty (30) days' notice of a new sub-processor.",
            "sub-processor-notice",
            "pass",
        ),
        (
            "The Customer may object to a new sub-processor within 10 days.",
            "sub-processor-notice",
            "unknown",
        ),
        (
            "The Customer may object to a new sub-processor within 10 days.",
            "sub-processor-objection",
            "pass",
        ),
        (
            "The Customer has the right to audit the Provider once a year.",
            "audit-right",
            "pass",
        ),
        (
            "The Provider may audit the Customer's use of the services.",
            "audit-right",
            "unknown",
        ),
        (
            "The competent authorities of the Customer may inspect the premises of the Provider.",
            "bank-supervision",
            "pass",
        ),
        (
            "The liability of each party shall not exceed EUR 5,000,000 in a year.",
            "liability-cap",
            "pass",
        ),
        (
            "The liability of the Provider shall not exceed €500,000.",
            "liability-cap",
            "fail",
        ),
        (
            "The liability of the Provider shall not exceed the fees of twelve months.",
            "liability-cap",
            "unknown",
        ),
        (
            "The liability of the Provider shall not exceed USD 10 million.",
            "liability-cap",
            "unknown",
        ),
        (
            "The Provider holds cyber insurance of at least 10 million euros.",
            "insurance-clause",
            "pass",
        ),
        (
            "The Provider announces the retirement of a model at least 90 days before it is replaced.",
            "model-change-notice",
            "pass",
        ),
        (
            "The Provider announces changes of the pricing of its models at least 90 days before.",
            "model-change-notice",
            "unknown",
        ),
        (
            "The Provider may amend these terms at any time.",
            "unilateral-change",
            "fail",
        ),
        (
            "The Customer owns all output that the services generate.",
            "output-ownership",
            "pass",
        ),
        (
            "The Customer shall not benchmark the services.",
            "evaluation-rights",
            "fail",
        ),
        (
            "The Provider shall assist the Customer with the transition to another provider.",
            "exit-assistance",
            "pass",
        ),
        (
            "The Provider is not obliged to anything, and no Provider shall assist with a migration.",
            "exit-assistance",
            "unknown",
        ),
        (
            "The services have an availability of 99.95 % in each month.",
            "bank-availability",
            "pass",
        ),
        (
            "When availability falls below 99.5 % the Customer gets credits.",
            "bank-availability",
            "unknown",
        ),
    ] {
        let assessment = assessed(&pack, FakeHost::new().with_document(contract(sentence)));
        assert_eq!(
            assessment.of(point).outcome,
            outcome,
            "{sentence}: {:?}",
            assessment.of(point).title
        );
    }
}

#[test]
fn an_empty_dossier_passes_and_fails_nothing() {
    for text in [BANK, OWASP] {
        let pack = pack(text);
        let assessment = assessed(&pack, FakeHost::new());
        assert_eq!(assessment.observations().len(), pack.answered().len());
        for observation in assessment.observations() {
            assert_eq!(observation.outcome, "unknown", "{}", observation.point);
            assert!(!observation.remediation.is_empty());
        }
    }
}

/// A careful API: nothing without a key, short errors, and the headers that the pack looks for.
fn careful(status: u16) -> Reply {
    Reply::status(status)
        .header("strict-transport-security", "max-age=31536000")
        .header("x-content-type-options", "nosniff")
        .header("cache-control", "no-store")
        .header("server", "gateway")
        .header("x-ratelimit-limit", "100")
}

fn owasp(server: impl Fn(&str, bool) -> Reply + 'static) -> assay_sdk::testing::Assessment {
    let base = "https://api.example/v1";
    let mut endpoint = FakeEndpoint::named("api", "openai", base);
    endpoint.credentials.push("default".to_owned());
    let host = FakeHost::new()
        .with_endpoint(endpoint)
        .with_server(move |request| {
            let path = request.url.strip_prefix(base);
            let path = path.expect("a pack asks below the base URL of the endpoint");
            Some(server(path, request.credential.is_some()))
        });
    assessed(&pack(OWASP), host)
}

const PROBED: [&str; 8] = [
    "auth-none",
    "hsts",
    "security-headers",
    "cors",
    "error-leak",
    "management-exposure",
    "rate-limit-signals",
    "owasp-banner",
];

#[test]
fn a_careful_api_passes_and_a_careless_one_fails() {
    let good = owasp(|path, key| match path {
        "/metrics" | "/actuator/env" => careful(404),
        "/chat/completions" if key => {
            careful(400).body(r#"{"error":{"message":"the body is not JSON"}}"#)
        }
        _ if key => careful(200).body(r#"{"data":[]}"#),
        _ => careful(401),
    });
    for seen in good
        .observations()
        .iter()
        .filter(|seen| PROBED.contains(&seen.point.as_str()))
    {
        assert_eq!(seen.outcome, "pass", "{}: {}", seen.point, seen.title);
    }
    let weak = owasp(|path, _| {
        let open = Reply::status(200)
            .header("server", "uvicorn/0.30.1")
            .header("access-control-allow-origin", "https://foreign.example")
            .header("access-control-allow-credentials", "true");
        match path {
            "/metrics" => open.body("# HELP requests_total All requests.\n"),
            "/actuator/env" => open.body(r#"{"propertySources":[]}"#),
            "/chat/completions" => Reply::status(500)
                .body("Traceback (most recent call last):\n  File \"/home/app/main.py\", line 3"),
            _ => open.body(r#"{"data": [{"id":"m"}]}"#),
        }
    });
    for (point, outcome) in [
        ("hsts", "fail"),
        ("security-headers", "partial"),
        ("cors", "fail"),
        ("error-leak", "fail"),
        ("owasp-banner", "fail"),
        ("owasp-no-store", "partial"),
        ("rate-limit-signals", "partial"),
    ] {
        assert_eq!(weak.of(point).outcome, outcome, "{point}");
    }
    let fails = |point: &str| {
        weak.observations()
            .iter()
            .any(|seen| seen.point == point && seen.outcome == "fail")
    };
    assert!(fails("auth-none") && fails("management-exposure"));
}

#[test]
fn a_server_that_times_out_or_is_busy_says_nothing() {
    for reply in [
        Reply::failure("timeout", "no answer"),
        Reply::status(429),
        Reply::status(503),
        Reply::status(302),
    ] {
        let assessment = owasp(move |_, _| reply.clone());
        for seen in assessment.observations() {
            assert_eq!(seen.outcome, "unknown", "{}: {}", seen.point, seen.title);
        }
    }
}
