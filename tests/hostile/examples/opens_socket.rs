//! Imports sockets.

use assay_sdk::{Descriptor, Observation, Plugin, Run};
use assay_test_guests::described;

struct Guest;

impl Plugin for Guest {
    fn describe() -> Descriptor {
        described("opens_socket")
    }

    fn assess(run: &Run) -> Result<Vec<Observation>, String> {
        let _ = run;
        let found = std::net::TcpStream::connect("127.0.0.1:22").is_ok();
        Ok(vec![
            Observation::unknown("breach-notice").title(found.to_string()),
        ])
    }
}

assay_sdk::export!(Guest);
