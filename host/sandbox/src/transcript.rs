//! The transcript of a run: every host call, recorded or played back.

use std::collections::BTreeMap;

use assay_domain::{
    Digest, Exchange, HandshakeAcceptance, HandshakeOffer, HandshakeRefusal, HostCall,
    ProbeFailure, ProbeRequest,
};
use serde::{Serialize, de::DeserializeOwned};

use crate::stop::Stop;

/// An exchange or an offered handshake of the run under the id that the guest cites.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecordedExchange {
    /// What was asked and what came back.
    pub recorded: Recorded,
    /// The digest of the recorded batch that it is part of.
    pub digest: Digest,
}

/// What was asked and what came back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Recorded {
    /// A request.
    Exchange {
        /// What was asked.
        request: ProbeRequest,
        /// What came back.
        result: Result<Exchange, ProbeFailure>,
    },
    /// An offer of a TLS handshake.
    Handshake {
        /// What was offered.
        offer: HandshakeOffer,
        /// What the server made of it.
        result: Result<HandshakeAcceptance, HandshakeRefusal>,
    },
}

/// Bodies of requests and responses by their digest.
pub(crate) type Bodies = BTreeMap<Digest, Vec<u8>>;

/// Bytes of all requests and responses of one run, as they are recorded. A plugin may read the texts of a whole dossier
/// (`dossier-text-bytes`, 128 MiB) with room; what it must not do is make its record fill the memory of the host: 10,000 calls
/// with 4 MiB of arguments each would be 40 GiB.
const MAX_BYTES: usize = 256 << 20;

/// Recording or playing back. Both answer a call through the same function, so that a replay takes the same path.
pub(crate) enum Transcript {
    Recording {
        calls: Vec<HostCall>,
        bodies: Bodies,
        bytes: usize,
    },
    Playing {
        calls: std::vec::IntoIter<HostCall>,
        bodies: Bodies,
        seen: Vec<HostCall>,
        bytes: usize,
    },
    /// `describe`: no import may be called.
    Closed,
}

/// What a playing transcript found, or that the caller has to produce the answer.
enum Turn<Response> {
    Answer(Response),
    Live(Digest, Vec<u8>),
}

impl Transcript {
    pub(crate) fn recording() -> Self {
        Self::Recording {
            calls: Vec::new(),
            bodies: Bodies::new(),
            bytes: 0,
        }
    }

    pub(crate) fn playing(calls: Vec<HostCall>, bodies: Bodies) -> Self {
        Self::Playing {
            calls: calls.into_iter(),
            bodies,
            seen: Vec::new(),
            bytes: 0,
        }
    }

    /// One synchronous host call.
    pub(crate) fn call<Request: Serialize, Response: Serialize + DeserializeOwned>(
        &mut self,
        function: &'static str,
        request: &Request,
        live: impl FnOnce() -> Result<Response, Stop>,
    ) -> Result<(Response, Digest), Stop> {
        match self.turn(function, request)? {
            (digest, Turn::Answer(response)) => Ok((response, digest)),
            (_, Turn::Live(request, body)) => {
                let response = live()?;
                let digest = self.store(function, request, body, &response)?;
                Ok((response, digest))
            }
        }
    }

    /// One host call that takes time.
    pub(crate) async fn call_async<Request: Serialize, Response: Serialize + DeserializeOwned>(
        &mut self,
        function: &'static str,
        request: &Request,
        live: impl Future<Output = Result<Response, Stop>>,
    ) -> Result<(Response, Digest), Stop> {
        match self.turn(function, request)? {
            (digest, Turn::Answer(response)) => Ok((response, digest)),
            (_, Turn::Live(request, body)) => {
                let response = live.await?;
                let digest = self.store(function, request, body, &response)?;
                Ok((response, digest))
            }
        }
    }

    fn turn<Request: Serialize, Response: DeserializeOwned>(
        &mut self,
        function: &'static str,
        request: &Request,
    ) -> Result<(Digest, Turn<Response>), Stop> {
        let body = encode(request);
        self.count(body.len())?;
        let digest = Digest::of(&body);
        match self {
            Self::Closed => Err(Stop::ImportInDescribe(function)),
            Self::Recording { .. } => Ok((digest, Turn::Live(digest, body))),
            Self::Playing {
                calls,
                bodies,
                seen,
                bytes,
            } => {
                let Some(call) = calls.next() else {
                    return Err(Stop::Diverged(format!(
                        "`{function}` was called after the last recorded call"
                    )));
                };
                if call.function != function || call.request != digest {
                    return Err(Stop::Diverged(format!(
                        "`{function}` was called where the record has `{}` or another request",
                        call.function
                    )));
                }
                let stored = bodies.get(&call.response).ok_or_else(|| {
                    Stop::Diverged(format!("the body {} is missing", call.response))
                })?;
                if Digest::of(stored) != call.response {
                    return Err(Stop::Diverged(format!(
                        "the body {} has been changed",
                        call.response
                    )));
                }
                let response = serde_json::from_slice(stored).map_err(|error| {
                    Stop::Diverged(format!(
                        "the body {} cannot be read: {error}",
                        call.response
                    ))
                })?;
                let response_digest = call.response;
                seen.push(call);
                add(bytes, stored.len())?;
                Ok((response_digest, Turn::Answer(response)))
            }
        }
    }

    fn store<Response: Serialize>(
        &mut self,
        function: &'static str,
        request: Digest,
        request_body: Vec<u8>,
        response: &Response,
    ) -> Result<Digest, Stop> {
        let body = encode(response);
        let length = body.len();
        let response = Digest::of(&body);
        if let Self::Recording { calls, bodies, .. } = self {
            calls.push(HostCall {
                function: function.to_owned(),
                request,
                response,
            });
            bodies.insert(request, request_body);
            bodies.insert(response, body);
        }
        // Counted after the call was noted, as playing back does it: a run that ends here ends here again.
        self.count(length)?;
        Ok(response)
    }

    fn count(&mut self, length: usize) -> Result<(), Stop> {
        match self {
            Self::Recording { bytes, .. } | Self::Playing { bytes, .. } => add(bytes, length),
            Self::Closed => Ok(()),
        }
    }

    /// The calls and bodies of the run. For a replay, the calls that were made again.
    pub(crate) fn finish(self) -> (Vec<HostCall>, Bodies) {
        match self {
            Self::Recording { calls, bodies, .. } => (calls, bodies),
            Self::Playing { bodies, seen, .. } => (seen, bodies),
            Self::Closed => Default::default(),
        }
    }
}

fn add(bytes: &mut usize, length: usize) -> Result<(), Stop> {
    *bytes = bytes.saturating_add(length);
    if *bytes > MAX_BYTES {
        return Err(Stop::OverBudget("transcript-bytes"));
    }
    Ok(())
}

fn encode(value: &impl Serialize) -> Vec<u8> {
    serde_json::to_vec(value).expect("host call values have text keys and no floats")
}
