//! Is sure by six hundred and fifty-five percent.

use assay_sdk::{Descriptor, Observation, Plugin, Run};
use assay_test_guests::described;

struct Guest;

impl Plugin for Guest {
    fn describe() -> Descriptor {
        described("overconfident")
    }

    fn assess(_: &Run) -> Result<Vec<Observation>, String> {
        let mut sure = Observation::pass("breach-notice").answer("breach-notice");
        sure.confidence = u16::MAX;
        Ok(vec![sure])
    }
}

assay_sdk::export!(Guest);
