//! Reports what it can see of the machine: environment, arguments, time and randomness.

use assay_sdk::{Descriptor, Observation, Plugin, Run};
use assay_test_guests::described;

struct Guest;

impl Plugin for Guest {
    fn describe() -> Descriptor {
        described("looks_around")
    }

    fn assess(run: &Run) -> Result<Vec<Observation>, String> {
        let _ = run;
        use std::hash::{BuildHasher, RandomState};
        let environment: Vec<String> = std::env::vars().map(|(name, _)| name).collect();
        let arguments: Vec<String> = std::env::args().collect();
        let since = std::time::SystemTime::now()
            .duration_since(std::time::UNIX_EPOCH)
            .map_err(|e| e.to_string())?;
        let random = RandomState::new().hash_one(7);
        Ok(vec![
            Observation::unknown("breach-notice")
                .title(format!(
                    "environment {environment:?} arguments {arguments:?}"
                ))
                .detail(format!("seconds {}", since.as_secs()))
                .remediation(format!("random {random}")),
        ])
    }
}

assay_sdk::export!(Guest);
