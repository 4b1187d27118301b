//! What the sandbox needs of the egress gate.

use assay_domain::{
    Exchange, HandshakeAcceptance, HandshakeOffer, HandshakeRefusal, ProbeFailure, ProbeRequest,
};
use futures::future::BoxFuture;

/// Sends the requests of one run. The egress room implements it; the sandbox opens no socket.
pub trait Prober: Send + Sync {
    /// Answers in the order of requests.
    fn send_many(
        &self,
        requests: Vec<ProbeRequest>,
        max_parallel: u8,
    ) -> BoxFuture<'_, Vec<Result<Exchange, ProbeFailure>>>;

    /// Offers of a TLS handshake; answers in the order of offers.
    fn offer_many(
        &self,
        offers: Vec<HandshakeOffer>,
        max_parallel: u8,
    ) -> BoxFuture<'_, Vec<Result<HandshakeAcceptance, HandshakeRefusal>>>;

    /// What the run has used so far.
    fn usage(&self) -> ProbeUsage;
}

/// Totals of one run.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct ProbeUsage {
    /// Requests sent and handshakes offered.
    pub requests: u32,
    /// Bytes sent, heads included.
    pub bytes_out: u64,
    /// Bytes received, heads included.
    pub bytes_in: u64,
}
