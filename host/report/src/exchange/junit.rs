//! JUnit XML for pipelines: what is not known is an error there, never a skipped test.

use std::fmt::Write as _;

use assay_domain::{Decision, PointOutcome};

use super::Export;
use crate::encode::xml::Escaped;

/// One suite for the decision, one for each system with a test case for each point that is expected.
pub fn suites(export: &Export<'_>) -> String {
    let position = &export.entry.position;
    let mut out = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    let mut put =
        |text: std::fmt::Arguments<'_>| out.write_fmt(text).expect("a String takes every write");
    put(format_args!(
        "<testsuites name=\"{}\">\n",
        Escaped::show(&position.supplier)
    ));
    let approved = position.decision == Decision::Approve;
    put(format_args!(
        "  <testsuite name=\"decision\" tests=\"1\" failures=\"{}\" errors=\"0\">\n",
        u8::from(!approved)
    ));
    put(format_args!(
        "    <testcase classname=\"decision\" name=\"{}\"",
        Escaped::show(&position.supplier)
    ));
    if approved {
        put(format_args!("/>\n"));
    } else {
        let why: Vec<&str> = position
            .causes
            .iter()
            .map(|cause| cause.text.as_str())
            .collect();
        let (decision, why) = (
            Escaped::show(position.decision),
            Escaped::of(&why.join("; ")),
        );
        put(format_args!(
            ">\n      <failure type=\"decision\" message=\"{decision}\">{why}</failure>\n    </testcase>\n"
        ));
    }
    put(format_args!("  </testsuite>\n"));
    for system in &position.verdict.systems {
        let points: Vec<_> = system
            .points
            .iter()
            .filter(|point| point.expected)
            .collect();
        let count = |wanted: fn(&Case) -> bool| {
            points
                .iter()
                .filter(|point| wanted(&case(&point.outcome)))
                .count()
        };
        put(format_args!(
            "  <testsuite name=\"{}\" tests=\"{}\" failures=\"{}\" errors=\"{}\" skipped=\"{}\">\n",
            Escaped::show(&system.system),
            points.len(),
            count(|case| matches!(case, Case::Failure(_))),
            count(|case| matches!(case, Case::Error(_))),
            count(|case| matches!(case, Case::Skipped)),
        ));
        for point in points {
            let (name, title) = (
                Escaped::show(&point.point),
                Escaped::of(export.point_title(&point.point)),
            );
            put(format_args!(
                "    <testcase classname=\"{}\" name=\"{name}\"",
                Escaped::show(&system.system)
            ));
            let told = format!("{title}: {}", point.outcome.label());
            match case(&point.outcome) {
                Case::Passed => put(format_args!("/>\n")),
                Case::Skipped => put(format_args!(
                    ">\n      <skipped message=\"{told}\"/>\n    </testcase>\n"
                )),
                Case::Failure(kind) => put(format_args!(
                    ">\n      <failure type=\"{kind}\" message=\"{told}\"/>\n    </testcase>\n"
                )),
                Case::Error(kind) => put(format_args!(
                    ">\n      <error type=\"{kind}\" message=\"{told}\"/>\n    </testcase>\n"
                )),
            }
        }
        put(format_args!("  </testsuite>\n"));
    }
    put(format_args!("</testsuites>\n"));
    out
}

enum Case {
    Passed,
    Skipped,
    Failure(&'static str),
    Error(&'static str),
}

/// A pipeline is red for whatever is not shown. Only what two people approved as not applicable is skipped.
const fn case(outcome: &PointOutcome) -> Case {
    match outcome {
        PointOutcome::Pass => Case::Passed,
        PointOutcome::NotApplicable { .. } => Case::Skipped,
        PointOutcome::Partial | PointOutcome::Fail | PointOutcome::Disputed => {
            Case::Failure(outcome.label())
        }
        PointOutcome::Unknown(_) | PointOutcome::Error { .. } | PointOutcome::NotRun => {
            Case::Error(outcome.label())
        }
    }
}
