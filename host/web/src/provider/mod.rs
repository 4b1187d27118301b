//! Signing in at the identity provider of a company, by OpenID Connect: the authorization code flow with PKCE (RFC 7636).
//!
//! The provider says who somebody is. What they may do stands in the register, where an account waits for their address; nobody gets
//! one by being known to the provider.

mod config;
mod requests;

use std::{
    path::Path,
    time::{Duration, Instant},
};

use assay_register::Identity;
use openidconnect::{
    AccessTokenHash, AuthType, AuthorizationCode, ClientId, ClientSecret, CsrfToken,
    EndpointMaybeSet, EndpointNotSet, EndpointSet, IssuerUrl, Nonce, OAuth2TokenResponse as _,
    PkceCodeChallenge, PkceCodeVerifier, RedirectUrl, Scope, TokenResponse as _,
    core::{
        CoreAuthenticationFlow, CoreClient, CoreClientAuthMethod, CoreIdToken, CoreIdTokenClaims,
        CoreJwsSigningAlgorithm, CoreProviderMetadata, CoreTokenResponse, CoreUserInfoClaims,
    },
};
use tokio::sync::Mutex;

use self::requests::Requests;
use crate::{Secret, ServeError};

/// Where the provider sends browsers back to, below the address of the service.
pub(crate) const BACK: &str = "/sign-in/elsewhere/back";
/// How long the provider's own description is taken as it was. Its keys change by being added first, and a token with a key that is not
/// among them makes it be asked anew.
const KEPT: Duration = Duration::from_secs(15 * 60);

/// What we take for a signature. Those with a shared secret are left out, though the specification has them: a company that can read the
/// service's files could then sign in as anybody.
const SIGNATURES: [CoreJwsSigningAlgorithm; 9] = [
    CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha256,
    CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha384,
    CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha512,
    CoreJwsSigningAlgorithm::RsaSsaPssSha256,
    CoreJwsSigningAlgorithm::RsaSsaPssSha384,
    CoreJwsSigningAlgorithm::RsaSsaPssSha512,
    CoreJwsSigningAlgorithm::EcdsaP256Sha256,
    CoreJwsSigningAlgorithm::EcdsaP384Sha384,
    CoreJwsSigningAlgorithm::EdDsa,
];

type Client = CoreClient<
    EndpointSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointMaybeSet,
    EndpointMaybeSet,
>;

/// An identity provider that people sign in at.
pub struct Provider {
    /// What people call it.
    name: String,
    issuer: IssuerUrl,
    client: ClientId,
    secret: Option<ClientSecret>,
    back: RedirectUrl,
    requests: Requests,
    known: Mutex<Option<(Instant, CoreProviderMetadata)>>,
}

/// What the provider made the browser bring back.
#[derive(Debug, Default, serde::Deserialize)]
#[serde(default)]
pub(crate) struct Brought {
    code: Option<String>,
    state: Option<String>,
    /// That it declined. Its word for why is its own affair.
    error: Option<serde::de::IgnoredAny>,
    /// Who sends it (RFC 9207).
    iss: Option<String>,
}

/// Why somebody is not signed in.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Trouble {
    /// The provider does not answer, or not as one.
    #[error("the identity provider cannot be used: {0}")]
    Unusable(String),
    /// What came back is not the end of what this browser began.
    #[error("what came back belongs to no sign-in of this browser")]
    Stray,
    /// The provider, or the person there, said no.
    #[error("the identity provider declined")]
    Declined,
    /// What the provider said is not what it would say.
    #[error("what the identity provider said does not hold: {0}")]
    Untrue(String),
}

impl Provider {
    /// Reads the file that names a provider; nothing is asked of it yet.
    ///
    /// # Errors
    /// When the file cannot be read, is not what it should be, or names an address at which others could listen in.
    pub fn open(path: &Path) -> Result<Self, ServeError> {
        config::open(path)
    }

    pub(crate) fn name(&self) -> &str {
        &self.name
    }

    /// Where a browser goes to sign in. All that has to be remembered follows from the secret, which that browser keeps.
    pub(crate) async fn begin(&self, secret: &Secret) -> Result<String, Trouble> {
        let client = self.client(self.metadata(false).await?);
        let state = CsrfToken::new(secret.derived("state"));
        let nonce = Nonce::new(secret.derived("nonce"));
        let (address, _, _) = client
            .authorize_url(
                CoreAuthenticationFlow::AuthorizationCode,
                move || state,
                move || nonce,
            )
            .add_scope(Scope::new("email".to_owned()))
            .set_pkce_challenge(PkceCodeChallenge::from_code_verifier_sha256(&verifier(
                secret,
            )))
            .url();
        Ok(address.into())
    }

