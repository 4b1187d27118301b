//! Servers that do not keep to the protocol, or to any decency. Each becomes one typed failure, within the bounds.

use assay_domain::{Limits, ProbeFailureKind, ProbeRequest};
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::TcpStream,
};

use super::{
    endpoint, failure_kind, gate, get, limits, send,
    server::{Server, answer, read_request},
};
use crate::{Gate, Mode};

/// A gate whose requests end soon. Only for servers that never finish, so that a slow computer changes no outcome.
fn impatient(server: &Server) -> Gate {
    let limits = Limits {
        request_ms: 300,
        ..limits()
    };
    Gate::new(vec![endpoint(&server.url())], &limits, Mode::Online).unwrap()
}

/// Reads the request and sends these bytes, then closes.
async fn sending(bytes: Vec<u8>) -> Server {
    Server::http(move |_| bytes.clone()).await
}

/// Answers and then sends one byte at a time for ever.
async fn dripping(head: &'static str) -> Server {
    Server::raw(move |mut stream: TcpStream| async move {
        read_request(&mut stream).await;
        let mut bytes = head.as_bytes();
        while stream.write_all(&bytes[..1]).await.is_ok() {
            bytes = if bytes.len() > 1 { &bytes[1..] } else { b"x" };
            tokio::time::sleep(std::time::Duration::from_millis(10)).await;
        }
    })
    .await
}

#[tokio::test]
async fn a_server_that_never_finishes_runs_into_the_deadline() {
    let silent = Server::raw(|mut stream| async move {
        // Holds the connection open until the client gives up.
        let _ = stream.read_to_end(&mut Vec::new()).await;
    })
    .await;
    assert_eq!(
        failure_kind(&impatient(&silent), get("")).await,
        ProbeFailureKind::Timeout
    );
    let head = dripping("HTTP/1.1 200 OK\r\nx: ").await;
    assert_eq!(
        failure_kind(&impatient(&head), get("")).await,
        ProbeFailureKind::Timeout
    );
    let body = dripping("HTTP/1.1 200 OK\r\ncontent-length: 100000\r\n\r\n").await;
    assert_eq!(
        failure_kind(&impatient(&body), get("")).await,
        ProbeFailureKind::Timeout
    );
}

#[tokio::test]
async fn a_handshake_that_never_answers_runs_into_the_deadline() {
    let silent = Server::raw(|mut stream| async move {
        let _ = stream.read_to_end(&mut Vec::new()).await;
    })
    .await;
    let limits = Limits {
        request_ms: 300,
        ..limits()
    };
    let gate = Gate::new(vec![endpoint(&silent.https_url())], &limits, Mode::Online).unwrap();
    assert_eq!(
        failure_kind(&gate, get("")).await,
        ProbeFailureKind::Timeout
    );
}

#[tokio::test]
async fn an_endless_body_is_cut_at_the_cap() {
    let server = Server::raw(|mut stream| async move {
        read_request(&mut stream).await;
        let _ = stream.write_all(b"HTTP/1.1 200 OK\r\n\r\n").await;
        while stream.write_all(&[b'x'; 8192]).await.is_ok() {}
    })
    .await;
    let gate = gate(endpoint(&server.url()));
    let cut = send(
        &gate,
        ProbeRequest {
            max_body: 1000,
            ..get("")
        },
    )
    .await
    .unwrap();
    assert_eq!((cut.body.len(), cut.truncated), (1000, true));
    // The limit of the host wins over what the plugin asks for.
    let cut = send(
        &gate,
        ProbeRequest {
            max_body: u32::MAX,
            ..get("")
        },
    )
    .await
    .unwrap();
    assert_eq!((cut.body.len(), cut.truncated), (64 << 10, true));
}

#[tokio::test]
async fn a_body_as_long_as_the_cap_is_not_called_cut() {
    let server = Server::http(|_| answer("200 OK", "", "12345")).await;
    let gate = gate(endpoint(&server.url()));
    let whole = send(
        &gate,
        ProbeRequest {
            max_body: 5,
            ..get("")
        },
    )
    .await
    .unwrap();
    assert_eq!(
        (whole.body.as_slice(), whole.truncated),
        (&b"12345"[..], false)
    );
    let cut = send(
        &gate,
        ProbeRequest {
            max_body: 4,
            ..get("")
        },
    )
    .await
    .unwrap();
    assert_eq!((cut.body.as_slice(), cut.truncated), (&b"1234"[..], true));
}

#[tokio::test]
async fn what_is_not_http_is_a_protocol_failure() {
    let many_headers: String = (0..101).map(|i| format!("x-{i}: y\r\n")).collect();
    for (name, bytes) in [
        ("garbage", b"\x00\xff\xfe SSH-2.0\r\n\r\n".to_vec()),
        ("HTTP/0.9", b"<html>hello</html>".to_vec()),
        ("nothing", vec![]),
        ("half a head", b"HTTP/1.1 200 OK\r\ncontent-".to_vec()),
        (
            "half a body",
            b"HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\nabc".to_vec(),
        ),
        (
            "two lengths",
            b"HTTP/1.1 200 OK\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\nab".to_vec(),
        ),
        (
            "broken chunk",
            b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n".to_vec(),
        ),
        ("many headers", answer("200 OK", &many_headers, "")),
        (
            "long header",
            answer("200 OK", &format!("x: {}\r\n", "y".repeat(70_000)), ""),
        ),
        (
            "upgrade",
            b"HTTP/1.1 101 Switching Protocols\r\nupgrade: x\r\nconnection: upgrade\r\n\r\n"
                .to_vec(),
        ),
    ] {
        let server = sending(bytes).await;
        let failed = send(&gate(endpoint(&server.url())), get(""))
            .await
            .unwrap_err();
        assert_eq!(
            failed.kind,
            ProbeFailureKind::Protocol,
            "{name}: {}",
            failed.message
        );
    }
}

