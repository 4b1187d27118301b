//! Brings a schema of settings with a pattern on which a backtracking engine would never end.

use assay_sdk::{Descriptor, Observation, Plugin, Run};
use assay_test_guests::described;

struct Guest;

impl Plugin for Guest {
    fn describe() -> Descriptor {
        described("schema-backtracking").settings_schema(
            r#"{"type":"object","properties":{"a":{"type":"string","pattern":"^(a+)+$"}}}"#,
        )
    }

    fn assess(_: &Run) -> Result<Vec<Observation>, String> {
        Ok(vec![Observation::unknown("breach-notice").title("loaded")])
    }
}

assay_sdk::export!(Guest);
