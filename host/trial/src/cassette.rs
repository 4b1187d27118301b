//! Cassettes: recorded exchanges in a file that stands in for the network.

use std::{fs, io, path::Path};

use assay_domain::{
    Digest, Exchange, HandshakeAcceptance, HandshakeOffer, HandshakeRefusal, PluginRef,
    ProbeFailure, ProbeRequest, TlsFacts,
};
use assay_sandbox::{Recorded, RunReport};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::redact;

/// The form of the file that this program writes.
const FORMAT: u32 = 1;

/// Recorded exchanges in the order in which they were asked for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Cassette {
    format: u32,
    /// Which build of which plugin asked. For people.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    plugin: Option<PluginRef>,
    /// The day of the run. For people.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    as_of: Option<Date>,
    /// The seed of the run: a plugin that draws random numbers asks the same again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) seed: Option<Digest>,
    pub(crate) exchanges: Vec<Interaction>,
}

/// Why a cassette cannot be played.
#[derive(Debug, thiserror::Error, miette::Diagnostic)]
pub enum CassetteError {
    /// It cannot be read.
    #[error("the cassette `{path}` cannot be read: {error}")]
    Unreadable {
        /// The path.
        path: String,
        /// Why.
        error: io::Error,
    },
    /// It is not a cassette.
    #[error("the cassette `{path}` is not one: {error}")]
    Malformed {
        /// The path.
        path: String,
        /// Why, with line and column.
        error: serde_json::Error,
    },
    /// It is of another form.
    #[error("the cassette `{path}` has format {found}; this program reads format {FORMAT}")]
    Format {
        /// The path.
        path: String,
        /// Its format.
        found: u32,
    },
}

/// One thing that was asked for, and what came back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case", deny_unknown_fields)]
pub(crate) enum Interaction {
    Exchange {
        request: Request,
        result: Outcome<Answer, ProbeFailure>,
    },
    Handshake {
        offer: HandshakeOffer,
        result: Outcome<HandshakeAcceptance, HandshakeRefusal>,
    },
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Outcome<Answer, Failure> {
    Answer(Answer),
    Failure(Failure),
}

impl<Answer, Failure> Outcome<Answer, Failure> {
    fn of<T: Into<Answer>>(result: Result<T, Failure>) -> Self {
        match result {
            Ok(answer) => Self::Answer(answer.into()),
            Err(failure) => Self::Failure(failure),
        }
    }

    pub(crate) fn into_result<T: From<Answer>>(self) -> Result<T, Failure> {
        match self {
            Self::Answer(answer) => Ok(answer.into()),
            Self::Failure(failure) => Err(failure),
        }
    }
}

/// A request as it is kept and compared: credentials by name, nothing secret.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Request {
    pub(crate) endpoint: String,
    pub(crate) method: String,
    pub(crate) url: String,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) headers: Vec<(String, String)>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) body: Option<Body>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) credential: Option<String>,
}

/// An answer. A cassette that somebody writes by hand needs a status and a body.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Answer {
    status: u16,
    #[serde(default)]
    headers: Vec<(String, String)>,
    #[serde(default, skip_serializing_if = "Body::is_empty")]
    body: Body,
    #[serde(default)]
    truncated: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    redirect_to: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    tls: Option<TlsFacts>,
    #[serde(default)]
    connect_us: u64,
    #[serde(default)]
    first_byte_us: u64,
    #[serde(default)]
    total_us: u64,
    #[serde(default)]
    remote_address: String,
}

/// Bytes: text as text, so that a person can read and change it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "BodyFile", into = "BodyFile")]
pub(crate) struct Body(Vec<u8>);

#[derive(Clone, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum BodyFile {
    Text(String),
    Base64(String),
}

impl Body {
    fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(crate) fn len(&self) -> usize {
        self.0.len()
    }
}

impl From<Body> for BodyFile {
    fn from(body: Body) -> Self {
        match String::from_utf8(body.0) {
            Ok(text) => Self::Text(text),
            Err(error) => Self::Base64(STANDARD.encode(error.as_bytes())),
        }
    }
}

impl TryFrom<BodyFile> for Body {
    type Error = &'static str;
    fn try_from(file: BodyFile) -> Result<Self, Self::Error> {
        match file {
            BodyFile::Text(text) => Ok(Self(text.into_bytes())),
            BodyFile::Base64(text) => STANDARD
                .decode(text)
                .map(Self)
                .map_err(|_| "a body is not base64"),
        }
    }
}

