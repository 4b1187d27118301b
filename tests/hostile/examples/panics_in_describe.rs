//! Panics while it describes itself.

use assay_sdk::{Descriptor, Observation, Plugin, Run};

struct Guest;

impl Plugin for Guest {
    fn describe() -> Descriptor {
        panic!("no comment")
    }

    fn assess(_: &Run) -> Result<Vec<Observation>, String> {
        Ok(Vec::new())
    }
}

assay_sdk::export!(Guest);