#[tokio::test]
async fn a_refused_or_reset_connection_is_refused() {
    let closed = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = closed.local_addr().unwrap();
    drop(closed);
    let gone = gate(endpoint(&format!("http://{address}/")));
    assert_eq!(
        failure_kind(&gone, get("")).await,
        ProbeFailureKind::Refused
    );
    let resetting = Server::raw(|mut stream| async move {
        read_request(&mut stream).await;
        let _ = stream
            .write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\nabc")
            .await;
        stream.set_zero_linger().unwrap();
    })
    .await;
    assert_eq!(
        failure_kind(&gate(endpoint(&resetting.url())), get("")).await,
        ProbeFailureKind::Refused
    );
}

#[tokio::test]
async fn a_compressed_body_stays_compressed() {
    let bomb = b"\x1f\x8b\x08 not even gzip";
    let server = Server::http(|_| {
        let mut bytes =
            b"HTTP/1.1 200 OK\r\ncontent-encoding: gzip\r\nx-bytes: \xff\r\n\r\n".to_vec();
        bytes.extend_from_slice(bomb);
        bytes
    })
    .await;
    let answer = send(&gate(endpoint(&server.url())), get("")).await.unwrap();
    assert_eq!(answer.body, bomb);
    assert!(
        answer
            .headers
            .contains(&("x-bytes".into(), "\u{fffd}".into())),
        "{:?}",
        answer.headers
    );
    assert!(server.requests()[0].contains("accept-encoding: identity\r\n"));
}

/// Sends a head and then the same piece for ever.
async fn endless(head: &'static str, piece: &'static str) -> Server {
    Server::raw(move |mut stream| async move {
        read_request(&mut stream).await;
        let _ = stream.write_all(head.as_bytes()).await;
        while stream.write_all(piece.as_bytes()).await.is_ok() {}
    })
    .await
}

#[tokio::test]
async fn a_head_without_end_is_given_up() {
    for (name, head, piece, kind) in [
        (
            "headers",
            "HTTP/1.1 200 OK\r\n",
            "x-flood: y\r\n",
            ProbeFailureKind::Protocol,
        ),
        (
            "one header",
            "HTTP/1.1 200 OK\r\nx: ",
            "yyyyyyyyyyyyyyyy",
            ProbeFailureKind::Protocol,
        ),
        (
            "one status",
            "HTTP/1.1 200 ",
            "O",
            ProbeFailureKind::Protocol,
        ),
        (
            "a chunk's extension",
            "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n5;",
            "extended",
            ProbeFailureKind::Protocol,
        ),
        // Each is complete and allowed, so that only the budget of bytes ends them.
        (
            "interim answers",
            "",
            "HTTP/1.1 100 Continue\r\n\r\n",
            ProbeFailureKind::Quota,
        ),
    ] {
        let server = endless(head, piece).await;
        let limits = Limits {
            bytes_in: 2 << 20,
            ..limits()
        };
        let gate = Gate::new(vec![endpoint(&server.url())], &limits, Mode::Online).unwrap();
        let failed = send(&gate, get("")).await.unwrap_err();
        assert_eq!(failed.kind, kind, "{name}: {}", failed.message);
        assert!(
            gate.usage().bytes_in <= 3 << 20,
            "{name}: {:?}",
            gate.usage()
        );
    }
}

#[tokio::test]
async fn a_bomb_of_gzip_is_as_large_as_what_was_sent() {
    let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    std::io::copy(
        &mut std::io::Read::take(std::io::repeat(0), 50 << 20),
        &mut packer,
    )
    .unwrap();
    let bomb = packer.finish().unwrap();
    let length = bomb.len();
    assert!(length < 64 << 10, "{length} bytes stand for 50 MiB");
    let server = Server::http(move |_| {
        let mut bytes = format!(
            "HTTP/1.1 200 OK\r\ncontent-encoding: gzip\r\ncontent-length: {length}\r\n\r\n"
        )
        .into_bytes();
        bytes.extend(&bomb);
        bytes
    })
    .await;
    let answer = send(&gate(endpoint(&server.url())), get("")).await.unwrap();
    assert_eq!((answer.body.len(), answer.truncated), (length, false));
}

#[tokio::test]
async fn a_handshake_that_is_noise_is_a_tls_failure() {
    for noise in [&[0x16, 3, 3, 0xff, 0xff][..], &[0; 64], &[0xff; 64]] {
        let noise = noise.to_vec();
        let server = Server::raw(move |mut stream| {
            let noise = noise.clone();
            async move { while stream.write_all(&noise).await.is_ok() {} }
        })
        .await;
        let failed = send(&gate(endpoint(&server.https_url())), get(""))
            .await
            .unwrap_err();
        assert_eq!(failed.kind, ProbeFailureKind::Tls, "{}", failed.message);
        assert_eq!(failed.tls, None);
    }
}
