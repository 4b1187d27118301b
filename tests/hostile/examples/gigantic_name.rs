//! Describes itself by a name of a hundred kilobytes.

use assay_sdk::{Descriptor, Observation, Plugin, Run};
use assay_test_guests::described;

struct Guest;

impl Plugin for Guest {
    fn describe() -> Descriptor {
        described(&"a".repeat(100_000))
    }

    fn assess(_: &Run) -> Result<Vec<Observation>, String> {
        Ok(Vec::new())
    }
}

assay_sdk::export!(Guest);
