//! Imports a file system.

use assay_sdk::{Descriptor, Observation, Plugin, Run};
use assay_test_guests::described;

struct Guest;

impl Plugin for Guest {
    fn describe() -> Descriptor {
        described("opens_file")
    }

    fn assess(run: &Run) -> Result<Vec<Observation>, String> {
        let _ = run;
        let found = std::fs::read_to_string("/etc/passwd").is_ok();
        Ok(vec![
            Observation::unknown("breach-notice").title(found.to_string()),
        ])
    }
}

assay_sdk::export!(Guest);
