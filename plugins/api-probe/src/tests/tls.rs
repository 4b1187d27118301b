use assay_sdk::{
    Endpoint,
    testing::{Reply, certificate},
};

use super::{assess, assess_endpoint, endpoint, expect, is_main, models};

fn with_chain(from: &str, until: &str) -> assay_sdk::testing::Assessment {
    let (from, until) = (format!("{from}T00:00:00Z"), format!("{until}T00:00:00Z"));
    assess(move |request| {
        is_main(request).then(|| {
            models(&["acme-large-2026-02-01"]).tls(
                "TLSv1.3",
                vec![certificate("CN=api.acme.example", &from, &until)],
            )
        })
    })
}

#[test]
fn what_counts_is_the_share_of_its_own_life() {
    for (from, until, outcome, why) in [
        (
            "2026-05-29",
            "2026-06-04",
            "pass",
            "six days old by design, three left: half its life",
        ),
        ("2026-05-08", "2026-06-25", "pass", "47 days, 24 left"),
        (
            "2025-06-10",
            "2026-06-10",
            "partial",
            "a year, nine days left: forgotten",
        ),
        ("2025-06-01", "2026-08-10", "partial", "70 of 435 days left"),
        ("2025-06-01", "2026-05-31", "fail", "expired yesterday"),
        ("2026-06-02", "2027-06-02", "fail", "not valid yet"),
    ] {
        let assessment = with_chain(from, until);
        assert_eq!(assessment.of("tls-certificate").outcome, outcome, "{why}");
    }
}

#[test]
fn the_dates_are_cited_as_certificate_fields() {
    let assessment = assess(|_| None);
    let cited = format!("{:?}", assessment.of("tls-certificate").evidence);
    assert!(
        cited.contains("not-after") && cited.contains("2026-08-15"),
        "{cited}"
    );
    assert_eq!(assessment.of("tls-certificate").evidence_class, "E5");
}

fn refused(rule: &'static str) -> assay_sdk::testing::Assessment {
    assess(move |request| {
        let chain = vec![certificate(
            "CN=api.acme.example",
            "2026-05-01T00:00:00Z",
            "2026-08-15T00:00:00Z",
        )];
        request
            .url
            .starts_with("http://")
            .then(|| Reply::status(404))
            .or_else(|| {
                Some(
                    Reply::failure("tls", "the TLS handshake failed")
                        .tls("", chain)
                        .unverified(rule, "the reason in words"),
                )
            })
    })
}

#[test]
fn a_chain_that_does_not_verify_fails_by_the_violated_rule() {
    for rule in [
        "name",
        "expired",
        "not-yet-valid",
        "self-signed",
        "untrusted",
        "incomplete",
        "wrong-order",
        "weak-key",
        "weak-signature",
        "bad-signature",
        "ca-constraint",
        "purpose",
        "malformed",
        "a word of a later version",
    ] {
        let assessment = refused(rule);
        expect(&assessment, "tls-chain", "fail");
        let chain = assessment.of("tls-chain");
        assert!(format!("{:?}", chain.facts).contains(rule), "{chain:?}");
        assert!(chain.detail.contains("the reason in words") && chain.detail.contains("WebPKI"));
        // Good dates in a certificate that nobody vouches for prove nothing; one for another name is vouched for.
        let dates = if rule == "name" { "pass" } else { "unknown" };
        expect(&assessment, "tls-certificate", dates);
        expect(&assessment, "auth-none", "unknown");
        // No request is sent, but handshakes are still offered.
        expect(&assessment, "tls-version", "pass");
    }
}

#[test]
fn an_issuer_before_what_it_issued_is_out_of_order() {
    let one = |subject: &str, issuer: &str| assay_sdk::Certificate {
        issuer: issuer.to_owned(),
        ..certificate(subject, "2026-05-01T00:00:00Z", "2026-08-15T00:00:00Z")
    };
    let own = || one("CN=api", "CN=intermediate");
    let intermediate = || one("CN=intermediate", "CN=root");
    let root = || one("CN=root", "CN=root");
    let cross = || one("CN=other", "CN=elsewhere");
    for (chain, outcome) in [
        (vec![own(), intermediate()], "pass"),
        (vec![own(), intermediate(), root()], "pass"),
        (vec![own(), cross(), intermediate()], "pass"),
        (vec![own(), root(), intermediate()], "partial"),
        (vec![own()], "pass"),
        (vec![root()], "pass"),
    ] {
        let shown = format!("{chain:?}");
        let assessment = assess(move |request| {
            is_main(request).then(|| models(&["x"]).tls("TLSv1.3", chain.clone()))
        });
        assert_eq!(assessment.of("tls-chain").outcome, outcome, "{shown}");
    }
}

#[test]
fn keys_and_signatures() {
    let with = |key: &str, signature: &str| {
        let weak = assay_sdk::Certificate {
            key: key.to_owned(),
            signature: signature.to_owned(),
            ..super::chain().remove(0)
        };
        assess(move |request| {
            is_main(request).then(|| models(&["x"]).tls("TLSv1.3", vec![weak.clone()]))
        })
    };
    for (key, signature, outcome) in [
        ("RSA 2048", "sha256WithRSAEncryption", "pass"),
        ("RSA 4096", "rsassaPss", "pass"),
        ("Ed25519", "Ed25519", "pass"),
        ("RSA 1024", "sha256WithRSAEncryption", "fail"),
        ("RSA 2048", "sha1WithRSAEncryption", "fail"),
        ("RSA 2048", "md5WithRSAEncryption", "fail"),
        ("EC P-256", "ecdsa-with-SHA1", "fail"),
        ("1.2.840.10040.4.1", "1.2.840.10040.4.3", "fail"),
    ] {
        expect(&with(key, signature), "tls-key", outcome);
    }
    // A root signs itself as it likes.
    let assessment = assess(|request| {
        let root = assay_sdk::Certificate {
            issuer: "CN=Root".to_owned(),
            signature: "sha1WithRSAEncryption".to_owned(),
            ..certificate("CN=Root", "2000-01-01T00:00:00Z", "2040-01-01T00:00:00Z")
        };
        let chain = [super::chain(), vec![root]].concat();
        is_main(request).then(|| models(&["x"]).tls("TLSv1.3", chain))
    });
    expect(&assessment, "tls-key", "pass");
}

#[test]
fn an_expired_certificate_fails_although_nothing_else_could_be_asked() {
    let assessment = assess(|_| {
        let chain = vec![certificate(
            "CN=api.acme.example",
            "2025-05-01T00:00:00Z",
            "2026-05-01T00:00:00Z",
        )];
        Some(
            Reply::failure("tls", "expired")
                .tls("", chain)
                .unverified("expired", "expired: past its last day"),
        )
    });
    expect(&assessment, "tls-certificate", "fail");
    assert!(
        assessment
            .of("tls-certificate")
            .title
            .contains("31 days ago")
    );
}

#[test]
fn an_api_without_tls_fails_all_of_it() {
    let plain = Endpoint {
        base_url: "http://api.acme.example/v1".to_owned(),
        plain_http_url: None,
        ..endpoint()
    };
    let assessment = assess_endpoint(plain, |_| Some(Reply::status(200).body(r#"{"data":[]}"#)));
    for point in [
        "tls-version",
        "tls-certificate",
        "tls-chain",
        "tls-key",
        "tls-ciphers",
        "http-plain",
    ] {
        expect(&assessment, point, "fail");
    }
}
