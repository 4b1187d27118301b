//! One request and its answer over one connection that serves nothing else.

use std::{error::Error as _, io, pin::pin};

use assay_domain::{Exchange, ProbeFailureKind};
use bytes::Bytes;
use futures::future::{Either, select};
use http::{HeaderMap, HeaderValue, Request, Response, StatusCode, header};
use http_body_util::{BodyExt as _, Full};
use hyper::{body::Incoming, client::conn::http1};
use hyper_util::rt::TokioIo;
use tokio::{
    io::{AsyncRead, AsyncWrite},
    time::Instant,
};
use url::Url;

use crate::{failure::Failure, grant::AuthorizedRequest, secret::Vault};

/// Bounds of an answer's head. Real APIs send about thirty headers and a few KiB.
const MAX_HEADERS: usize = 100;
const MAX_HEAD_BYTES: usize = 64 * 1024;

/// Who asks, unless the plugin says otherwise: an operator who reads the log of a probed server can tell.
const USER_AGENT: &str = concat!("assay/", env!("CARGO_PKG_VERSION"));

/// The request as it goes out: the guest's headers, then what belongs to the gate.
pub(crate) fn outgoing(
    request: &AuthorizedRequest<'_>,
    secret: Option<(&str, HeaderValue)>,
) -> Result<Request<Full<Bytes>>, Failure> {
    let mut headers = HeaderMap::new();
    let host = HeaderValue::from_str(request.authority());
    headers.insert(
        header::HOST,
        host.map_err(|_| Failure::invalid("the host cannot stand in a header"))?,
    );
    headers.insert(header::USER_AGENT, HeaderValue::from_static(USER_AGENT));
    headers.insert(header::ACCEPT, HeaderValue::from_static("*/*"));
    for name in request.headers.keys() {
        headers.remove(name);
    }
    headers.extend(request.headers.clone());
    // No content coding: what is not decompressed cannot be a bomb, and a secret inside one would not be seen.
    headers.insert(
        header::ACCEPT_ENCODING,
        HeaderValue::from_static("identity"),
    );
    headers.insert(header::CONNECTION, HeaderValue::from_static("close"));
    if let Some((name, value)) = secret {
        let name = header::HeaderName::from_bytes(name.as_bytes());
        headers.insert(
            name.map_err(|_| Failure::invalid("the credential's header is not a header name"))?,
            value,
        );
    }
    let mut outgoing = Request::new(Full::new(Bytes::from(request.body.clone())));
    *outgoing.method_mut() = request.method.clone();
    *outgoing.uri_mut() = request.target.clone();
    *outgoing.headers_mut() = headers;
    Ok(outgoing)
}

/// How an answer is read.
pub(crate) struct Reading<'a> {
    /// Cap of the body in bytes.
    pub(crate) max_body: usize,
    /// What must not come back.
    pub(crate) vault: &'a Vault,
    /// Whether a secret went out with this request.
    pub(crate) with_secret: bool,
    /// When the request began.
    pub(crate) started: Instant,
    /// What a redirect is relative to.
    pub(crate) url: &'a Url,
}

/// Sends the request and reads the answer. Times, address and TLS facts that are known only outside are left at zero.
pub(crate) async fn exchange<S>(
    stream: S,
    request: Request<Full<Bytes>>,
    reading: Reading<'_>,
) -> Result<Exchange, Failure>
where
    S: AsyncRead + AsyncWrite + Unpin,
{
    let (mut sender, connection) = http1::Builder::new()
        .max_headers(MAX_HEADERS)
        .max_buf_size(MAX_HEAD_BYTES)
        .handshake(TokioIo::new(stream))
        .await
        .map_err(|error| explain(&error))?;
    let answer = async {
        let response = sender
            .send_request(request)
            .await
            .map_err(|error| explain(&error))?;
        read(response, reading).await
    };
    // The connection is driven here and dropped here, so that cancelling the request closes the socket at once. When it
    // ends first, what it received is still to be read.
    match select(pin!(answer), pin!(connection)).await {
        Either::Left((answer, _)) => answer,
        Either::Right((_, answer)) => answer.await,
    }
}

