//! From what a plugin asks for to what the dossier grants. Pure: nothing is resolved or sent.
//!
//! The `url` crate is the only parser. What it makes of a text is what is compared with the grant, written into the request
//! and connected to, so that no second reading can differ from the checked one.

use assay_domain::{Credential, Endpoint, ProbeRequest};
use http::{HeaderMap, HeaderName, Method, Uri};
use url::{Position, Url};

use crate::{
    failure::{Failure, shown},
    headers,
};

/// A request that a grant covers. Only [`authorize`] makes one, and only this can be sent.
#[derive(Debug, Clone)]
pub(crate) struct AuthorizedRequest<'a> {
    pub(crate) endpoint: &'a Endpoint,
    pub(crate) url: Url,
    pub(crate) method: Method,
    /// Path and query, as the request line has it.
    pub(crate) target: Uri,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Vec<u8>,
    pub(crate) credential: Option<&'a Credential>,
}

impl AuthorizedRequest<'_> {
    /// Host and port, as the `Host` header has it.
    pub(crate) fn authority(&self) -> &str {
        &self.url[Position::BeforeHost..Position::AfterPort]
    }

    pub(crate) fn is_tls(&self) -> bool {
        self.url.scheme() == "https"
    }
}

fn absolute(request: &ProbeRequest, endpoint: &Endpoint) -> Result<Url, Failure> {
    endpoint.absolute(&request.url).map_err(|error| {
        Failure::invalid(format!("`{}` is not a URL: {error}", shown(&request.url)))
    })
}

/// Scheme, host and port: what a URL of the dossier grants.
fn covers(grant: &Url, url: &Url) -> bool {
    grant.origin() == url.origin() && grant.host().is_some() && grant.scheme() == url.scheme()
}

/// Checks a request against the grant of its endpoint. A denial names the line of `supplier.toml` that would allow it.
pub(crate) fn authorize<'a>(
    request: &ProbeRequest,
    endpoint: &'a Endpoint,
) -> Result<AuthorizedRequest<'a>, Failure> {
    let id = &endpoint.id;
    let mut url = absolute(request, endpoint)?;
    if !url.username().is_empty() || url.password().is_some() {
        return Err(Failure::invalid(
            "the URL holds a user name or password: a credential is named, and the host adds it",
        ));
    }
    url.set_fragment(None);
    let method = Method::from_bytes(request.method.as_bytes())
        .map_err(|_| Failure::invalid(format!("`{}` is not a method", shown(&request.method))))?;
    let headers = headers::parse(&request.headers)?;

    if !covers(&endpoint.base_url, &url) {
        if !endpoint
            .plain_http_url
            .as_ref()
            .is_some_and(|plain| covers(plain, &url))
        {
            return Err(no_grant_for_url(&url, endpoint));
        }
        if !matches!(method, Method::GET | Method::HEAD) {
            return Err(Failure::denied(format!(
                "{method} without TLS is never granted: `plain-http-url` of endpoint `{id}` allows GET and HEAD only"
            )));
        }
        if request.credential.is_some() || request.body.is_some() {
            return Err(Failure::denied(format!(
                "neither a credential nor a body is sent to `plain-http-url` of endpoint `{id}`"
            )));
        }
    } else if !endpoint
        .methods
        .iter()
        .any(|granted| granted == method.as_str())
    {
        let mut methods = endpoint.methods.clone();
        methods.push(method.to_string());
        return Err(Failure::denied(format!(
            "endpoint `{id}` does not grant {method}: to allow it, write `methods = {methods:?}` there in supplier.toml"
        )));
    }

    if request.credential.is_some() && url.scheme() != "https" {
        return Err(Failure::denied(format!(
            "a credential is not sent without TLS: to allow it, give endpoint `{id}` an https `url`"
        )));
    }
    let credential = match &request.credential {
        None => None,
        Some(name) => Some(credential(name, &headers, endpoint)?),
    };
    let target = url[Position::BeforePath..Position::AfterQuery]
        .parse()
        .map_err(|_| {
            Failure::invalid(format!(
                "`{}` cannot stand in a request line",
                shown(url.path())
            ))
        })?;
    Ok(AuthorizedRequest {
        endpoint,
        url,
        method,
        target,
        headers,
        body: request.body.clone().unwrap_or_default(),
        credential,
    })
}

