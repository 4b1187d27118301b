//! A small HTTP server on loopback, with and without TLS.

use std::{convert::Infallible, io, net::Ipv4Addr, sync::Arc};

use http_body_util::{BodyExt, Full, Limited};
use hyper::{
    Request, Response,
    body::{Bytes, Incoming},
    server::conn::http1,
    service::service_fn,
};
use hyper_util::rt::TokioIo;
use jiff::civil::Date;
use tokio::{
    net::TcpListener,
    task::{JoinHandle, JoinSet},
};
use tokio_rustls::TlsAcceptor;

use super::certificates::ServerIdentity;

/// Longest body that the demonstration reads.
const MAX_BODY: usize = 64 * 1024;

/// A request whose body has been read.
pub(crate) struct Call {
    pub(crate) method: String,
    pub(crate) path: String,
    pub(crate) headers: hyper::HeaderMap,
    pub(crate) body: Bytes,
    /// True when it came over TLS.
    pub(crate) secure: bool,
}

impl Call {
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }
}

/// What a server answers.
pub(crate) type Answer = Response<Full<Bytes>>;

/// The behaviour of a server: everything that it does is in here.
pub(crate) type Behaviour = fn(&Call, Served) -> Answer;

/// Where the two sides of a server listen, and the day on which it is asked.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Served {
    pub(crate) tls: u16,
    pub(crate) plain: u16,
    pub(crate) today: Date,
}

/// A running server. It stops when it is dropped.
pub(crate) struct Api {
    pub(crate) served: Served,
    tasks: Vec<JoinHandle<()>>,
}

impl Api {
    /// Starts a server on two free ports of 127.0.0.1.
    pub(crate) async fn start(
        behaviour: Behaviour,
        identity: ServerIdentity,
        today: Date,
    ) -> io::Result<Self> {
        let config = rustls::ServerConfig::builder_with_provider(Arc::new(
            rustls::crypto::ring::default_provider(),
        ))
        .with_safe_default_protocol_versions()
        .map_err(io::Error::other)?
        .with_no_client_auth()
        .with_single_cert(identity.chain, identity.key)
        .map_err(io::Error::other)?;
        let tls = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
        let plain = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
        let served = Served {
            tls: tls.local_addr()?.port(),
            plain: plain.local_addr()?.port(),
            today,
        };
        let acceptor = TlsAcceptor::from(Arc::new(config));
        let tasks = vec![
            tokio::spawn(listen(tls, Some(acceptor), behaviour, served)),
            tokio::spawn(listen(plain, None, behaviour, served)),
        ];
        Ok(Self { served, tasks })
    }
}

impl Drop for Api {
    fn drop(&mut self) {
        for task in &self.tasks {
            task.abort();
        }
    }
}

async fn listen(
    listener: TcpListener,
    acceptor: Option<TlsAcceptor>,
    behaviour: Behaviour,
    served: Served,
) {
    let mut connections = JoinSet::new();
    while let Ok((stream, _)) = listener.accept().await {
        let acceptor = acceptor.clone();
        connections.spawn(async move {
            let serve = |secure| {
                service_fn(move |request| async move {
                    Ok::<_, Infallible>(answer(request, behaviour, served, secure).await)
                })
            };
            // A client that goes away or speaks no TLS is its own business; the server goes on.
            let _ = match acceptor {
                Some(acceptor) => match acceptor.accept(stream).await {
                    Ok(stream) => {
                        http1::Builder::new()
                            .serve_connection(TokioIo::new(stream), serve(true))
                            .await
                    }
                    Err(_) => Ok(()),
                },
                None => {
                    http1::Builder::new()
                        .serve_connection(TokioIo::new(stream), serve(false))
                        .await
                }
            };
        });
    }
}

async fn answer(
    request: Request<Incoming>,
    behaviour: Behaviour,
    served: Served,
    secure: bool,
) -> Answer {
    let (head, body) = request.into_parts();
    let body = Limited::new(body, MAX_BODY)
        .collect()
        .await
        .map(|body| body.to_bytes())
        .unwrap_or_default();
    let path = head.uri.path().to_owned();
    behaviour(
        &Call {
            method: head.method.to_string(),
            path,
            headers: head.headers,
            body,
            secure,
        },
        served,
    )
}

/// An answer with headers.
pub(crate) fn respond(status: u16, headers: &[(&str, &str)], body: impl Into<Bytes>) -> Answer {
    let mut response = Response::builder().status(status);
    for (name, value) in headers {
        response = response.header(*name, *value);
    }
    response
        .body(Full::new(body.into()))
        .expect("the demonstration's own headers are valid")
}
