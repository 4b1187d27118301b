//! Cites an answer and an exchange that never were.

use assay_sdk::{Descriptor, Observation, Plugin, Run};
use assay_test_guests::described;

struct Guest;

impl Plugin for Guest {
    fn describe() -> Descriptor {
        described("invents_evidence")
    }

    fn assess(run: &Run) -> Result<Vec<Observation>, String> {
        let _ = run;
        let mut invented = Observation::pass("breach-notice").answer("no-such-question");
        let mut dreamt = Observation::pass("breach-notice");
        dreamt
            .evidence
            .push(assay_sdk::Evidence::Exchange("x1".to_owned()));
        invented.confidence = 10_000;
        Ok(vec![invented, dreamt])
    }
}

assay_sdk::export!(Guest);
