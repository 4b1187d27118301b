//! What goes wrong, and what whoever asked gets to see of it.

use assay_domain::SupplierId;
use assay_oversight::OversightError;
use assay_register::RegisterError;
use axum::{
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};

use crate::pages;

/// Why the service does not start, or does not do something.
#[derive(Debug, thiserror::Error, miette::Diagnostic)]
pub enum ServeError {
    /// The system gave no random numbers.
    #[error("the system has no random numbers to give: {detail}")]
    NoRandomness {
        /// Why.
        detail: String,
    },
    /// A password that is easily guessed, or endless.
    #[error("a password has {shortest} to {longest} characters")]
    Password {
        /// Fewest.
        shortest: usize,
        /// Most.
        longest: usize,
    },
    /// The certificate or the key cannot be used.
    #[error("{} cannot be used for TLS: {why}", path.display())]
    #[diagnostic(help(
        "the certificate chain and its key are files in PEM, the server's own certificate first"
    ))]
    Tls {
        /// The file.
        path: std::path::PathBuf,
        /// Why.
        why: String,
    },
    /// A file that the service needs.
    #[error("{} cannot be read: {error}", path.display())]
    Unreadable {
        /// The file.
        path: std::path::PathBuf,
        /// Why.
        error: std::io::Error,
    },
    /// A file is not what it should be.
    #[error(transparent)]
    #[diagnostic(transparent)]
    Mistake(#[from] assay_toml::Mistake),
    /// Others could listen in.
    #[error(
        "{address} can be reached from elsewhere, and what is sent to it could be read on the way"
    )]
    #[diagnostic(help(
        "give a certificate with --tls-cert and --tls-key, or listen on a loopback address behind a proxy that speaks TLS; if the \
         proxy runs elsewhere, say --plain-http-behind-proxy"
    ))]
    OpenAddress {
        /// The address.
        address: std::net::SocketAddr,
    },
}

/// What is answered instead of a page.
#[derive(Debug)]
pub(crate) enum Refusal {
    /// Nobody is signed in.
    SignIn,
    /// The role does not allow it.
    Forbidden(&'static str),
    /// The form did not come from a page of this session.
    Forged,
    /// There is no such thing, or not for this account: which of both is not told.
    NotFound,
    /// What was filled in cannot be done.
    Unfit(String),
    /// Too many tries.
    TooMany,
    /// The identity provider does not do its part. The details go to whoever runs the service.
    Elsewhere(String),
    /// Something is wrong on our side. The details go to whoever runs the service.
    Failed(String),
}

impl Refusal {
    pub(crate) fn unknown(_: &SupplierId) -> Self {
        Self::NotFound
    }

    const fn status(&self) -> StatusCode {
        match self {
            Self::SignIn => StatusCode::UNAUTHORIZED,
            Self::Forbidden(_) | Self::Forged => StatusCode::FORBIDDEN,
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::Unfit(_) => StatusCode::UNPROCESSABLE_ENTITY,
            Self::TooMany => StatusCode::TOO_MANY_REQUESTS,
            Self::Elsewhere(_) => StatusCode::BAD_GATEWAY,
            Self::Failed(_) => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    fn words(&self) -> (&'static str, String) {
        match self {
            Self::SignIn => ("Sign in first", "Nobody is signed in, or the session has ended.".to_owned()),
            Self::Forbidden(what) => ("Not allowed", format!("Your role does not allow you to {what}.")),
            Self::Forged => ("Not taken", "The form did not come from a page of this session. Open the page again and send it from there.".to_owned()),
            Self::NotFound => ("Not found", "There is no such page, or it is not yours to see.".to_owned()),
            Self::Unfit(why) => ("Not done", why.clone()),
            Self::TooMany => ("Too many tries", "Wait a quarter of an hour and try again.".to_owned()),
            Self::Elsewhere(_) => ("Not signed in", "The identity provider does not do its part. Try again; whoever runs this service finds the details in its log.".to_owned()),
            Self::Failed(_) => ("Something failed", "It is not your doing. Whoever runs this service finds the details in its log.".to_owned()),
        }
    }

    /// Tells whoever runs the service what whoever asked does not get to see.
    pub(crate) fn tell(&self) {
        if let Self::Failed(why) | Self::Elsewhere(why) = self {
            eprintln!("assay serve: {}", why.escape_debug());
        }
    }
}

/// The same for a program (RFC 9457).
#[derive(Debug)]
pub(crate) struct Problem(pub(crate) Refusal);

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let Self(refusal) = self;
        refusal.tell();
        let (title, detail) = refusal.words();
        let body = serde_json::json!({"title": title, "status": refusal.status().as_u16(), "detail": detail});
        let kind = [(header::CONTENT_TYPE, "application/problem+json")];
        (refusal.status(), kind, body.to_string()).into_response()
    }
}

impl<E> From<E> for Problem
where
    Refusal: From<E>,
{
    fn from(error: E) -> Self {
        Self(error.into())
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        self.tell();
        let (title, text) = self.words();
        let page = pages::refused(title, &text, matches!(self, Self::SignIn));
        (self.status(), page).into_response()
    }
}

impl From<RegisterError> for Refusal {
    fn from(error: RegisterError) -> Self {
        match error {
            RegisterError::UnknownSupplier { .. } | RegisterError::NoSuch { .. } => Self::NotFound,
            RegisterError::Settled { .. }
            | RegisterError::OwnRequest { .. }
            | RegisterError::Nobody
            | RegisterError::AddressTaken { .. }
            | RegisterError::Clock { .. } => Self::Unfit(error.to_string()),
            other => Self::Failed(other.to_string()),
        }
    }
}

impl From<OversightError> for Refusal {
    fn from(error: OversightError) -> Self {
        match error {
            OversightError::Register(error) => error.into(),
            OversightError::UnknownSupplier { .. } => Self::NotFound,
            other => Self::Unfit(other.to_string()),
        }
    }
}
