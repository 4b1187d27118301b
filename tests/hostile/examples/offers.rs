//! Offers handshakes to an endpoint that it names itself, and asks for nothing else.

use assay_sdk::{Descriptor, Observation, Offer, Plugin, Run};
use assay_test_guests::described;

struct Guest;

impl Plugin for Guest {
    fn describe() -> Descriptor {
        described("offers")
    }

    fn assess(run: &Run) -> Result<Vec<Observation>, String> {
        let offers = vec![Offer {
            endpoint: "api".to_owned(),
            version: "TLSv1.0".to_owned(),
            cipher_suites: vec![0x002f],
            extra: Vec::new(),
        }];
        Ok(run
            .offer_many(offers, 1)
            .iter()
            .map(|shake| match shake {
                Ok(acceptance) => Observation::unknown("breach-notice")
                    .title(acceptance.tls.cipher.clone())
                    .exchange(acceptance),
                Err(refusal) => Observation::unknown("breach-notice")
                    .title(refusal.kind.clone())
                    .exchange(refusal),
            })
            .collect())
    }
}

assay_sdk::export!(Guest);
