//! The outcome lattice: what comes out for one point of one system.

use assay_catalogue::{Point, Policy};
use assay_domain::{
    Bp, EvidenceClass, NotApplicableApproval, PointOutcome, ReportedOutcome, UnknownReason,
};

use crate::{
    Input, PenaltyTerm, PointResult, SourceView, SupportTerm,
    sides::Sides,
    statement::{Declared, Statement, Statements},
    system::System,
};

/// A point with its result and with those who spoke about it.
#[derive(Debug)]
pub(crate) struct Judged<'a> {
    pub(crate) point: &'a Point,
    pub(crate) result: PointResult,
    pub(crate) sides: Sides<'a>,
}

impl Judged<'_> {
    /// True when it is in the denominator: expected, and no approval takes it out.
    pub(crate) fn counts(&self) -> bool {
        self.result.expected && !matches!(self.result.outcome, PointOutcome::NotApplicable { .. })
    }
}

/// Every point that is expected of the system or that somebody spoke about, in the order of ids.
pub(crate) fn judge_all<'a>(
    input: &Input<'a>,
    statements: &'a Statements<'a>,
    system: &System,
) -> Vec<Judged<'a>> {
    let policy = &input.catalogue.policy;
    let mut judged = Vec::new();
    for point in input.catalogue.points.values() {
        let on = statements.on(&point.id);
        let expected = point.is_expected(input.supplier, &system.facts, system.tier.tier);
        if !expected && !on.iter().any(|s| s.applies_to(&system.facts.id)) {
            continue;
        }
        let sides = Sides::new(on, &system.facts.id, policy.dispute_below);
        let approval = approval(input, point, system);
        let declared = statements.declared(&point.id);
        judged.push(judge(point, policy, expected, sides, approval, declared));
    }
    judged
}

/// The approval that takes a point out of the denominator: eligible, complete, and not of a day to come.
fn approval<'a>(
    input: &Input<'a>,
    point: &Point,
    system: &System,
) -> Option<&'a NotApplicableApproval> {
    input.supplier.not_applicable.iter().find(|approval| {
        point.may_be_not_applicable
            && approval.point == point.id
            && approval
                .system
                .as_ref()
                .is_none_or(|id| *id == system.facts.id)
            && approval.is_complete()
            && approval.approved_on.is_none_or(|day| day <= input.as_of)
    })
}

fn judge<'a>(
    point: &'a Point,
    policy: &Policy,
    expected: bool,
    mut sides: Sides<'a>,
    approval: Option<&NotApplicableApproval>,
    declared: Option<&Declared>,
) -> Judged<'a> {
    // With an approval nobody had to show the point, so passes count neither for it nor, once a fail contradicts the approval,
    // against the fail: else the fail would bring a well-shown point back into the denominator and lower the risk.
    let approval_contradicted = approval.is_some() && !sides.fails.is_empty();
    if approval.is_some() {
        sides.set_positives_aside();
    }
    let outcome = match approval {
        Some(approval) if !approval_contradicted => PointOutcome::NotApplicable {
            why: approval.why.clone(),
            approved_by: approval.approved_by.clone(),
        },
        _ => outcome(&sides, declared),
    };
    let supports: Vec<_> = sides.positives.iter().map(|s| support(s, policy)).collect();
    let penalties: Vec<_> = sides.fails.iter().map(|s| penalty(s, policy)).collect();
    // The best, not the sum: the hundredth identical pass adds nothing. The worst, likewise.
    let best = supports.iter().map(|s| s.result).max().unwrap_or(Bp::ZERO);
    let worst = penalties.iter().map(|p| p.result).max().unwrap_or(Bp::ZERO);
    let weight = point
        .controls
        .iter()
        .fold(0, |sum: u32, link| sum.saturating_add(link.weight));
    Judged {
        point,
        result: PointResult {
            point: point.id.clone(),
            expected,
            weight: weight.max(1),
            support: best,
            penalty: worst,
            effectiveness: best.of_floor(worst.complement()),
            class: class(&outcome, &sides),
            supports,
            penalties,
            sources: if outcome == PointOutcome::Disputed {
                sources(&sides)
            } else {
                Vec::new()
            },
            in_dispute: sides.in_dispute(),
            shown: sides.shown(),
            told: sides.told(),
            approval_contradicted,
            outcome,
        },
        sides,
    }
}

