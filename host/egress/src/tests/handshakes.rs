//! Offered handshakes: what a server makes of them, and that they are requests in everything that limits requests.

use assay_domain::{
    Endpoint, HandshakeAcceptance, HandshakeOffer, HandshakeRefusal, HandshakeRefusalKind, Limits,
    ProbeFailureKind, Verification,
};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};

use super::{
    endpoint, gate, get, limits, send,
    server::{Authority, Server, answer},
};
use crate::{Gate, Mode};

fn offer(version: &str, suites: &[u16]) -> HandshakeOffer {
    HandshakeOffer {
        endpoint: "api".into(),
        version: version.into(),
        cipher_suites: suites.to_vec(),
    }
}

const SUITES: [u16; 4] = [0x1301, 0xc02b, 0xc02f, 0x002f];

async fn make(gate: &Gate, version: &str) -> Result<HandshakeAcceptance, HandshakeRefusal> {
    gate.offer_many(vec![offer(version, &SUITES)], 1)
        .await
        .remove(0)
}

async fn refused(gate: &Gate, version: &str) -> HandshakeRefusal {
    make(gate, version).await.unwrap_err()
}

fn trusting(server: &Server, ca: &Authority) -> Endpoint {
    Endpoint {
        trusted_ca_pem: Some(ca.pem.as_str().into()),
        ..endpoint(&server.https_url())
    }
}

/// A server that answers everything with the same bytes.
async fn saying(bytes: &'static [u8]) -> Server {
    Server::raw(move |mut stream| async move {
        let mut buffer = [0; 2048];
        let _ = stream.read(&mut buffer).await;
        let _ = stream.write_all(bytes).await;
    })
    .await
}

#[tokio::test]
async fn a_server_of_today_agrees_to_what_is_new_and_to_nothing_old() {
    let ca = Authority::new("Assay test CA");
    let server = Server::https(ca.serves("localhost", 2020, 2090), |_| {
        answer("200 OK", "", "")
    })
    .await;
    let gate = gate(trusting(&server, &ca));
    let new = make(&gate, "TLSv1.3").await.unwrap();
    assert_eq!(
        (new.tls.version.as_str(), new.cipher_suite),
        ("TLSv1.3", 0x1301)
    );
    // Where the chain is sent encrypted, nothing is said of it.
    assert_eq!(new.tls.verification, Verification::Unchecked);
    let good = make(&gate, "TLSv1.2").await.unwrap();
    assert_eq!(good.tls.cipher, "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256");
    assert_eq!(good.tls.chain.len(), 1);
    assert_eq!(good.tls.verification, Verification::Verified);
    for version in ["SSLv3", "TLSv1.0", "TLSv1.1"] {
        let refusal = refused(&gate, version).await;
        assert_eq!(
            refusal.kind,
            HandshakeRefusalKind::Alert,
            "{version}: {}",
            refusal.message
        );
        assert!(
            matches!(refusal.alert, Some(40 | 70)),
            "{:?}",
            refusal.alert
        );
    }
    assert!(server.requests().is_empty());
}

#[tokio::test]
async fn the_chain_of_an_offer_is_judged_like_any_other() {
    let (ca, other) = (
        Authority::new("Assay test CA"),
        Authority::new("Nobody's CA"),
    );
    for (config, rule) in [
        (ca.serves("localhost", 2020, 2021), Verification::Expired),
        (ca.serves("wrong.example", 2020, 2090), Verification::Name),
        (
            other.serves("localhost", 2020, 2090),
            Verification::Untrusted,
        ),
    ] {
        let server = Server::https(config, |_| answer("200 OK", "", "")).await;
        let seen = make(&gate(trusting(&server, &ca)), "TLSv1.2")
            .await
            .unwrap();
        assert_eq!(seen.tls.verification, rule);
        assert!(seen.tls.verification_error.is_some());
    }
}

