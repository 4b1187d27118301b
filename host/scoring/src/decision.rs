//! The decision and its reasons.
//!
//! The decision is the worst that any reason argues for, so the order REJECT, UNDECIDED, CONDITIONAL, APPROVE needs no code of
//! its own, and a further reason can only make it worse. No reason ever goes away because a fail or an unknown is added:
//!
//! * The floor of a tier is compared with what was *shown*, not with what is known. If a fail filled the floor, a supplier
//!   short of it could answer "no" to the rest and turn UNDECIDED into CONDITIONAL.
//! * A failed gate is at least UNDECIDED, because an unknown one is.
//! * A point that misses the class which its tier asks for is a condition whatever its outcome, because silence must not be
//!   better than a weak answer.
//! * A very high residual rejects only when it is established, by an open fail of high severity or by enough that was told.
//!   A dossier without answers stands at its inherent risk, and to reject it for that would be to decide about nobody's
//!   answers. What a run told before it failed counts as told, so that no crash turns REJECT into UNDECIDED; neither a fail
//!   nor an unknown ever makes less told.

use assay_catalogue::Policy;
use assay_domain::{Decision, EvidenceClass, Level, PointId, Severity, SystemId, Tier};

use crate::{
    Finding, GateResult, GateStatus, Participation, Reason, ReasonCode, RunResult, ScenarioResult,
    coverage::Shares, point::Judged, system::System, tier,
};

/// How many ids a reason names before it only counts.
const NAMED: usize = 5;

/// What was found out about one system.
pub(crate) struct Assessed<'a> {
    pub(crate) system: &'a System,
    pub(crate) points: &'a [Judged<'a>],
    pub(crate) shares: Shares,
    pub(crate) gates: &'a [GateResult],
    pub(crate) scenarios: &'a [ScenarioResult],
}

