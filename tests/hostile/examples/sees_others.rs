//! Reads what other plugins observed and reports, for each, who saw it.

use assay_sdk::{Descriptor, Observation, Plugin, Run};
use assay_test_guests::described;

struct Guest;

impl Plugin for Guest {
    fn describe() -> Descriptor {
        described("sees-others")
    }

    fn assess(run: &Run) -> Result<Vec<Observation>, String> {
        let seen = run.observed();
        Ok(seen
            .iter()
            .filter(|seen| seen.point == "breach-notice")
            .map(|seen| {
                Observation::fail("breach-notice")
                    .title(format!("{} said {}", seen.plugin, seen.outcome))
                    .observation(seen)
            })
            .collect())
    }
}

assay_sdk::export!(Guest);
