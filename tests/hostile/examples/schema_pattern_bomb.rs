//! Brings a schema of settings with a pattern that unfolds to millions of states.

use assay_sdk::{Descriptor, Observation, Plugin, Run};
use assay_test_guests::described;

struct Guest;

impl Plugin for Guest {
    fn describe() -> Descriptor {
        described("schema-pattern-bomb").settings_schema(
            r#"{"type":"object","properties":{"a":{"pattern":"((a{100}){100}){100}"}}}"#,
        )
    }

    fn assess(_: &Run) -> Result<Vec<Observation>, String> {
        Ok(Vec::new())
    }
}

assay_sdk::export!(Guest);
