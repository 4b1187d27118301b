//! Requests to the provider, each with an end.

use std::{sync::Arc, time::Duration};

use futures::future::BoxFuture;
use openidconnect::{AsyncHttpClient, HttpRequest, HttpResponse};
use rustls::{
    ClientConfig, RootCertStore,
    pki_types::{CertificateDer, pem::PemObject},
};

/// A person waits meanwhile.
const PATIENCE: Duration = Duration::from_secs(10);
/// The most bytes of an answer. Descriptions, key sets and tokens have some kilobytes.
const LARGEST: usize = 1 << 20;

/// A client that follows no redirect, since where it leads is the provider's word, and speaks through no proxy that it was not told of.
pub(super) struct Requests(reqwest::Client);

/// Why there is no answer.
#[derive(Debug, thiserror::Error)]
pub(super) enum RequestError {
    #[error("the request failed")]
    Http(#[from] reqwest::Error),
    #[error("the answer is longer than {LARGEST} bytes")]
    Long,
}

impl Requests {
    /// With the public roots, and those of a private CA if there is one.
    pub(super) fn new(ca_pem: Option<&[u8]>) -> Result<Self, String> {
        let mut roots = RootCertStore {
            roots: webpki_roots::TLS_SERVER_ROOTS.to_vec(),
        };
        if let Some(pem) = ca_pem {
            let before = roots.len();
            for certificate in CertificateDer::pem_slice_iter(pem) {
                let certificate = certificate.map_err(|error| format!("it is not PEM: {error}"))?;
                roots
                    .add(certificate)
                    .map_err(|error| format!("a certificate in it cannot be a root: {error}"))?;
            }
            if roots.len() == before {
                return Err("it holds no certificate".to_owned());
            }
        }
        let tls =
            ClientConfig::builder_with_provider(Arc::new(rustls::crypto::ring::default_provider()))
                .with_safe_default_protocol_versions()
                .expect("ring has every version that is on by default")
                .with_root_certificates(roots)
                .with_no_client_auth();
        let client = reqwest::Client::builder()
            .tls_backend_preconfigured(tls)
            .redirect(reqwest::redirect::Policy::none())
            .timeout(PATIENCE)
            .user_agent(concat!("assay/", env!("CARGO_PKG_VERSION")))
            .build()
            .map_err(|error| error.to_string())?;
        Ok(Self(client))
    }

    async fn send(&self, request: HttpRequest) -> Result<HttpResponse, RequestError> {
        let mut answer = self.0.execute(request.try_into()?).await?;
        let mut body = Vec::new();
        while let Some(chunk) = answer.chunk().await? {
            if body.len() + chunk.len() > LARGEST {
                return Err(RequestError::Long);
            }
            body.extend_from_slice(&chunk);
        }
        let mut response = HttpResponse::new(body);
        *response.status_mut() = answer.status();
        *response.headers_mut() = std::mem::take(answer.headers_mut());
        Ok(response)
    }
}

impl<'c> AsyncHttpClient<'c> for Requests {
    type Error = RequestError;
    type Future = BoxFuture<'c, Result<HttpResponse, RequestError>>;

    fn call(&'c self, request: HttpRequest) -> Self::Future {
        Box::pin(self.send(request))
    }
}
