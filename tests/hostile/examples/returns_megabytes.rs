//! Returns five megabytes of text in many strings.

use assay_sdk::{Descriptor, Observation, Plugin, Run};
use assay_test_guests::described;

struct Guest;

impl Plugin for Guest {
    fn describe() -> Descriptor {
        described("returns_megabytes")
    }

    fn assess(run: &Run) -> Result<Vec<Observation>, String> {
        let _ = run;
        let text = "x".repeat(10_000);
        Ok((0..500)
            .map(|_| Observation::pass("breach-notice").detail(text.clone()))
            .collect())
    }
}

assay_sdk::export!(Guest);
