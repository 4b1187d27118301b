//! What can be reached, by whichever way it is asked for.

use std::{
    collections::VecDeque,
    io,
    net::SocketAddr,
    process::Command,
    sync::{Arc, Mutex},
};

use assay_domain::{AddressClass, Endpoint, ProbeFailureKind};
use futures::future::BoxFuture;

use super::{
    endpoint, failure_kind, gate, get, limits, send,
    server::{Server, answer},
};
use crate::{EgressError, Gate, Mode, Resolve};

/// A name server that answers differently each time.
#[derive(Default)]
struct Answers(Mutex<VecDeque<Vec<SocketAddr>>>);

impl Answers {
    fn of(answers: &[&[&str]]) -> Arc<Self> {
        let parse = |text: &&str| SocketAddr::new(text.parse().unwrap(), 0);
        let answers = answers
            .iter()
            .map(|answer| answer.iter().map(parse).collect())
            .collect();
        Arc::new(Self(Mutex::new(answers)))
    }

    fn left(&self) -> usize {
        self.0.lock().unwrap().len()
    }
}

impl Resolve for Answers {
    fn resolve<'a>(&'a self, _: &'a str, _: u16) -> BoxFuture<'a, io::Result<Vec<SocketAddr>>> {
        let answer = self.0.lock().unwrap().pop_front();
        Box::pin(async move { answer.ok_or_else(|| io::Error::other("asked once too often")) })
    }
}

fn gate_with(endpoint: Endpoint, answers: &Arc<Answers>) -> Gate {
    Gate::with_resolver(vec![endpoint], &limits(), Mode::Online, answers.clone()).unwrap()
}

