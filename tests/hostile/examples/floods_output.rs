//! Prints to standard output without end.

use assay_sdk::{Descriptor, Observation, Plugin, Run};
use assay_test_guests::described;

struct Guest;

impl Plugin for Guest {
    fn describe() -> Descriptor {
        described("floods-output")
    }

    fn assess(_: &Run) -> Result<Vec<Observation>, String> {
        loop {
            println!("all work and no play");
        }
    }
}

assay_sdk::export!(Guest);
