//! Why a gate is open or not.

use assay_catalogue::{Gate, GateRule};
use assay_domain::{Decision, Tier};
use assay_scoring::{GateResult, SystemVerdict};

use super::Steps;
use crate::{Report, words::gate_status};

impl Steps {
    /// One gate of one system. What it looks at follows, unless the point has the gate's name and is printed anyway.
    pub(super) fn gate(&mut self, report: &Report<'_>, system: &SystemVerdict, gate: &GateResult) {
        self.say(
            0,
            format!(
                "Gate {}: {} ({}): {}",
                gate.gate,
                report.gate_title(&gate.gate),
                gate.system,
                gate_status(gate.status)
            ),
        );
        self.say(1, gate.text.clone());
        match gate.decision {
            Some(decision) => self.say(1, format!("It argues for {decision}")),
            None => self.say(1, "It stands against nothing"),
        }
        let rule = report.gate(&gate.gate);
        if let Some(rule) = rule {
            self.rule(rule, system.tier.tier);
        }
        if let Some(GateRule::Point { point, .. }) = rule.map(|gate| &gate.rule)
            && point.as_str() != gate.gate
            && let Some(result) = system.points.iter().find(|one| one.point == *point)
        {
            self.point(report, system, result);
        }
    }

    fn rule(&mut self, gate: &Gate, tier: Tier) {
        match &gate.rule {
            GateRule::Point {
                point,
                at_most: Some(limit),
            } => self.say(
                1,
                format!(
                    "It looks at `{point}` and at its `{}`, which may be {} {} at most",
                    limit.fact, limit.value, limit.unit
                ),
            ),
            GateRule::Point { point, .. } => self.say(1, format!("It looks at `{point}`")),
            GateRule::Context { fact, .. } => self.say(1, format!("It looks at `{}`", fact.name())),
        }
        // As in scoring, a fail is never better than silence, whatever the policy says.
        let fail = gate.on_fail.get(&tier).copied();
        let fail = fail.unwrap_or(Decision::Undecided).max(Decision::Undecided);
        if gate.tiers.contains(&tier) {
            self.say(1, format!("In {tier} a fail argues for {fail}"));
        } else {
            self.say(1, format!("It does not hold in {tier}"));
        }
        self.say(1, format!("Why: {}", gate.why));
    }
}
