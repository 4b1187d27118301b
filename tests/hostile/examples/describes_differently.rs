//! Takes its name from a random number. The host gives the same ones whenever a plugin describes itself, so it is one plugin.

use assay_sdk::{Descriptor, Observation, Plugin, Run};
use assay_test_guests::described;

struct Guest;

fn name() -> String {
    use std::hash::{BuildHasher, RandomState};
    format!("p{}", RandomState::new().hash_one(7))
}

impl Plugin for Guest {
    fn describe() -> Descriptor {
        described(&name())
    }

    fn assess(_: &Run) -> Result<Vec<Observation>, String> {
        Ok(vec![Observation::unknown("breach-notice").title(name())])
    }
}

assay_sdk::export!(Guest);