#[tokio::test]
async fn loopback_is_denied_unless_the_dossier_grants_it() {
    let server = Server::http(|_| answer("200 OK", "", "internal")).await;
    let port = server.address.port();
    for host in [
        "127.0.0.1",
        "localhost",
        "2130706433",
        "0x7f.1",
        "0177.1",
        "１２７.０.０.１",
        "[::1]",
    ] {
        let closed = Endpoint {
            allow_addresses: vec![],
            ..endpoint(&format!("http://{host}:{port}/"))
        };
        let refused = send(&gate(closed), get("")).await.unwrap_err();
        assert_eq!(refused.kind, ProbeFailureKind::Denied, "{host}");
        assert!(
            refused
                .message
                .contains(r#"allow-addresses = ["loopback"]"#),
            "{}",
            refused.message
        );
    }
    assert_eq!(server.connections(), 0);
    let open = gate(endpoint(&server.url()));
    assert_eq!(send(&open, get("")).await.unwrap().body, b"internal");
}

#[tokio::test]
async fn a_grant_for_one_class_is_no_grant_for_another() {
    for host in [
        "10.0.0.1",
        "169.254.1.1",
        "169.254.169.254",
        "[::ffff:127.0.0.1]",
        "[64:ff9b::7f00:1]",
        "224.0.0.1",
    ] {
        let gate = gate(endpoint(&format!("http://{host}/")));
        assert_eq!(
            failure_kind(&gate, get("")).await,
            ProbeFailureKind::Denied,
            "{host}"
        );
    }
}

/// Thirty addresses on which the egress filters of other hosts were compared; each lets some pass or has none.
const SPECIAL: [&str; 30] = [
    "10.0.0.1",
    "127.0.0.1",
    "169.254.169.254",
    "192.0.0.192",
    "192.0.0.8",
    "100.64.0.1",
    "100.100.100.200",
    "168.63.129.16",
    "198.18.0.1",
    "0.0.0.0",
    "224.0.0.1",
    "240.0.0.1",
    "255.255.255.255",
    "192.88.99.1",
    "::1",
    "::",
    "fd00:ec2::254",
    "fd20:ce::254",
    "fe80::1",
    "::ffff:10.0.0.1",
    "::10.0.0.1",
    "64:ff9b::a00:1",
    "64:ff9b:1::a00:1",
    "2002:a00:1::",
    "2001:0:a00:1::",
    "2001:db8::1",
    "ff02::1",
    "3fff::1",
    "5f00::1",
    "fec0::1",
];

#[tokio::test]
async fn every_special_address_is_refused_as_a_literal_and_as_an_answer() {
    for address in SPECIAL {
        let literal = match address.contains(':') {
            true => format!("[{address}]"),
            false => address.to_owned(),
        };
        for (host, answers) in [
            (literal.as_str(), Answers::of(&[])),
            ("api.acme.example", Answers::of(&[&[address]])),
            // Behind a public one, so that whoever looks at the first answer only sees nothing wrong.
            ("api.acme.example", Answers::of(&[&["8.8.8.8", address]])),
        ] {
            let closed = Endpoint {
                allow_addresses: vec![],
                ..endpoint(&format!("https://{host}/"))
            };
            let gate = gate_with(closed, &answers);
            let refused = send(&gate, get("")).await.unwrap_err();
            assert_eq!(
                refused.kind,
                ProbeFailureKind::Denied,
                "{address} as {host}"
            );
            assert_eq!(gate.usage().bytes_out, 0);
        }
    }
}

#[test]
fn what_nobody_may_reach_cannot_be_granted() {
    for class in [
        AddressClass::Metadata,
        AddressClass::Embedded,
        AddressClass::Multicast,
        AddressClass::Reserved,
    ] {
        let endpoint = Endpoint {
            allow_addresses: vec![class],
            ..endpoint("https://a.example/")
        };
        let refused = Gate::new(vec![endpoint], &limits(), Mode::Online).unwrap_err();
        assert!(
            matches!(refused, EgressError::Ungrantable { .. }),
            "{refused}"
        );
    }
}

#[tokio::test]
async fn one_bad_address_refuses_the_whole_answer() {
    let server = Server::http(|_| answer("200 OK", "", "")).await;
    let named = endpoint(&format!(
        "http://api.acme.example:{}/",
        server.address.port()
    ));
    for mixed in [
        ["127.0.0.1", "10.0.0.1"],
        ["10.0.0.1", "127.0.0.1"],
        ["127.0.0.1", "fd00:ec2::254"],
    ] {
        let gate = gate_with(named.clone(), &Answers::of(&[&mixed]));
        assert_eq!(
            failure_kind(&gate, get("")).await,
            ProbeFailureKind::Denied,
            "{mixed:?}"
        );
    }
    assert_eq!(server.connections(), 0);
    let gate = gate_with(named, &Answers::of(&[&[]]));
    assert_eq!(
        failure_kind(&gate, get("")).await,
        ProbeFailureKind::Resolve
    );
}

#[tokio::test]
async fn a_name_that_changes_its_address_is_asked_once_and_checked_each_time() {
    let server = Server::http(|_| answer("200 OK", "", "")).await;
    let named = endpoint(&format!(
        "http://api.acme.example:{}/",
        server.address.port()
    ));
    let answers = Answers::of(&[&["127.0.0.1"], &["169.254.169.254"]]);
    let gate = gate_with(named, &answers);
    let first = send(&gate, get("")).await.unwrap();
    assert_eq!(first.remote_address, server.address.to_string());
    assert_eq!(
        answers.left(),
        1,
        "the name was resolved again between check and connect"
    );
    let second = send(&gate, get("")).await.unwrap_err();
    assert_eq!(second.kind, ProbeFailureKind::Denied);
    assert!(second.message.contains("metadata"), "{}", second.message);
}

#[tokio::test]
async fn a_dead_address_does_not_hide_a_live_one() {
    let server = Server::http(|_| answer("200 OK", "", "alive")).await;
    let named = endpoint(&format!(
        "http://api.acme.example:{}/",
        server.address.port()
    ));
    let gate = gate_with(named, &Answers::of(&[&["127.0.0.2", "127.0.0.1"]]));
    assert_eq!(send(&gate, get("")).await.unwrap().body, b"alive");
}

#[tokio::test]
async fn a_redirect_is_told_and_not_followed() {
    let inside = Server::http(|_| answer("200 OK", "", "inside")).await;
    let target = inside.url();
    let outside = Server::http(move |request| {
        let location = if request.starts_with("GET /relative") {
            "../there?x".to_owned()
        } else {
            target.clone()
        };
        answer("302 Found", &format!("location: {location}\r\n"), "")
    })
    .await;
    let gate = gate(endpoint(&outside.url()));
    let answer = send(&gate, get("")).await.unwrap();
    assert_eq!(answer.status, 302);
    assert_eq!(answer.redirect_to, Some(inside.url()));
    let answer = send(&gate, get("relative/path/")).await.unwrap();
    assert_eq!(
        answer.redirect_to,
        Some(format!("{}relative/there?x", outside.url()))
    );
    assert_eq!(inside.connections(), 0);
}

#[tokio::test]
async fn a_redirect_to_loopback_or_metadata_is_told_and_cannot_be_followed_by_the_plugin_either() {
    let inside = Server::http(|_| answer("200 OK", "", "inside")).await;
    let loopback = format!("http://localhost:{}/", inside.address.port());
    for (status, target) in [
        ("301 Moved Permanently", loopback.as_str()),
        ("302 Found", "http://169.254.169.254/latest/meta-data/iam/"),
        ("303 See Other", "http://[fd00:ec2::254]/"),
        ("307 Temporary Redirect", "//metadata.google.internal/"),
        ("308 Permanent Redirect", "http://2852039166/"),
    ] {
        let head = format!("location: {target}\r\n");
        let outside = Server::http(move |_| answer(status, &head, "")).await;
        let gate = gate(endpoint(&outside.url()));
        let told = send(&gate, get("")).await.unwrap().redirect_to.unwrap();
        let followed = send(&gate, get(&told)).await.unwrap_err();
        assert_eq!(followed.kind, ProbeFailureKind::Denied, "{told}");
        assert_eq!(outside.connections(), 1, "the first request and no other");
    }
    assert_eq!(inside.connections(), 0);
}

/// A proxy in the environment reached a denied name with no call of the resolver when this was measured with another
/// client. The environment can only be set for a new process, so the test starts itself again.
#[tokio::test]
async fn a_proxy_in_the_environment_is_ignored() {
    const MARK: &str = "ASSAY_EGRESS_BEHIND_A_PROXY";
    if std::env::var_os(MARK).is_some() {
        let server = Server::http(|_| answer("200 OK", "", "direct")).await;
        let gate = gate(endpoint(&format!(
            "http://localhost:{}/",
            server.address.port()
        )));
        assert_eq!(send(&gate, get("")).await.unwrap().body, b"direct");
        return;
    }
    let proxy = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    proxy.set_nonblocking(true).unwrap();
    let url = format!("http://{}", proxy.local_addr().unwrap());
    let output = Command::new(std::env::current_exe().unwrap())
        .args([
            "--exact",
            "tests::addresses::a_proxy_in_the_environment_is_ignored",
        ])
        .env(MARK, "1")
        .envs(
            [
                "HTTP_PROXY",
                "http_proxy",
                "HTTPS_PROXY",
                "ALL_PROXY",
                "all_proxy",
            ]
            .map(|name| (name, &url)),
        )
        .env_remove("NO_PROXY")
        .env_remove("no_proxy")
        .output()
        .unwrap();
    let text = String::from_utf8_lossy(&output.stdout);
    assert!(
        output.status.success() && text.contains("1 passed"),
        "{text}"
    );
    assert_eq!(
        proxy.accept().unwrap_err().kind(),
        io::ErrorKind::WouldBlock,
        "the proxy was used"
    );
}

#[tokio::test]
async fn the_two_addresses_of_an_endpoint_are_one_host() {
    let plain = Some("http://other.example/".parse().unwrap());
    let split = Endpoint {
        plain_http_url: plain,
        ..endpoint("https://api.acme.example/")
    };
    let refused = Gate::new(vec![split], &limits(), Mode::Online).unwrap_err();
    assert!(
        refused
            .to_string()
            .contains("plain-http-url must have the host"),
        "{refused}"
    );
}