fn no_grant_for_url(url: &Url, endpoint: &Endpoint) -> Failure {
    let origin = shown(&url[..Position::BeforePath]);
    let line = match url.scheme() {
        "https" => format!("declare an endpoint with `url = \"{origin}/\"`"),
        "http" if url.host() == endpoint.base_url.host() => {
            format!(
                "write `plain-http-url = \"{origin}/\"` at endpoint `{}`",
                endpoint.id
            )
        }
        "http" => format!("declare an endpoint with `url = \"{origin}/\"`"),
        scheme => {
            return Failure::denied(format!(
                "`{}:` cannot be granted, only `https:` and `http:`",
                shown(scheme)
            ));
        }
    };
    Failure::denied(format!(
        "endpoint `{}` grants {} and not {origin}: to allow it, {line} in supplier.toml",
        endpoint.id,
        &endpoint.base_url[..Position::BeforePath]
    ))
}

fn credential<'a>(
    name: &str,
    headers: &HeaderMap,
    endpoint: &'a Endpoint,
) -> Result<&'a Credential, Failure> {
    let found = endpoint
        .credentials
        .iter()
        .find(|credential| credential.name == name);
    let Some(credential) = found else {
        return Err(Failure::denied(format!(
            "endpoint `{}` has no credential `{}`: to allow it, declare one with that name there in supplier.toml",
            endpoint.id,
            shown(name)
        )));
    };
    let own_header = credential
        .header
        .parse::<HeaderName>()
        .is_ok_and(|header| headers.contains_key(header));
    if own_header {
        return Err(Failure::invalid(format!(
            "header `{}` belongs to the credential `{}` that the request asks for",
            credential.header,
            shown(name)
        )));
    }
    Ok(credential)
}

#[cfg(test)]
mod tests {
    use assay_domain::{CredentialSource, ProbeFailureKind};
    use proptest::prelude::*;

    use super::*;

    fn endpoint() -> Endpoint {
        Endpoint {
            id: "chat".parse().unwrap(),
            kind: "openai".into(),
            base_url: "https://api.acme.example/v1".parse().unwrap(),
            plain_http_url: Some("http://api.acme.example/".parse().unwrap()),
            methods: vec!["GET".into(), "POST".into()],
            allow_addresses: vec![],
            trusted_ca_pem: None,
            credentials: vec![Credential {
                name: "main".into(),
                header: "authorization".into(),
                prefix: "Bearer ".into(),
                source: CredentialSource::Env("ACME_KEY".into()),
            }],
            system: None,
            contracted_models: vec![],
            active_requests: None,
        }
    }

    fn get(url: &str) -> ProbeRequest {
        ProbeRequest {
            endpoint: "chat".into(),
            method: "GET".into(),
            url: url.into(),
            headers: vec![],
            body: None,
            credential: None,
            max_body: 1024,
        }
    }

    fn sent_to(url: &str) -> Result<String, ProbeFailureKind> {
        authorize(&get(url), &endpoint())
            .map(|ok| ok.url.to_string())
            .map_err(|no| no.kind)
    }

    #[test]
    fn paths_go_below_the_base_or_from_the_host() {
        assert_eq!(
            sent_to("models").as_deref(),
            Ok("https://api.acme.example/v1/models")
        );
        assert_eq!(
            sent_to("/.well-known/security.txt").as_deref(),
            Ok("https://api.acme.example/.well-known/security.txt")
        );
        assert_eq!(
            sent_to("https://api.acme.example:443/x?y#z").as_deref(),
            Ok("https://api.acme.example/x?y")
        );
        assert_eq!(
            sent_to("HTTPS://API.ACME.EXAMPLE/").as_deref(),
            Ok("https://api.acme.example/")
        );
    }

