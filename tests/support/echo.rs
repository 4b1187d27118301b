//! A server that gives back what it was sent, secrets too.

use std::{
    io::{Read as _, Write as _},
    net::{TcpListener, TcpStream},
    sync::{Arc, Mutex},
    thread,
};

use rcgen::{CertificateParams, IsCa, Issuer, KeyPair};
use rustls::{ServerConfig, ServerConnection, StreamOwned, pki_types::PrivateKeyDer};

/// A server over TLS that answers every request with that request, and notes it.
pub(crate) struct Echo {
    pub(crate) port: u16,
    pub(crate) ca: String,
    heard: Arc<Mutex<Vec<String>>>,
}

impl Echo {
    pub(crate) fn start() -> Self {
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
        let config = Arc::new(config);
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let heard: Arc<Mutex<Vec<String>>> = Arc::default();
        let noted = Arc::clone(&heard);
        thread::spawn(move || {
            for stream in listener.incoming() {
                let (config, noted) = (Arc::clone(&config), Arc::clone(&noted));
                thread::spawn(move || echo(stream.unwrap(), config, &noted));
            }
        });
        Self { port, ca, heard }
    }

    pub(crate) fn heard(&self) -> String {
        self.heard.lock().unwrap().join("\n")
    }
}

fn echo(stream: TcpStream, config: Arc<ServerConfig>, heard: &Mutex<Vec<String>>) {
    let mut stream = StreamOwned::new(ServerConnection::new(config).unwrap(), stream);
    let (mut head, mut byte) = (Vec::new(), [0]);
    // Bodies are of no interest here, and a client that goes away is its own business.
    while !head.ends_with(b"\r\n\r\n") {
        match stream.read(&mut byte) {
            Ok(1) => head.push(byte[0]),
            _ => return,
        }
    }
    let head = String::from_utf8(head).unwrap();
    heard.lock().unwrap().push(head.clone());
    let key = head
        .lines()
        .find(|line| line.starts_with("authorization"))
        .unwrap_or("authorization: none");
    let _ = write!(
        stream,
        "HTTP/1.1 200 OK\r\nx-echo: {key}\r\ncontent-type: text/plain\r\nconnection: close\r\ncontent-length: {}\r\n\r\n{head}",
        head.len()
    );
    stream.conn.send_close_notify();
    let _ = stream.flush();
}