/// The outcome when no approval takes the point out.
fn outcome(sides: &Sides<'_>, declared: Option<&Declared>) -> PointOutcome {
    if !sides.fails.is_empty() {
        // A fail with little confidence is a dispute even when passes stand beside it: it is not ignored.
        let mut decisive = sides.decisive_fails().peekable();
        let disputed = decisive.peek().is_none() || decisive.any(|f| sides.is_contradicted(f));
        return if disputed {
            PointOutcome::Disputed
        } else {
            PointOutcome::Fail
        };
    }
    if let Some(naming) = Sides::naming(sides.positives.iter().copied()) {
        return if naming.observation.outcome == ReportedOutcome::Pass {
            PointOutcome::Pass
        } else {
            PointOutcome::Partial
        };
    }
    if let Some(kind) = declared.and_then(|d| d.failed.clone()) {
        return PointOutcome::Error { kind };
    }
    if let Some(unknown) = sides.unknowns.first() {
        let detail = unknown.observation.detail.clone();
        return PointOutcome::Unknown(UnknownReason::Reported { detail });
    }
    if !sides.not_applicable.is_empty() {
        return PointOutcome::Unknown(UnknownReason::NotApplicableUnapproved);
    }
    if declared.is_some_and(|d| d.completed) {
        PointOutcome::Unknown(UnknownReason::Silent)
    } else {
        PointOutcome::NotRun
    }
}

/// P of one positive: V x cap(E) x confidence, rounded down once, at the end.
fn support(statement: &Statement<'_>, policy: &Policy) -> SupportTerm {
    let value = match statement.observation.outcome {
        ReportedOutcome::Pass => Bp::FULL,
        _ => policy.partial_value,
    };
    let cap = policy.class_caps.get(statement.class);
    let confidence = statement.observation.confidence;
    let product = u64::from(value.get()) * u64::from(cap.get()) * u64::from(confidence.get());
    let result = product / (10_000 * 10_000);
    SupportTerm {
        plugin: statement.observation.provenance.plugin.id.clone(),
        independent: statement.standing.is_independent(),
        outcome: statement.observation.outcome,
        value,
        class: statement.class,
        cap,
        confidence,
        result: Bp::saturating(u16::try_from(result).unwrap_or(u16::MAX)),
    }
}

/// N of one fail: severity x confidence, rounded up.
fn penalty(statement: &Statement<'_>, policy: &Policy) -> PenaltyTerm {
    let severity = statement.observation.severity;
    let value = policy.severity_penalty.get(severity);
    let confidence = statement.observation.confidence;
    PenaltyTerm {
        plugin: statement.observation.provenance.plugin.id.clone(),
        severity,
        value,
        confidence,
        result: value.of_ceil(confidence),
        carried: statement.carried,
    }
}

/// The best class among those who decided the outcome.
fn class(outcome: &PointOutcome, sides: &Sides<'_>) -> EvidenceClass {
    let best = |statements: &[&Statement<'_>]| statements.iter().map(|s| s.class).max();
    match outcome {
        PointOutcome::Pass | PointOutcome::Partial => best(&sides.positives),
        PointOutcome::Fail => best(&sides.fails),
        PointOutcome::Disputed => best(&sides.positives).max(best(&sides.fails)),
        _ => None,
    }
    .unwrap_or(EvidenceClass::E0)
}

/// Both sides of a dispute, one line for each who says the same on the same class.
fn sources(sides: &Sides<'_>) -> Vec<SourceView> {
    let mut sources: Vec<SourceView> = Vec::new();
    for statement in sides.positives.iter().chain(&sides.fails) {
        let source = SourceView {
            plugin: statement.observation.provenance.plugin.id.clone(),
            standing: statement.standing,
            outcome: statement.observation.outcome,
            class: statement.class,
        };
        if !sources.contains(&source) {
            sources.push(source);
        }
    }
    sources
}
