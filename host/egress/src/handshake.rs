//! One offered handshake: write a ClientHello, read what the server makes of it, hang up.

use std::io;

use assay_domain::{
    Endpoint, HandshakeAcceptance, HandshakeOffer, HandshakeRefusal, HandshakeRefusalKind,
    ProbeFailureKind, TlsFacts,
};
use tls_parser::{TlsAlertDescription, TlsCipherSuite};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use url::{Host, Url};

use crate::{
    connect::Metered,
    failure::{Failure, shown},
    flight::{Answer, Chosen, Flight, MAX_BYTES},
    hello::{self, Version},
    tls::Trust,
};

/// Most cipher suites of one offer. The registry has about 350.
const MAX_SUITES: usize = 256;

/// An offer that a grant covers. Only [`authorize`] makes one.
#[derive(Debug)]
pub(crate) struct AuthorizedOffer<'a> {
    pub(crate) endpoint: &'a Endpoint,
    version: Version,
    suites: &'a [u16],
}

/// Why an offer came to nothing, before it is handed out.
#[derive(Debug)]
pub(crate) enum Refused {
    /// The server's own doing.
    Alert(u8),
    /// The server hung up.
    Closed(String),
    /// An offer that the gate cannot make.
    NotOffered(String),
    /// Everything that a request may fail of as well.
    Failed(Failure),
}

impl From<Failure> for Refused {
    fn from(failed: Failure) -> Self {
        Self::Failed(failed)
    }
}

impl Refused {
    pub(crate) fn told(self) -> HandshakeRefusal {
        let refusal = |kind, message| HandshakeRefusal {
            kind,
            message,
            alert: None,
        };
        match self {
            Self::Alert(number) => HandshakeRefusal {
                kind: HandshakeRefusalKind::Alert,
                message: format!(
                    "the server refused with the alert {}",
                    TlsAlertDescription(number)
                ),
                alert: Some(number),
            },
            Self::Closed(message) => refusal(HandshakeRefusalKind::Closed, message),
            Self::NotOffered(message) => refusal(HandshakeRefusalKind::NotOffered, message),
            Self::Failed(failed) => {
                refusal(HandshakeRefusalKind::Failed(failed.kind), failed.message)
            }
        }
    }
}

/// Checks an offer against the endpoint: there is nothing to grant but TLS itself, to the host and port of the base URL.
pub(crate) fn authorize<'a>(
    offer: &'a HandshakeOffer,
    endpoint: &'a Endpoint,
) -> Result<AuthorizedOffer<'a>, Refused> {
    if endpoint.base_url.scheme() != "https" {
        return Err(Refused::Failed(Failure::denied(format!(
            "endpoint `{}` is not reached by TLS: to allow an offer, give it an https `url` in supplier.toml",
            endpoint.id
        ))));
    }
    let version = Version::parse(&offer.version).ok_or_else(|| {
        Refused::NotOffered(format!("`{}` cannot be offered", shown(&offer.version)))
    })?;
    if !(1..=MAX_SUITES).contains(&offer.cipher_suites.len()) {
        return Err(Refused::Failed(Failure::invalid(format!(
            "an offer names from 1 to {MAX_SUITES} cipher suites, not {}",
            offer.cipher_suites.len()
        ))));
    }
    Ok(AuthorizedOffer {
        endpoint,
        version,
        suites: &offer.cipher_suites,
    })
}

/// Makes the offer over a fresh connection.
pub(crate) async fn offer(
    offer: &AuthorizedOffer<'_>,
    mut stream: Metered,
    url: &Url,
    trust: &Trust,
) -> Result<HandshakeAcceptance, Refused> {
    let host = url
        .host()
        .ok_or_else(|| Failure::invalid("the URL has no host"))?;
    let hello = hello::client_hello(offer.version, offer.suites, &host, &trust.random()?);
    let answer = talk(&hello, &mut stream).await?;
    // Said in the version that was offered; a server that is gone already does not mind.
    let goodbye = [21, 3, 1, 0, 2, 1, 0];
    let _ = stream.write_all(&goodbye).await;
    match answer {
        Answer::Alert(number) => Err(Refused::Alert(number)),
        Answer::Chosen(chosen) => accepted(offer, chosen, &host, trust),
    }
}

async fn talk(hello: &[u8], stream: &mut Metered) -> Result<Answer, Refused> {
    stream
        .write_all(hello)
        .await
        .map_err(|error| hung_up(&error))?;
    let mut flight = Flight::default();
    let mut buffer = [0; 8 * 1024];
    let mut total = 0;
    loop {
        let read = match stream.read(&mut buffer).await {
            Ok(0) => {
                return flight.end().ok_or_else(|| {
                    Refused::Closed("the server closed the connection without an answer".to_owned())
                });
            }
            Ok(read) => read,
            Err(error) => return flight.end().ok_or_else(|| hung_up(&error)),
        };
        total += read;
        if total > MAX_BYTES {
            return Err(protocol("the server's first flight does not end"));
        }
        match flight.take(&buffer[..read]) {
            Ok(Some(answer)) => return Ok(answer),
            Ok(None) => {}
            Err(_) => return Err(protocol("the answer is not TLS")),
        }
    }
}

/// A connection that was there and is no more is an answer of its own; other errors of the socket are not the server's.
fn hung_up(error: &io::Error) -> Refused {
    match error.kind() {
        io::ErrorKind::ConnectionReset
        | io::ErrorKind::ConnectionAborted
        | io::ErrorKind::BrokenPipe
        | io::ErrorKind::UnexpectedEof
        | io::ErrorKind::NotConnected => {
            Refused::Closed("the server broke the connection without an answer".to_owned())
        }
        _ => protocol(&format!("the connection broke: {error}")),
    }
}

fn protocol(message: &str) -> Refused {
    Refused::Failed(Failure::new(ProbeFailureKind::Protocol, message))
}

/// A server may choose only what it was offered (RFC 5246, 7.4.1.3).
fn accepted(
    offer: &AuthorizedOffer<'_>,
    chosen: Chosen,
    host: &Host<&str>,
    trust: &Trust,
) -> Result<HandshakeAcceptance, Refused> {
    let version = Version::from_number(chosen.version)
        .filter(|version| *version <= offer.version)
        .filter(|version| (offer.version == Version::Tls13) == (*version == Version::Tls13))
        .ok_or_else(|| protocol("the server chose a version that was not offered"))?;
    if !offer.suites.contains(&chosen.suite) {
        return Err(protocol(
            "the server chose a cipher suite that was not offered",
        ));
    }
    let (chain, verification, verification_error) = trust.look_at(&chosen.chain, host);
    Ok(HandshakeAcceptance {
        tls: TlsFacts {
            version: version.label().to_owned(),
            cipher: TlsCipherSuite::from_id(chosen.suite).map_or_else(
                || format!("0x{:04x}", chosen.suite),
                |suite| suite.name.to_owned(),
            ),
            chain,
            verification,
            verification_error,
        },
        cipher_suite: chosen.suite,
        dh_bits: chosen.dh_bits,
    })
}
