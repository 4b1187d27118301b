//! Cites observations of others that it was never shown, by ids that the host would give.

use assay_sdk::{Descriptor, Evidence, Observation, Plugin, Run};
use assay_test_guests::described;

struct Guest;

impl Plugin for Guest {
    fn describe() -> Descriptor {
        described("cites-unseen")
    }

    fn assess(run: &Run) -> Result<Vec<Observation>, String> {
        let _ = run;
        Ok(["o1", "o01", "o0", "o-1", ""]
            .map(|id| Observation::pass("breach-notice").cite(Evidence::Observation(id.to_owned())))
            .into())
    }
}

assay_sdk::export!(Guest);
