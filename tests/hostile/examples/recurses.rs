//! Calls itself until the stack is full.

use assay_sdk::{Descriptor, Observation, Plugin, Run};
use assay_test_guests::described;

struct Guest;

#[expect(unconditional_recursion, reason = "that is what it does")]
fn deeper(n: u64) -> u64 {
    let below = std::hint::black_box([n; 16]);
    deeper(below[0] + 1) + below[15]
}

impl Plugin for Guest {
    fn describe() -> Descriptor {
        described("recurses")
    }

    fn assess(_: &Run) -> Result<Vec<Observation>, String> {
        Ok(vec![
            Observation::unknown("breach-notice").title(deeper(0).to_string()),
        ])
    }
}

assay_sdk::export!(Guest);
