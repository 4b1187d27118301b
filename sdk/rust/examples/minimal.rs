//! A whole plugin: does the supplier promise to report incidents within 72 hours?

use assay_sdk::{Descriptor, Observation, Plugin, Question, Run, Severity, is_placeholder};

struct IncidentNotice;

impl Plugin for IncidentNotice {
    fn describe() -> Descriptor {
        Descriptor::new("incident-notice", env!("CARGO_PKG_VERSION"))
            .publisher("Example Security Team")
            .title("Notice of incidents")
            .kind("questionnaire")
            .point("breach-notice", &["iso42001.a.8.4"])
            .question(
                Question::number(
                    "breach-notice",
                    "Within how many hours do you report an incident to customers?",
                )
                .guidance("A whole number of hours, counted from when you become aware."),
            )
    }

    fn assess(run: &Run) -> Result<Vec<Observation>, String> {
        let ask =
            || Observation::unknown("breach-notice").remediation("State the hours as a number.");
        let Some(answer) = run
            .answer("breach-notice")
            .filter(|answer| !is_placeholder(&answer.value))
        else {
            return Ok(vec![ask().title("no answer")]);
        };
        let observation = match answer.value.trim().parse::<i64>() {
            Ok(hours @ 0..=72) => {
                Observation::pass("breach-notice").fact_number("breach-notice", hours, "h")
            }
            Ok(hours) => Observation::fail("breach-notice")
                .severity(Severity::High)
                .fact_number("breach-notice", hours, "h"),
            Err(_) => ask().title("the answer is no number"),
        };
        Ok(vec![observation.answer("breach-notice")])
    }
}

assay_sdk::export!(IncidentNotice);

#[cfg(test)]
mod tests {
    use assay_sdk::testing::FakeHost;

    use super::*;

    #[test]
    fn hours_are_compared_and_a_placeholder_is_no_answer() {
        for (value, outcome) in [
            ("24", "pass"),
            ("96", "fail"),
            ("soon", "unknown"),
            ("promptly", "unknown"),
        ] {
            let assessment = FakeHost::new()
                .with_answer("breach-notice", value)
                .assess::<IncidentNotice>()
                .unwrap();
            assert_eq!(assessment.of("breach-notice").outcome, outcome, "{value}");
            assert_eq!(assessment.problems(), [""; 0]);
        }
    }
}
