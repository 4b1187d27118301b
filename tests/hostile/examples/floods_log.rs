//! Logs without end.

use assay_sdk::{Descriptor, Observation, Plugin, Run};
use assay_test_guests::described;

struct Guest;

impl Plugin for Guest {
    fn describe() -> Descriptor {
        described("floods_log")
    }

    fn assess(run: &Run) -> Result<Vec<Observation>, String> {
        loop {
            run.log(assay_sdk::Level::Warn, "look at me");
        }
    }
}

assay_sdk::export!(Guest);
