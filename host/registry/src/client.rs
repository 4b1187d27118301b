//! A registry, and who asks it.

use assay_domain::{AddressClass, Digest};
use bytes::Bytes;
use http::{HeaderValue, Method, Request, StatusCode, header};
use http_auth::{ChallengeRef, parse_challenges};
use secrecy::{ExposeSecret, SecretString};
use serde::Deserialize;
use url::Url;

use crate::{
    Credentials, Reference, RegistryError, bounds,
    error::shown,
    layout::{Blob, Named},
    transport::{Answer, NamedBy, Transport},
};

/// The header in which a registry says the digest of what it sends.
const CONTENT_DIGEST: &str = "docker-content-digest";

/// How to reach a registry, and as whom.
#[derive(Debug, Default)]
pub struct Access {
    /// The user and password, if any.
    pub credentials: Option<Credentials>,
    /// A host other than the registry that makes its tokens and may see the credentials.
    pub token_host: Option<String>,
    /// Certificates of a private CA in PEM.
    pub ca_pem: Option<Vec<u8>>,
    /// Without TLS: to this machine only.
    pub plain_http: bool,
}

/// One repository of one registry.
pub struct Registry {
    pub(crate) reference: Reference,
    transport: Transport,
    access: Access,
    /// What everything is asked below.
    base: Url,
    right: Right,
    /// What the registry accepted, for the header `authorization`. It goes to `base` and nowhere else.
    authorization: Option<SecretString>,
    class: AddressClass,
}

/// What is to be done there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Right {
    Pull,
    Push,
}

/// A request before anybody's name is put to it.
pub(crate) struct Ask {
    pub(crate) method: Method,
    pub(crate) url: Url,
    pub(crate) accept: Option<&'static str>,
    pub(crate) content_type: Option<&'static str>,
    pub(crate) body: Bytes,
}

impl Ask {
    pub(crate) fn get(url: Url, accept: &'static str) -> Self {
        Self {
            accept: Some(accept),
            ..Self::new(Method::GET, url)
        }
    }

    pub(crate) fn new(method: Method, url: Url) -> Self {
        Self {
            method,
            url,
            accept: None,
            content_type: None,
            body: Bytes::new(),
        }
    }
}

#[derive(Deserialize)]
struct Token {
    token: Option<SecretString>,
    access_token: Option<SecretString>,
}

impl Registry {
    pub(crate) fn open(
        reference: &Reference,
        access: Access,
        right: Right,
    ) -> Result<Self, RegistryError> {
        let scheme = if access.plain_http { "http" } else { "https" };
        let base = format!(
            "{scheme}://{}/v2/{}/",
            reference.api_host(),
            reference.repository
        );
        Ok(Self {
            reference: reference.clone(),
            transport: Transport::new(access.ca_pem.as_deref())?,
            base: base.parse().map_err(|_| RegistryError::Reference {
                text: reference.to_string(),
                problem: "its host is not one",
            })?,
            access,
            right,
            authorization: None,
            class: AddressClass::Global,
        })
    }

    /// A place in this repository. The parts are tags, digests and words of the specification, all free of `?` and `#`.
    pub(crate) fn url(&self, path: &str) -> Url {
        self.base
            .join(path)
            .expect("tags and digests make paths below a repository")
    }

    /// Asks, and asks again with a name when the registry wants one.
    pub(crate) async fn ask(&mut self, ask: Ask) -> Result<Answer, RegistryError> {
        let answer = self.once(&ask).await?;
        if answer.status != StatusCode::UNAUTHORIZED || self.authorization.is_some() {
            return allowed(answer).await;
        }
        self.authorization = self.authorize(&answer).await?;
        if self.authorization.is_none() {
            return allowed(answer).await;
        }
        allowed(self.once(&ask).await?).await
    }

    async fn once(&mut self, ask: &Ask) -> Result<Answer, RegistryError> {
        debug_assert_eq!(ask.url.origin(), self.base.origin());
        let mut request = plain(ask);
        if let Some(authorization) = &self.authorization {
            let value = HeaderValue::try_from(authorization.expose_secret()).map_err(|_| {
                RegistryError::Protocol {
                    detail: "its token cannot be put into a header".to_owned(),
                }
            })?;
            request.headers_mut().insert(header::AUTHORIZATION, value);
        }
        let answer = self
            .transport
            .send(&ask.url, request, NamedBy::Operator)
            .await?;
        self.class = answer.class;
        Ok(answer)
    }

