//! Takes its name from a random number, so that it would be another plugin each time.

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
