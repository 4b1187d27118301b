//! Endpoints, requests to them and what came back.

use std::{path::PathBuf, sync::Arc};

use serde::{Deserialize, Serialize};
use url::Url;

use crate::{EndpointId, SystemId, Untrusted, Verification};

/// The class of an IP address. Everything but `Global` is denied unless the dossier grants it for one endpoint.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum AddressClass {
    /// Globally reachable unicast.
    Global,
    /// 127.0.0.0/8, ::1.
    Loopback,
    /// RFC 1918, RFC 4193, carrier-grade NAT.
    Private,
    /// 169.254.0.0/16, fe80::/10.
    LinkLocal,
    /// Addresses of cloud metadata services. Cannot be granted.
    Metadata,
    /// An address that embeds an IPv4 address in a translation prefix: NAT64, 6to4, Teredo, SIIT. Cannot be granted.
    Embedded,
    /// Multicast and broadcast. Cannot be granted.
    Multicast,
    /// Everything else that IANA reserves. Cannot be granted.
    Reserved,
}

impl AddressClass {
    /// All classes.
    pub const ALL: [Self; 8] = [
        Self::Global,
        Self::Loopback,
        Self::Private,
        Self::LinkLocal,
        Self::Metadata,
        Self::Embedded,
        Self::Multicast,
        Self::Reserved,
    ];

    /// The kebab-case word.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Global => "global",
            Self::Loopback => "loopback",
            Self::Private => "private",
            Self::LinkLocal => "link-local",
            Self::Metadata => "metadata",
            Self::Embedded => "embedded",
            Self::Multicast => "multicast",
            Self::Reserved => "reserved",
        }
    }

    /// True for the classes that a dossier may grant.
    pub const fn can_be_granted(self) -> bool {
        matches!(self, Self::Loopback | Self::Private | Self::LinkLocal)
    }
}

/// Where a secret is kept. The secret itself is never in a dossier.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum CredentialSource {
    /// An environment variable of the host.
    Env(String),
    /// A file, its text trimmed.
    File(PathBuf),
}

/// A credential that the host can inject into requests to one endpoint.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Credential {
    /// The name that plugins use.
    pub name: String,
    /// The header, lower case.
    pub header: String,
    /// What stands before the secret, for example `Bearer `.
    pub prefix: String,
    /// Where the secret is.
    pub source: CredentialSource,
}

/// An endpoint that may be probed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Endpoint {
    /// Its id.
    pub id: EndpointId,
    /// `openai`, `http` or another word.
    pub kind: String,
    /// The base of the API. Scheme, host and port are the grant.
    pub base_url: Url,
    /// Where the same host would answer without TLS; granted for GET and HEAD only, never with a credential.
    pub plain_http_url: Option<Url>,
    /// Granted methods, upper case.
    pub methods: Vec<String>,
    /// Address classes granted besides `Global`.
    pub allow_addresses: Vec<AddressClass>,
    /// PEM certificates of a private CA that is trusted for this endpoint besides the public roots.
    pub trusted_ca_pem: Option<Arc<str>>,
    /// What can be injected.
    pub credentials: Vec<Credential>,
    /// The system behind it.
    pub system: Option<SystemId>,
    /// Model ids that the contract names.
    pub contracted_models: Vec<Untrusted>,
    /// How many requests one run of an active probe may send here, as the dossier grants it; none without its consent.
    /// The catalogue's limit for active probes stays above it.
    pub active_requests: Option<u32>,
}

impl Endpoint {
    /// The URL that a request names. A path without a leading slash goes below the base URL whether or not that ends in a
    /// slash (`models` below `https://api.example/v1` is `https://api.example/v1/models`); one with a leading slash starts
    /// at the host.
    ///
    /// # Errors
    /// When the two do not make a URL.
    pub fn absolute(&self, url: &str) -> Result<Url, url::ParseError> {
        let mut base = self.base_url.clone();
        if !base.path().ends_with('/') {
            base.set_path(&format!("{}/", base.path()));
        }
        base.join(url)
    }
}

