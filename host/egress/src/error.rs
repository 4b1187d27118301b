//! What is wrong with endpoints before the first request.

use assay_domain::{AddressClass, EndpointId};

/// An endpoint that no gate can be built for.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum EgressError {
    /// Two endpoints have one id, so a request could not say which grant it uses.
    #[error("endpoint `{endpoint}` is declared twice: give each endpoint its own id")]
    DuplicateEndpoint {
        /// The id.
        endpoint: EndpointId,
    },
    /// A URL that cannot be a grant.
    #[error("endpoint `{endpoint}`: {key} {problem}")]
    Url {
        /// Where.
        endpoint: EndpointId,
        /// The key of the dossier.
        key: &'static str,
        /// What is wrong and what to write.
        problem: &'static str,
    },
    /// An address class that nobody may grant.
    #[error("endpoint `{endpoint}`: {} addresses cannot be granted, only loopback, private and link-local", class.label())]
    Ungrantable {
        /// Where.
        endpoint: EndpointId,
        /// The class.
        class: AddressClass,
    },
    /// A method that is not one, or that a probe never uses.
    #[error(
        "endpoint `{endpoint}`: `{method}` cannot be granted: use upper-case methods other than CONNECT and TRACE"
    )]
    Method {
        /// Where.
        endpoint: EndpointId,
        /// The method, escaped.
        method: String,
    },
    /// A header that cannot carry a credential.
    #[error(
        "endpoint `{endpoint}`: credential `{credential}` cannot go into header `{header}`: {problem}"
    )]
    CredentialHeader {
        /// Where.
        endpoint: EndpointId,
        /// The name of the credential, escaped.
        credential: String,
        /// The header, escaped.
        header: String,
        /// Why.
        problem: &'static str,
    },
    /// A private CA that cannot be read.
    #[error("endpoint `{endpoint}`: the trusted CA file {problem}")]
    TrustedCa {
        /// Where.
        endpoint: EndpointId,
        /// Why.
        problem: String,
    },
}
