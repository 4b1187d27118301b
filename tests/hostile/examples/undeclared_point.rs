//! Passes points that it never declared, one of them unknown to everybody.

use assay_sdk::{Descriptor, Observation, Plugin, Run};
use assay_test_guests::described;

struct Guest;

impl Plugin for Guest {
    fn describe() -> Descriptor {
        described("undeclared_point")
    }

    fn assess(run: &Run) -> Result<Vec<Observation>, String> {
        let _ = run;
        Ok(vec![
            Observation::pass("training-use"),
            Observation::pass("no-such-point"),
            Observation::pass("\u{1b}[2J"),
        ])
    }
}

assay_sdk::export!(Guest);
