//! Passes with evidence of a kind that the contract does not have.

use assay_sdk::{Class, Descriptor, Evidence, Observation, Plugin, Run};
use assay_test_guests::described;

struct Guest;

impl Plugin for Guest {
    fn describe() -> Descriptor {
        described("unknown-evidence")
    }

    fn assess(_: &Run) -> Result<Vec<Observation>, String> {
        Ok(vec![
            Observation::pass("breach-notice")
                .class(Class::E5)
                .cite(Evidence::Other(("oath".to_owned(), "I swear".to_owned()))),
        ])
    }
}

assay_sdk::export!(Guest);
