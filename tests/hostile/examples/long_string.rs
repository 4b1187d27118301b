//! Returns one string that is longer than allowed.

use assay_sdk::{Descriptor, Observation, Plugin, Run};
use assay_test_guests::described;

struct Guest;

impl Plugin for Guest {
    fn describe() -> Descriptor {
        described("long_string")
    }

    fn assess(run: &Run) -> Result<Vec<Observation>, String> {
        let _ = run;
        Ok(vec![
            Observation::pass("breach-notice").title("x".repeat(200_000)),
        ])
    }
}

assay_sdk::export!(Guest);
