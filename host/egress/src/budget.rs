//! Totals of one run. Every counter only grows, and every limit is one over all requests of the run.

use std::{
    collections::BTreeMap,
    io,
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicU32, AtomicU64, Ordering::Relaxed},
    },
};

use assay_domain::{Endpoint, EndpointId, Limits};
use tokio::sync::Semaphore;

use crate::failure::Failure;

/// What the probes of a run used.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Traffic {
    /// Requests that the plugin handed in, denied ones included.
    pub requests: u32,
    /// Bytes written to sockets, TLS included.
    pub bytes_out: u64,
    /// Bytes read from sockets, TLS included.
    pub bytes_in: u64,
}

/// The budget of one run.
#[derive(Debug)]
pub(crate) struct Budget {
    max_bytes_out: u64,
    max_bytes_in: u64,
    /// To each endpoint.
    requests: BTreeMap<EndpointId, Allowance>,
    /// Requests that name an endpoint which nobody declared.
    undeclared: Allowance,
    bytes_out: AtomicU64,
    bytes_in: AtomicU64,
    /// Connections that may be open at the same time.
    pub(crate) slots: Semaphore,
}

/// Requests to one endpoint: what the run's limits allow, or what the endpoint grants to active probes.
#[derive(Debug)]
struct Allowance {
    most: u32,
    is_active: bool,
    used: AtomicU32,
}

impl Allowance {
    fn passive(most: u32) -> Self {
        Self {
            most,
            is_active: false,
            used: AtomicU32::new(0),
        }
    }

    fn take(&self) -> bool {
        self.used
            .try_update(Relaxed, Relaxed, |used| {
                (used < self.most).then(|| used + 1)
            })
            .is_ok()
    }
}

impl Budget {
    pub(crate) fn new<'a>(limits: &Limits, endpoints: impl Iterator<Item = &'a Endpoint>) -> Self {
        // Without a connection no request can be made, and one that waited for it would wait for ever.
        let connects = limits.parallel_requests > 0;
        let most = if connects { limits.requests } else { 0 };
        let allowance = |endpoint: &Endpoint| match endpoint.active_requests {
            Some(granted) if connects => Allowance {
                most: granted,
                is_active: true,
                used: AtomicU32::new(0),
            },
            _ => Allowance::passive(most),
        };
        Self {
            max_bytes_out: limits.bytes_out,
            max_bytes_in: limits.bytes_in,
            requests: endpoints
                .map(|endpoint| (endpoint.id.clone(), allowance(endpoint)))
                .collect(),
            undeclared: Allowance::passive(most),
            bytes_out: AtomicU64::new(0),
            bytes_in: AtomicU64::new(0),
            slots: Semaphore::new(usize::from(limits.parallel_requests)),
        }
    }

    pub(crate) fn usage(&self) -> Traffic {
        Traffic {
            requests: self
                .requests
                .values()
                .chain([&self.undeclared])
                .map(|allowance| allowance.used.load(Relaxed))
                .sum(),
            bytes_out: self.bytes_out.load(Relaxed),
            bytes_in: self.bytes_in.load(Relaxed),
        }
    }

    /// Takes one request to an endpoint, or says that there is none left. What one server notices of a run is what counts;
    /// how many endpoints there are is the buyer's to declare. Endpoints that nobody declared share one count.
    pub(crate) fn take_request(&self, endpoint: Option<&EndpointId>) -> Result<(), Failure> {
        let allowance = endpoint
            .and_then(|id| self.requests.get(id))
            .unwrap_or(&self.undeclared);
        if allowance.take() {
            return Ok(());
        }
        let whose = match endpoint {
            Some(id) if allowance.is_active => {
                format!("that endpoint `{id}` grants one run of active probes")
            }
            _ => "that one run may send to one endpoint".to_owned(),
        };
        Err(Failure::quota(format!(
            "the {} requests {whose} are used up",
            allowance.most
        )))
    }

    /// True when so many bytes can still be sent. Asked before connecting, so that a body that cannot be sent in full is
    /// not sent at all.
    pub(crate) fn can_send(&self, bytes: usize) -> bool {
        self.bytes_out.load(Relaxed).saturating_add(bytes as u64) <= self.max_bytes_out
    }

    /// Takes bytes to send before they are sent.
    fn reserve_out(&self, bytes: usize) -> bool {
        self.bytes_out
            .try_update(Relaxed, Relaxed, |used| {
                Some(used.saturating_add(bytes as u64)).filter(|total| *total <= self.max_bytes_out)
            })
            .is_ok()
    }

    fn give_back_out(&self, bytes: usize) {
        self.bytes_out.fetch_sub(bytes as u64, Relaxed);
    }

    /// Counts bytes that came in; false when they are more than the run may receive.
    fn count_in(&self, bytes: usize) -> bool {
        let bytes = bytes as u64;
        self.bytes_in
            .fetch_add(bytes, Relaxed)
            .saturating_add(bytes)
            <= self.max_bytes_in
    }
}

/// Counts the bytes of one connection against the budget, and remembers when it ran out: what hyper and rustls make of
/// the I/O error says nothing about budgets.
#[derive(Debug, Clone)]
pub(crate) struct Meter {
    budget: Arc<Budget>,
    exhausted: Arc<AtomicBool>,
}

impl Meter {
    pub(crate) fn new(budget: Arc<Budget>) -> Self {
        Self {
            budget,
            exhausted: Arc::default(),
        }
    }

    pub(crate) fn exhausted(&self) -> bool {
        self.exhausted.load(Relaxed)
    }

    pub(crate) fn before_write(&self, bytes: usize) -> io::Result<()> {
        if self.budget.reserve_out(bytes) {
            Ok(())
        } else {
            Err(self.run_out())
        }
    }

    pub(crate) fn not_written(&self, bytes: usize) {
        self.budget.give_back_out(bytes);
    }

    pub(crate) fn after_read(&self, bytes: usize) -> io::Result<()> {
        if self.budget.count_in(bytes) {
            Ok(())
        } else {
            Err(self.run_out())
        }
    }

    fn run_out(&self) -> io::Error {
        self.exhausted.store(true, Relaxed);
        io::Error::other("the run's budget of bytes is used up")
    }
}
