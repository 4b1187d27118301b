//! Writes what stands in the first document and in the answers into every word that it may choose.

use assay_sdk::{Descriptor, FactValue, Level, Observation, Plugin, Run};
use assay_test_guests::described;

struct Guest;

impl Plugin for Guest {
    fn describe() -> Descriptor {
        described("echoes")
    }

    fn assess(run: &Run) -> Result<Vec<Observation>, String> {
        let text = run
            .documents()
            .first()
            .and_then(|document| document.text())
            .ok_or("no text")?;
        let quote = text.quote(0..text.as_str().len());
        let said = text.as_str();
        let mut echoed = Observation::fail("breach-notice")
            .title(said)
            .detail(said)
            .remediation(said)
            .fact_text(said, said)
            .fact("unit", FactValue::Other((said.to_owned(), said.to_owned())))
            .quote(quote);
        for answer in run.answers() {
            echoed = echoed.answer(answer.question);
        }
        run.log(Level::Warn, said);
        Ok(vec![echoed])
    }
}

assay_sdk::export!(Guest);
