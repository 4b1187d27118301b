//! A plugin as it should be: reads an answer and a document, quotes it, logs a line.

use assay_sdk::{Class, Descriptor, Level, Observation, Plugin, Run};
use assay_test_guests::described;

struct Guest;

impl Plugin for Guest {
    fn describe() -> Descriptor {
        described("good").point("deletion", &[])
    }

    fn assess(run: &Run) -> Result<Vec<Observation>, String> {
        let profile = run.profile();
        run.log(Level::Info, &format!("assessing {}", profile.id));
        let mut observations = Vec::new();
        if let Some(answer) = run.answer("breach-notice") {
            observations.push(
                Observation::pass("breach-notice")
                    .class(Class::E1)
                    .confidence(10_000)
                    .title(format!("answered {}", answer.value))
                    .answer("breach-notice"),
            );
        }
        for document in run.documents() {
            let Some(text) = document.text() else {
                continue;
            };
            if let Some(start) = text.as_str().find("within 30 days") {
                let quote = text.quote(start..start + "within 30 days".len());
                observations.push(
                    Observation::pass("deletion")
                        .class(Class::E5)
                        .confidence(10_000)
                        .title("deletion within 30 days")
                        .fact_number("deletion", 30, "d")
                        .quote(quote),
                );
            }
        }
        Ok(observations)
    }
}

assay_sdk::export!(Guest);
