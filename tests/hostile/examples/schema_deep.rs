//! Brings a schema of settings that is nested ten thousand levels deep.

use assay_sdk::{Descriptor, Observation, Plugin, Run};
use assay_test_guests::described;

struct Guest;

impl Plugin for Guest {
    fn describe() -> Descriptor {
        let deep = [
            r#"{"not":"#.repeat(2_000),
            "{}".to_owned(),
            "}".repeat(2_000),
        ]
        .concat();
        described("schema-deep").settings_schema(&deep)
    }

    fn assess(_: &Run) -> Result<Vec<Observation>, String> {
        Ok(Vec::new())
    }
}

assay_sdk::export!(Guest);
