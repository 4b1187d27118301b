//! One run.

use assay_sdk::{Endpoint, Exchange, Failure, Level, Observation, Request, Run};
use check_pack_format::Built;

use crate::{clauses, documents::Library, finding, probes, questions};

/// What sends the requests of a pack. A type and not a value, so that a component in which nothing sends does not import it.
pub trait Prober {
    /// The endpoints that may be asked; none when this component cannot ask any.
    fn endpoints(run: &Run) -> Option<Vec<Endpoint>>;

    /// Sends requests; replies come in their order.
    fn send(run: &Run, requests: Vec<Request>) -> Vec<Result<Exchange, Failure>>;
}

/// Sends through the host.
#[derive(Debug)]
pub enum Sending {}

/// Most requests at a time, as a browser does it.
const PARALLEL: u8 = 4;

impl Prober for Sending {
    fn endpoints(run: &Run) -> Option<Vec<Endpoint>> {
        Some(run.endpoints())
    }

    fn send(run: &Run, requests: Vec<Request>) -> Vec<Result<Exchange, Failure>> {
        run.send_many(requests, PARALLEL)
    }
}

/// Sends nothing.
#[derive(Debug)]
pub enum Silent {}

impl Prober for Silent {
    fn endpoints(_: &Run) -> Option<Vec<Endpoint>> {
        None
    }

    fn send(_: &Run, _: Vec<Request>) -> Vec<Result<Exchange, Failure>> {
        Vec::new()
    }
}

/// Does every check of a pack.
pub fn assess<P: Prober>(built: &Built, run: &Run) -> Vec<Observation> {
    let pack = &built.pack;
    let mut findings = Vec::new();
    for question in &pack.questions {
        findings.push(questions::judge(question, run));
    }
    if !pack.clauses.is_empty() {
        let library = Library::open(pack, run);
        for refusal in library.refusals() {
            run.log(Level::Warn, &refusal);
        }
        let shelf = library.views();
        for clause in &pack.clauses {
            findings.push(clauses::judge(clause, &library, &shelf));
        }
    }
    if !pack.probes.is_empty() {
        findings.extend(probes::judge::<P>(&pack.probes, run));
    }
    finding::settle(findings)
}
