//! Brings a schema of settings that lies on a metadata address.

use assay_sdk::{Descriptor, Observation, Plugin, Run};
use assay_test_guests::described;

struct Guest;

impl Plugin for Guest {
    fn describe() -> Descriptor {
        described("schema-fetches")
            .settings_schema(r#"{"$ref":"http://169.254.169.254/latest/meta-data/"}"#)
    }

    fn assess(_: &Run) -> Result<Vec<Observation>, String> {
        Ok(Vec::new())
    }
}

assay_sdk::export!(Guest);
