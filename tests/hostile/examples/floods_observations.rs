//! Returns more observations than anybody reads.

use assay_sdk::{Descriptor, Observation, Plugin, Run};
use assay_test_guests::described;

struct Guest;

impl Plugin for Guest {
    fn describe() -> Descriptor {
        described("floods_observations")
    }

    fn assess(run: &Run) -> Result<Vec<Observation>, String> {
        let _ = run;
        Ok((0..5_000)
            .map(|_| Observation::pass("breach-notice"))
            .collect())
    }
}

assay_sdk::export!(Guest);
