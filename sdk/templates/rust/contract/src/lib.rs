//! {{title}}: within how many hours does the contract promise notice of a breach?

use assay_sdk::{Descriptor, Observation, Plugin, Run, Severity};

const POINT: &str = "breach-notice";

struct {{camel}};

impl Plugin for {{camel}} {
    fn describe() -> Descriptor {
        Descriptor::new("{{name}}", env!("CARGO_PKG_VERSION"))
            .title("{{title}}")
            .kind("contract")
            .point(POINT, &["iso42001.a.8.4"])
            .document("contract", "The clause on notice of a breach")
            .capability("documents", "It reads the contract")
    }

    fn assess(run: &Run) -> Result<Vec<Observation>, String> {
        for document in run.documents() {
            let Some(text) = document.text() else { continue };
            let Some((start, end, hours)) = clause(text.as_str()) else { continue };
            let seen = if hours <= 72 {
                Observation::pass(POINT)
            } else {
                Observation::fail(POINT).severity(Severity::High)
            };
            return Ok(vec![seen.fact_number(POINT, hours, "h").quote(text.quote(start..end))]);
        }
        let ask = "Put the hours within which a breach is reported into the contract.";
        Ok(vec![Observation::unknown(POINT).title("no clause was found").remediation(ask)])
    }
}

/// Where the first sentence about a breach with a number of hours starts and ends, and the number.
fn clause(text: &str) -> Option<(usize, usize, i64)> {
    let mut start = 0;
    for sentence in text.split_inclusive(['.', '\n']) {
        let end = start + sentence.len();
        let before = sentence.split(" hours").next().filter(|before| before.len() < sentence.len());
        let hours = before.and_then(|before| before.rsplit(' ').next()?.parse().ok());
        if let (true, Some(hours)) = (sentence.contains("breach"), hours) {
            return Some((start, end, hours));
        }
        start = end;
    }
    None
}

assay_sdk::export!({{camel}});

#[cfg(test)]
mod tests {
    use super::*;
    use assay_sdk::testing::{FakeDocument, FakeHost};

    #[test]
    fn the_clause_is_quoted_and_its_hours_are_compared() {
        for (clause, outcome) in [
            ("The supplier reports a breach within 48 hours.", "pass"),
            ("The supplier reports a breach within 96 hours.", "fail"),
            ("The supplier reports a breach promptly.", "unknown"),
            ("Support answers within 4 hours.", "unknown"),
        ] {
            let text = format!("# Contract “Größe”\n\nPrices are in €. {clause} The end.");
            let document = FakeDocument::markdown("contract.md", &text).kind("contract");
            let assessment = FakeHost::new().with_document(document).assess::<{{camel}}>().unwrap();
            assert_eq!(assessment.of(POINT).outcome, outcome, "{clause}");
            assert!(assessment.problems().is_empty());
        }
    }
}
