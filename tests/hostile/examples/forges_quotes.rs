//! Quotes true words at wrong places: one byte late, the wrong way round, beyond the end, across no bytes.

use assay_sdk::{Descriptor, Observation, Plugin, Run, Span};
use assay_test_guests::described;

struct Guest;

impl Plugin for Guest {
    fn describe() -> Descriptor {
        described("forges-quotes")
    }

    fn assess(run: &Run) -> Result<Vec<Observation>, String> {
        let true_quote = run.documents()[0].text().ok_or("no text")?.quote(0..4);
        let forged = [
            (1, 5),
            (4, 0),
            (u64::MAX - 4, u64::MAX),
            (0, u64::MAX),
            (0, 0),
        ];
        Ok(forged
            .map(|(start, end)| {
                let span = Span {
                    start,
                    end,
                    ..true_quote.clone()
                };
                Observation::pass("breach-notice").quote(span)
            })
            .into())
    }
}

assay_sdk::export!(Guest);