    /// Who the browser that has the secret came back as.
    pub(crate) async fn end(&self, secret: &Secret, brought: Brought) -> Result<Identity, Trouble> {
        // Both are digests in hexadecimal digits: what can be learnt from the time of comparing them helps nobody.
        if brought.state.as_deref() != Some(secret.derived("state").as_str()) {
            return Err(Trouble::Stray);
        }
        if brought
            .iss
            .as_deref()
            .is_some_and(|iss| iss != self.issuer.as_str())
        {
            return Err(Trouble::Untrue("another provider answered".to_owned()));
        }
        if brought.error.is_some() {
            return Err(Trouble::Declined);
        }
        let code = brought.code.ok_or(Trouble::Stray)?;
        let client = self.client(self.metadata(false).await?);
        let answer = client
            .exchange_code(AuthorizationCode::new(code))
            .map_err(|error| Trouble::Unusable(error.to_string()))?
            .set_pkce_verifier(verifier(secret))
            .request_async(&self.requests)
            .await
            .map_err(|error| Trouble::Unusable(told(&error)))?;
        let token = answer
            .id_token()
            .ok_or_else(|| Trouble::Untrue("there is no ID token".to_owned()))?;
        let nonce = Nonce::new(secret.derived("nonce"));
        let claims = match check(&client, &answer, token, &nonce) {
            Ok(claims) => claims.clone(),
            // Perhaps its keys have changed since it was asked for them.
            Err(_) => {
                let client = self.client(self.metadata(true).await?);
                check(&client, &answer, token, &nonce)?.clone()
            }
        };
        let mut identity = Identity {
            issuer: self.issuer.to_string(),
            subject: claims.subject().to_string(),
            email: claims
                .email()
                .filter(|_| claims.email_verified() == Some(true))
                .and_then(|email| email.parse().ok()),
        };
        if claims.email().is_none() && client.user_info_url().is_some() {
            // Most providers tell the address only there (OpenID Connect Core 1.0, 5.4).
            let more: CoreUserInfoClaims = client
                .user_info(
                    answer.access_token().clone(),
                    Some(claims.subject().clone()),
                )
                .map_err(|error| Trouble::Unusable(error.to_string()))?
                .request_async(&self.requests)
                .await
                .map_err(|error| Trouble::Unusable(told(&error)))?;
            identity.email = more
                .email()
                .filter(|_| more.email_verified() == Some(true))
                .and_then(|email| email.parse().ok());
        }
        Ok(identity)
    }

    fn client(&self, metadata: CoreProviderMetadata) -> Client {
        // Unless the provider says otherwise it takes the secret in a header (OpenID Connect Discovery 1.0, 3).
        let in_header = metadata
            .token_endpoint_auth_methods_supported()
            .is_none_or(|methods| methods.contains(&CoreClientAuthMethod::ClientSecretBasic));
        let how = if in_header {
            AuthType::BasicAuth
        } else {
            AuthType::RequestBody
        };
        CoreClient::from_provider_metadata(metadata, self.client.clone(), self.secret.clone())
            .set_redirect_uri(self.back.clone())
            .set_auth_type(how)
    }

    /// What the provider says about itself, with its keys.
    async fn metadata(&self, anew: bool) -> Result<CoreProviderMetadata, Trouble> {
        let mut known = self.known.lock().await;
        if let Some((when, metadata)) = known.as_ref()
            && when.elapsed() < KEPT
            && !anew
        {
            return Ok(metadata.clone());
        }
        let metadata = CoreProviderMetadata::discover_async(self.issuer.clone(), &self.requests)
            .await
            .map_err(|error| Trouble::Unusable(told(&error)))?;
        *known = Some((Instant::now(), metadata.clone()));
        Ok(metadata)
    }
}

fn verifier(secret: &Secret) -> PkceCodeVerifier {
    PkceCodeVerifier::new(secret.derived("pkce"))
}

/// The claims of a token that the provider signed for us and this sign-in, and that belongs to the access token beside it.
fn check<'t>(
    client: &Client,
    answer: &CoreTokenResponse,
    token: &'t CoreIdToken,
    nonce: &Nonce,
) -> Result<&'t CoreIdTokenClaims, Trouble> {
    let untrue = |error: &dyn std::error::Error| Trouble::Untrue(told(error));
    let verifier = client.id_token_verifier().set_allowed_algs(SIGNATURES);
    let claims = token
        .claims(&verifier, nonce)
        .map_err(|error| untrue(&error))?;
    if let Some(expected) = claims.access_token_hash() {
        let algorithm = token.signing_alg().map_err(|error| untrue(&error))?;
        let key = token
            .signing_key(&verifier)
            .map_err(|error| untrue(&error))?;
        let found = AccessTokenHash::from_token(answer.access_token(), algorithm, key)
            .map_err(|error| untrue(&error))?;
        if found != *expected {
            return Err(Trouble::Untrue(
                "the access token is another one".to_owned(),
            ));
        }
    }
    Ok(claims)
}

/// An error with what caused it.
fn told(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        text.push_str(": ");
        text.push_str(&error.to_string());
        cause = error.source();
    }
    text
}
