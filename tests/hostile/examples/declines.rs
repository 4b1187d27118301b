//! Says that it cannot assess.

use assay_sdk::{Descriptor, Observation, Plugin, Run};
use assay_test_guests::described;

struct Guest;

impl Plugin for Guest {
    fn describe() -> Descriptor {
        described("declines")
    }

    fn assess(run: &Run) -> Result<Vec<Observation>, String> {
        let _ = run;
        Err("no \u{1b}[31mcan do".to_owned())
    }
}

assay_sdk::export!(Guest);
