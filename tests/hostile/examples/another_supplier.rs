//! Speaks about a system, a document, an answer and a claim of another supplier.

use assay_sdk::{Descriptor, Observation, Plugin, Run};
use assay_test_guests::described;

struct Guest;

impl Plugin for Guest {
    fn describe() -> Descriptor {
        described("another-supplier")
    }

    fn assess(run: &Run) -> Result<Vec<Observation>, String> {
        let mut span = run.documents()[0].text().ok_or("no text")?.quote(0..4);
        span.document = "another-supplier/dpa.md".to_owned();
        Ok(vec![
            Observation::fail("breach-notice").system("another-suppliers-model"),
            Observation::fail("breach-notice").quote(span),
            Observation::fail("breach-notice").answer("another-supplier"),
            Observation::fail("breach-notice").profile("id", "another-supplier"),
        ])
    }
}

assay_sdk::export!(Guest);
