//! Probes of a pack.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::{Severity, one_or_many::one_or_many};

/// One request to each endpoint of a kind, and what its reply amounts to. Conditions are tried in the order fail, partial,
/// pass; a reply that meets none of them and a request without a reply are unknown.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Probe {
    /// Its id.
    pub id: String,
    /// The point that it speaks to.
    pub point: String,
    /// Which endpoints are asked.
    #[serde(default)]
    pub endpoint_kind: EndpointKind,
    /// `GET`, `HEAD`, `OPTIONS` or `POST`; the dossier has to grant it.
    #[serde(default = "get")]
    pub method: String,
    /// A path that is joined to the base URL of the endpoint.
    pub path: String,
    /// Headers of the request. Secrets do not belong here.
    #[serde(default)]
    pub headers: BTreeMap<String, String>,
    /// The body of the request.
    #[serde(default)]
    pub body: Option<String>,
    /// Whether the host adds the credential that the dossier declares.
    #[serde(default)]
    pub credential: Credential,
    /// What passes.
    #[serde(default)]
    pub pass: Option<Expect>,
    /// What passes in part.
    #[serde(default)]
    pub partial: Option<Expect>,
    /// What fails.
    #[serde(default)]
    pub fail: Option<Expect>,
    /// How bad a partial or a fail is.
    #[serde(default)]
    pub severity: Severity,
    /// One line for people; the id when absent.
    #[serde(default)]
    pub title: String,
    /// What the supplier has to do or send.
    pub remediation: String,
}

impl Probe {
    /// The conditions, with the key under which each stands.
    pub fn conditions(&self) -> impl Iterator<Item = (&'static str, &Expect)> {
        let all = [
            ("pass", &self.pass),
            ("partial", &self.partial),
            ("fail", &self.fail),
        ];
        all.into_iter()
            .filter_map(|(key, expect)| Some((key, expect.as_ref()?)))
    }
}

fn get() -> String {
    "GET".to_owned()
}

/// Which endpoints are asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum EndpointKind {
    /// OpenAI-style APIs.
    #[serde(rename = "openai")]
    OpenAi,
    /// Other APIs.
    Http,
    /// Both.
    #[default]
    Any,
}

impl EndpointKind {
    /// True when an endpoint whose kind is this word is asked.
    pub fn takes(self, word: &str) -> bool {
        match self {
            Self::OpenAi => word == "openai",
            Self::Http => word == "http",
            Self::Any => true,
        }
    }
}

/// Which credential goes with a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Credential {
    /// None.
    #[default]
    None,
    /// The first that the dossier declares for the endpoint. The host adds it; the component never sees it.
    Declared,
}

/// What a reply has to be like; everything that is written has to hold. Without `status` it is asked of 2xx and 4xx alone, 429
/// left out: a redirect or a server that is busy or broken
/// says nothing about the check.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Expect {
    /// One of these.
    #[serde(default)]
    pub status: Vec<u16>,
    /// Headers that are there, and a pattern that is found in each.
    #[serde(default)]
    pub header: BTreeMap<String, String>,
    /// Headers that are not there.
    #[serde(default, deserialize_with = "one_or_many")]
    pub header_absent: Vec<String>,
    /// Texts that all stand in the body.
    #[serde(default, deserialize_with = "one_or_many")]
    pub body_contains: Vec<String>,
    /// Texts none of which stands in the body.
    #[serde(default, deserialize_with = "one_or_many")]
    pub body_absent: Vec<String>,
    /// A pattern that is found in the body as it is, upper and lower case the same.
    #[serde(default)]
    pub body_matches: Option<String>,
    /// Values of a JSON body by their JSON pointers (RFC 6901).
    #[serde(default)]
    pub json: BTreeMap<String, serde_json::Value>,
}

impl Expect {
    /// True when nothing is asked.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// True when the body is looked at.
    pub fn reads_body(&self) -> bool {
        !(self.body_contains.is_empty()
            && self.body_absent.is_empty()
            && self.body_matches.is_none()
            && self.json.is_empty())
    }
}