/// A request of a plugin.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProbeRequest {
    /// The endpoint whose grant it uses.
    pub endpoint: String,
    /// The method as the plugin wrote it.
    pub method: String,
    /// Absolute, or joined to the base URL.
    pub url: String,
    /// Headers of the plugin.
    pub headers: Vec<(String, String)>,
    /// The body.
    pub body: Option<Vec<u8>>,
    /// The name of a credential.
    pub credential: Option<String>,
    /// Cap for the answer's body, in bytes.
    pub max_body: u32,
}

/// One certificate of a chain.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CertificateFacts {
    /// Distinguished name.
    pub subject: String,
    /// Distinguished name.
    pub issuer: String,
    /// Lower-case hexadecimal.
    pub serial: String,
    /// RFC 3339, UTC.
    pub not_before: String,
    /// RFC 3339, UTC.
    pub not_after: String,
    /// Subject alternative names.
    pub names: Vec<String>,
    /// Lower-case hexadecimal digest of the DER bytes.
    pub sha256: String,
    /// For example `RSA 2048`.
    pub key: String,
    /// The signature algorithm.
    pub signature: String,
}

impl CertificateFacts {
    /// The value of a field by the name that the contract uses; `name` matches any of the names.
    pub fn field_is(&self, field: &str, value: &str) -> bool {
        match field {
            "subject" => self.subject == value,
            "issuer" => self.issuer == value,
            "serial" => self.serial == value,
            "not-before" => self.not_before == value,
            "not-after" => self.not_after == value,
            "sha256" => self.sha256 == value,
            "key" => self.key == value,
            "signature" => self.signature == value,
            "name" => self.names.iter().any(|name| name == value),
            _ => false,
        }
    }
}

/// What the host saw of TLS on the connection of one exchange.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TlsFacts {
    /// `TLSv1.2` or `TLSv1.3`, of an offered handshake also an older one; empty when the handshake did not get that far.
    pub version: String,
    /// The cipher suite; empty when the handshake did not get that far.
    pub cipher: String,
    /// As sent, the server's own first.
    pub chain: Vec<CertificateFacts>,
    /// What the verifier says of the chain, in one word.
    pub verification: Verification,
    /// None when the chain verified for the name.
    pub verification_error: Option<String>,
}

/// What came back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Exchange {
    /// The status code.
    pub status: u16,
    /// Headers in the order received; values that are not UTF-8 are written with replacement characters.
    pub headers: Vec<(String, String)>,
    /// The body up to the cap, any injected secret redacted.
    pub body: Vec<u8>,
    /// True when it was longer.
    pub truncated: bool,
    /// The absolute target of a redirect.
    pub redirect_to: Option<String>,
    /// What was seen of TLS.
    pub tls: Option<TlsFacts>,
    /// Microseconds until connected, TLS included.
    pub connect_us: u64,
    /// Microseconds until the head of the answer.
    pub first_byte_us: u64,
    /// Microseconds until the end.
    pub total_us: u64,
    /// The address that was connected to.
    pub remote_address: String,
}

/// Why there is no answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ProbeFailureKind {
    /// No grant covers it.
    Denied,
    /// A budget of the run is used up.
    Quota,
    /// The name did not resolve.
    Resolve,
    /// The connection was refused or reset.
    Refused,
    /// It took too long.
    Timeout,
    /// The TLS handshake failed.
    Tls,
    /// What came back is not HTTP.
    Protocol,
    /// The assessment runs offline.
    Offline,
    /// The request itself is not valid.
    InvalidRequest,
}

impl ProbeFailureKind {
    /// The kebab-case word of the contract.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Denied => "denied",
            Self::Quota => "quota",
            Self::Resolve => "resolve",
            Self::Refused => "refused",
            Self::Timeout => "timeout",
            Self::Tls => "tls",
            Self::Protocol => "protocol",
            Self::Offline => "offline",
            Self::InvalidRequest => "invalid-request",
        }
    }
}

/// A request that got no answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProbeFailure {
    /// Why.
    pub kind: ProbeFailureKind,
    /// In words. For a denial it names the line of the dossier that would allow it.
    pub message: String,
    /// What was seen of the certificates before a TLS failure.
    pub tls: Option<TlsFacts>,
}
