//! Lets a run probe through an egress gate of its own.

use assay_domain::{
    Exchange, HandshakeAcceptance, HandshakeOffer, HandshakeRefusal, ProbeFailure, ProbeRequest,
};
use assay_egress::Gate;
use assay_sandbox::{ProbeUsage, Prober};
use futures::future::BoxFuture;

/// One gate for one run: budgets and connections are never shared between plugins.
pub(crate) struct GateProber(pub(crate) Gate);

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
