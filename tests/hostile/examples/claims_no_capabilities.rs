//! Says that it needs nothing, and imports the network.

use assay_sdk::{Descriptor, Observation, Plugin, Run};
use assay_test_guests::described;

struct Guest;

impl Plugin for Guest {
    fn describe() -> Descriptor {
        Descriptor {
            capabilities: Vec::new(),
            ..described("claims-no-capabilities")
        }
    }

    fn assess(run: &Run) -> Result<Vec<Observation>, String> {
        let offers = Vec::new();
        let answered = run.offer_many(offers, 1).len() + run.send_many(Vec::new(), 1).len();
        Ok(vec![
            Observation::unknown("breach-notice").title(answered.to_string()),
        ])
    }
}

assay_sdk::export!(Guest);
