//! The way in: plain, or with TLS of our own.

use std::{io, net::SocketAddr, path::Path, sync::Arc, time::Duration};

use axum::{
    extract::connect_info::Connected,
    serve::{IncomingStream, Listener},
};
use rustls::{
    ServerConfig,
    pki_types::{CertificateDer, PrivateKeyDer, pem::PemObject},
};
use tokio::{
    io::{AsyncRead, AsyncWrite},
    net::TcpListener,
    sync::{Semaphore, mpsc},
};
use tokio_rustls::TlsAcceptor;

use crate::ServeError;

/// Who has not shaken hands by then is not waited for.
const PATIENCE: Duration = Duration::from_secs(10);
/// Handshakes at a time: each takes a signature, and whoever opens connections without end takes no more than these.
const HANDSHAKES: usize = 64;

/// A connection, whatever lies below it.
pub trait Stream: AsyncRead + AsyncWrite + Unpin + Send {}
impl<T: AsyncRead + AsyncWrite + Unpin + Send> Stream for T {}

/// Where the service listens.
pub struct Door(Kind);

enum Kind {
    Plain(TcpListener),
    Tls {
        address: SocketAddr,
        ready: mpsc::Receiver<(Box<dyn Stream>, SocketAddr)>,
    },
}

/// Who is at the other end.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Peer(pub(crate) SocketAddr);

impl Connected<IncomingStream<'_, Door>> for Peer {
    fn connect_info(stream: IncomingStream<'_, Door>) -> Self {
        Self(*stream.remote_addr())
    }
}

/// The certificate chain and the key of two files in PEM.
///
/// # Errors
/// When a file cannot be read, or the two do not belong together.
pub fn tls(certificate: &Path, key: &Path) -> Result<Arc<ServerConfig>, ServeError> {
    let unfit = |path: &Path, why: String| ServeError::Tls {
        path: path.into(),
        why,
    };
    let chain: Vec<CertificateDer<'static>> = CertificateDer::pem_file_iter(certificate)
        .and_then(Iterator::collect)
        .map_err(|error| unfit(certificate, error.to_string()))?;
    let secret =
        PrivateKeyDer::from_pem_file(key).map_err(|error| unfit(key, error.to_string()))?;
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .map_err(|error| unfit(certificate, error.to_string()))?
        .with_no_client_auth()
        .with_single_cert(chain, secret)
        .map_err(|error| unfit(key, error.to_string()))?;
    Ok(Arc::new(config))
}

impl Door {
    /// Listens without TLS.
    pub fn plain(listener: TcpListener) -> Self {
        Self(Kind::Plain(listener))
    }

    /// Listens with TLS. A handshake that takes long holds up nobody else.
    ///
    /// # Errors
    /// When the listener has no address.
    pub fn tls(listener: TcpListener, config: Arc<ServerConfig>) -> io::Result<Self> {
        let address = listener.local_addr()?;
        let (sender, ready) = mpsc::channel(HANDSHAKES);
        tokio::spawn(shake_hands(listener, TlsAcceptor::from(config), sender));
        Ok(Self(Kind::Tls { address, ready }))
    }
}

async fn shake_hands(
    mut listener: TcpListener,
    acceptor: TlsAcceptor,
    ready: mpsc::Sender<(Box<dyn Stream>, SocketAddr)>,
) {
    let places = Arc::new(Semaphore::new(HANDSHAKES));
    while !ready.is_closed() {
        let place = Arc::clone(&places).acquire_owned().await;
        let place = place.expect("nobody closes it");
        let (stream, peer) = Listener::accept(&mut listener).await;
        let (acceptor, ready) = (acceptor.clone(), ready.clone());
        tokio::spawn(async move {
            let _place = place;
            // Who fails to shake hands learns so from TLS itself; there is nothing to serve.
            if let Ok(Ok(stream)) = tokio::time::timeout(PATIENCE, acceptor.accept(stream)).await {
                let _ = ready.send((Box::new(stream), peer)).await;
            }
        });
    }
}

impl Listener for Door {
    type Io = Box<dyn Stream>;
    type Addr = SocketAddr;

    async fn accept(&mut self) -> (Self::Io, SocketAddr) {
        match &mut self.0 {
            Kind::Plain(listener) => {
                let (stream, peer) = Listener::accept(listener).await;
                (Box::new(stream), peer)
            }
            Kind::Tls { ready, .. } => match ready.recv().await {
                Some(accepted) => accepted,
                // The task that listens ends with the runtime alone, and so does this.
                None => std::future::pending().await,
            },
        }
    }

    fn local_addr(&self) -> io::Result<SocketAddr> {
        match &self.0 {
            Kind::Plain(listener) => listener.local_addr(),
            Kind::Tls { address, .. } => Ok(*address),
        }
    }
}
