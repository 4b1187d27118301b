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

fn refused(reason: &'static str, issuer_sent: bool) -> assay_sdk::testing::Assessment {
    assess(move |request| {
        let mut chain = vec![certificate(
            "CN=api.acme.example",
            "2026-05-01T00:00:00Z",
            "2026-08-15T00:00:00Z",
        )];
        if issuer_sent {
            chain.push(certificate(
                "CN=Test CA",
                "2020-01-01T00:00:00Z",
                "2040-01-01T00:00:00Z",
            ));
        }
        request
            .url
            .starts_with("http://")
            .then(|| Reply::status(404))
            .or_else(|| {
                Some(
                    Reply::failure("tls", "the TLS handshake failed")
                        .tls("", chain)
                        .unverified(reason),
                )
            })
    })
}

#[test]
fn a_chain_that_does_not_verify_is_judged_by_the_broken_rule() {
    for (reason, issuer_sent, outcome) in [
        (
            "wrong name: the certificate is not for api.acme.example",
            false,
            "fail",
        ),
        ("unknown issuer: no path to a public root", false, "fail"),
        // A private root was sent along: ask for it before calling it bad.
        ("unknown issuer: no path to a public root", true, "unknown"),
        ("not accepted: invalid certificate encoding", false, "fail"),
        (
            "expired: a certificate of the chain is past its last day",
            false,
            "unknown",
        ),
    ] {
        let assessment = refused(reason, issuer_sent);
        expect(&assessment, "tls-chain", outcome);
        // Good dates in a certificate that nobody vouches for prove nothing.
        expect(&assessment, "tls-certificate", "unknown");
        expect(&assessment, "tls-version", "unknown");
        expect(&assessment, "auth-none", "unknown");
    }
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
                .unverified("expired: past its last day"),
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
fn versions() {
    let version = |version: &'static str| {
        assess(move |request| is_main(request).then(|| models(&["x"]).tls(version, super::chain())))
    };
    expect(&version("TLSv1.2"), "tls-version", "partial");
    expect(&version("TLSv1.4"), "tls-version", "unknown");
    let pass = version("TLSv1.3");
    let pass = pass.of("tls-version");
    assert!(
        pass.confidence < 10_000 && pass.detail.contains("was not tested"),
        "{pass:?}"
    );
    let old = assess(|_| {
        Some(Reply::failure(
            "tls",
            "the TLS handshake failed: too old: the server speaks neither TLS 1.2 nor 1.3",
        ))
    });
    expect(&old, "tls-version", "fail");
}

#[test]
fn an_api_without_tls_fails_all_of_it() {
    let plain = Endpoint {
        base_url: "http://api.acme.example/v1".to_owned(),
        plain_http_url: None,
        ..endpoint()
    };
    let assessment = assess_endpoint(plain, |_| Some(Reply::status(200).body(r#"{"data":[]}"#)));
    for point in ["tls-version", "tls-certificate", "tls-chain", "http-plain"] {
        expect(&assessment, point, "fail");
    }
}
