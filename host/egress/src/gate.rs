//! The gate: the one way from a plugin's request to a socket.

use std::{collections::BTreeMap, sync::Arc, time::Duration};

use assay_domain::{
    Endpoint, EndpointId, Exchange, Limits, ProbeFailure, ProbeFailureKind, ProbeRequest,
};
use futures::{StreamExt as _, stream};
use http::HeaderValue;
use rustls::pki_types::ServerName;
use tokio::time::{Instant, timeout_at};
use url::Host;

use crate::{
    budget::{Budget, Meter, Traffic},
    connect,
    declared::Declared,
    error::EgressError,
    exchange::{self, Reading},
    failure::{Failure, shown},
    grant::{AuthorizedRequest, authorize},
    resolve::{self, Resolve, SystemResolver},
    secret::Vault,
    tls::{Sighting, Trust},
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
            .map(|request| (self.budget.take_request(&request.endpoint), request))
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

    /// What the run used so far.
    pub fn usage(&self) -> Traffic {
        self.budget.usage()
    }

    async fn send(&self, request: &ProbeRequest, sighting: &Sighting) -> Result<Exchange, Failure> {
        if self.mode == Mode::Offline {
            return Err(Failure::new(
                ProbeFailureKind::Offline,
                "the assessment runs offline: no request was sent",
            ));
        }
        let id = request.endpoint.parse::<EndpointId>().ok();
        let Some(declared) = id.and_then(|id| self.endpoints.get(&id)) else {
            return Err(Failure::denied(format!(
                "no endpoint `{}` is declared: to allow it, add an `[[endpoints]]` with that id to supplier.toml",
                shown(&request.endpoint)
            )));
        };
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
        let closed = |_| Failure::quota("the run allows no connection");
        let _slot = self.budget.slots.acquire().await.map_err(closed)?;

        let connection = Connection {
            gate: self,
            trust: &declared.trust,
            meter: Meter::new(self.budget.clone()),
            sighting,
            deadline: Instant::now() + self.request_time,
            max_body: request.max_body.min(self.body_bytes) as usize,
        };
        let answer = timeout_at(connection.deadline, connection.perform(&authorized, secret)).await;
        match answer {
            Ok(Ok(answer)) => Ok(answer),
            _ if connection.meter.exhausted() => {
                Err(Failure::quota("the run's budget of bytes is used up"))
            }
            Ok(Err(failed)) => Err(failed),
            Err(_) => Err(Failure::new(
                ProbeFailureKind::Timeout,
                format!(
                    "no complete answer within {} ms",
                    self.request_time.as_millis()
                ),
            )),
        }
    }
}

/// One connection for one request.
struct Connection<'a> {
    gate: &'a Gate,
    trust: &'a Trust,
    meter: Meter,
    sighting: &'a Sighting,
    deadline: Instant,
    max_body: usize,
}

impl Connection<'_> {
    async fn perform(
        &self,
        request: &AuthorizedRequest<'_>,
        secret: Option<(&str, HeaderValue)>,
    ) -> Result<Exchange, Failure> {
        let started = Instant::now();
        let (Some(host), Some(port)) = (request.url.host(), request.url.port_or_known_default())
        else {
            return Err(Failure::invalid("the URL has no host"));
        };
        let name = server_name(&host)?;
        let reading = Reading {
            max_body: self.max_body,
            vault: &self.gate.vault,
            with_secret: secret.is_some(),
            started,
            url: &request.url,
        };
        let outgoing = exchange::outgoing(request, secret)?;
        let addresses =
            resolve::resolve(&*self.gate.resolver, host, port, request.endpoint).await?;
        let (stream, remote) =
            connect::connect(&addresses, self.deadline, self.meter.clone()).await?;
        let (connect_us, mut answer) = if request.is_tls() {
            let stream = self.trust.handshake(name, stream, self.sighting).await?;
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
        answer.tls = self.sighting.facts();
        Ok(answer)
    }
}

fn server_name(host: &Host<&str>) -> Result<ServerName<'static>, Failure> {
    Ok(match host {
        Host::Ipv4(address) => ServerName::IpAddress((*address).into()),
        Host::Ipv6(address) => ServerName::IpAddress((*address).into()),
        Host::Domain(name) => ServerName::try_from((*name).to_owned())
            .map_err(|_| Failure::invalid(format!("`{}` is not a DNS name", shown(name))))?,
    })
}
