//! Endpoints and replies of a fake supplier.

use crate::{Acceptance, Certificate, Endpoint, Exchange, Failure, Refusal, TlsFacts};

/// Builds endpoints.
#[derive(Debug, Clone, Copy)]
pub struct FakeEndpoint;

impl FakeEndpoint {
    /// An endpoint that grants GET, HEAD, POST and OPTIONS. Its fields are public: change what the test needs.
    pub fn named(id: &str, kind: &str, base_url: &str) -> Endpoint {
        Endpoint {
            id: id.to_owned(),
            kind: kind.to_owned(),
            base_url: base_url.to_owned(),
            plain_http_url: None,
            methods: ["GET", "HEAD", "POST", "OPTIONS"]
                .map(str::to_owned)
                .to_vec(),
            credentials: Vec::new(),
            system: None,
            contracted_models: Vec::new(),
            active_requests: 0,
            extra: Vec::new(),
        }
    }
}

/// A certificate with plausible fields, valid between two RFC 3339 times.
pub fn certificate(subject: &str, not_before: &str, not_after: &str) -> Certificate {
    Certificate {
        subject: subject.to_owned(),
        issuer: "CN=Test CA".to_owned(),
        serial: "01".to_owned(),
        not_before: not_before.to_owned(),
        not_after: not_after.to_owned(),
        names: vec![subject.trim_start_matches("CN=").to_owned()],
        sha256: "0".repeat(64),
        key: "EC P-256".to_owned(),
        signature: "ecdsa-with-SHA256".to_owned(),
        extra: Vec::new(),
    }
}

/// What a fake server does with a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reply {
    /// It answers.
    Answer(Exchange),
    /// It does not.
    Failure(Failure),
}

impl Reply {
    /// An answer without headers, body or TLS.
    pub fn status(status: u16) -> Self {
        Self::Answer(Exchange {
            id: String::new(),
            status,
            headers: Vec::new(),
            body: Vec::new(),
            truncated: false,
            redirect_to: None,
            tls: None,
            connect_us: 1_000,
            first_byte_us: 2_000,
            total_us: 3_000,
            remote_address: "192.0.2.1:443".to_owned(),
            extra: Vec::new(),
        })
    }

    /// No answer: `denied`, `quota`, `resolve`, `refused`, `timeout`, `tls`, `protocol`, `offline` or `invalid-request`.
    pub fn failure(kind: &str, message: &str) -> Self {
        Self::Failure(Failure {
            id: String::new(),
            kind: kind.to_owned(),
            message: message.to_owned(),
            tls: None,
            extra: Vec::new(),
        })
    }

    /// Adds a header; a failure has none.
    #[must_use]
    pub fn header(mut self, name: &str, value: &str) -> Self {
        if let Self::Answer(exchange) = &mut self {
            exchange.headers.push((name.to_owned(), value.to_owned()));
        }
        self
    }

    /// Sets the body; a failure has none. The fake host cuts it to the cap of the request.
    #[must_use]
    pub fn body(mut self, body: impl Into<Vec<u8>>) -> Self {
        if let Self::Answer(exchange) = &mut self {
            exchange.body = body.into();
        }
        self
    }

    /// Makes it a redirect, its `location` header included.
    #[must_use]
    pub fn redirect_to(mut self, url: &str) -> Self {
        if let Self::Answer(exchange) = &mut self {
            exchange.redirect_to = Some(url.to_owned());
        }
        self.header("location", url)
    }

    /// What was seen of TLS: the version, and the chain, the server's own certificate first.
    #[must_use]
    pub fn tls(mut self, version: &str, chain: Vec<Certificate>) -> Self {
        let facts = TlsFacts {
            version: version.to_owned(),
            cipher: "TLS13_AES_128_GCM_SHA256".to_owned(),
            chain,
            verification: "verified".to_owned(),
            verification_error: None,
            extra: Vec::new(),
        };
        match &mut self {
            Self::Answer(exchange) => exchange.tls = Some(facts),
            Self::Failure(failure) => failure.tls = Some(facts),
        }
        self
    }

    /// Says that the chain did not verify: the word for the rule, and the reason; give the chain first.
    #[must_use]
    pub fn unverified(mut self, rule: &str, reason: &str) -> Self {
        let tls = match &mut self {
            Self::Answer(exchange) => &mut exchange.tls,
            Self::Failure(failure) => &mut failure.tls,
        };
        if let Some(facts) = tls {
            facts.verification = rule.to_owned();
            facts.verification_error = Some(reason.to_owned());
        }
        self
    }
}

/// What a fake server does with an offered handshake.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Shake {
    /// It agrees.
    Accepted(Acceptance),
    /// It does not.
    Refused(Refusal),
}

impl Shake {
    /// It chooses a version and a cipher suite, and sends no chain.
    pub fn accepted(version: &str, cipher_suite: u16, cipher: &str) -> Self {
        Self::Accepted(Acceptance {
            id: String::new(),
            tls: TlsFacts {
                version: version.to_owned(),
                cipher: cipher.to_owned(),
                chain: Vec::new(),
                verification: "unchecked".to_owned(),
                verification_error: None,
                extra: Vec::new(),
            },
            cipher_suite,
            dh_bits: None,
            extra: Vec::new(),
        })
    }

    /// It refuses with an alert: 40 is `handshake_failure`, 70 is `protocol_version`.
    pub fn alert(number: u8) -> Self {
        Self::Refused(Refusal {
            id: String::new(),
            kind: "alert".to_owned(),
            message: format!("the server refused with the alert {number}"),
            alert: Some(number),
            extra: Vec::new(),
        })
    }

    /// Another refusal: `closed`, `not-offered`, or a word of a failed request.
    pub fn refused(kind: &str, message: &str) -> Self {
        Self::Refused(Refusal {
            id: String::new(),
            kind: kind.to_owned(),
            message: message.to_owned(),
            alert: None,
            extra: Vec::new(),
        })
    }

    /// Bits of the Diffie-Hellman group; a refusal has none.
    #[must_use]
    pub fn dh_bits(mut self, bits: u32) -> Self {
        if let Self::Accepted(acceptance) = &mut self {
            acceptance.dh_bits = Some(bits);
        }
        self
    }

    /// The chain and what the verifier says of it; a refusal has none.
    #[must_use]
    pub fn chain(mut self, chain: Vec<Certificate>, verification: &str) -> Self {
        if let Self::Accepted(acceptance) = &mut self {
            acceptance.tls.chain = chain;
            acceptance.tls.verification = verification.to_owned();
            acceptance.tls.verification_error =
                (verification != "verified").then(|| format!("{verification}: not accepted"));
        }
        self
    }
}
