//! The gate: the one way from a plugin's request to a socket.

use std::{collections::BTreeMap, sync::Arc, time::Duration};

use assay_domain::{
    Endpoint, EndpointId, Exchange, HandshakeAcceptance, HandshakeOffer, HandshakeRefusal, Limits,
    ProbeFailure, ProbeFailureKind, ProbeRequest,
};
use futures::{StreamExt as _, stream};
use http::HeaderValue;
use tokio::{
    sync::SemaphorePermit,
    time::{Instant, timeout_at},
};
use url::Url;

use crate::{
    budget::{Budget, Meter, Traffic},
    connect::{self, Metered},
    declared::Declared,
    error::EgressError,
    exchange::{self, Reading},
    failure::{Failure, shown},
    grant::{AuthorizedRequest, authorize},
    handshake::{self, AuthorizedOffer, Refused},
    resolve::{self, Resolve, SystemResolver},
    secret::Vault,
    tls::{Sighting, Trust, server_name},
};

/// Whether requests go out at all.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    /// Requests go to the endpoints.
    Online,
    /// Every request fails as `offline`; no secret is read, no name resolved.
    Offline,
}

/// The egress of one run. Budgets, secrets and connections are never shared between runs: make a new one for each.
pub struct Gate {
    mode: Mode,
    endpoints: BTreeMap<EndpointId, Declared>,
    vault: Vault,
    budget: Arc<Budget>,
    body_bytes: u32,
    request_time: Duration,
    resolver: Arc<dyn Resolve>,
}

impl std::fmt::Debug for Gate {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let endpoints: Vec<_> = self.endpoints.keys().collect();
        f.debug_struct("Gate")
            .field("mode", &self.mode)
            .field("endpoints", &endpoints)
            .finish_non_exhaustive()
    }
}

impl Gate {
    /// A gate for the endpoints of one dossier.
    ///
    /// # Errors
    /// When an endpoint cannot be a grant: see [`EgressError`]. A secret that is missing is not an error here; a request
    /// that asks for it fails and says so.
    pub fn new(endpoints: Vec<Endpoint>, limits: &Limits, mode: Mode) -> Result<Self, EgressError> {
        Self::with_resolver(endpoints, limits, mode, Arc::new(SystemResolver))
    }

    /// The same with another resolver.
    ///
    /// # Errors
    /// As for [`Gate::new`].
    pub fn with_resolver(
        endpoints: Vec<Endpoint>,
        limits: &Limits,
        mode: Mode,
        resolver: Arc<dyn Resolve>,
    ) -> Result<Self, EgressError> {
        let vault = match mode {
            Mode::Online => Vault::open(&endpoints),
            Mode::Offline => Vault::default(),
        };
        let mut by_id = BTreeMap::new();
        for endpoint in endpoints {
            let id = endpoint.id.clone();
            if by_id.insert(id.clone(), Declared::new(endpoint)?).is_some() {
                return Err(EgressError::DuplicateEndpoint { endpoint: id });
            }
        }
        let budget = Budget::new(limits, by_id.values().map(|declared| &declared.endpoint));
        Ok(Self {
            mode,
            endpoints: by_id,
            vault,
            budget: Arc::new(budget),
            body_bytes: limits.body_bytes,
            request_time: Duration::from_millis(limits.request_ms),
            resolver,
        })
    }

    /// Sends the requests, at most `max_parallel` at a time (0 counts as 1, and the limits may lower it), and answers in
    /// their order. Dropping the future closes every connection. Needs a tokio runtime with time and I/O.
    pub async fn send_many(
        &self,
        requests: Vec<ProbeRequest>,
        max_parallel: u8,
    ) -> Vec<Result<Exchange, ProbeFailure>> {
        // The budget is taken in order before anything is sent, so that which requests it covers is no race.
        let taken: Vec<_> = requests
            .into_iter()
            .map(|request| (self.take_request(&request.endpoint), request))
            .collect();
        stream::iter(taken)
            .map(|(ticket, request)| async move {
                let sighting = Sighting::default();
                let answer = match ticket {
                    Ok(()) => self.send(&request, &sighting).await,
                    Err(used_up) => Err(used_up),
                };
                answer.map_err(|mut failed| {
                    failed.message = self.vault.redact_text(&failed.message);
                    failed.with(sighting.facts())
                })
            })
            .buffered(usize::from(max_parallel.max(1)))
            .collect()
            .await
    }

    /// Makes the offers, at most `max_parallel` at a time, and answers in their order. Everything about requests holds for
    /// offers as well: addresses, budgets, time, what is offline.
    pub async fn offer_many(
        &self,
        offers: Vec<HandshakeOffer>,
        max_parallel: u8,
    ) -> Vec<Result<HandshakeAcceptance, HandshakeRefusal>> {
        let taken: Vec<_> = offers
            .into_iter()
            .map(|offer| (self.take_request(&offer.endpoint), offer))
            .collect();
        stream::iter(taken)
            .map(|(ticket, offer)| async move {
                let answer = match ticket {
                    Ok(()) => self.offer(&offer).await,
                    Err(used_up) => Err(Refused::Failed(used_up)),
                };
                answer.map_err(|refused| {
                    let mut told = refused.told();
                    told.message = self.vault.redact_text(&told.message);
                    told
                })
            })
            .buffered(usize::from(max_parallel.max(1)))
            .collect()
            .await
    }

    /// What the run used so far.
    pub fn usage(&self) -> Traffic {
        self.budget.usage()
    }

    fn take_request(&self, endpoint: &str) -> Result<(), Failure> {
        let id = endpoint.parse::<EndpointId>().ok();
        self.budget.take_request(id.as_ref())
    }

