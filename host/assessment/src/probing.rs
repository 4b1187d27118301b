//! Lets a run probe through an egress gate of its own.

use std::sync::Arc;

use assay_domain::{
    ActiveLimits, Endpoint, Exchange, HandshakeAcceptance, HandshakeOffer, HandshakeRefusal,
    Limits, ProbeFailure, ProbeRequest,
};
use assay_egress::{EgressError, Gate, Mode};
use assay_sandbox::{ProbeUsage, Prober};
use futures::future::BoxFuture;

use crate::active;

/// Endpoints and limits of one run. What a dossier grants to active probes is there for these only.
pub(crate) fn granted(
    endpoints: &[Endpoint],
    limits: &Limits,
    active: Option<&ActiveLimits>,
) -> (Vec<Endpoint>, Limits) {
    let endpoints = endpoints.to_vec();
    match active {
        Some(active) => (endpoints, active.over(limits)),
        None => (active::withheld(endpoints), limits.clone()),
    }
}

/// A gate for one run.
pub(crate) fn gate(
    endpoints: &[Endpoint],
    limits: &Limits,
    active: Option<&ActiveLimits>,
) -> Result<Arc<dyn Prober>, EgressError> {
    let (endpoints, limits) = granted(endpoints, limits, active);
    let gate = Gate::new(endpoints, &limits, Mode::Online)?;
    Ok(Arc::new(GateProber(gate)))
}

/// One gate for one run: budgets and connections are never shared between plugins.
struct GateProber(Gate);

impl Prober for GateProber {
    fn send_many(
        &self,
        requests: Vec<ProbeRequest>,
        max_parallel: u8,
    ) -> BoxFuture<'_, Vec<Result<Exchange, ProbeFailure>>> {
        Box::pin(self.0.send_many(requests, max_parallel))
    }

    fn offer_many(
        &self,
        offers: Vec<HandshakeOffer>,
        max_parallel: u8,
    ) -> BoxFuture<'_, Vec<Result<HandshakeAcceptance, HandshakeRefusal>>> {
        Box::pin(self.0.offer_many(offers, max_parallel))
    }

    fn usage(&self) -> ProbeUsage {
        let used = self.0.usage();
        ProbeUsage {
            requests: used.requests,
            bytes_out: used.bytes_out,
            bytes_in: used.bytes_in,
        }
    }
}
