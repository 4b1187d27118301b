//! Reads documents from beyond their end, from inside a character, and more than there is.

use assay_sdk::{Descriptor, Observation, Plugin, Run};
use assay_test_guests::described;

struct Guest;

impl Plugin for Guest {
    fn describe() -> Descriptor {
        described("reads-out-of-range")
    }

    fn assess(run: &Run) -> Result<Vec<Observation>, String> {
        let documents = run.documents();
        let document = documents.first().ok_or("no document")?;
        let read = document.bytes(u64::MAX, u32::MAX).len() + document.bytes(0, u32::MAX).len();
        let whole = document.info().byte_length;
        Ok(vec![
            Observation::unknown("breach-notice").title(format!("{read} of {whole} bytes")),
        ])
    }
}

assay_sdk::export!(Guest);
