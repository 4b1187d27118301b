//! Who is asking, and whether the asking is theirs.

use assay_domain::{Act, Person, SupplierId};
use assay_register::{Account, TokenScope};
use axum::{
    extract::{FromRequestParts, Request, State},
    http::{HeaderMap, HeaderValue, Method, header, request::Parts},
    middleware::Next,
    response::Response,
};
use jiff::Timestamp;

use crate::{
    Secret,
    error::{Problem, Refusal},
    service::Shared,
};

/// Refuses what the role of an account does not allow.
pub(crate) fn may(account: &Account, act: Act, what: &'static str) -> Result<(), Refusal> {
    if account.role.may(act) {
        Ok(())
    } else {
        Err(Refusal::Forbidden(what))
    }
}

/// The cookie of a session.
pub(crate) const COOKIE: &str = "assay-session";

/// What every answer says to the browser: load nothing from elsewhere, run nothing that stands in a page, be shown in no frame.
const POLICY: &str = "default-src 'none'; style-src 'self'; img-src 'self' data:; form-action 'self'; frame-ancestors 'none'; \
                      base-uri 'none'";

/// Whoever is signed in.
pub(crate) struct Visitor {
    pub(crate) account: Account,
    /// The token that forms of this session carry.
    pub(crate) form_token: String,
}

impl Visitor {
    pub(crate) fn name(&self) -> &Person {
        &self.account.name
    }

    /// Refuses what the role does not allow.
    pub(crate) fn may(&self, act: Act, what: &'static str) -> Result<(), Refusal> {
        may(&self.account, act, what)
    }

    /// Refuses a supplier's person everything about others, as if there were none.
    pub(crate) fn may_see(&self, supplier: &SupplierId) -> Result<(), Refusal> {
        if self.account.role.may(Act::ReadAll) || self.account.supplier.as_ref() == Some(supplier) {
            Ok(())
        } else {
            Err(Refusal::unknown(supplier))
        }
    }

    /// Refuses a form that another site made the browser send.
    pub(crate) fn check(&self, sent: &str) -> Result<(), Refusal> {
        // Both are digests in hexadecimal digits: what can be learnt from the time of comparing them helps nobody.
        if sent == self.form_token {
            Ok(())
        } else {
            Err(Refusal::Forged)
        }
    }
}

impl FromRequestParts<Shared> for Visitor {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, shared: &Shared) -> Result<Self, Refusal> {
        let secret = cookie(&parts.headers, COOKIE).ok_or(Refusal::SignIn)?;
        let account = shared
            .register
            .session(secret.digest(), Timestamp::now())
            .await?;
        let account = account.ok_or(Refusal::SignIn)?;
        Ok(Self {
            account,
            form_token: secret.form_token(),
        })
    }
}

/// A program with a token.
pub(crate) struct Program {
    pub(crate) account: Account,
    pub(crate) scope: TokenScope,
}

impl FromRequestParts<Shared> for Program {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, shared: &Shared) -> Result<Self, Problem> {
        let bearer = parts.headers.get(header::AUTHORIZATION);
        let token = bearer
            .and_then(|value| value.to_str().ok())
            .and_then(|value| value.strip_prefix("Bearer "))
            .ok_or(Refusal::SignIn)?;
        let found = shared.register.token(Secret::sent(token).digest()).await?;
        let (account, scope) = found.ok_or(Refusal::SignIn)?;
        Ok(Self { account, scope })
    }
}

/// The secret that a browser sent in a cookie.
pub(crate) fn cookie(headers: &HeaderMap, wanted: &str) -> Option<Secret> {
    let all = headers.get_all(header::COOKIE).iter();
    let pairs = all
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(';'));
    let mut found = pairs.filter_map(|pair| pair.trim().split_once('='));
    found
        .find(|(name, _)| *name == wanted)
        .map(|(_, secret)| Secret::sent(secret))
}

/// Refuses changes that a browser says come from another site, and puts the policy on every answer.
pub(crate) async fn careful(
    State(_): State<Shared>,
    request: Request,
    next: Next,
) -> Result<Response, Refusal> {
    let safe = matches!(*request.method(), Method::GET | Method::HEAD);
    if !safe && is_from_elsewhere(request.headers()) {
        return Err(Refusal::Forged);
    }
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    let own = [
        (header::CONTENT_SECURITY_POLICY, POLICY),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::REFERRER_POLICY, "no-referrer"),
        (header::CACHE_CONTROL, "no-store"),
    ];
    for (name, value) in own {
        // A report brings a stricter policy of its own, a style sheet may be kept.
        headers
            .entry(name)
            .or_insert(HeaderValue::from_static(value));
    }
    Ok(response)
}

/// By what browsers say themselves (Fetch Metadata; RFC 6454). A program says neither and is not a browser with somebody's cookie.
fn is_from_elsewhere(headers: &HeaderMap) -> bool {
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    if let Some(site) = text("sec-fetch-site") {
        return !matches!(site, "same-origin" | "none");
    }
    match (text("origin"), text("host")) {
        (Some(origin), Some(host)) => origin
            .split_once("://")
            .is_none_or(|(_, from)| from != host),
        _ => false,
    }
}
