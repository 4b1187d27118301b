//! Requests to endpoints, and what came back.

use std::borrow::Cow;

use crate::{Certificate, Endpoint, Exchange, Failure, Request, TlsFacts};

/// Bytes of an answer's body that are asked for unless the plugin says otherwise.
const DEFAULT_MAX_BODY: u32 = 64 * 1024;

/// A request starts without headers, body or credential, and asks for at most 64 KiB of answer.
impl Request {
    /// A request to `url`: absolute, or a path that is joined to the base URL of the endpoint.
    pub fn new(endpoint: &Endpoint, method: &str, url: impl Into<String>) -> Self {
        Self {
            endpoint: endpoint.id.clone(),
            method: method.to_owned(),
            url: url.into(),
            headers: Vec::new(),
            body: None,
            credential: None,
            max_body: DEFAULT_MAX_BODY,
            extra: Vec::new(),
        }
    }

    /// A GET request.
    pub fn get(endpoint: &Endpoint, url: impl Into<String>) -> Self {
        Self::new(endpoint, "GET", url)
    }

    /// Adds a header.
    #[must_use]
    pub fn header(mut self, name: &str, value: impl Into<String>) -> Self {
        self.headers.push((name.to_owned(), value.into()));
        self
    }

    /// Sets the body.
    #[must_use]
    pub fn body(mut self, body: impl Into<Vec<u8>>) -> Self {
        self.body = Some(body.into());
        self
    }

    /// Has the host inject a credential, by its name. The plugin never sees the secret.
    #[must_use]
    pub fn credential(mut self, name: &str) -> Self {
        self.credential = Some(name.to_owned());
        self
    }

    /// The cap for the answer's body in bytes; the host may lower it.
    #[must_use]
    pub fn max_body(mut self, bytes: u32) -> Self {
        self.max_body = bytes;
        self
    }
}

impl Exchange {
    /// The first header of this name; names are compared without case (RFC 9110, 5.1).
    pub fn header(&self, name: &str) -> Option<&str> {
        let found = self
            .headers
            .iter()
            .find(|(known, _)| known.eq_ignore_ascii_case(name));
        found.map(|(_, value)| value.as_str())
    }

    /// The body as text; bytes that are not UTF-8 become the replacement character.
    pub fn text(&self) -> Cow<'_, str> {
        String::from_utf8_lossy(&self.body)
    }
}

impl Certificate {
    /// A field by the name that the contract uses; `name` is the first of the names.
    pub fn field(&self, field: &str) -> Option<&str> {
        Some(match field {
            "subject" => &self.subject,
            "issuer" => &self.issuer,
            "not-before" => &self.not_before,
            "not-after" => &self.not_after,
            "serial" => &self.serial,
            "sha256" => &self.sha256,
            "key" => &self.key,
            "signature" => &self.signature,
            "name" => self.names.first()?,
            _ => return None,
        })
    }
}

/// What the host recorded of one request, answered or not. Both are evidence.
pub trait Recorded {
    /// The host's id for the recording.
    fn id(&self) -> &str;
    /// What was seen of TLS.
    fn tls(&self) -> Option<&TlsFacts>;
}

impl Recorded for Exchange {
    fn id(&self) -> &str {
        &self.id
    }

    fn tls(&self) -> Option<&TlsFacts> {
        self.tls.as_ref()
    }
}

impl Recorded for Failure {
    fn id(&self) -> &str {
        &self.id
    }

    fn tls(&self) -> Option<&TlsFacts> {
        self.tls.as_ref()
    }
}