#[tokio::test]
async fn every_way_of_refusing_has_a_kind() {
    use HandshakeRefusalKind::{Closed, Failed, NotOffered};
    for (bytes, kind) in [
        (&b""[..], Closed),
        (
            b"HTTP/1.1 400 Bad Request\r\n\r\n",
            Failed(ProbeFailureKind::Protocol),
        ),
        // A warning first, as for an unknown name, then the fatal one.
        (
            &[21, 3, 1, 0, 2, 1, 112, 21, 3, 1, 0, 2, 2, 40],
            HandshakeRefusalKind::Alert,
        ),
        (&[22, 3, 1, 0xff, 0xff], Failed(ProbeFailureKind::Protocol)),
    ] {
        let server = saying(bytes).await;
        let refusal = refused(&gate(endpoint(&server.https_url())), "TLSv1.0").await;
        assert_eq!(refusal.kind, kind, "{bytes:?}: {}", refusal.message);
    }
    let nobody = gate(endpoint("https://127.0.0.1:1/"));
    assert_eq!(
        refused(&nobody, "TLSv1.0").await.kind,
        Failed(ProbeFailureKind::Refused)
    );
    assert_eq!(refused(&nobody, "SSLv2").await.kind, NotOffered);
    let none = nobody
        .offer_many(vec![offer("TLSv1.2", &[])], 1)
        .await
        .remove(0);
    assert_eq!(
        none.unwrap_err().kind,
        Failed(ProbeFailureKind::InvalidRequest)
    );
}

/// A server that chooses what it was not offered is broken or plays with us: nothing follows from it.
#[tokio::test]
async fn a_choice_that_was_not_offered_is_none() {
    // A ServerHello of TLS 1.2 with TLS_RSA_WITH_NULL_SHA.
    const HELLO: [u8; 47] = {
        let mut bytes = [7; 47];
        let head = [22, 3, 3, 0, 42, 2, 0, 0, 38, 3, 3];
        let mut at = 0;
        while at < head.len() {
            bytes[at] = head[at];
            at += 1;
        }
        bytes[43] = 0;
        bytes[44] = 0;
        bytes[45] = 2;
        bytes[46] = 0;
        bytes
    };
    let server = saying(&HELLO).await;
    let gate = gate(endpoint(&server.https_url()));
    for version in ["TLSv1.2", "TLSv1.0"] {
        let refusal = refused(&gate, version).await;
        assert!(
            refusal.message.contains("not offered"),
            "{}",
            refusal.message
        );
    }
    let offered = gate
        .offer_many(vec![offer("TLSv1.2", &[0x0002])], 1)
        .await
        .remove(0);
    assert_eq!(offered.unwrap().tls.cipher, "TLS_RSA_WITH_NULL_SHA");
}

#[tokio::test]
async fn an_offer_is_a_request_in_everything_that_limits_requests() {
    use HandshakeRefusalKind::Failed;
    let server = saying(b"").await;
    let url = server.https_url();
    let few = Limits {
        requests: 3,
        ..limits()
    };
    let other = Endpoint {
        id: "other".parse().unwrap(),
        ..endpoint(&url)
    };
    let gate = Gate::new(vec![endpoint(&url), other], &few, Mode::Online).unwrap();
    let _ = send(&gate, get("")).await;
    for _ in 0..2 {
        assert_eq!(
            refused(&gate, "TLSv1.2").await.kind,
            HandshakeRefusalKind::Closed
        );
    }
    assert_eq!(
        refused(&gate, "TLSv1.2").await.kind,
        Failed(ProbeFailureKind::Quota)
    );
    assert_eq!(
        send(&gate, get("")).await.unwrap_err().kind,
        ProbeFailureKind::Quota
    );
    // What one endpoint has used up another still has.
    let elsewhere = HandshakeOffer {
        endpoint: "other".into(),
        ..offer("TLSv1.2", &SUITES)
    };
    let elsewhere = gate.offer_many(vec![elsewhere], 1).await.remove(0);
    assert_eq!(elsewhere.unwrap_err().kind, HandshakeRefusalKind::Closed);
    let seen = server.connections();

    let offline = Gate::new(vec![endpoint(&url)], &limits(), Mode::Offline).unwrap();
    assert_eq!(
        refused(&offline, "TLSv1.2").await.kind,
        Failed(ProbeFailureKind::Offline)
    );
    let closed = Endpoint {
        allow_addresses: vec![],
        ..endpoint(&url)
    };
    let refusal = refused(&super::gate(closed), "TLSv1.2").await;
    assert_eq!(refusal.kind, Failed(ProbeFailureKind::Denied));
    assert!(
        refusal.message.contains("allow-addresses"),
        "{}",
        refusal.message
    );
    let plain = super::gate(endpoint(&server.url()));
    assert_eq!(
        refused(&plain, "TLSv1.2").await.kind,
        Failed(ProbeFailureKind::Denied)
    );
    let undeclared = HandshakeOffer {
        endpoint: "nobody".into(),
        ..offer("TLSv1.2", &SUITES)
    };
    let undeclared = plain.offer_many(vec![undeclared], 1).await.remove(0);
    assert_eq!(
        undeclared.unwrap_err().kind,
        Failed(ProbeFailureKind::Denied)
    );
    assert_eq!(server.connections(), seen);
}