    /// The declared endpoint with this id, unless nothing may go out at all.
    fn declared(&self, endpoint: &str) -> Result<&Declared, Failure> {
        if self.mode == Mode::Offline {
            return Err(Failure::new(
                ProbeFailureKind::Offline,
                "the assessment runs offline: no request was sent",
            ));
        }
        let id = endpoint.parse::<EndpointId>().ok();
        id.and_then(|id| self.endpoints.get(&id)).ok_or_else(|| {
            Failure::denied(format!(
                "no endpoint `{}` is declared: to allow it, add an `[[endpoints]]` with that id to supplier.toml",
                shown(endpoint)
            ))
        })
    }

    async fn send(&self, request: &ProbeRequest, sighting: &Sighting) -> Result<Exchange, Failure> {
        let declared = self.declared(&request.endpoint)?;
        let authorized = authorize(request, &declared.endpoint)?;
        let secret = match authorized.credential {
            None => None,
            Some(credential) => {
                let value = self.vault.header(&declared.endpoint.id, credential);
                Some((credential.header.as_str(), value.map_err(Failure::denied)?))
            }
        };
        if !self.budget.can_send(authorized.body.len()) {
            return Err(Failure::quota(
                "the body is longer than the bytes that the run may still send",
            ));
        }
        let _slot = self.slot().await?;
        let connection = self.connection(&declared.trust);
        let exchanged = connection.perform(&authorized, secret, sighting, self.body_cap(request));
        connection.in_time(exchanged).await
    }

    async fn offer(&self, offer: &HandshakeOffer) -> Result<HandshakeAcceptance, Refused> {
        let declared = self.declared(&offer.endpoint)?;
        let authorized = handshake::authorize(offer, &declared.endpoint)?;
        let _slot = self.slot().await?;
        let connection = self.connection(&declared.trust);
        connection.in_time(connection.offer(&authorized)).await
    }

    /// A place among the connections that may be open at the same time.
    async fn slot(&self) -> Result<SemaphorePermit<'_>, Failure> {
        let closed = |_| Failure::quota("the run allows no connection");
        self.budget.slots.acquire().await.map_err(closed)
    }

    fn connection<'a>(&'a self, trust: &'a Trust) -> Connection<'a> {
        Connection {
            gate: self,
            trust,
            meter: Meter::new(self.budget.clone()),
            deadline: Instant::now() + self.request_time,
        }
    }

    fn body_cap(&self, request: &ProbeRequest) -> usize {
        request.max_body.min(self.body_bytes) as usize
    }
}

/// One connection for one request or one offer.
struct Connection<'a> {
    gate: &'a Gate,
    trust: &'a Trust,
    meter: Meter,
    deadline: Instant,
}

impl Connection<'_> {
    /// Ends what takes too long, and tells a budget that ran out from what the connection made of it.
    async fn in_time<T, E: From<Failure>>(
        &self,
        work: impl Future<Output = Result<T, E>>,
    ) -> Result<T, E> {
        match timeout_at(self.deadline, work).await {
            Ok(Ok(answer)) => Ok(answer),
            _ if self.meter.exhausted() => {
                Err(Failure::quota("the run's budget of bytes is used up").into())
            }
            Ok(Err(failed)) => Err(failed),
            Err(_) => Err(Failure::new(
                ProbeFailureKind::Timeout,
                format!(
                    "no complete answer within {} ms",
                    self.gate.request_time.as_millis()
                ),
            )
            .into()),
        }
    }

    /// TCP to a checked address of the URL's host.
    async fn open(
        &self,
        url: &Url,
        endpoint: &Endpoint,
    ) -> Result<(Metered, std::net::SocketAddr), Failure> {
        let (Some(host), Some(port)) = (url.host(), url.port_or_known_default()) else {
            return Err(Failure::invalid("the URL has no host"));
        };
        let addresses = resolve::resolve(&*self.gate.resolver, host, port, endpoint).await?;
        connect::connect(&addresses, self.deadline, self.meter.clone()).await
    }

    async fn offer(&self, offer: &AuthorizedOffer<'_>) -> Result<HandshakeAcceptance, Refused> {
        let url = &offer.endpoint.base_url;
        let (stream, _) = self.open(url, offer.endpoint).await?;
        handshake::offer(offer, stream, url, self.trust).await
    }

    async fn perform(
        &self,
        request: &AuthorizedRequest<'_>,
        secret: Option<(&str, HeaderValue)>,
        sighting: &Sighting,
        max_body: usize,
    ) -> Result<Exchange, Failure> {
        let started = Instant::now();
        let host = request
            .url
            .host()
            .ok_or_else(|| Failure::invalid("the URL has no host"))?;
        let name = server_name(&host)?;
        let reading = Reading {
            max_body,
            vault: &self.gate.vault,
            with_secret: secret.is_some(),
            started,
            url: &request.url,
        };
        let outgoing = exchange::outgoing(request, secret)?;
        let (stream, remote) = self.open(&request.url, request.endpoint).await?;
        let (connect_us, mut answer) = if request.is_tls() {
            let stream = self.trust.handshake(name, stream, sighting).await?;
            let connected = exchange::micros_since(started);
            (
                connected,
                exchange::exchange(stream, outgoing, reading).await?,
            )
        } else {
            let connected = exchange::micros_since(started);
            (
                connected,
                exchange::exchange(stream, outgoing, reading).await?,
            )
        };
        answer.connect_us = connect_us;
        answer.remote_address = remote.to_string();
        answer.tls = sighting.facts();
        Ok(answer)
    }
}
