//! Totals of one run. Every counter only grows, and every limit is one over all requests of the run.

use std::{
    collections::BTreeMap,
    io,
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicU32, AtomicU64, Ordering::Relaxed},
    },
};

use assay_domain::{Endpoint, Limits};
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
    /// For every endpoint that grants no active probes, together.
    max_requests: u32,
    /// For each endpoint that does: what it grants, and what is used of it.
    active: BTreeMap<String, Allowance>,
    max_bytes_out: u64,
    max_bytes_in: u64,
    requests: AtomicU32,
    bytes_out: AtomicU64,
    bytes_in: AtomicU64,
    /// Connections that may be open at the same time.
    pub(crate) slots: Semaphore,
}

/// Requests to one endpoint.
#[derive(Debug)]
struct Allowance {
    granted: u32,
    used: AtomicU32,
}

fn take(used: &AtomicU32, most: u32) -> bool {
    used.try_update(Relaxed, Relaxed, |used| (used < most).then(|| used + 1))
        .is_ok()
}

impl Budget {
    pub(crate) fn new<'a>(
        limits: &Limits,
        endpoints: impl IntoIterator<Item = &'a Endpoint>,
    ) -> Self {
        // Without a connection no request can be made, and one that waited for it would wait for ever.
        let connects = limits.parallel_requests > 0;
        let allowance = |endpoint: &Endpoint| {
            let granted = endpoint.active_requests.filter(|_| connects)?;
            let used = AtomicU32::new(0);
            Some((endpoint.id.to_string(), Allowance { granted, used }))
        };
        Self {
            max_requests: if connects { limits.requests } else { 0 },
            active: endpoints.into_iter().filter_map(allowance).collect(),
            max_bytes_out: limits.bytes_out,
            max_bytes_in: limits.bytes_in,
            requests: AtomicU32::new(0),
            bytes_out: AtomicU64::new(0),
            bytes_in: AtomicU64::new(0),
            slots: Semaphore::new(usize::from(limits.parallel_requests)),
        }
    }

    pub(crate) fn usage(&self) -> Traffic {
        let active = self.active.values();
        let active: u32 = active.map(|own| own.used.load(Relaxed)).sum();
        Traffic {
            requests: self.requests.load(Relaxed).saturating_add(active),
            bytes_out: self.bytes_out.load(Relaxed),
            bytes_in: self.bytes_in.load(Relaxed),
        }
    }

    /// Takes one request to an endpoint, or says that there is none left. An endpoint that grants active probes has an
    /// allowance of its own; what its plugin says about itself plays no part.
    pub(crate) fn take_request(&self, endpoint: &str) -> Result<(), Failure> {
        match self.active.get(endpoint) {
            Some(own) if take(&own.used, own.granted) => Ok(()),
            Some(own) => Err(Failure::quota(format!(
                "the {} requests that endpoint `{endpoint}` grants one run of active probes are used up",
                own.granted
            ))),
            None if take(&self.requests, self.max_requests) => Ok(()),
            None => Err(Failure::quota(format!(
                "the run's {} requests are used up",
                self.max_requests
            ))),
        }
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
