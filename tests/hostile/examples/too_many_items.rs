//! Cites the same answer a hundred times in one observation.

use assay_sdk::{Descriptor, Observation, Plugin, Run};
use assay_test_guests::described;

struct Guest;

impl Plugin for Guest {
    fn describe() -> Descriptor {
        described("too-many-items")
    }

    fn assess(_: &Run) -> Result<Vec<Observation>, String> {
        let mut heap = Observation::pass("breach-notice");
        for _ in 0..100 {
            heap = heap.answer("breach-notice");
        }
        Ok(vec![heap])
    }
}

assay_sdk::export!(Guest);
