//! Describes itself by a version that is none and would draw on the terminal.

use assay_sdk::{Descriptor, Observation, Plugin, Run};
use assay_test_guests::described;

struct Guest;

impl Plugin for Guest {
    fn describe() -> Descriptor {
        Descriptor {
            version: "1.0.0-\u{1b}[2J".to_owned(),
            ..described("versionless")
        }
    }

    fn assess(_: &Run) -> Result<Vec<Observation>, String> {
        Ok(Vec::new())
    }
}

assay_sdk::export!(Guest);
