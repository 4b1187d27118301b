//! An endpoint that was checked once more. The dossier room checks what a person writes; this is the check next to the
//! sockets, for whoever builds an [`Endpoint`] in another way.

use assay_domain::{AddressClass, Endpoint};
use http::{HeaderName, Method};

use crate::{error::EgressError, failure::shown, headers, tls::Trust};

/// An endpoint that can be a grant, with what is trusted for it.
#[derive(Debug)]
pub(crate) struct Declared {
    pub(crate) endpoint: Endpoint,
    pub(crate) trust: Trust,
}

impl Declared {
    pub(crate) fn new(endpoint: Endpoint) -> Result<Self, EgressError> {
        urls(&endpoint)?;
        addresses(&endpoint)?;
        methods(&endpoint)?;
        credentials(&endpoint)?;
        let trust = Trust::for_endpoint(&endpoint)?;
        Ok(Self { endpoint, trust })
    }
}

fn urls(endpoint: &Endpoint) -> Result<(), EgressError> {
    let wrong = |key, problem| EgressError::Url {
        endpoint: endpoint.id.clone(),
        key,
        problem,
    };
    let base = &endpoint.base_url;
    if !matches!(base.scheme(), "https" | "http") || base.host().is_none() {
        return Err(wrong("url", "must be an `https://` or `http://` URL"));
    }
    if !base.username().is_empty() || base.password().is_some() {
        return Err(wrong(
            "url",
            "must not hold a user name or password: declare a credential",
        ));
    }
    match &endpoint.plain_http_url {
        Some(plain) if plain.scheme() != "http" => {
            Err(wrong("plain-http-url", "must be an `http://` URL"))
        }
        Some(plain) if plain.host() != base.host() => Err(wrong(
            "plain-http-url",
            "must have the host of `url`: it is that host without TLS",
        )),
        _ => Ok(()),
    }
}

fn addresses(endpoint: &Endpoint) -> Result<(), EgressError> {
    let refused =
        |class: &&AddressClass| **class != AddressClass::Global && !class.can_be_granted();
    match endpoint.allow_addresses.iter().find(refused) {
        Some(class) => Err(EgressError::Ungrantable {
            endpoint: endpoint.id.clone(),
            class: *class,
        }),
        None => Ok(()),
    }
}

fn methods(endpoint: &Endpoint) -> Result<(), EgressError> {
    for method in &endpoint.methods {
        let refused = matches!(method.as_str(), "CONNECT" | "TRACE")
            || !method.bytes().all(|byte| byte.is_ascii_uppercase())
            || Method::from_bytes(method.as_bytes()).is_err();
        if refused {
            return Err(EgressError::Method {
                endpoint: endpoint.id.clone(),
                method: shown(method),
            });
        }
    }
    Ok(())
}

fn credentials(endpoint: &Endpoint) -> Result<(), EgressError> {
    for credential in &endpoint.credentials {
        let problem = match credential.header.parse::<HeaderName>() {
            Err(_) => "it is not a header name",
            Ok(header) if headers::reserved(&header) => "that header belongs to the connection",
            Ok(_) => continue,
        };
        return Err(EgressError::CredentialHeader {
            endpoint: endpoint.id.clone(),
            credential: shown(&credential.name),
            header: shown(&credential.header),
            problem,
        });
    }
    Ok(())
}
