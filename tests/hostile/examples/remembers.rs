//! Counts how often it was called in this instance. Always once: every run has an instance of its own.

use assay_sdk::{Descriptor, Observation, Plugin, Run};
use assay_test_guests::described;

struct Guest;

impl Plugin for Guest {
    fn describe() -> Descriptor {
        described("remembers")
    }

    fn assess(run: &Run) -> Result<Vec<Observation>, String> {
        static CALLS: std::sync::atomic::AtomicU32 = std::sync::atomic::AtomicU32::new(0);
        let _ = run;
        let calls = CALLS.fetch_add(1, std::sync::atomic::Ordering::Relaxed) + 1;
        Ok(vec![
            Observation::unknown("breach-notice").title(calls.to_string()),
        ])
    }
}

assay_sdk::export!(Guest);
