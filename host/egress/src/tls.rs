//! TLS of one connection, and what was seen of it.
//!
//! Every connection has a configuration of its own: no session is ever resumed, so the chain that is reported is the chain
//! that this very connection showed. A chain that does not verify ends the handshake, before one byte of the request, with
//! the chain and the reason kept as facts. There is no flag to go on anyway.

use std::{
    io,
    sync::{Arc, Mutex, PoisonError},
};

use assay_domain::{CertificateFacts, Endpoint, ProbeFailureKind, TlsFacts, Verification};
use rustls::{
    AlertDescription, ClientConfig, DigitallySignedStruct, Error, PeerIncompatible, RootCertStore,
    SignatureScheme,
    client::{
        Resumption, WebPkiServerVerifier,
        danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier},
    },
    crypto::CryptoProvider,
    pki_types::{CertificateDer, ServerName, UnixTime, pem::PemObject},
};
use tokio_rustls::{TlsConnector, client::TlsStream};
use url::Host;

use crate::{
    certificate,
    connect::Metered,
    diagnosis::{self, Diagnosis, Organisations},
    error::EgressError,
    failure::{Failure, shown},
};

/// Most certificates of a chain that are kept as facts. Public chains have two to four.
const MAX_CHAIN: usize = 10;

/// Trust for one endpoint: the public roots, and the endpoint's private CA if it has one.
#[derive(Debug, Clone)]
pub(crate) struct Trust {
    provider: Arc<CryptoProvider>,
    verifier: Arc<WebPkiServerVerifier>,
    organisations: Arc<Organisations>,
}

impl Trust {
    pub(crate) fn for_endpoint(endpoint: &Endpoint) -> Result<Self, EgressError> {
        let bad_ca = |problem: String| EgressError::TrustedCa {
            endpoint: endpoint.id.clone(),
            problem,
        };
        let mut roots = RootCertStore {
            roots: webpki_roots::TLS_SERVER_ROOTS.to_vec(),
        };
        if let Some(pem) = &endpoint.trusted_ca_pem {
            let before = roots.len();
            for certificate in CertificateDer::pem_slice_iter(pem.as_bytes()) {
                let certificate =
                    certificate.map_err(|error| bad_ca(format!("is not PEM: {error}")))?;
                roots.add(certificate).map_err(|error| {
                    bad_ca(format!(
                        "holds a certificate that cannot be a root: {error}"
                    ))
                })?;
            }
            if roots.len() == before {
                return Err(bad_ca(
                    "holds no certificate: it needs `-----BEGIN CERTIFICATE-----`".to_owned(),
                ));
            }
        }
        let organisations = Arc::new(Organisations::of(&roots.roots));
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let verifier =
            WebPkiServerVerifier::builder_with_provider(Arc::new(roots), provider.clone())
                .build()
                .map_err(|error| bad_ca(format!("gives no verifier: {error}")))?;
        Ok(Self {
            provider,
            verifier,
            organisations,
        })
    }

    /// Bytes for the hello of a handshake that will not be made.
    pub(crate) fn random(&self) -> Result<[u8; 32], Failure> {
        let mut bytes = [0; 32];
        self.provider.secure_random.fill(&mut bytes).map_err(|_| {
            Failure::new(ProbeFailureKind::Tls, "the system gives no random numbers")
        })?;
        Ok(bytes)
    }

    /// The facts of a chain that was sent, and what the verifier says of it. That the server holds its key is not shown.
    pub(crate) fn look_at(
        &self,
        chain: &[Vec<u8>],
        host: &Host<&str>,
    ) -> (Vec<CertificateFacts>, Verification, Option<String>) {
        let facts = chain
            .iter()
            .take(MAX_CHAIN)
            .map(|der| certificate::facts(der))
            .collect();
        let ders: Vec<&[u8]> = chain.iter().map(Vec::as_slice).collect();
        let (Some((own, rest)), Ok(name)) = (ders.split_first(), server_name(host)) else {
            return (facts, Verification::Unchecked, None);
        };
        let own = CertificateDer::from(*own);
        let rest: Vec<_> = rest.iter().map(|der| CertificateDer::from(*der)).collect();
        let verdict = self
            .verifier
            .verify_server_cert(&own, &rest, &name, &[], UnixTime::now());
        let wrong = match &verdict {
            Ok(_) => diagnosis::weak_own_key(&ders),
            Err(error) => Some(diagnosis::of(error, &ders, &self.organisations)),
        };
        match wrong {
            Some((rule, words)) => (facts, rule, Some(words)),
            None => (facts, Verification::Verified, None),
        }
    }

    fn config(&self, sighting: Sighting) -> Result<ClientConfig, Error> {
        let witness = Witness {
            verifier: self.verifier.clone(),
            organisations: self.organisations.clone(),
            sighting,
        };
        let mut config = ClientConfig::builder_with_provider(self.provider.clone())
            .with_safe_default_protocol_versions()?
            .dangerous()
            .with_custom_certificate_verifier(Arc::new(witness))
            .with_no_client_auth();
        config.alpn_protocols = vec![b"http/1.1".to_vec()];
        config.resumption = Resumption::disabled();
        Ok(config)
    }

