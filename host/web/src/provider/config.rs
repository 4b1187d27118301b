//! The file that names an identity provider.

use std::{
    fs,
    path::{Path, PathBuf},
};

use assay_toml::{Mistake, Source, Spanned};
use openidconnect::{ClientId, ClientSecret, IssuerUrl, RedirectUrl};
use serde::Deserialize;
use tokio::sync::Mutex;
use url::{Host, Url};

use super::{BACK, Provider, requests::Requests};
use crate::ServeError;

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
struct File {
    /// What the button says.
    name: String,
    /// The provider's own name, below which its description lies.
    issuer: Spanned<String>,
    /// Our name at the provider.
    client_id: String,
    /// Beside this file. Without one we are a public client, which PKCE makes safe.
    client_secret_file: Option<PathBuf>,
    /// Where browsers reach this service.
    address: Spanned<String>,
    /// Beside this file: roots of a private CA in PEM.
    ca_file: Option<PathBuf>,
}

pub(super) fn open(path: &Path) -> Result<Provider, ServeError> {
    let name = path.display().to_string();
    let text = read(path)?;
    let source = Source::new(name, text);
    let file: File = source.parse()?;
    for (key, address) in [("issuer", &file.issuer), ("address", &file.address)] {
        safe(&source, key, address)?;
    }
    let beside = |name: &Path| path.parent().unwrap_or_else(|| Path::new("")).join(name);
    let secret = match &file.client_secret_file {
        Some(name) => Some(read(&beside(name))?.trim().to_owned()),
        None => None,
    };
    let ca = match &file.ca_file {
        Some(name) => Some((beside(name), read(&beside(name))?)),
        None => None,
    };
    let requests = Requests::new(ca.as_ref().map(|(_, pem)| pem.as_bytes())).map_err(|why| {
        ServeError::Tls {
            path: ca
                .as_ref()
                .map_or_else(|| path.into(), |(ca, _)| ca.clone()),
            why,
        }
    })?;
    let address = file.address.get_ref().trim_end_matches('/');
    Ok(Provider {
        name: file.name,
        // As it was written: an issuer is compared letter by letter, and `https://a.example` is not `https://a.example/`.
        issuer: IssuerUrl::new(file.issuer.into_inner()).expect("it was read as an address"),
        client: ClientId::new(file.client_id),
        secret: secret.map(ClientSecret::new),
        back: RedirectUrl::new(format!("{address}{BACK}"))
            .expect("an address with a path is an address"),
        requests,
        known: Mutex::default(),
    })
}

fn read(path: &Path) -> Result<String, ServeError> {
    fs::read_to_string(path).map_err(|error| ServeError::Unreadable {
        path: path.into(),
        error,
    })
}

/// What goes there are codes that sign somebody in: nobody may listen in. The own machine is none of others.
fn safe(source: &Source, key: &str, address: &Spanned<String>) -> Result<(), Mistake> {
    let mistake = |message: String| source.mistake(address.span(), key, message);
    let url = Url::parse(address.get_ref())
        .map_err(|error| mistake(format!("it is no address: {error}")))?;
    let own = match url.host() {
        Some(Host::Domain(name)) => name == "localhost",
        Some(Host::Ipv4(ip)) => ip.is_loopback(),
        Some(Host::Ipv6(ip)) => ip.is_loopback(),
        None => false,
    };
    let wrong = if url.scheme() != "https" && !(own && url.scheme() == "http") {
        "it has to begin with https://, since codes that sign somebody in go there"
    } else if url.query().is_some() || url.fragment().is_some() || !url.username().is_empty() {
        "it has no `?`, `#` or `@`"
    } else {
        return Ok(());
    };
    Err(mistake(wrong.to_owned()))
}
