//! What is said of several systems or subjects in the same words is said once.

use assay_domain::{Decision, PointId, Severity, SystemId};
use assay_scoring::{Ask, ReasonCode};

use crate::Report;

/// Items that are equal, with all the systems they are about, in the order of their first appearance.
pub(crate) fn merge<'a, K: PartialEq>(
    items: impl IntoIterator<Item = (K, Option<&'a SystemId>)>,
) -> Vec<(K, Vec<&'a SystemId>)> {
    let mut merged: Vec<(K, Vec<&SystemId>)> = Vec::new();
    for (item, system) in items {
        match merged.iter_mut().find(|(known, _)| *known == item) {
            Some((_, systems)) => systems.extend(system.filter(|one| !systems.contains(one))),
            None => merged.push((item, system.into_iter().collect())),
        }
    }
    merged
}

/// Reasons that argue for the same in the same words.
#[derive(Debug, PartialEq)]
pub(crate) struct Reasons<'a> {
    pub decision: Decision,
    code: ReasonCode,
    /// Gates, risks, points or plugins by their titles; empty when the words say it all.
    pub subjects: Vec<String>,
    pub text: &'a str,
}

/// The reasons of the verdict, the weightiest first, each with its systems.
pub(crate) fn reasons<'a>(report: &Report<'a>) -> Vec<(Reasons<'a>, Vec<&'a SystemId>)> {
    let mut by_system: Vec<(Reasons<'a>, Option<&'a SystemId>)> = Vec::new();
    for reason in &report.verdict().reasons {
        let system = reason.system.as_ref();
        let subject = subject(report, reason.code, &reason.subject);
        let known = by_system.iter_mut().find(|(known, of)| {
            (known.decision, known.code) == (reason.decision, reason.code)
                && known.text == reason.text
                && *of == system
        });
        match known {
            Some((known, _)) => known.subjects.extend(subject),
            None => by_system.push((
                Reasons {
                    decision: reason.decision,
                    code: reason.code,
                    subjects: subject.into_iter().collect(),
                    text: &reason.text,
                },
                system,
            )),
        }
    }
    // Scenarios by number: R2 before R11.
    for (reasons, _) in &mut by_system {
        if reasons.code == ReasonCode::ResidualTooHigh {
            reasons.subjects.sort_by_key(|id| (id.len(), id.clone()));
        }
    }
    merge(by_system)
}

fn subject(report: &Report<'_>, code: ReasonCode, id: &str) -> Option<String> {
    if id.is_empty() {
        return None;
    }
    match code {
        ReasonCode::GateFailed | ReasonCode::GateUnknown | ReasonCode::GateWeak => {
            Some(report.gate_title(id).to_owned())
        }
        ReasonCode::ResidualTooHigh => Some(id.to_uppercase()),
        ReasonCode::Disputed | ReasonCode::OpenFinding | ReasonCode::EvidenceTooWeak => {
            let title = |point: PointId| report.point_title(&point).to_owned();
            Some(id.parse().map_or_else(|_| id.to_owned(), title))
        }
        ReasonCode::RunFailed => Some(id.to_owned()),
        ReasonCode::CoverageBelowFloor
        | ReasonCode::TierProvisional
        | ReasonCode::WithinAppetite => None,
    }
}

/// One question, for all the systems that it is open for.
#[derive(Debug, PartialEq)]
pub(crate) struct Question<'a> {
    pub point: &'a PointId,
    pub text: &'a str,
    pub outcome: &'a str,
}

/// What to ask next, the most valuable first, each with its systems.
pub(crate) fn questions<'a>(report: &Report<'a>) -> Vec<(Question<'a>, Vec<&'a SystemId>)> {
    let question = |ask: &'a Ask| {
        let question = Question {
            point: &ask.point,
            text: &ask.text,
            outcome: &ask.outcome,
        };
        (question, ask.system.as_ref())
    };
    merge(report.verdict().ask_next.iter().map(question))
}

/// How many there are of each severity, the worst first; none of those that nothing has.
pub(crate) fn by_severity(
    severities: impl IntoIterator<Item = Severity>,
) -> Vec<(Severity, usize)> {
    let all: Vec<Severity> = severities.into_iter().collect();
    let worst_first = Severity::ALL.into_iter().rev();
    worst_first
        .map(|severity| (severity, all.iter().filter(|one| **one == severity).count()))
        .filter(|(_, count)| *count > 0)
        .collect()
}

/// ` (assistant, screening)`, or nothing for the supplier as a whole.
pub(crate) fn of_systems(systems: &[&SystemId]) -> String {
    let names: Vec<&str> = systems.iter().map(|system| system.as_str()).collect();
    if names.is_empty() {
        String::new()
    } else {
        format!(" ({})", names.join(", "))
    }
}
