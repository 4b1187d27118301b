//! What is concluded from offered handshakes.

use assay_sdk::testing::{Reply, Shake};

use super::{assess_shaking, certificate, endpoint, expect, finish, host};

/// Agrees to one version only.
fn also(version: &'static str) -> assay_sdk::testing::Assessment {
    assess_shaking(move |offer| {
        (offer.version == version)
            .then(|| Shake::accepted(version, 0x002f, "TLS_RSA_WITH_AES_128_CBC_SHA"))
    })
}

#[test]
fn an_old_version_that_is_agreed_to_fails() {
    for version in ["SSLv3", "TLSv1.0", "TLSv1.1"] {
        let assessment = also(version);
        expect(&assessment, "tls-version", "fail");
        assert!(assessment.of("tls-version").title.contains(version));
        expect(&assessment, "tls-ciphers", "pass");
    }
}

#[test]
fn what_could_not_be_offered_is_never_a_pass() {
    for kind in ["not-offered", "timeout", "protocol", "quota", "refused"] {
        let assessment = assess_shaking(move |offer| {
            (offer.version == "SSLv3").then(|| Shake::refused(kind, "the reason of the host"))
        });
        expect(&assessment, "tls-version", "unknown");
        assert!(
            assessment
                .of("tls-version")
                .detail
                .contains("the reason of the host")
        );
        let assessment = assess_shaking(move |offer| {
            (offer.cipher_suites.contains(&0x0005) && offer.version == "TLSv1.2")
                .then(|| Shake::refused(kind, "the reason of the host"))
        });
        expect(&assessment, "tls-ciphers", "unknown");
        expect(&assessment, "tls-version", "pass");
    }
    // A closed connection is a refusal, as long as another handshake shows that the server is there.
    let closed = assess_shaking(|offer| {
        (offer.version.as_str() < "TLSv1.2").then(|| Shake::refused("closed", "hung up"))
    });
    expect(&closed, "tls-version", "pass");
}

#[test]
fn without_one_agreement_a_refusal_is_no_control() {
    let assessment = finish(
        host(endpoint())
            .with_server(|_| Some(Reply::failure("tls", "no handshake")))
            .with_handshakes(|_| Some(Shake::refused("closed", "hung up"))),
    );
    expect(&assessment, "tls-version", "unknown");
    expect(&assessment, "tls-ciphers", "unknown");
}

#[test]
fn cipher_suites() {
    let accepting = |suite: u16, bits: Option<u32>| {
        assess_shaking(move |offer| {
            let shake = Shake::accepted("TLSv1.2", suite, "the suite");
            let shake = match bits {
                Some(bits) => shake.dh_bits(bits),
                None => shake,
            };
            (offer.version == "TLSv1.2" && offer.cipher_suites.contains(&suite)).then_some(shake)
        })
    };
    for (suite, bits, outcome) in [
        (0x003b, None, "fail"),    // NULL
        (0x0034, None, "fail"),    // anonymous
        (0x0003, None, "fail"),    // EXPORT
        (0x0009, None, "fail"),    // DES
        (0x0005, None, "fail"),    // RC4
        (0x000a, None, "partial"), // 3DES
        (0x009c, None, "partial"), // no forward secrecy
        (0x009e, Some(512), "fail"),
        (0x009e, Some(1024), "partial"),
        (0x009e, Some(2048), "pass"),
        (0x009e, None, "pass"), // of a size that was not shown
        (0xc013, None, "pass"), // CBC with forward secrecy
    ] {
        let assessment = accepting(suite, bits);
        assert_eq!(
            assessment.of("tls-ciphers").outcome,
            outcome,
            "0x{suite:04x} {bits:?}"
        );
    }
}

#[test]
fn no_new_version_is_weak() {
    let old = finish(
        host(endpoint())
            .with_server(|request| {
                super::is_main(request)
                    .then(|| super::models(&["x"]).tls("TLSv1.2", super::chain()))
            })
            .with_server(|request| {
                super::good(request).map(|reply| match reply {
                    Reply::Answer(_) => reply.tls("TLSv1.2", super::chain()),
                    failure @ Reply::Failure(_) => failure,
                })
            })
            .with_handshakes(|offer| (offer.version == "TLSv1.3").then(|| Shake::alert(70))),
    );
    expect(&old, "tls-version", "partial");
}

/// A server that speaks only what our connections do not: its chain is seen all the same.
#[test]
fn the_chain_of_an_old_server_is_seen_in_an_offer() {
    let chain = || {
        vec![certificate(
            "CN=api.acme.example",
            "2026-05-07T00:00:00Z",
            "2026-08-15T00:00:00Z",
        )]
    };
    let assessment = finish(
        host(endpoint())
            .with_server(|request| {
                (!request.url.starts_with("http://")).then(|| Reply::failure("tls", "too old"))
            })
            .with_handshakes(move |offer| {
                let old = Shake::accepted("TLSv1.0", 0x002f, "TLS_RSA_WITH_AES_128_CBC_SHA");
                Some(if offer.version == "TLSv1.0" {
                    old.chain(chain(), "verified")
                } else {
                    Shake::alert(70)
                })
            }),
    );
    expect(&assessment, "tls-version", "fail");
    for point in ["tls-certificate", "tls-chain", "tls-key"] {
        expect(&assessment, point, "pass");
        // The server has not shown that it holds the key.
        assert_eq!(assessment.of(point).evidence_class, "E3");
    }
    expect(&assessment, "auth-none", "unknown");
}
