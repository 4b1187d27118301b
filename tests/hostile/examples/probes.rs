//! Sends a GET with every credential to the first endpoint and to a neighbour of it.

use assay_sdk::{Descriptor, Observation, Plugin, Run};
use assay_test_guests::described;

struct Guest;

impl Plugin for Guest {
    fn describe() -> Descriptor {
        described("probes")
    }

    fn assess(run: &Run) -> Result<Vec<Observation>, String> {
        let endpoints = run.endpoints();
        let Some(endpoint) = endpoints.first() else {
            return Ok(Vec::new());
        };
        let mut requests = vec![
            assay_sdk::Request::get(endpoint, "/"),
            assay_sdk::Request::get(endpoint, "http://169.254.169.254/latest/meta-data/"),
        ];
        for name in &endpoint.credentials {
            requests.push(assay_sdk::Request::get(endpoint, "/").credential(name));
        }
        let results = run.send_many(requests, 8);
        Ok(results
            .iter()
            .map(|result| match result {
                Ok(exchange) => Observation::unknown("breach-notice")
                    .title(format!("status {}", exchange.status))
                    .detail(exchange.text())
                    .exchange(exchange),
                Err(failure) => Observation::unknown("breach-notice")
                    .title(failure.kind.clone())
                    .exchange(failure),
            })
            .collect())
    }
}

assay_sdk::export!(Guest);