    /// What a registry wants to see instead of nothing: the credentials themselves, or a token that is given for them.
    async fn authorize(&self, answer: &Answer) -> Result<Option<SecretString>, RegistryError> {
        let challenge = answer.header(header::WWW_AUTHENTICATE).unwrap_or_default();
        let challenges = parse_challenges(challenge).unwrap_or_default();
        let scheme = |name: &str| {
            challenges
                .iter()
                .find(|challenge| challenge.scheme.eq_ignore_ascii_case(name))
        };
        if let Some(bearer) = scheme("bearer") {
            return self.token(bearer).await.map(Some);
        }
        Ok(scheme("basic")
            .and(self.access.credentials.as_ref())
            .map(Credentials::basic))
    }

    async fn token(&self, challenge: &ChallengeRef<'_>) -> Result<SecretString, RegistryError> {
        let parameter = |name: &str| {
            let mut parameters = challenge.params.iter();
            parameters
                .find(|(key, _)| key.eq_ignore_ascii_case(name))
                .map(|(_, value)| value.to_unescaped())
        };
        let realm = parameter("realm").unwrap_or_default();
        let odd = |detail: String| RegistryError::Protocol { detail };
        let mut url: Url = realm
            .parse()
            .map_err(|_| odd(format!("`{}` makes no tokens", shown(&realm))))?;
        let rights = match self.right {
            Right::Pull => "pull",
            Right::Push => "pull,push",
        };
        url.query_pairs_mut()
            .extend_pairs(parameter("service").map(|service| ("service", service)))
            .append_pair(
                "scope",
                &format!("repository:{}:{rights}", self.reference.repository),
            );
        if url.scheme() != "https" && !(self.access.plain_http && url.scheme() == "http") {
            return Err(odd(format!(
                "`{}` would hand out tokens in the clear",
                shown(&realm)
            )));
        }
        let mut request = plain(&Ask::get(url.clone(), "application/json"));
        let mut named_by = NamedBy::Registry(self.class);
        if let Some(credentials) = &self.access.credentials {
            let own = url.origin() == self.base.origin();
            let named = self.access.token_host.as_deref() == Some(&authority(&url));
            if !own && !named {
                return Err(RegistryError::TokenElsewhere {
                    registry: authority(&self.base),
                    realm: shown(&authority(&url)),
                });
            }
            named_by = NamedBy::Operator;
            request.headers_mut().insert(
                header::AUTHORIZATION,
                HeaderValue::try_from(credentials.basic().expose_secret())
                    .expect("base64 is fit for a header"),
            );
        }
        let answer = self.transport.send(&url, request, named_by).await?;
        let answer = allowed(answer).await?;
        let answer = expect(answer, "a token", &[StatusCode::OK]).await?;
        let body = answer.read("token", bounds::TOKEN_BYTES).await?;
        let token: Token = serde_json::from_slice(&body)
            .map_err(|_| odd("what should be a token is none".to_owned()))?;
        let token = token
            .token
            .or(token.access_token)
            .ok_or_else(|| odd("what should be a token is none".to_owned()))?;
        Ok(format!("Bearer {}", token.expose_secret()).into())
    }

    /// The manifest of a tag or digest with the digest of what came, or nothing when there is none.
    pub(crate) async fn manifest(
        &mut self,
        what: &'static str,
        at: &str,
        media_type: &'static str,
        limit: u64,
    ) -> Result<Option<Blob>, RegistryError> {
        let url = self.url(&format!("manifests/{at}"));
        let answer = self.ask(Ask::get(url, media_type)).await?;
        if answer.status == StatusCode::NOT_FOUND {
            return Ok(None);
        }
        let answer = expect(answer, what, &[StatusCode::OK]).await?;
        let found = answer.header(header::CONTENT_TYPE).unwrap_or_default();
        if found.split(';').next().unwrap_or_default().trim() != media_type {
            return Err(RegistryError::MediaType {
                what: "type of the manifest",
                expected: media_type,
                found: shown(found),
            });
        }
        let announced = answer.header(CONTENT_DIGEST).map(str::to_owned);
        let blob = Blob::new(answer.read(what, limit).await?);
        // Asked for by tag, what the registry says of its own answer is all there is to compare with.
        let expected = at
            .parse::<Digest>()
            .ok()
            .into_iter()
            .chain(announced.and_then(|digest| digest.parse().ok()));
        for expected in expected {
            if blob.digest != expected {
                return Err(RegistryError::Digest {
                    what,
                    expected,
                    found: blob.digest,
                });
            }
        }
        Ok(Some(blob))
    }

