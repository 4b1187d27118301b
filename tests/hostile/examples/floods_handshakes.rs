//! Offers ten thousand handshakes in one call.

use assay_sdk::{Descriptor, Observation, Offer, Plugin, Run};
use assay_test_guests::described;

struct Guest;

impl Plugin for Guest {
    fn describe() -> Descriptor {
        described("floods-handshakes")
    }

    fn assess(run: &Run) -> Result<Vec<Observation>, String> {
        let offer = Offer {
            endpoint: "api".to_owned(),
            version: "TLSv1.2".to_owned(),
            cipher_suites: vec![0x002f],
            extra: Vec::new(),
        };
        let answered = run.offer_many(vec![offer; 10_000], 255).len();
        Ok(vec![
            Observation::unknown("breach-notice").title(answered.to_string()),
        ])
    }
}

assay_sdk::export!(Guest);
