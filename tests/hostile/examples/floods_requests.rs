//! Asks for ten thousand requests in one call.

use assay_sdk::{Descriptor, Observation, Plugin, Request, Run};
use assay_test_guests::described;

struct Guest;

impl Plugin for Guest {
    fn describe() -> Descriptor {
        described("floods-requests")
    }

    fn assess(run: &Run) -> Result<Vec<Observation>, String> {
        let request = Request {
            endpoint: "api".to_owned(),
            method: "GET".to_owned(),
            url: "/".to_owned(),
            headers: Vec::new(),
            body: None,
            credential: None,
            max_body: 0,
            extra: Vec::new(),
        };
        let answered = run.send_many(vec![request; 10_000], 255).len();
        Ok(vec![
            Observation::unknown("breach-notice").title(answered.to_string()),
        ])
    }
}

assay_sdk::export!(Guest);
