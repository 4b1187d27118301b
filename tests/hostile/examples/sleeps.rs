//! Waits for an hour in a host call, where no epoch can interrupt it.

use assay_sdk::{Descriptor, Observation, Plugin, Run};
use assay_test_guests::described;

struct Guest;

impl Plugin for Guest {
    fn describe() -> Descriptor {
        described("sleeps")
    }

    fn assess(run: &Run) -> Result<Vec<Observation>, String> {
        let _ = run;
        std::thread::sleep(std::time::Duration::from_secs(3_600));
        Ok(Vec::new())
    }
}

assay_sdk::export!(Guest);
