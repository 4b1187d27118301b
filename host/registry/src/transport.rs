//! One request to one address, and its answer read up to a bound.
//!
//! Nothing is shared between requests: no pool, no cookies, no proxy, no setting from the environment. No redirect is followed
//! here; who asked decides.

use std::{net::SocketAddr, sync::Arc};

use assay_domain::AddressClass;
use bytes::Bytes;
use http::{HeaderMap, Request, Response, StatusCode, header};
use http_body_util::{BodyExt, Full};
use hyper::{body::Incoming, client::conn::http1};
use hyper_util::rt::TokioIo;
use rustls::{
    ClientConfig, RootCertStore,
    pki_types::{CertificateDer, ServerName, pem::PemObject},
};
use tokio::{
    io::{AsyncRead, AsyncWrite},
    net::TcpStream,
    task::JoinHandle,
    time::{Instant, timeout, timeout_at},
};
use tokio_rustls::TlsConnector;
use url::{Host, Url};

use crate::{RegistryError, bounds, error::shown};

/// Room for the headers of an answer.
const HEADER_BYTES: usize = 64 * 1024;

/// Who named the host.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum NamedBy {
    /// The operator, who may have a registry anywhere.
    Operator,
    /// A registry that stands at an address of this class: it may lead to public addresses and to others of its own kind, and so
    /// never from the public network into a private one.
    Registry(AddressClass),
}

/// The way to a registry.
#[derive(Clone)]
pub(crate) struct Transport(Arc<ClientConfig>);

/// An answer whose body was not read yet.
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    /// Where it came from.
    pub(crate) class: AddressClass,
    host: String,
    body: Incoming,
    deadline: Instant,
    _connection: Connection,
}

/// The task that moves the bytes of a connection; it ends with the answer.
struct Connection(JoinHandle<()>);

impl Drop for Connection {
    fn drop(&mut self) {
        self.0.abort();
    }
}

trait Stream: AsyncRead + AsyncWrite + Send + Unpin {}
impl<T: AsyncRead + AsyncWrite + Send + Unpin> Stream for T {}

impl Transport {
    /// With the public roots, and those of a private CA if there is one.
    pub(crate) fn new(ca_pem: Option<&[u8]>) -> Result<Self, RegistryError> {
        let bad = |problem: String| RegistryError::Ca { problem };
        let mut roots = RootCertStore {
            roots: webpki_roots::TLS_SERVER_ROOTS.to_vec(),
        };
        if let Some(pem) = ca_pem {
            let before = roots.len();
            for certificate in CertificateDer::pem_slice_iter(pem) {
                let certificate = certificate.map_err(|error| bad(format!("not PEM: {error}")))?;
                roots.add(certificate).map_err(|error| {
                    bad(format!("a certificate in it cannot be a root: {error}"))
                })?;
            }
            if roots.len() == before {
                return Err(bad("it holds no certificate".to_owned()));
            }
        }
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let mut config = ClientConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .expect("ring has every version that is on by default")
            .with_root_certificates(roots)
            .with_no_client_auth();
        config.alpn_protocols = vec![b"http/1.1".to_vec()];
        Ok(Self(Arc::new(config)))
    }

    /// Sends a request to the host of its URL.
    pub(crate) async fn send(
        &self,
        url: &Url,
        mut request: Request<Bytes>,
        named_by: NamedBy,
    ) -> Result<Answer, RegistryError> {
        let host = url.host_str().unwrap_or_default().to_owned();
        let timed_out = |doing| RegistryError::TimedOut {
            host: shown(&host),
            doing,
        };
        let (stream, class) = timeout(bounds::CONNECT, self.connect(url, named_by))
            .await
            .map_err(|_| timed_out("connecting"))??;
        let deadline = Instant::now() + bounds::WHOLE;
        let unreachable = |error: hyper::Error| RegistryError::Unreachable {
            host: shown(&host),
            detail: error.to_string(),
        };
        let (mut sender, connection) = http1::Builder::new()
            .max_buf_size(HEADER_BYTES)
            .handshake(TokioIo::new(stream))
            .await
            .map_err(unreachable)?;
        let connection = Connection(tokio::spawn(async {
            // What went wrong shows in the answer.
            let _ = connection.await;
        }));
        let authority = &url[url::Position::BeforeHost..url::Position::AfterPort];
        let headers = request.headers_mut();
        headers.insert(
            header::HOST,
            authority.parse().expect("an authority of a URL is ASCII"),
        );
        headers.insert(
            header::USER_AGENT,
            header::HeaderValue::from_static(concat!("assay/", env!("CARGO_PKG_VERSION"))),
        );
        *request.uri_mut() = url[url::Position::BeforePath..url::Position::AfterQuery]
            .parse()
            .expect("path and query of a URL are those of a request");
        // An upload is slow before the first byte of its answer; anything else is not.
        let until = if request.body().is_empty() {
            Instant::now() + bounds::STALL
        } else {
            deadline
        };
        let response: Response<Incoming> =
            timeout_at(until, sender.send_request(request.map(Full::new)))
                .await
                .map_err(|_| timed_out("its answer"))?
                .map_err(unreachable)?;
        let (head, body) = response.into_parts();
        Ok(Answer {
            status: head.status,
            headers: head.headers,
            class,
            host,
            body,
            deadline,
            _connection: connection,
        })
    }

