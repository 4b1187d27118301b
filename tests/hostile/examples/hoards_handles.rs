//! Asks for the documents again and again and never lets a handle go.

use assay_sdk::{Descriptor, Observation, Plugin, Run};
use assay_test_guests::described;

struct Guest;

impl Plugin for Guest {
    fn describe() -> Descriptor {
        described("hoards_handles")
    }

    fn assess(run: &Run) -> Result<Vec<Observation>, String> {
        let mut hoard = Vec::new();
        loop {
            hoard.extend(run.documents());
        }
    }
}

assay_sdk::export!(Guest);
