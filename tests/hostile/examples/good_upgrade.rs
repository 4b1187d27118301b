//! The next version of the good plugin, which also wants to ask the supplier's API.

use assay_sdk::{Descriptor, Observation, Plugin, Run};

struct Guest;

impl Plugin for Guest {
    fn describe() -> Descriptor {
        Descriptor::new("good", "2.0.0")
            .publisher("Test Guests")
            .point("deletion", &[])
    }

    fn assess(run: &Run) -> Result<Vec<Observation>, String> {
        let endpoints = run.endpoints();
        Ok(vec![
            Observation::unknown("deletion").title(format!("{} endpoints", endpoints.len())),
        ])
    }
}

assay_sdk::export!(Guest);
