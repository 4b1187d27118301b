//! Panics half-way.

use assay_sdk::{Descriptor, Observation, Plugin, Run};
use assay_test_guests::described;

struct Guest;

impl Plugin for Guest {
    fn describe() -> Descriptor {
        described("panics")
    }

    fn assess(run: &Run) -> Result<Vec<Observation>, String> {
        let _ = run;
        panic!("half-way")
    }
}

assay_sdk::export!(Guest);
