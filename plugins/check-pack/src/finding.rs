//! What a check found, and what all checks of a point come to.

use assay_sdk::{Observation, Outcome, Severity};
use check_pack_format::{Outcome as Amounts, Severity as Weight};

/// Longest list of reasons in the detail of an unknown.
const LONGEST_DETAIL: usize = 4_000;

/// What one check found.
#[derive(Debug)]
pub enum Finding {
    /// Something was seen, be it that a person has to look at it.
    Seen(Observation),
    /// Nothing was there to be looked at: no answer, no such clause, no endpoint.
    Silent {
        /// The point.
        point: String,
        /// Why, as a sentence.
        reason: String,
        /// What to ask for.
        remediation: String,
    },
}

impl Finding {
    fn point(&self) -> &str {
        match self {
            Self::Seen(observation) => &observation.point,
            Self::Silent { point, .. } => point,
        }
    }
}

/// The observations of a run. Checks of one pack that speak to the same point are alternatives, so silence of one does not
/// matter where another saw something; where all are silent the point is unknown, once.
pub(crate) fn settle(findings: Vec<Finding>) -> Vec<Observation> {
    let mut points: Vec<String> = Vec::new();
    for finding in &findings {
        if !points.iter().any(|point| point == finding.point()) {
            points.push(finding.point().to_owned());
        }
    }
    let mut findings = findings;
    let mut observations = Vec::new();
    for point in points {
        let (of_point, others) = findings
            .into_iter()
            .partition::<Vec<_>, _>(|finding| finding.point() == point);
        findings = others;
        let mut reasons = Vec::new();
        let mut asks = Vec::new();
        let before = observations.len();
        for finding in of_point {
            match finding {
                Finding::Seen(observation) => observations.push(observation),
                Finding::Silent {
                    reason,
                    remediation,
                    ..
                } => {
                    reasons.push(reason);
                    if !asks.contains(&remediation) {
                        asks.push(remediation);
                    }
                }
            }
        }
        if observations.len() == before {
            observations.push(
                Observation::unknown(point)
                    .title("not known: nothing that the pack looks for was there")
                    .detail(cut(&reasons.join(" ")))
                    .remediation(cut(&asks.join(" "))),
            );
        }
    }
    observations
}

fn cut(text: &str) -> &str {
    &text[..text.floor_char_boundary(LONGEST_DETAIL)]
}

/// The title of a check: its own, or its id.
pub(crate) fn title<'a>(title: &'a str, id: &'a str) -> &'a str {
    if title.is_empty() { id } else { title }
}

/// An observation with the outcome and severity that the pack gives it.
pub(crate) fn observation(point: &str, outcome: Amounts, severity: Weight) -> Observation {
    let (outcome, counts) = match outcome {
        Amounts::Pass => (Outcome::Pass, false),
        Amounts::Partial => (Outcome::Partial, true),
        Amounts::Fail => (Outcome::Fail, true),
    };
    let observation = Observation::new(point, outcome);
    if !counts {
        return observation;
    }
    observation.severity(match severity {
        Weight::Info => Severity::Info,
        Weight::Low => Severity::Low,
        Weight::Medium => Severity::Medium,
        Weight::High => Severity::High,
        Weight::Critical => Severity::Critical,
    })
}

/// The outcome of texts and replies: the first whose condition holds, the worst first.
pub(crate) fn worst(holds: impl Fn(Amounts) -> bool) -> Option<Amounts> {
    let order = [Amounts::Fail, Amounts::Partial, Amounts::Pass];
    order.into_iter().find(|outcome| holds(*outcome))
}

/// The outcome of a number: a fail before all else, then a pass, then a partial, which is the wider limit.
pub(crate) fn graded(holds: impl Fn(Amounts) -> bool) -> Option<Amounts> {
    let order = [Amounts::Fail, Amounts::Pass, Amounts::Partial];
    order.into_iter().find(|outcome| holds(*outcome))
}
