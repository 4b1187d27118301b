//! Eats memory while it describes itself.

use assay_sdk::{Descriptor, Observation, Plugin, Run};

struct Guest;

impl Plugin for Guest {
    fn describe() -> Descriptor {
        let mut eaten: Vec<Vec<u8>> = Vec::new();
        loop {
            eaten.push(std::hint::black_box(vec![7; 1 << 20]));
        }
    }

    fn assess(_: &Run) -> Result<Vec<Observation>, String> {
        Ok(Vec::new())
    }
}

assay_sdk::export!(Guest);