/// The decision and its reasons, the weightiest first. Never none.
pub(crate) fn decide(
    policy: &Policy,
    systems: &[Assessed<'_>],
    findings: &[Finding],
    runs: &[Participation],
) -> (Decision, Vec<Reason>) {
    let mut reasons = Vec::new();
    for one in systems {
        on_gates(one, &mut reasons);
        on_scenarios(policy, one, &mut reasons);
        on_coverage(policy, one, &mut reasons);
        on_tier(one, &mut reasons);
        on_points(one, &mut reasons);
    }
    on_findings(findings, &mut reasons);
    on_runs(runs, &mut reasons);
    reasons.sort_by(|a, b| {
        let key = |r: &Reason| (std::cmp::Reverse(r.decision), r.code);
        key(a)
            .cmp(&key(b))
            .then_with(|| (&a.system, &a.subject, &a.text).cmp(&(&b.system, &b.subject, &b.text)))
    });
    reasons.dedup();
    let decision = reasons.first().map_or(Decision::Approve, |r| r.decision);
    if reasons.is_empty() {
        reasons.push(Reason {
            decision,
            code: ReasonCode::WithinAppetite,
            subject: String::new(),
            system: None,
            text: "every gate holds, enough is shown, and no risk is above appetite".to_owned(),
        });
    }
    (decision, reasons)
}

fn on_gates(one: &Assessed<'_>, reasons: &mut Vec<Reason>) {
    for gate in one.gates {
        let Some(decision) = gate.decision else {
            continue;
        };
        let code = match gate.status {
            GateStatus::Failed => ReasonCode::GateFailed,
            GateStatus::Unknown => ReasonCode::GateUnknown,
            _ => ReasonCode::GateWeak,
        };
        let text = gate.text.clone();
        reasons.push(about(one.system, decision, code, &gate.gate, text));
    }
}

fn on_scenarios(policy: &Policy, one: &Assessed<'_>, reasons: &mut Vec<Reason>) {
    let tier = one.system.tier.tier;
    let appetite = tier::asks(policy, tier).appetite;
    for scenario in one.scenarios {
        let residual = scenario.residual;
        let decision = match residual {
            Level::VeryHigh if scenario.established => Decision::Reject,
            Level::VeryHigh => Decision::Undecided,
            Level::High => Decision::Conditional,
            _ if residual > appetite => Decision::Conditional,
            _ => continue,
        };
        let mut text = format!("the residual risk is {}", word(residual));
        match decision {
            Decision::Undecided => text.push_str(", but too little is known to say that it is so"),
            _ if residual > appetite => {
                text.push_str(&format!(
                    "; the appetite of {} is {}",
                    lower(tier),
                    word(appetite)
                ));
            }
            _ => {}
        }
        let code = ReasonCode::ResidualTooHigh;
        reasons.push(about(
            one.system,
            decision,
            code,
            scenario.scenario.as_str(),
            text,
        ));
    }
    if one.scenarios.is_empty() {
        let text = "the catalogue has no risk scenario".to_owned();
        let code = ReasonCode::ResidualTooHigh;
        reasons.push(about(one.system, Decision::Undecided, code, "", text));
    }
}

/// Nothing shown at all is below every floor, even one of 0: a plugin that is not independent shows nothing, so alone it never
/// reaches more than UNDECIDED.
fn on_coverage(policy: &Policy, one: &Assessed<'_>, reasons: &mut Vec<Reason>) {
    let tier = one.system.tier.tier;
    let floor = tier::asks(policy, tier).coverage_floor;
    let shown = one.shares.shown;
    if shown.got == 0 || shown.share < floor {
        let text = format!(
            "{} of what is expected is shown to be met at least in part; {} asks for {floor}",
            shown.share,
            lower(tier)
        );
        let code = ReasonCode::CoverageBelowFloor;
        reasons.push(about(one.system, Decision::Undecided, code, "", text));
    }
}

fn on_tier(one: &Assessed<'_>, reasons: &mut Vec<Reason>) {
    let result = &one.system.tier;
    if !result.provisional || result.tier > Tier::T2 {
        return;
    }
    let unknown = result.facts.iter().filter(|(_, rating)| rating.is_none());
    let names: Vec<_> = unknown.map(|(fact, _)| fact.name()).collect();
    let text = format!(
        "{} is provisional: not known: {}",
        lower(result.tier),
        list(&names)
    );
    let code = ReasonCode::TierProvisional;
    reasons.push(about(one.system, Decision::Undecided, code, "", text));
}

fn on_points(one: &Assessed<'_>, reasons: &mut Vec<Reason>) {
    let tier = one.system.tier.tier;
    let mut silent = Vec::new();
    for judged in one.points {
        let id = &judged.point.id;
        if judged.result.in_dispute {
            let text = "is disputed until a reviewer resolves it".to_owned();
            let code = ReasonCode::Disputed;
            reasons.push(about(
                one.system,
                Decision::Conditional,
                code,
                id.as_str(),
                text,
            ));
        }
        let Some(required) = judged.point.required_class.get(&tier).copied() else {
            continue;
        };
        let class = judged.sides.shown_class();
        if !judged.counts() || class >= required {
            continue;
        }
        if class == EvidenceClass::E0 {
            silent.push(id.as_str());
        } else {
            let text = format!("rests on {class}; {} asks for {required}", lower(tier));
            let code = ReasonCode::EvidenceTooWeak;
            reasons.push(about(
                one.system,
                Decision::Conditional,
                code,
                id.as_str(),
                text,
            ));
        }
    }
    if !silent.is_empty() {
        let text = format!(
            "{} asks for evidence and none shows it: {}",
            lower(tier),
            list(&silent)
        );
        let code = ReasonCode::EvidenceTooWeak;
        reasons.push(about(one.system, Decision::Conditional, code, "", text));
    }
}

fn on_findings(findings: &[Finding], reasons: &mut Vec<Reason>) {
    let mut said: Vec<(&PointId, Option<&SystemId>)> = Vec::new();
    for finding in findings.iter().filter(|f| f.severity >= Severity::High) {
        let subject = (&finding.point, finding.system.as_ref());
        if said.contains(&subject) {
            continue;
        }
        said.push(subject);
        reasons.push(Reason {
            decision: Decision::Conditional,
            code: ReasonCode::OpenFinding,
            subject: finding.point.to_string(),
            system: finding.system.clone(),
            text: format!(
                "a finding of {} severity is open{}",
                finding.severity,
                if finding.carried {
                    ", from an earlier assessment"
                } else {
                    ""
                }
            ),
        });
    }
}

fn on_runs(runs: &[Participation], reasons: &mut Vec<Reason>) {
    for run in runs {
        if let RunResult::Failed { kind } = &run.result {
            reasons.push(Reason {
                decision: Decision::Undecided,
                code: ReasonCode::RunFailed,
                subject: run.plugin.id.to_string(),
                system: None,
                text: format!("the run ended in an error ({})", kebab(kind)),
            });
        }
    }
}

fn about(
    system: &System,
    decision: Decision,
    code: ReasonCode,
    subject: &str,
    text: String,
) -> Reason {
    Reason {
        decision,
        code,
        subject: subject.to_owned(),
        system: Some(system.facts.id.clone()),
        text,
    }
}

fn word(level: Level) -> String {
    level.label().to_lowercase()
}

fn lower(tier: Tier) -> String {
    tier.to_string().to_lowercase()
}

/// The first few of several words, and how many there are besides.
fn list(words: &[&str]) -> String {
    let named = words
        .iter()
        .take(NAMED)
        .copied()
        .collect::<Vec<_>>()
        .join(", ");
    match words.len().saturating_sub(NAMED) {
        0 => named,
        more => format!("{named} and {more} more"),
    }
}

/// The kind of an error is a word of the host; anything else in it is not let through into a text of our own.
fn kebab(kind: &str) -> String {
    let word = |c: &char| c.is_ascii_lowercase() || c.is_ascii_digit() || *c == '-';
    kind.chars().filter(word).take(40).collect()
}
