//! Asks questions of a megabyte each, so that the record of its calls would fill the host's memory.

use assay_sdk::{Descriptor, Observation, Plugin, Run};
use assay_test_guests::described;

struct Guest;

impl Plugin for Guest {
    fn describe() -> Descriptor {
        described("floods-record")
    }

    fn assess(run: &Run) -> Result<Vec<Observation>, String> {
        let mut question = "q".repeat(1 << 20);
        loop {
            question.pop();
            std::hint::black_box(run.answer(&question));
        }
    }
}

assay_sdk::export!(Guest);
