//! TLS in front of a server that speaks none: a key is never sent without it. Nothing is changed on the way.

use std::{
    net::Ipv4Addr,
    sync::{
        Arc,
        atomic::{AtomicU16, Ordering::Relaxed},
    },
};

use rcgen::{CertificateParams, IsCa, Issuer, KeyPair};
use rustls::{ServerConfig, pki_types::PrivateKeyDer};
use tokio::{
    io::copy_bidirectional,
    net::{TcpListener, TcpStream},
    runtime::Runtime,
};
use tokio_rustls::TlsAcceptor;

/// An address with TLS. What stands behind it can be exchanged, as a supplier can exchange a model.
pub(crate) struct Front {
    pub(crate) port: u16,
    pub(crate) ca: String,
    behind: Arc<AtomicU16>,
    _runtime: Runtime,
}

impl Front {
    pub(crate) fn of(port: u16) -> Self {
        let authority = KeyPair::generate().unwrap();
        let mut params = CertificateParams::default();
        params.is_ca = IsCa::Ca(rcgen::BasicConstraints::Unconstrained);
        let ca = params.self_signed(&authority).unwrap().pem();
        let key = KeyPair::generate().unwrap();
        let certificate = CertificateParams::new(vec!["127.0.0.1".to_owned()])
            .unwrap()
            .signed_by(&key, &Issuer::new(params, authority))
            .unwrap();
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let config = ServerConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .unwrap()
            .with_no_client_auth()
            .with_single_cert(
                vec![certificate.der().clone()],
                PrivateKeyDer::try_from(key.serialize_der()).unwrap(),
            )
            .unwrap();
        let acceptor = TlsAcceptor::from(Arc::new(config));
        let behind = Arc::new(AtomicU16::new(port));
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(1)
            .enable_all()
            .build()
            .unwrap();
        let listener = runtime
            .block_on(TcpListener::bind((Ipv4Addr::LOCALHOST, 0)))
            .unwrap();
        let own = listener.local_addr().unwrap().port();
        let upstream = Arc::clone(&behind);
        runtime.spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let (acceptor, port) = (acceptor.clone(), upstream.load(Relaxed));
                tokio::spawn(async move {
                    // Who goes away is their own business.
                    let (Ok(mut client), Ok(mut server)) = (
                        acceptor.accept(stream).await,
                        TcpStream::connect((Ipv4Addr::LOCALHOST, port)).await,
                    ) else {
                        return;
                    };
                    let _ = copy_bidirectional(&mut client, &mut server).await;
                });
            }
        });
        Self {
            port: own,
            ca,
            behind,
            _runtime: runtime,
        }
    }

    /// Puts another server behind the address.
    pub(crate) fn swap(&self, port: u16) {
        self.behind.store(port, Relaxed);
    }
}