impl From<&ProbeRequest> for Request {
    fn from(request: &ProbeRequest) -> Self {
        Self {
            endpoint: request.endpoint.clone(),
            method: request.method.clone(),
            url: request.url.clone(),
            headers: redact::headers(&request.headers),
            body: request.body.clone().map(Body),
            credential: request.credential.clone(),
        }
    }
}

impl From<Exchange> for Answer {
    fn from(exchange: Exchange) -> Self {
        Self {
            status: exchange.status,
            headers: redact::headers(&exchange.headers),
            body: Body(exchange.body),
            truncated: exchange.truncated,
            redirect_to: exchange.redirect_to,
            tls: exchange.tls,
            connect_us: exchange.connect_us,
            first_byte_us: exchange.first_byte_us,
            total_us: exchange.total_us,
            remote_address: exchange.remote_address,
        }
    }
}

impl From<Answer> for Exchange {
    fn from(answer: Answer) -> Self {
        Self {
            status: answer.status,
            headers: answer.headers,
            body: answer.body.0,
            truncated: answer.truncated,
            redirect_to: answer.redirect_to,
            tls: answer.tls,
            connect_us: answer.connect_us,
            first_byte_us: answer.first_byte_us,
            total_us: answer.total_us,
            remote_address: answer.remote_address,
        }
    }
}

impl Cassette {
    /// Reads a file.
    ///
    /// # Errors
    /// When it cannot be read or is not a cassette.
    pub fn open(path: &Path) -> Result<Self, CassetteError> {
        let shown = || path.display().to_string();
        let bytes = fs::read(path).map_err(|error| CassetteError::Unreadable {
            path: shown(),
            error,
        })?;
        let cassette: Self =
            serde_json::from_slice(&bytes).map_err(|error| CassetteError::Malformed {
                path: shown(),
                error,
            })?;
        if cassette.format != FORMAT {
            return Err(CassetteError::Format {
                path: shown(),
                found: cassette.format,
            });
        }
        Ok(cassette)
    }

    /// What a run asked for and what came back.
    pub fn of(report: &RunReport) -> Self {
        let mut exchanges: Vec<_> = report.exchanges.iter().collect();
        // `x2` before `x10`: the order in which they were asked for.
        exchanges.sort_by_key(|(id, _)| (id.len(), id.as_str()));
        Self {
            format: FORMAT,
            plugin: Some(report.record.plugin.clone()),
            as_of: Some(report.record.as_of),
            seed: Some(report.record.seed),
            exchanges: exchanges
                .into_iter()
                .map(|(_, exchange)| Interaction::of(&exchange.recorded))
                .collect(),
        }
    }

    /// The text of the file.
    pub fn to_json(&self) -> String {
        let mut text =
            serde_json::to_string_pretty(self).expect("a cassette is made of text and numbers");
        text.push('\n');
        text
    }

    /// How many exchanges there are.
    pub fn len(&self) -> usize {
        self.exchanges.len()
    }

    /// True when nothing was asked for.
    pub fn is_empty(&self) -> bool {
        self.exchanges.is_empty()
    }
}

impl Interaction {
    fn of(recorded: &Recorded) -> Self {
        match recorded.clone() {
            Recorded::Exchange { request, result } => Self::Exchange {
                request: Request::from(&request),
                result: Outcome::of(result),
            },
            Recorded::Handshake { offer, result } => Self::Handshake {
                offer,
                result: Outcome::of(result),
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cassette_written_by_hand_is_read_and_a_misspelt_key_is_not() {
        let text = r#"{"format": 1, "exchanges": [
            {"kind": "exchange", "request": {"endpoint": "api", "method": "GET", "url": "/"},
             "result": {"answer": {"status": 200, "body": {"text": "hello"}}}},
            {"kind": "exchange", "request": {"endpoint": "api", "method": "GET", "url": "/b"},
             "result": {"failure": {"kind": "timeout", "message": "too slow", "tls": null}}}]}"#;
        let cassette: Cassette = serde_json::from_str(text).unwrap();
        assert_eq!(cassette.len(), 2);
        let again: Cassette = serde_json::from_str(&cassette.to_json()).unwrap();
        assert_eq!(again, cassette);
        for (right, wrong) in [("method", "methd"), ("status", "statuss"), ("text", "txt")] {
            let text = text.replacen(right, wrong, 1);
            assert!(serde_json::from_str::<Cassette>(&text).is_err(), "{wrong}");
        }
    }

    #[test]
    fn bytes_that_are_no_text_survive() {
        let body = Body(vec![0, 159, 146, 150]);
        let text = serde_json::to_string(&body).unwrap();
        assert!(text.contains("base64"), "{text}");
        assert_eq!(serde_json::from_str::<Body>(&text).unwrap(), body);
    }
}
