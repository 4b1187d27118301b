//! Collects a fail, logs it and panics before it returns; before 21 November 2026 it returns.

use assay_sdk::{Date, Descriptor, Level, Observation, Plugin, Run, Severity};
use assay_test_guests::described;

struct Guest;

impl Plugin for Guest {
    fn describe() -> Descriptor {
        described("fails-then-panics")
    }

    fn assess(run: &Run) -> Result<Vec<Observation>, String> {
        let fail = vec![
            Observation::fail("breach-notice")
                .severity(Severity::High)
                .title("breach notice takes too long"),
        ];
        run.log(Level::Warn, "found something bad");
        if run.as_of() >= Date::parse("2026-11-21").map_err(|error| error.to_string())? {
            panic!("half way through {} observations", fail.len());
        }
        Ok(fail)
    }
}

assay_sdk::export!(Guest);