async fn read(response: Response<Incoming>, reading: Reading<'_>) -> Result<Exchange, Failure> {
    let first_byte_us = micros_since(reading.started);
    let (head, body) = response.into_parts();
    if head.status == StatusCode::SWITCHING_PROTOCOLS {
        return Err(protocol("the server switched to another protocol"));
    }
    // hyper's own bound counts what it has buffered, so one long read can pass it by some KiB.
    let bytes: usize = head
        .headers
        .iter()
        .map(|(name, value)| name.as_str().len() + value.len())
        .sum();
    if bytes > MAX_HEAD_BYTES {
        return Err(protocol(&format!(
            "{bytes} bytes of headers: at most {MAX_HEAD_BYTES} are read"
        )));
    }
    let coded = head
        .headers
        .get_all(header::CONTENT_ENCODING)
        .iter()
        .any(|coding| !coding.as_bytes().eq_ignore_ascii_case(b"identity"));
    if coded && reading.with_secret {
        return Err(protocol(
            "the server sent a content coding that was not asked for: the body is withheld, because a secret could not be found in it",
        ));
    }
    let headers = head
        .headers
        .iter()
        .map(|(name, value)| {
            let value = String::from_utf8_lossy(value.as_bytes());
            (
                reading.vault.redact_text(name.as_str()),
                reading.vault.redact_text(&value),
            )
        })
        .collect();
    let redirect_to =
        redirect(head.status, &head.headers, reading.url).map(|to| reading.vault.redact_text(&to));
    let (body, truncated) = collect(body, reading.max_body, reading.vault).await?;
    Ok(Exchange {
        status: head.status.as_u16(),
        headers,
        body,
        truncated,
        redirect_to,
        tls: None,
        connect_us: 0,
        first_byte_us,
        total_us: micros_since(reading.started),
        remote_address: String::new(),
    })
}

/// Where a redirect points, absolute (RFC 9110, section 10.2.2). It is told and never followed.
fn redirect(status: StatusCode, headers: &HeaderMap, url: &Url) -> Option<String> {
    if !status.is_redirection() {
        return None;
    }
    let location = headers.get(header::LOCATION)?.to_str().ok()?;
    Some(url.join(location).ok()?.into())
}

/// Reads up to the cap, and as much more as a secret across the cut could be long.
async fn collect(
    mut body: Incoming,
    cap: usize,
    vault: &Vault,
) -> Result<(Vec<u8>, bool), Failure> {
    let enough = cap.saturating_add(vault.lookahead());
    let mut bytes = Vec::new();
    while bytes.len() <= enough {
        let Some(frame) = body.frame().await else {
            break;
        };
        if let Ok(data) = frame.map_err(|error| explain(&error))?.into_data() {
            bytes.extend_from_slice(&data);
        }
    }
    Ok((vault.redact(&bytes, cap), bytes.len() > cap))
}

pub(crate) fn micros_since(start: Instant) -> u64 {
    u64::try_from(start.elapsed().as_micros()).unwrap_or(u64::MAX)
}

fn protocol(message: &str) -> Failure {
    Failure::new(ProbeFailureKind::Protocol, message)
}

/// The kind of an HTTP error, from what lies at its root.
fn explain(error: &hyper::Error) -> Failure {
    let mut cause = error.source();
    while let Some(inner) = cause {
        if let Some(io) = inner.downcast_ref::<io::Error>() {
            let kind = match io.kind() {
                io::ErrorKind::ConnectionReset
                | io::ErrorKind::ConnectionAborted
                | io::ErrorKind::BrokenPipe
                | io::ErrorKind::NotConnected => ProbeFailureKind::Refused,
                _ if io
                    .get_ref()
                    .is_some_and(|inner| inner.is::<rustls::Error>()) =>
                {
                    ProbeFailureKind::Tls
                }
                _ => ProbeFailureKind::Protocol,
            };
            return Failure::new(kind, format!("the connection broke: {io}"));
        }
        cause = inner.source();
    }
    let what = if error.is_incomplete_message() {
        "the connection ended before the answer did".to_owned()
    } else {
        error.to_string()
    };
    protocol(&format!("not a complete HTTP/1.1 answer: {what}"))
}