    /// A blob, from the registry itself or from where it leads.
    pub(crate) async fn blob(
        &mut self,
        what: &'static str,
        named: Named,
    ) -> Result<Blob, RegistryError> {
        let url = self.url(&format!("blobs/{}", named.digest));
        let mut answer = self.ask(Ask::get(url.clone(), "*/*")).await?;
        let mut from = url;
        for _ in 0..bounds::REDIRECTS {
            if !answer.status.is_redirection() {
                break;
            }
            from = self.led_to(&from, &answer, what)?;
            // Nobody's name goes along, not even back to the registry.
            answer = self
                .transport
                .send(
                    &from,
                    plain(&Ask::get(from.clone(), "*/*")),
                    NamedBy::Registry(self.class),
                )
                .await?;
        }
        if answer.status.is_redirection() {
            return Err(RegistryError::Redirect {
                what,
                to: shown(from.as_str()),
                problem: "it leads on and on".to_owned(),
            });
        }
        let answer = expect(answer, what, &[StatusCode::OK]).await?;
        named.check(what, answer.read_exactly(what, named.size).await?)
    }

    /// Where a redirect leads, if that is a place to follow it to.
    fn led_to(
        &self,
        from: &Url,
        answer: &Answer,
        what: &'static str,
    ) -> Result<Url, RegistryError> {
        let location = answer.header(header::LOCATION).unwrap_or_default();
        let refused = |problem: &str| RegistryError::Redirect {
            what,
            to: shown(location),
            problem: problem.to_owned(),
        };
        let to = from
            .join(location)
            .map_err(|_| refused("that is no address"))?;
        match to.scheme() {
            "https" => Ok(to),
            // The transport lets plain HTTP go to this machine only.
            "http" if self.access.plain_http => Ok(to),
            _ => Err(refused("a blob is fetched with HTTPS only")),
        }
    }

    /// Where the registry wants an upload: at itself, since the credentials go along.
    pub(crate) fn upload_place(&self, answer: &Answer) -> Result<Url, RegistryError> {
        let location = answer.header(header::LOCATION).unwrap_or_default();
        let place = self.base.join(location).ok();
        place
            .filter(|place| !location.is_empty() && place.origin() == self.base.origin())
            .ok_or_else(|| RegistryError::Redirect {
                what: "an upload",
                to: shown(location),
                problem: "an upload goes to the registry itself".to_owned(),
            })
    }
}

fn plain(ask: &Ask) -> Request<Bytes> {
    let mut request = Request::new(ask.body.clone());
    *request.method_mut() = ask.method.clone();
    let headers = request.headers_mut();
    if let Some(accept) = ask.accept {
        headers.insert(header::ACCEPT, HeaderValue::from_static(accept));
    }
    if let Some(content_type) = ask.content_type {
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(content_type));
    }
    request
}

/// Host and port as they are written.
fn authority(url: &Url) -> String {
    url[url::Position::BeforeHost..url::Position::AfterPort].to_owned()
}

/// Refuses an answer that says that whoever asked may not.
async fn allowed(answer: Answer) -> Result<Answer, RegistryError> {
    match answer.status {
        status @ (StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN) => {
            Err(RegistryError::Unauthorized {
                status: status.as_u16(),
                detail: answer.complaint().await,
            })
        }
        _ => Ok(answer),
    }
}

/// Refuses an answer with any other status.
pub(crate) async fn expect(
    answer: Answer,
    what: &str,
    statuses: &[StatusCode],
) -> Result<Answer, RegistryError> {
    if statuses.contains(&answer.status) {
        return Ok(answer);
    }
    if answer.status.is_redirection() {
        return Err(RegistryError::Protocol {
            detail: format!("it leads elsewhere from {what}, which only a blob may"),
        });
    }
    Err(RegistryError::Status {
        what: what.to_owned(),
        status: answer.status.as_u16(),
        detail: answer.complaint().await,
    })
}
