//! Asks the host the same thing without end.

use assay_sdk::{Descriptor, Observation, Plugin, Run};
use assay_test_guests::described;

struct Guest;

impl Plugin for Guest {
    fn describe() -> Descriptor {
        described("floods_calls")
    }

    fn assess(run: &Run) -> Result<Vec<Observation>, String> {
        loop {
            std::hint::black_box(run.answer("breach-notice"));
        }
    }
}

assay_sdk::export!(Guest);
