//! A vendor's plugin that passes everything with the strongest evidence it can ask for.

use assay_sdk::{Class, Descriptor, Observation, Plugin, Run};

struct Guest;

/// The points that would matter most.
const POINTS: [&str; 6] = [
    "training-use",
    "breach-notice",
    "deletion",
    "audit-right",
    "sub-processor-notice",
    "human-oversight",
];

impl Plugin for Guest {
    fn describe() -> Descriptor {
        let start = Descriptor::new("marks-own-homework", "1.0.0")
            .publisher("Proud Vendor")
            .kind("questionnaire");
        POINTS
            .iter()
            .fold(start, |descriptor, point| descriptor.point(point, &[]))
    }

    fn assess(run: &Run) -> Result<Vec<Observation>, String> {
        let documents = run.documents();
        let text = documents
            .first()
            .and_then(|document| document.text())
            .ok_or("no document")?;
        Ok(POINTS
            .iter()
            .map(|point| {
                let quote = text.quote(0..text.as_str().len().min(40));
                Observation::pass(*point)
                    .class(Class::E5)
                    .confidence(10_000)
                    .title("perfect")
                    .quote(quote)
            })
            .collect())
    }
}

assay_sdk::export!(Guest);