    /// Makes the handshake for a name.
    pub(crate) async fn handshake(
        &self,
        name: ServerName<'static>,
        stream: Metered,
        sighting: &Sighting,
    ) -> Result<TlsStream<Metered>, Failure> {
        let refused = |error: String| {
            Failure::new(
                ProbeFailureKind::Tls,
                format!("the TLS handshake failed: {error}"),
            )
        };
        let config = self
            .config(sighting.clone())
            .map_err(|error| refused(error.to_string()))?;
        let stream = TlsConnector::from(Arc::new(config))
            .connect(name, stream)
            .await
            .map_err(|error| refused(reason(&error, sighting)))?;
        let connection = stream.get_ref().1;
        sighting.connected(
            connection
                .protocol_version()
                .and_then(|version| version.as_str())
                .unwrap_or_default(),
            connection
                .negotiated_cipher_suite()
                .and_then(|suite| suite.suite().as_str())
                .unwrap_or_default(),
        );
        Ok(stream)
    }
}

/// The failure in words. Where a check judges by it, it begins with words of our own that stay the same.
fn reason(error: &io::Error, sighting: &Sighting) -> String {
    match error
        .get_ref()
        .and_then(|inner| inner.downcast_ref::<Error>())
    {
        Some(error @ Error::InvalidCertificate(_)) => sighting
            .facts()
            .and_then(|facts| facts.verification_error)
            .unwrap_or_else(|| error.to_string()),
        Some(
            Error::AlertReceived(AlertDescription::ProtocolVersion)
            | Error::PeerIncompatible(
                PeerIncompatible::ServerDoesNotSupportTls12Or13
                | PeerIncompatible::ServerTlsVersionIsDisabledByOurConfig,
            ),
        ) => "too old: the server speaks neither TLS 1.2 nor 1.3".to_owned(),
        Some(error) => error.to_string(),
        None => error.to_string(),
    }
}

/// What was seen of TLS so far. Shared with the verifier, and read even when the request fails or its time is over.
#[derive(Debug, Clone, Default)]
pub(crate) struct Sighting(Arc<Mutex<Option<TlsFacts>>>);

impl Sighting {
    fn chain(&self, chain: &[&[u8]], wrong: Option<Diagnosis>) {
        let mut facts = TlsFacts {
            version: String::new(),
            cipher: String::new(),
            chain: chain
                .iter()
                .take(MAX_CHAIN)
                .map(|der| certificate::facts(der))
                .collect(),
            verification: Verification::Verified,
            verification_error: None,
        };
        if let Some((rule, words)) = wrong {
            facts.verification = rule;
            facts.verification_error = Some(words);
        }
        *self.lock() = Some(facts);
    }

    /// The chain verified, and what was signed with its key did not.
    fn broke(&self, (rule, words): Diagnosis) {
        if let Some(facts) = self.lock().as_mut() {
            facts.verification = rule;
            facts.verification_error = Some(words);
        }
    }

    fn connected(&self, version: &str, cipher: &str) {
        if let Some(facts) = self.lock().as_mut() {
            // rustls and the contract both write `TLSv1_3` differently: the contract has a point.
            facts.version = version.replace('_', ".");
            facts.cipher = cipher.to_owned();
        }
    }

    pub(crate) fn facts(&self) -> Option<TlsFacts> {
        self.lock().clone()
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Option<TlsFacts>> {
        // Facts are replaced whole, so a panic elsewhere cannot leave them half-written.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The WebPKI verifier, with a witness: it decides nothing itself and writes down what it saw.
#[derive(Debug)]
struct Witness {
    verifier: Arc<WebPkiServerVerifier>,
    organisations: Arc<Organisations>,
    sighting: Sighting,
}

impl Witness {
    fn signature(
        &self,
        verdict: Result<HandshakeSignatureValid, Error>,
        certificate: &CertificateDer<'_>,
    ) -> Result<HandshakeSignatureValid, Error> {
        if let Err(error) = &verdict {
            self.sighting
                .broke(diagnosis::of_signature(error, certificate));
        }
        verdict
    }
}

impl ServerCertVerifier for Witness {
    fn verify_server_cert(
        &self,
        end_entity: &CertificateDer<'_>,
        intermediates: &[CertificateDer<'_>],
        server_name: &ServerName<'_>,
        ocsp_response: &[u8],
        now: UnixTime,
    ) -> Result<ServerCertVerified, Error> {
        let verdict = self.verifier.verify_server_cert(
            end_entity,
            intermediates,
            server_name,
            ocsp_response,
            now,
        );
        let chain: Vec<&[u8]> = std::iter::once(end_entity)
            .chain(intermediates)
            .map(AsRef::as_ref)
            .collect();
        let wrong = verdict
            .as_ref()
            .err()
            .map(|error| diagnosis::of(error, &chain, &self.organisations));
        self.sighting.chain(&chain, wrong);
        verdict
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        cert: &CertificateDer<'_>,
        dss: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        self.signature(
            self.verifier.verify_tls12_signature(message, cert, dss),
            cert,
        )
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        cert: &CertificateDer<'_>,
        dss: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        self.signature(
            self.verifier.verify_tls13_signature(message, cert, dss),
            cert,
        )
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.verifier.supported_verify_schemes()
    }
}

/// The name that a certificate has to be for.
pub(crate) fn server_name(host: &Host<&str>) -> Result<ServerName<'static>, Failure> {
    Ok(match host {
        Host::Ipv4(address) => ServerName::IpAddress((*address).into()),
        Host::Ipv6(address) => ServerName::IpAddress((*address).into()),
        Host::Domain(name) => ServerName::try_from((*name).to_owned())
            .map_err(|_| Failure::invalid(format!("`{}` is not a DNS name", shown(name))))?,
    })
}
