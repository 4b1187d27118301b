//! Returns observations in which every word is empty.

use assay_sdk::{Descriptor, Observation, Plugin, Run};
use assay_test_guests::described;

struct Guest;

impl Plugin for Guest {
    fn describe() -> Descriptor {
        described("empty-words")
    }

    fn assess(_: &Run) -> Result<Vec<Observation>, String> {
        let mut nothing = Observation::pass("breach-notice");
        nothing.outcome.clear();
        nothing.severity.clear();
        nothing.evidence_class.clear();
        let nowhere = Observation {
            point: String::new(),
            ..nothing.clone()
        };
        Ok(vec![nothing, nowhere])
    }
}

assay_sdk::export!(Guest);
