//! Looks at the API endpoints that the dossier declares, with a few harmless requests to each.
//!
//! The path of an endpoint is `visit` (all requests and offered handshakes, in a few batches) → `checks` (one file per point; pure judgement of
//! what came back) → `merge` (endpoints of one AI system become one observation per point). A request without an answer
//! is never a pass: it is unknown, with the reason.

#![expect(
    clippy::result_large_err,
    reason = "an exchange and a failure are records of the contract, of about the same size"
)]

mod address;
mod answer;
mod checks;
mod dossier;
mod http_date;
mod leak;
mod merge;
mod models;
mod unanswered;
mod visit;

use assay_sdk::{Descriptor, Level, Observation, Plugin, Run};

/// The plugin.
#[derive(Debug)]
pub struct ApiProbe;

assay_sdk::export!(ApiProbe);

impl Plugin for ApiProbe {
    fn describe() -> Descriptor {
        let descriptor = Descriptor::new("api-probe", env!("CARGO_PKG_VERSION"))
            .publisher("assay")
            .title("API probe")
            .summary(
                "Passive checks of the declared API endpoints: TLS versions, cipher suites and certificate, plain HTTP, headers, \
                 refusal of missing and wrong keys, what errors and open pages tell, CORS, rate limit signals, the list of \
                 models, substitution of unknown models, conformity to the API's own description, hints of others behind it, \
                 security.txt. At most 45 requests and handshakes to one endpoint; nothing is attacked, flooded or guessed.",
            )
            .kind("probe")
            .capability("probe", "the endpoints are looked at with requests that the host checks and records")
            .capability("handshake", "old versions and weak cipher suites are offered, which no request would be sent over")
            .capability("supplier", "sub-processors and upstream models that answers show are compared with those disclosed")
            .capability("documents", "a description of the API in the dossier is what answers have to keep to")
            .capability("log", "to say which endpoints were left out");
        checks::ALL.iter().fold(descriptor, |descriptor, check| {
            descriptor.point(check.point, check.controls)
        })
    }

    fn assess(run: &Run) -> Result<Vec<Observation>, String> {
        let (visits, left_out) = visit::all(run);
        for endpoint in &left_out {
            run.log(
                Level::Warn,
                &format!(
                    "endpoint `{}` was left out: one run visits four endpoints",
                    endpoint.id
                ),
            );
        }
        let seen = visits.iter().flat_map(|visit| {
            checks::ALL.iter().filter_map(|check| {
                let observation = (check.judge)(visit, run.as_of())?;
                Some((&visit.endpoint, check.about(&visit.endpoint, observation)))
            })
        });
        let unseen = left_out.iter().flat_map(|endpoint| {
            let checks = checks::ALL
                .iter()
                .filter(|check| check.applies_to(endpoint));
            checks.map(move |check| {
                (
                    endpoint,
                    check.about(endpoint, unanswered::left_out(check.point)),
                )
            })
        });
        Ok(merge::merge(seen.chain(unseen)))
    }
}

#[cfg(test)]
mod tests;
