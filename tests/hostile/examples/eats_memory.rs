//! Takes memory until there is none.

use assay_sdk::{Descriptor, Observation, Plugin, Run};
use assay_test_guests::described;

struct Guest;

impl Plugin for Guest {
    fn describe() -> Descriptor {
        described("eats_memory")
    }

    fn assess(run: &Run) -> Result<Vec<Observation>, String> {
        let _ = run;
        let mut hoard: Vec<Vec<u8>> = Vec::new();
        loop {
            hoard.push(std::hint::black_box(vec![1; 1 << 20]));
        }
    }
}

assay_sdk::export!(Guest);
