//! Reads the supplier's answers while it describes itself.

use assay_sdk::{Descriptor, Observation, Plugin, Run};
use assay_test_guests::described;

struct Guest;

impl Plugin for Guest {
    fn describe() -> Descriptor {
        let peeked = assay_sdk::bindings::assay::plugin::answers::all();
        described("calls-in-describe").title(&format!("{} answers", peeked.len()))
    }

    fn assess(_: &Run) -> Result<Vec<Observation>, String> {
        Ok(Vec::new())
    }
}

assay_sdk::export!(Guest);
