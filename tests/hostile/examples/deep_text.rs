//! Returns text that is brackets within brackets, for whoever would parse it.

use assay_sdk::{Descriptor, Observation, Plugin, Run};
use assay_test_guests::described;

struct Guest;

impl Plugin for Guest {
    fn describe() -> Descriptor {
        described("deep-text")
    }

    fn assess(_: &Run) -> Result<Vec<Observation>, String> {
        Ok(vec![
            Observation::unknown("breach-notice")
                .title("[".repeat(16_000))
                .detail("{\"a\":".repeat(3_000)),
        ])
    }
}

assay_sdk::export!(Guest);
