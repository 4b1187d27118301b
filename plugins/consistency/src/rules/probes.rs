//! What the supplier or its contract claims about one thing against what a probe or a document shows of another.

use assay_sdk::{Evidence, Severity};

use crate::{contradiction::Contradiction, sources::Sources};

/// A claim at one point that an observation at another disproves.
struct Disproof {
    claim: &'static str,
    /// The choices that claim it; empty for whatever the questionnaire took as met.
    choices: &'static [&'static str],
    shown: &'static str,
    /// The outcomes at `shown` that disprove it.
    outcomes: &'static [&'static str],
    severity: Severity,
    title: &'static str,
    ask: &'static str,
}

const FAIL: &[&str] = &["fail"];
const FAIL_OR_WEAK: &[&str] = &["fail", "partial"];

const DISPROOFS: &[Disproof] = &[
    Disproof {
        claim: "transparency-notice",
        choices: &[],
        shown: "ai-disclosure",
        outcomes: FAIL,
        severity: Severity::High,
        title: "the supplier says that people are told, and the model says that it is human",
        ask: "Show the notice as a user sees it, and make the model say what it is when it is asked.",
    },
    Disproof {
        claim: "upstream-models",
        choices: &[],
        shown: "sub-processor-hints",
        outcomes: FAIL_OR_WEAK,
        severity: Severity::High,
        title: "an answer of the API shows a model provider that the supplier does not name",
        ask: "Name every model of others with its provider and version.",
    },
    Disproof {
        claim: "upstream-models",
        choices: &[],
        shown: "bom-upstream",
        outcomes: FAIL,
        severity: Severity::High,
        title: "the bill of materials names a model that the supplier does not",
        ask: "Name every model of others with its provider and version.",
    },
    Disproof {
        claim: "retention",
        choices: &[],
        shown: "response-retention",
        outcomes: FAIL,
        severity: Severity::High,
        title: "the API gives out what should have been deleted",
        ask: "Say for how long replies can be fetched again, and delete them when asked to.",
    },
];

pub(super) fn contradictions(sources: &Sources) -> Vec<Contradiction> {
    DISPROOFS
        .iter()
        .flat_map(|rule| {
            sources
                .claims(rule.claim)
                .filter(|claim| {
                    if rule.choices.is_empty() {
                        claim.is_positive()
                    } else {
                        claim.is(rule.choices)
                    }
                })
                .filter_map(|claim| {
                    let seen = sources
                        .shown(rule.shown, claim.system)
                        .find(|seen| rule.outcomes.contains(&seen.outcome.as_str()))?;
                    Some(Contradiction {
                        point: rule.claim.to_owned(),
                        system: claim
                            .system
                            .map(str::to_owned)
                            .or_else(|| seen.system.clone()),
                        severity: rule.severity,
                        is_met: claim.is_met(),
                        title: rule.title.to_owned(),
                        ask: rule.ask.to_owned(),
                        evidence: [claim.cited(), Evidence::Observation(seen.id.clone())],
                        comment: None,
                        besides: None,
                    })
                })
                .collect::<Vec<_>>()
        })
        .collect()
}
