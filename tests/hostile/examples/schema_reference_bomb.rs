//! Brings a schema of settings in which forty lines unfold to 2^40 parts.

use assay_sdk::{Descriptor, Observation, Plugin, Run};
use assay_test_guests::described;

struct Guest;

impl Plugin for Guest {
    fn describe() -> Descriptor {
        let lines: Vec<String> = (0..40)
            .map(|n| {
                format!(
                    r##""d{n}":{{"allOf":[{{"$ref":"#/$defs/d{0}"}},{{"$ref":"#/$defs/d{0}"}}]}}"##,
                    n + 1
                )
            })
            .collect();
        let schema = format!(
            r##"{{"$ref":"#/$defs/d0","$defs":{{{},"d40":{{}}}}}}"##,
            lines.join(",")
        );
        described("schema-reference-bomb").settings_schema(&schema)
    }

    fn assess(_: &Run) -> Result<Vec<Observation>, String> {
        Ok(Vec::new())
    }
}

assay_sdk::export!(Guest);
