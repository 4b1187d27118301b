//! Signing in and out.

use std::time::Instant;

use assay_domain::Person;
use axum::{
    Form,
    extract::{ConnectInfo, State},
    http::{HeaderMap, header},
    response::{IntoResponse, Redirect, Response},
};
use jiff::Timestamp;
use maud::Markup;
use serde::Deserialize;

use crate::{
    Secret,
    door::Peer,
    error::Refusal,
    guard::{COOKIE, Visitor, cookie},
    pages, password,
    service::Shared,
};

/// Who gets to see a cookie: no script, no form of another site, and nobody on the way where the way is encrypted (RFC 6265).
fn kept(shared: &Shared) -> &'static str {
    if shared.encrypted {
        "Path=/; HttpOnly; SameSite=Lax; Secure"
    } else {
        "Path=/; HttpOnly; SameSite=Lax"
    }
}

#[derive(Deserialize)]
pub(super) struct SignIn {
    name: String,
    password: String,
}

#[derive(Deserialize)]
pub(super) struct SignOut {
    csrf: String,
}

pub(super) async fn form() -> Markup {
    pages::sign_in(None)
}

/// Whether the name or the password was wrong is not told, and both take the same time.
pub(super) async fn sign_in(
    State(shared): State<Shared>,
    ConnectInfo(Peer(from)): ConnectInfo<Peer>,
    Form(sent): Form<SignIn>,
) -> Result<Response, Refusal> {
    let now = Instant::now();
    let name = sent.name.parse::<Person>();
    let by_name = format!("name {}", name.as_ref().map_or("", Person::as_str));
    let by_address = format!("address {}", from.ip());
    if !shared.tries.may(&by_name, now) || !shared.tries.may(&by_address, now) {
        return Err(Refusal::TooMany);
    }
    let account = match &name {
        Ok(name) => shared.register.account(name).await?,
        Err(_) => None,
    };
    let hash = account.as_ref().map(|(_, hash)| hash.clone());
    // Hashing takes tens of milliseconds of a processor on purpose; other requests go on meanwhile.
    let right =
        tokio::task::spawn_blocking(move || password::verify(&sent.password, hash.as_deref()))
            .await
            .map_err(|error| Refusal::Failed(error.to_string()))?;
    let Some((account, _)) = account.filter(|_| right) else {
        shared.tries.failed(&by_name, now);
        shared.tries.failed(&by_address, now);
        let page = pages::sign_in(Some("That name and password do not belong together."));
        return Ok((axum::http::StatusCode::UNAUTHORIZED, page).into_response());
    };
    shared.tries.succeeded(&by_name);
    let secret = Secret::generate().map_err(|error| Refusal::Failed(error.to_string()))?;
    shared
        .register
        .start_session(&account.name, secret.digest(), Timestamp::now())
        .await?;
    let cookie = format!("{COOKIE}={}; {}", secret.text(), kept(&shared));
    Ok(([(header::SET_COOKIE, cookie)], Redirect::to("/")).into_response())
}

pub(super) async fn sign_out(
    State(shared): State<Shared>,
    visitor: Visitor,
    headers: HeaderMap,
    Form(sent): Form<SignOut>,
) -> Result<Response, Refusal> {
    visitor.check(&sent.csrf)?;
    if let Some(secret) = cookie(&headers) {
        shared.register.end_session(secret.digest()).await?;
    }
    let gone = format!("{COOKIE}=; {}; Max-Age=0", kept(&shared));
    Ok(([(header::SET_COOKIE, gone)], Redirect::to("/sign-in")).into_response())
}
