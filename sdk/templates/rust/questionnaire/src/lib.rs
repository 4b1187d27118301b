//! {{title}}: does the supplier promise to report incidents within 72 hours?

use assay_sdk::{Descriptor, Observation, Plugin, Question, Run, Severity, is_placeholder};

const POINT: &str = "breach-notice";
const QUESTION: &str = "{{name}}-hours";

struct {{camel}};

impl Plugin for {{camel}} {
    fn describe() -> Descriptor {
        Descriptor::new("{{name}}", env!("CARGO_PKG_VERSION"))
            .title("{{title}}")
            .kind("questionnaire")
            .point(POINT, &["iso42001.a.8.4"])
            .question(
                Question::number(QUESTION, "Within how many hours do you report an incident to customers?")
                    .guidance("A whole number of hours, counted from when you become aware."),
            )
            .capability("answers", "It reads the answer")
    }

    fn assess(run: &Run) -> Result<Vec<Observation>, String> {
        let ask = || Observation::unknown(POINT).remediation("State the hours as a number.");
        let Some(answer) = run.answer(QUESTION).filter(|answer| !is_placeholder(&answer.value)) else {
            return Ok(vec![ask().title("no answer")]);
        };
        let seen = match answer.value.trim().parse::<i64>() {
            Ok(hours @ 0..=72) => Observation::pass(POINT).fact_number(POINT, hours, "h"),
            Ok(hours @ 73..) => Observation::fail(POINT).severity(Severity::High).fact_number(POINT, hours, "h"),
            _ => ask().title("the answer is no number of hours"),
        };
        Ok(vec![seen.answer(QUESTION)])
    }
}

assay_sdk::export!({{camel}});

#[cfg(test)]
mod tests {
    use super::*;
    use assay_sdk::testing::FakeHost;

    #[test]
    fn hours_are_compared_and_what_is_no_number_is_unknown() {
        for (value, outcome) in [("24", "pass"), ("96", "fail"), ("soon", "unknown"), ("-1", "unknown")] {
            let assessment = FakeHost::new().with_answer(QUESTION, value).assess::<{{camel}}>().unwrap();
            assert_eq!(assessment.of(POINT).outcome, outcome, "{value}");
            assert!(assessment.problems().is_empty());
        }
    }
}
