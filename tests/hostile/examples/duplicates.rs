//! Says the same five hundred times.

use assay_sdk::{Descriptor, Observation, Plugin, Run};
use assay_test_guests::described;

struct Guest;

impl Plugin for Guest {
    fn describe() -> Descriptor {
        described("duplicates")
    }

    fn assess(_: &Run) -> Result<Vec<Observation>, String> {
        let once = Observation::pass("breach-notice")
            .title("again")
            .answer("breach-notice");
        Ok(vec![once; 500])
    }
}

assay_sdk::export!(Guest);
