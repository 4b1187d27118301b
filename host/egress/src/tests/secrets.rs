//! A secret goes to its own endpoint and comes back nowhere.

use std::{fs, sync::Arc};

use assay_domain::{
    Credential, CredentialSource, Endpoint, Exchange, ProbeFailureKind, ProbeRequest,
};
use base64::Engine as _;
use tempfile::TempDir;

use super::{
    endpoint, failure_kind, gate, get, limits, send,
    server::{Authority, Server, answer},
};
use crate::{Gate, Mode};

const SECRET: &str = "sk-canary/7f3a9c+51\"d";

/// An endpoint with a credential, and the folder that holds the secret while the test runs.
fn with_secret(endpoint: Endpoint) -> (Endpoint, TempDir) {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("key");
    fs::write(&path, SECRET).unwrap();
    let credentials = vec![Credential {
        name: "main".into(),
        header: "authorization".into(),
        prefix: "Bearer ".into(),
        source: CredentialSource::File(path),
    }];
    (
        Endpoint {
            credentials,
            ..endpoint
        },
        dir,
    )
}

/// A server over TLS, and an endpoint for it with a credential.
async fn serving(
    answer: impl Fn(&str) -> Vec<u8> + Send + Sync + 'static,
) -> (Server, Endpoint, TempDir) {
    let ca = Authority::new("Assay test CA");
    let server = Server::https(ca.serves("localhost", 2020, 2090), answer).await;
    let trusting = Endpoint {
        trusted_ca_pem: Some(Arc::from(ca.pem.as_str())),
        ..endpoint(&server.https_url())
    };
    let (endpoint, dir) = with_secret(trusting);
    (server, endpoint, dir)
}

fn asking(url: &str) -> ProbeRequest {
    ProbeRequest {
        credential: Some("main".into()),
        ..get(url)
    }
}

/// Everything that a plugin or a record would see.
fn visible(answer: &Exchange) -> String {
    format!("{answer:?} {}", String::from_utf8_lossy(&answer.body))
}

fn echo(request: &str) -> Vec<u8> {
    let standard = base64::engine::general_purpose::STANDARD;
    let secret = request
        .lines()
        .find_map(|line| line.strip_prefix("authorization: Bearer "))
        .unwrap_or(SECRET);
    let encoded: String = url::form_urlencoded::byte_serialize(secret.as_bytes()).collect();
    let headers = format!(
        "x-echo: Bearer {secret}\r\nx-{}: hidden in a name\r\nlocation: /login?key={encoded}\r\n",
        secret
            .bytes()
            .map(|byte| format!("{byte:02x}"))
            .collect::<String>()
    );
    let body = format!(
        "{request}\n{{\"headers\":{}}}\n{}\n{}",
        serde_json::to_string(request).unwrap(),
        standard.encode(secret),
        standard.encode(request)
    );
    answer("302 Found", &headers, &body)
}

#[tokio::test]
async fn an_echoing_server_gets_the_secret_and_nobody_else_does() {
    let (server, endpoint, _dir) = serving(echo).await;
    let gate = gate(endpoint);
    let answer = send(&gate, asking("")).await.unwrap();
    assert!(server.requests()[0].contains(&format!("authorization: Bearer {SECRET}\r\n")));
    let seen = visible(&answer);
    for part in ["canary", "7f3a9c", "51\\\"d"] {
        assert!(!seen.contains(part), "{part} in {seen}");
    }
    let standard = base64::engine::general_purpose::STANDARD;
    assert!(!seen.contains(&standard.encode(SECRET)[..20]));
    let redirect = answer.redirect_to.unwrap();
    assert!(redirect.ends_with("/login?key=[redacted]"), "{redirect}");
    // A server that was once given the secret may return it when it is not.
    let later = send(&gate, get("")).await.unwrap();
    assert!(!server.requests()[1].contains("authorization"));
    assert!(!visible(&later).contains("canary"), "{}", visible(&later));
}

#[tokio::test]
async fn a_secret_that_the_cap_cuts_in_two_leaves_no_half() {
    let (_server, endpoint, _dir) =
        serving(|_| answer("200 OK", "", &format!("key: {SECRET}{SECRET}"))).await;
    let gate = gate(endpoint);
    for cap in 5..30 {
        let answer = send(
            &gate,
            ProbeRequest {
                max_body: cap,
                ..asking("")
            },
        )
        .await
        .unwrap();
        let body = String::from_utf8(answer.body).unwrap();
        assert!(!body.contains("sk-"), "{cap}: {body}");
        assert!(answer.truncated);
    }
}

#[tokio::test]
async fn a_coding_that_could_hide_the_secret_is_withheld() {
    let (_server, endpoint, _dir) =
        serving(|_| answer("200 OK", "content-encoding: gzip\r\n", "...")).await;
    let gate = gate(endpoint);
    assert_eq!(
        failure_kind(&gate, asking("")).await,
        ProbeFailureKind::Protocol
    );
    assert!(send(&gate, get("")).await.is_ok());
}

#[tokio::test]
async fn a_secret_belongs_to_one_endpoint() {
    let (server, owner, _dir) = serving(|_| answer("200 OK", "", "")).await;
    let other = Endpoint {
        id: "other".parse().unwrap(),
        credentials: vec![],
        ..owner.clone()
    };
    let gate = Gate::new(vec![owner, other], &limits(), Mode::Online).unwrap();
    let stolen = ProbeRequest {
        endpoint: "other".into(),
        ..asking("")
    };
    assert_eq!(failure_kind(&gate, stolen).await, ProbeFailureKind::Denied);
    assert_eq!(server.connections(), 0);
}

#[tokio::test]
async fn a_secret_is_never_sent_without_tls() {
    let server = Server::http(|_| answer("200 OK", "", "")).await;
    let (endpoint, _dir) = with_secret(endpoint(&server.url()));
    let gate = gate(endpoint);
    let refused = send(&gate, asking("")).await.unwrap_err();
    assert_eq!(refused.kind, ProbeFailureKind::Denied);
    assert!(
        refused.message.contains("without TLS"),
        "{}",
        refused.message
    );
    assert_eq!(server.connections(), 0);
}

#[tokio::test]
async fn a_missing_secret_says_what_to_set() {
    let (_server, mut endpoint, _dir) = serving(|_| answer("200 OK", "", "")).await;
    endpoint.credentials[0].source = CredentialSource::Env("ASSAY_TEST_NO_SUCH_VARIABLE".into());
    let gate = gate(endpoint);
    let refused = send(&gate, asking("")).await.unwrap_err();
    assert_eq!(refused.kind, ProbeFailureKind::Denied);
    assert!(
        refused
            .message
            .contains("ASSAY_TEST_NO_SUCH_VARIABLE is not set"),
        "{}",
        refused.message
    );
    assert!(
        send(&gate, get("")).await.is_ok(),
        "the rest of the endpoint can still be probed"
    );
}

#[test]
fn a_credential_cannot_go_into_a_header_of_the_connection() {
    for header in ["host", "Transfer-Encoding", "proxy-authorization", "a b"] {
        let (mut endpoint, _dir) = with_secret(endpoint("https://a.example/"));
        endpoint.credentials[0].header = header.into();
        let refused = Gate::new(vec![endpoint], &limits(), Mode::Online).unwrap_err();
        assert!(
            refused.to_string().contains("cannot go into header"),
            "{refused}"
        );
    }
}
