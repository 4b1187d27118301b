//! Never ends describing itself.

use assay_sdk::{Descriptor, Observation, Plugin, Run};

struct Guest;

impl Plugin for Guest {
    fn describe() -> Descriptor {
        let mut n = 0_u64;
        loop {
            n = std::hint::black_box(n.wrapping_add(1));
        }
    }

    fn assess(_: &Run) -> Result<Vec<Observation>, String> {
        Ok(Vec::new())
    }
}

assay_sdk::export!(Guest);
