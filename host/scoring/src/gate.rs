//! What must be so whatever the arithmetic says.

use assay_catalogue::{Catalogue, FactLimit, Gate, GateRule};
use assay_domain::{
    ContextFact, Decision, EvidenceClass, FactValue, PointId, PointOutcome, Quantity, Rating,
    ReportedOutcome,
};

use crate::{
    GateResult, GateStatus, point::Judged, sides::Sides, statement::Statement, system::System,
};

/// Every gate of one system, in the order of the policy.
pub(crate) fn gates(
    catalogue: &Catalogue,
    system: &System,
    points: &[Judged<'_>],
) -> Vec<GateResult> {
    let judge = |gate: &Gate| {
        let (status, text) = if !gate.applies(&system.facts, system.tier.tier) {
            let text = "does not hold for this tier and use".to_owned();
            (GateStatus::NotApplicable, text)
        } else {
            match &gate.rule {
                GateRule::Point { point, at_most } => {
                    let judged = points.iter().find(|judged| judged.point.id == *point);
                    on_point(catalogue, point, judged, at_most.as_ref(), system)
                }
                GateRule::Context { fact, fails_at } => on_fact(*fact, *fails_at, system),
            }
        };
        GateResult {
            gate: gate.id.clone(),
            system: system.facts.id.clone(),
            status,
            decision: decision(gate, system, status),
            text,
        }
    };
    catalogue.policy.gates.iter().map(judge).collect()
}

/// What a status argues for. A failed gate is never better than an unknown one, whatever the policy file says: else it would
/// pay to answer "no" rather than nothing. Nothing in the input can waive a gate yet, so a waivable one counts in full.
fn decision(gate: &Gate, system: &System, status: GateStatus) -> Option<Decision> {
    match status {
        GateStatus::Passed | GateStatus::NotApplicable => None,
        GateStatus::Weak => Some(Decision::Conditional),
        GateStatus::Unknown => Some(Decision::Undecided),
        GateStatus::Failed => {
            let on_fail = gate.on_fail.get(&system.tier.tier).copied();
            Some(
                on_fail
                    .unwrap_or(Decision::Undecided)
                    .max(Decision::Undecided),
            )
        }
    }
}

fn on_fact(fact: ContextFact, fails_at: Rating, system: &System) -> (GateStatus, String) {
    let name = fact.name();
    match system.facts.context.get(fact) {
        None => (GateStatus::Unknown, format!("`{name}` is not known")),
        Some(rating) => {
            let failed = rating >= fails_at;
            let word = fact.word(rating);
            let limit = fact.word(fails_at);
            let status = if failed {
                GateStatus::Failed
            } else {
                GateStatus::Passed
            };
            (
                status,
                format!("`{name}` is `{word}`; the gate fails from `{limit}` on"),
            )
        }
    }
}

fn on_point(
    catalogue: &Catalogue,
    point: &PointId,
    judged: Option<&Judged<'_>>,
    at_most: Option<&FactLimit>,
    system: &System,
) -> (GateStatus, String) {
    let Some(judged) = judged else {
        return if catalogue.points.contains_key(point) {
            (
                GateStatus::NotApplicable,
                format!("`{point}` is not expected here"),
            )
        } else {
            (
                GateStatus::Unknown,
                format!("`{point}` is not in the catalogue"),
            )
        };
    };
    let sides = &judged.sides;
    let outcome = &judged.result.outcome;
    let says = |status, text: &str| (status, format!("`{point}` {text}"));
    if sides.a_fail_stands() {
        let text = if *outcome == PointOutcome::Disputed {
            "fails on better evidence than what contradicts it"
        } else {
            "fails"
        };
        return says(GateStatus::Failed, text);
    }
    // Anybody may state a number that is too high, a run that failed later too; only an independent plugin that completed can
    // show one that is low enough.
    if let Some(limit) = at_most
        && sides.claims().any(|s| compare(s, limit) == Some(false))
    {
        let FactLimit { fact, value, unit } = limit;
        return says(
            GateStatus::Failed,
            &format!("states a `{fact}` of more than {value} {unit}"),
        );
    }
    if !sides.fails.is_empty() {
        return says(
            GateStatus::Unknown,
            "is disputed until a reviewer resolves it",
        );
    }
    if !judged.result.expected {
        return says(GateStatus::NotApplicable, "is not expected here");
    }
    if let PointOutcome::NotApplicable { .. } = outcome {
        return says(GateStatus::NotApplicable, "is approved as not applicable");
    }
    let Some(naming) = Sides::naming(sides.showing()) else {
        let text = if sides.positives.is_empty() {
            format!("is {}", outcome.label())
        } else {
            "is shown by no independent plugin with enough confidence".to_owned()
        };
        return says(GateStatus::Unknown, &text);
    };
    if naming.observation.outcome == ReportedOutcome::Partial {
        return says(GateStatus::Weak, "is met in part only");
    }
    if let Some(limit) = at_most
        && !sides.showing().any(|s| compare(s, limit) == Some(true))
    {
        let FactLimit { fact, value, unit } = limit;
        return says(
            GateStatus::Weak,
            &format!("passes without showing a `{fact}` of at most {value} {unit}"),
        );
    }
    let class = sides.shown_class();
    let required = judged.point.required_class.get(&system.tier.tier);
    match required.copied().unwrap_or(EvidenceClass::E0) {
        required if class < required => says(
            GateStatus::Weak,
            &format!("passes on {class} where {required} is asked for"),
        ),
        _ => says(GateStatus::Passed, &format!("passes on {class}")),
    }
}

/// Whether a statement reads the fact within the limit; nothing when it does not read it, or not as a comparable number.
/// If it reads it more than once, the worst counts.
fn compare(statement: &Statement<'_>, limit: &FactLimit) -> Option<bool> {
    let facts = &statement.observation.facts;
    let numbers = facts.iter().filter_map(|fact| match &fact.value {
        FactValue::Number(number) if fact.name.expose() == limit.fact => Some(number),
        _ => None,
    });
    numbers.filter_map(|number| within(number, limit)).min()
}

/// Whether a number is within the limit. Another unit and a number below zero are not comparable.
fn within(number: &Quantity, limit: &FactLimit) -> Option<bool> {
    let scale = 10_i128.checked_pow(u32::from(number.decimals))?;
    let comparable = number.unit.expose() == limit.unit && number.value >= 0;
    comparable.then(|| i128::from(number.value) <= i128::from(limit.value).saturating_mul(scale))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_compared_only_in_the_unit_of_the_limit() {
        let limit = FactLimit {
            fact: "notice".to_owned(),
            value: 72,
            unit: "h".to_owned(),
        };
        let read = |value, decimals, unit: &str| {
            within(
                &Quantity {
                    value,
                    decimals,
                    unit: unit.into(),
                },
                &limit,
            )
        };
        assert_eq!(read(72, 0, "h"), Some(true));
        assert_eq!(read(721, 1, "h"), Some(false));
        assert_eq!(read(7_200, 2, "h"), Some(true));
        assert_eq!(read(3, 0, "d"), None);
        assert_eq!(
            read(-1, 0, "h"),
            None,
            "a notice before the breach is no notice"
        );
        assert_eq!(read(1, 255, "h"), None);
    }
}
