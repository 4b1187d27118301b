//! Signing in and out.

use std::time::Instant;

use assay_domain::Person;
use axum::{
    Form,
    extract::{ConnectInfo, Query, State},
    http::{HeaderMap, StatusCode, header},
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
    provider::{Brought, Provider, Trouble},
    service::Shared,
};

/// The cookie of a sign-in that goes on at the identity provider.
const ELSEWHERE: &str = "assay-sign-in";
/// How long that may take, in seconds: people look for a second factor.
const AWAY: u32 = 15 * 60;

/// Who gets to see a cookie: no script, no form of another site, and nobody on the way where the way is encrypted (RFC 6265).
fn kept(shared: &Shared) -> &'static str {
    if shared.encrypted {
        "Path=/; HttpOnly; SameSite=Lax; Secure"
    } else {
        "Path=/; HttpOnly; SameSite=Lax"
    }
}

/// A cookie that is gone.
fn gone(shared: &Shared, name: &str) -> String {
    format!("{name}=; {}; Max-Age=0", kept(shared))
}

/// The page again, with why it did not work.
fn again(shared: &Shared, status: StatusCode, why: &str) -> Response {
    let provider = shared.provider.as_ref().map(Provider::name);
    (status, pages::sign_in(Some(why), provider)).into_response()
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

pub(super) async fn form(State(shared): State<Shared>) -> Markup {
    pages::sign_in(None, shared.provider.as_ref().map(Provider::name))
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
        let why = "That name and password do not belong together.";
        return Ok(again(&shared, StatusCode::UNAUTHORIZED, why));
    };
    shared.tries.succeeded(&by_name);
    welcome(&shared, &account.name).await
}

/// Begins a session, of whoever was found to be who they say.
async fn welcome(shared: &Shared, name: &Person) -> Result<Response, Refusal> {
    let secret = secret()?;
    shared
        .register
        .start_session(name, secret.digest(), Timestamp::now())
        .await?;
    let cookie = format!("{COOKIE}={}; {}", secret.text(), kept(shared));
    Ok(([(header::SET_COOKIE, cookie)], Redirect::to("/")).into_response())
}

fn secret() -> Result<Secret, Refusal> {
    Secret::generate().map_err(|error| Refusal::Failed(error.to_string()))
}

/// Off to the identity provider.
pub(super) async fn elsewhere(State(shared): State<Shared>) -> Result<Response, Refusal> {
    let provider = shared.provider.as_ref().ok_or(Refusal::NotFound)?;
    let secret = secret()?;
    let there = provider
        .begin(&secret)
        .await
        .map_err(|trouble| Refusal::Elsewhere(trouble.to_string()))?;
    let kept = kept(&shared);
    let cookie = format!("{ELSEWHERE}={}; {kept}; Max-Age={AWAY}", secret.text());
    Ok(([(header::SET_COOKIE, cookie)], Redirect::to(&there)).into_response())
}

/// Back from there.
pub(super) async fn back(
    State(shared): State<Shared>,
    ConnectInfo(Peer(from)): ConnectInfo<Peer>,
    headers: HeaderMap,
    Query(brought): Query<Brought>,
) -> Result<Response, Refusal> {
    let provider = shared.provider.as_ref().ok_or(Refusal::NotFound)?;
    let (now, by_address) = (Instant::now(), format!("address {}", from.ip()));
    if !shared.tries.may(&by_address, now) {
        return Err(Refusal::TooMany);
    }
    let ended = match cookie(&headers, ELSEWHERE) {
        Some(secret) => provider.end(&secret, brought).await,
        None => Err(Trouble::Stray),
    };
    // Each of these made us ask the provider something. What another site makes a browser bring is stray and counts for nothing.
    if let Err(Trouble::Unusable(_) | Trouble::Untrue(_)) = ended {
        shared.tries.failed(&by_address, now);
    }
    let mut response = match ended {
        Ok(identity) => match shared
            .register
            .identified(&identity, Timestamp::now())
            .await?
        {
            Some(account) => welcome(&shared, &account.name).await?,
            None => {
                let who = match &identity.email {
                    Some(email) => format!("{email}. It has to be made for that address first."),
                    None => "you: the provider vouches for no address of yours.".to_owned(),
                };
                let why = format!("No account here waits for {who}");
                again(&shared, StatusCode::FORBIDDEN, &why)
            }
        },
        Err(Trouble::Stray) => {
            let why = "What came back from there was not begun here, or too long ago. Try again.";
            again(&shared, StatusCode::BAD_REQUEST, why)
        }
        // Which word the provider has for it is its own affair, and a stranger can write any into the address.
        Err(Trouble::Declined) => again(
            &shared,
            StatusCode::UNAUTHORIZED,
            "You were not signed in there.",
        ),
        Err(trouble) => return Err(Refusal::Elsewhere(trouble.to_string())),
    };
    // What began there has ended, well or not: it cannot be brought twice.
    let cookie = gone(&shared, ELSEWHERE).parse();
    let cookie = cookie.expect("a cookie of ours is ASCII");
    response.headers_mut().append(header::SET_COOKIE, cookie);
    Ok(response)
}

pub(super) async fn sign_out(
    State(shared): State<Shared>,
    visitor: Visitor,
    headers: HeaderMap,
    Form(sent): Form<SignOut>,
) -> Result<Response, Refusal> {
    visitor.check(&sent.csrf)?;
    if let Some(secret) = cookie(&headers, COOKIE) {
        shared.register.end_session(secret.digest()).await?;
    }
    Ok((
        [(header::SET_COOKIE, gone(&shared, COOKIE))],
        Redirect::to("/sign-in"),
    )
        .into_response())
}
