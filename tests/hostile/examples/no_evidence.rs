//! Passes with the strongest evidence class and cites nothing.

use assay_sdk::{Class, Descriptor, Observation, Plugin, Run};
use assay_test_guests::described;

struct Guest;

impl Plugin for Guest {
    fn describe() -> Descriptor {
        described("no-evidence")
    }

    fn assess(_: &Run) -> Result<Vec<Observation>, String> {
        Ok(vec![
            Observation::pass("breach-notice")
                .class(Class::E5)
                .confidence(10_000),
        ])
    }
}

assay_sdk::export!(Guest);
