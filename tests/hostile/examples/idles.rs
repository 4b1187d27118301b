//! Returns one observation and calls nothing: the least that a run can cost. For the benchmark.

use assay_sdk::{Descriptor, Observation, Plugin, Run};
use assay_test_guests::described;

struct Guest;

impl Plugin for Guest {
    fn describe() -> Descriptor {
        described("idles")
    }

    fn assess(_: &Run) -> Result<Vec<Observation>, String> {
        Ok(vec![
            Observation::unknown("breach-notice").title("nothing was looked at"),
        ])
    }
}

assay_sdk::export!(Guest);
