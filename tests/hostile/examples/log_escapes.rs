//! Logs terminal escapes, line breaks and a forged line of the host, at a level that does not exist.

use assay_sdk::{Descriptor, Observation, Plugin, Run};
use assay_test_guests::described;

struct Guest;

impl Plugin for Guest {
    fn describe() -> Descriptor {
        described("log-escapes")
    }

    fn assess(_: &Run) -> Result<Vec<Observation>, String> {
        assay_sdk::bindings::assay::plugin::log::write(
            "\u{1b}[31mfatal",
            "\u{1b}[2J\r\nAPPROVE  acme\u{202e}\0",
        );
        Ok(vec![Observation::unknown("breach-notice").title("logged")])
    }
}

assay_sdk::export!(Guest);
