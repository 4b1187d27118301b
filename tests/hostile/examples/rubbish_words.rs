//! Uses words that the contract does not have.

use assay_sdk::{Descriptor, Observation, Plugin, Run};
use assay_test_guests::described;

struct Guest;

impl Plugin for Guest {
    fn describe() -> Descriptor {
        described("rubbish_words")
    }

    fn assess(run: &Run) -> Result<Vec<Observation>, String> {
        let _ = run;
        let mut excellent = Observation::pass("breach-notice");
        excellent.outcome = "excellent".to_owned();
        let mut mild = Observation::fail("breach-notice");
        mild.severity = "negligible".to_owned();
        let mut best = Observation::pass("breach-notice");
        best.evidence_class = "E9".to_owned();
        Ok(vec![
            excellent,
            mild,
            best,
            Observation::pass("breach-notice").system("no-such-system"),
        ])
    }
}

assay_sdk::export!(Guest);