    #[test]
    fn every_other_host_port_and_scheme_is_denied() {
        for url in [
            "https://evil.example/",
            "//evil.example/",
            "\\\\evil.example/",
            "/\\evil.example/",
            "https://api.acme.example.evil.example/",
            "https://api.acme.example./",
            "https://api.acme.example:8443/",
            "http://api.acme.example:8080/",
            "http://127.0.0.1/",
            "http://2130706433/",
            "http://0x7f.1/",
            "http://\u{ff11}\u{ff12}\u{ff17}.0.0.1/",
            "http://[::ffff:127.0.0.1]/",
            "http://169.254.169.254/latest/meta-data/",
            "https://api.acme.example\u{3002}evil.example/",
            "https:\t//evil.example/",
            "file:///etc/passwd",
            "ftp://api.acme.example/",
            "data:text/plain,x",
            "blob:https://api.acme.example/x",
        ] {
            assert_eq!(sent_to(url), Err(ProbeFailureKind::Denied), "{url}");
        }
    }

    #[test]
    fn user_names_and_broken_urls_are_invalid() {
        for url in [
            "https://api.acme.example@evil.example/",
            "https://user:pass@api.acme.example/",
            "https://[fe80::1%25eth0]/",
            "https://",
            "https://a b/",
            "https://api.acme.example:99999/",
        ] {
            assert_eq!(sent_to(url), Err(ProbeFailureKind::InvalidRequest), "{url}");
        }
    }

    #[test]
    fn a_denial_names_the_line_that_would_allow_it() {
        let endpoint = endpoint();
        let delete = ProbeRequest {
            method: "DELETE".into(),
            ..get("models")
        };
        let message = authorize(&delete, &endpoint).unwrap_err().message;
        assert!(
            message.contains(r#"methods = ["GET", "POST", "DELETE"]"#),
            "{message}"
        );
        let message = authorize(&get("https://b.example/x"), &endpoint)
            .unwrap_err()
            .message;
        assert!(
            message.contains(r#"url = "https://b.example/""#),
            "{message}"
        );
        let message = authorize(&get("http://api.acme.example:81/"), &endpoint)
            .unwrap_err()
            .message;
        assert!(
            message.contains(r#"plain-http-url = "http://api.acme.example:81/""#),
            "{message}"
        );
        let message = authorize(
            &ProbeRequest {
                credential: Some("root".into()),
                ..get("models")
            },
            &endpoint,
        )
        .unwrap_err()
        .message;
        assert!(message.contains("no credential `root`"), "{message}");
    }

    #[test]
    fn without_tls_only_reading_and_never_a_credential() {
        let endpoint = endpoint();
        let plain = get("http://api.acme.example/v1/models");
        assert!(authorize(&plain, &endpoint).is_ok());
        assert!(
            authorize(
                &ProbeRequest {
                    method: "HEAD".into(),
                    ..plain.clone()
                },
                &endpoint
            )
            .is_ok()
        );
        for refused in [
            ProbeRequest {
                method: "POST".into(),
                ..plain.clone()
            },
            ProbeRequest {
                credential: Some("main".into()),
                ..plain.clone()
            },
            ProbeRequest {
                body: Some(b"{}".to_vec()),
                ..plain
            },
        ] {
            assert_eq!(
                authorize(&refused, &endpoint).unwrap_err().kind,
                ProbeFailureKind::Denied
            );
        }
    }

    #[test]
    fn a_guest_cannot_stand_its_own_header_beside_the_credential() {
        let request = ProbeRequest {
            credential: Some("main".into()),
            headers: vec![("Authorization".into(), "Bearer mine".into())],
            ..get("models")
        };
        assert_eq!(
            authorize(&request, &endpoint()).unwrap_err().kind,
            ProbeFailureKind::InvalidRequest
        );
        let without = ProbeRequest {
            credential: None,
            ..request
        };
        assert!(authorize(&without, &endpoint()).is_ok());
    }

    proptest! {
        /// Whatever is written as the URL, what comes out is one of the two granted origins.
        #[test]
        fn nothing_outside_the_grant_is_authorized(url in "(https?:)?[/\\\\]{0,3}[a-z@.:/\\\\?#\\[\\]%\u{3002}0-9-]{0,40}") {
            let endpoint = endpoint();
            if let Ok(ok) = authorize(&get(&url), &endpoint) {
                prop_assert_eq!(ok.url.host_str(), Some("api.acme.example"));
                let port = ok.url.port_or_known_default();
                prop_assert_eq!(port, Some(if ok.is_tls() { 443 } else { 80 }));
                prop_assert!(ok.url.username().is_empty());
            }
        }
    }
}
