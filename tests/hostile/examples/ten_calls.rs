//! Makes ten host calls. For the benchmark.

use assay_sdk::{Descriptor, Observation, Plugin, Run};
use assay_test_guests::described;

struct Guest;

impl Plugin for Guest {
    fn describe() -> Descriptor {
        described("ten_calls")
    }

    fn assess(run: &Run) -> Result<Vec<Observation>, String> {
        let answered = (0..10)
            .filter(|_| run.answer("breach-notice").is_some())
            .count();
        Ok(vec![
            Observation::unknown("breach-notice").title(answered.to_string()),
        ])
    }
}

assay_sdk::export!(Guest);
