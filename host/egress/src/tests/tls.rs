//! What is seen of TLS, and that nothing is sent when it is not trusted.

use std::sync::Arc;

use assay_domain::{Endpoint, ProbeFailure, ProbeFailureKind, Verification};

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};

use super::{
    endpoint, gate, get, limits, send,
    server::{Authority, Server, answer},
};
use crate::{EgressError, Gate, Mode};

fn trusting(server: &Server, pem: &str) -> Endpoint {
    Endpoint {
        trusted_ca_pem: Some(Arc::from(pem)),
        ..endpoint(&server.https_url())
    }
}

async fn refused(config: Arc<rustls::ServerConfig>, pem: &str) -> ProbeFailure {
    let server = Server::https(config, |_| answer("200 OK", "", "")).await;
    let failed = send(&gate(trusting(&server, pem)), get(""))
        .await
        .unwrap_err();
    assert_eq!(failed.kind, ProbeFailureKind::Tls);
    assert!(
        server.requests().is_empty(),
        "a request went over a connection that did not verify"
    );
    failed
}

#[tokio::test]
async fn a_good_connection_tells_its_version_cipher_and_chain() {
    let ca = Authority::new("Assay test CA");
    let server = Server::https(ca.serves("localhost", 2020, 2090), |_| {
        answer("200 OK", "", "hello")
    })
    .await;
    let answer = send(&gate(trusting(&server, &ca.pem)), get(""))
        .await
        .unwrap();
    assert_eq!(answer.body, b"hello");
    let tls = answer.tls.unwrap();
    assert_eq!(tls.version, "TLSv1.3");
    assert!(tls.cipher.starts_with("TLS13_"), "{}", tls.cipher);
    assert_eq!(tls.verification_error, None);
    assert_eq!(tls.verification, Verification::Verified);
    assert_eq!(tls.chain.len(), 1);
    assert_eq!(tls.chain[0].names, ["localhost"]);
    assert_eq!(tls.chain[0].issuer, "CN=Assay test CA");
    assert_eq!(tls.chain[0].not_after, "2090-01-01T00:00:00Z");
    assert!(answer.connect_us <= answer.first_byte_us && answer.first_byte_us <= answer.total_us);
}

#[tokio::test]
async fn an_older_version_is_told_as_it_is() {
    let ca = Authority::new("Assay test CA");
    let config = ca.serves_only("localhost", &[&rustls::version::TLS12]);
    let server = Server::https(config, |_| answer("200 OK", "", "")).await;
    let answer = send(&gate(trusting(&server, &ca.pem)), get(""))
        .await
        .unwrap();
    assert_eq!(answer.tls.unwrap().version, "TLSv1.2");
}

#[tokio::test]
async fn a_server_without_a_common_version_is_called_too_old() {
    // A fatal alert `protocol_version` (RFC 8446, 6), as a server sends it that stopped at TLS 1.1.
    let server = Server::raw(|mut stream| async move {
        let _ = stream.write_all(&[0x15, 3, 1, 0, 2, 2, 70]).await;
        let _ = stream.read_to_end(&mut Vec::new()).await;
    })
    .await;
    let failed = send(&gate(endpoint(&server.https_url())), get(""))
        .await
        .unwrap_err();
    assert_eq!(failed.kind, ProbeFailureKind::Tls);
    assert!(failed.message.contains("too old:"), "{}", failed.message);
}

#[tokio::test]
async fn bad_certificates_end_the_handshake_with_chain_and_reason() {
    let ca = Authority::new("Assay test CA");
    let other = Authority::new("Nobody's CA");
    use Verification::{Expired, Name, NotYetValid, Untrusted};
    for (config, reason, rule) in [
        (ca.serves("localhost", 2020, 2021), "expired", Expired),
        (
            ca.serves("localhost", 2090, 2091),
            "not yet valid",
            NotYetValid,
        ),
        (ca.serves("wrong.example", 2020, 2090), "wrong name", Name),
        (
            other.serves("localhost", 2020, 2090),
            "unknown issuer",
            Untrusted,
        ),
    ] {
        let failed = refused(config, &ca.pem).await;
        let tls = failed.tls.unwrap();
        assert_eq!(tls.verification, rule);
        let error = tls.verification_error.unwrap();
        assert!(error.starts_with(reason), "{reason}: {error}");
        assert!(failed.message.contains(reason), "{}", failed.message);
        assert_eq!(tls.chain.len(), 1);
        assert_eq!(tls.version, "");
    }
}

#[tokio::test]
async fn a_private_ca_is_trusted_for_its_own_endpoint_only() {
    let ca = Authority::new("Assay test CA");
    let server = Server::https(ca.serves("localhost", 2020, 2090), |_| {
        answer("200 OK", "", "")
    })
    .await;
    let with = trusting(&server, &ca.pem);
    let without = Endpoint {
        id: "other".parse().unwrap(),
        ..endpoint(&server.https_url())
    };
    let gate = Gate::new(vec![with, without], &limits(), Mode::Online).unwrap();
    assert!(send(&gate, get("")).await.is_ok());
    let other = assay_domain::ProbeRequest {
        endpoint: "other".into(),
        ..get("")
    };
    assert_eq!(
        send(&gate, other).await.unwrap_err().kind,
        ProbeFailureKind::Tls
    );
}

#[tokio::test]
async fn what_is_not_tls_is_a_tls_failure_without_a_chain() {
    let server = Server::raw(|mut stream| async move {
        let _ = stream.write_all(b"HTTP/1.1 400 Bad Request\r\n\r\n").await;
        let _ = stream.read_to_end(&mut Vec::new()).await;
    })
    .await;
    let failed = send(&gate(endpoint(&server.https_url())), get(""))
        .await
        .unwrap_err();
    assert_eq!(failed.kind, ProbeFailureKind::Tls);
    assert_eq!(failed.tls, None);
}

#[test]
fn a_ca_file_that_holds_no_ca_is_an_error_before_the_run() {
    for pem in [
        "",
        "no certificate",
        "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n",
    ] {
        let endpoint = Endpoint {
            trusted_ca_pem: Some(Arc::from(pem)),
            ..endpoint("https://a.example/")
        };
        let refused = Gate::new(vec![endpoint], &limits(), Mode::Online).unwrap_err();
        assert!(
            matches!(refused, EgressError::TrustedCa { .. }),
            "{refused}"
        );
    }
}
