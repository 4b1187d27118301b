//! Quotes what is not there.

use assay_sdk::{Descriptor, Observation, Plugin, Run};
use assay_test_guests::described;

struct Guest;

impl Plugin for Guest {
    fn describe() -> Descriptor {
        described("lies_about_quote")
    }

    fn assess(run: &Run) -> Result<Vec<Observation>, String> {
        let mut span = run.documents()[0].text().ok_or("no text")?.quote(0..10);
        span.text = "We never train".to_owned();
        Ok(vec![
            Observation::pass("breach-notice")
                .confidence(10_000)
                .quote(span),
        ])
    }
}

assay_sdk::export!(Guest);
