//! Fills every text with terminal escapes, line breaks, NUL and bidirectional controls.

use assay_sdk::{Descriptor, Observation, Plugin, Run};
use assay_test_guests::described;

struct Guest;

/// Clears the screen, sets the title, opens a link, goes back on the line, turns the reading direction, starts a formula and a tag.
const NASTY: &str = "\u{1b}[2J\u{1b}]0;owned\u{7}\u{1b}]8;;https://evil.example/\u{1b}\\\r\n\0\u{9b}31m\u{202e}=1+1<script>alert(1)</script>";

impl Plugin for Guest {
    fn describe() -> Descriptor {
        described("control-characters")
    }

    fn assess(_: &Run) -> Result<Vec<Observation>, String> {
        let fail = Observation::fail("breach-notice");
        Ok(vec![
            fail.title(NASTY)
                .detail(NASTY)
                .remediation(NASTY)
                .fact_text(NASTY, NASTY)
                .answer("breach-notice"),
        ])
    }
}

assay_sdk::export!(Guest);