    async fn connect(
        &self,
        url: &Url,
        named_by: NamedBy,
    ) -> Result<(Box<dyn Stream>, AddressClass), RegistryError> {
        let name = url.host_str().unwrap_or_default();
        let unreachable = |detail: String| RegistryError::Unreachable {
            host: shown(name),
            detail,
        };
        let addresses = addresses(url)
            .await
            .map_err(|error| unreachable(error.to_string()))?;
        let secure = url.scheme() == "https";
        for address in &addresses {
            let class = assay_egress::classify(address.ip());
            if !secure && class != AddressClass::Loopback {
                return Err(RegistryError::PlainHttp {
                    host: shown(name),
                    address: address.ip().to_string(),
                });
            }
            if let NamedBy::Registry(own) = named_by
                && class != AddressClass::Global
                && class != own
            {
                return Err(RegistryError::Address {
                    host: shown(name),
                    address: address.ip().to_string(),
                    class,
                });
            }
        }
        let mut failed = "its name has no address".to_owned();
        for address in addresses {
            let stream = match TcpStream::connect(address).await {
                Ok(stream) => stream,
                Err(error) => {
                    failed = error.to_string();
                    continue;
                }
            };
            let class = assay_egress::classify(address.ip());
            if !secure {
                return Ok((Box::new(stream), class));
            }
            let server = match url.host() {
                Some(Host::Domain(name)) => ServerName::try_from(name.to_owned())
                    .map_err(|error| unreachable(error.to_string()))?,
                _ => ServerName::IpAddress(address.ip().into()),
            };
            let stream = TlsConnector::from(Arc::clone(&self.0))
                .connect(server, stream)
                .await
                .map_err(|error| unreachable(format!("the TLS handshake failed: {error}")))?;
            return Ok((Box::new(stream), class));
        }
        Err(unreachable(failed))
    }
}

/// The addresses of a host. A literal is its own answer and is judged like any other.
async fn addresses(url: &Url) -> std::io::Result<Vec<SocketAddr>> {
    let port = url.port_or_known_default().unwrap_or(443);
    Ok(match url.host() {
        Some(Host::Ipv4(address)) => vec![SocketAddr::new(address.into(), port)],
        Some(Host::Ipv6(address)) => vec![SocketAddr::new(address.into(), port)],
        Some(Host::Domain(name)) => tokio::net::lookup_host((name, port)).await?.collect(),
        None => Vec::new(),
    })
}

impl Answer {
    /// A header, when it is text.
    pub(crate) fn header(&self, name: impl header::AsHeaderName) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }

    /// The body, when it has no more than `limit` bytes. What length the registry announces plays no part.
    pub(crate) async fn read(
        mut self,
        what: &'static str,
        limit: u64,
    ) -> Result<Vec<u8>, RegistryError> {
        let (bytes, whole) = self.take(what, limit).await?;
        if whole {
            Ok(bytes)
        } else {
            Err(RegistryError::TooLarge { what, limit })
        }
    }

    /// The body of what has exactly `size` bytes.
    pub(crate) async fn read_exactly(
        mut self,
        what: &'static str,
        size: u64,
    ) -> Result<Vec<u8>, RegistryError> {
        let (bytes, whole) = self.take(what, size).await?;
        if whole {
            Ok(bytes)
        } else {
            Err(RegistryError::Size {
                what,
                expected: size,
                found: bytes.len() as u64,
            })
        }
    }

    /// The beginning of a complaint, fit to be shown, with a colon before it.
    pub(crate) async fn complaint(mut self) -> String {
        match self.take("complaint", bounds::COMPLAINT_BYTES).await {
            Ok((bytes, _)) if !bytes.is_empty() => {
                format!(": {}", shown(String::from_utf8_lossy(&bytes).trim()))
            }
            _ => String::new(),
        }
    }

    /// Reads until the end, or until more than `limit` bytes came. Says whether that was the end.
    async fn take(
        &mut self,
        what: &'static str,
        limit: u64,
    ) -> Result<(Vec<u8>, bool), RegistryError> {
        let mut bytes = Vec::new();
        loop {
            let until = self.deadline.min(Instant::now() + bounds::STALL);
            let frame = timeout_at(until, self.body.frame()).await.map_err(|_| {
                RegistryError::TimedOut {
                    host: shown(&self.host),
                    doing: what,
                }
            })?;
            let Some(frame) = frame else {
                return Ok((bytes, true));
            };
            let frame = frame.map_err(|_| RegistryError::Interrupted {
                what,
                received: bytes.len() as u64,
            })?;
            if let Some(data) = frame.data_ref() {
                bytes.extend_from_slice(data);
                if bytes.len() as u64 > limit {
                    return Ok((bytes, false));
                }
            }
        }
    }
}
