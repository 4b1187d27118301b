//! The numbers, tiers and gates of the policy: an override may change them, not what the method promises.

use std::collections::BTreeSet;

use assay_domain::{Bp, ContextFact, Decision, EvidenceClass, Level, Severity, Tier};

use super::Findings;
use crate::{Catalogue, Gate, GateRule, Policy};

pub(super) fn policy(catalogue: &Catalogue, findings: &mut Findings<'_>) {
    numbers(&catalogue.policy, findings);
    tiers(&catalogue.policy, findings);
    let mut seen = BTreeSet::new();
    for gate in &catalogue.policy.gates {
        if !seen.insert(&gate.id) {
            findings.about(&gate.id, "this gate exists twice");
        }
        gate_links(catalogue, gate, findings);
    }
    publisher_rule(catalogue, findings);
}

fn numbers(policy: &Policy, findings: &mut Findings<'_>) {
    let mut say = |text: String| findings.in_file("policy.toml", text);
    if policy.method != "scoring/1" {
        say("`method`: this program knows the method `scoring/1`".into());
    }
    if !policy.level_table.is_monotone() {
        say("`level-table`: a level falls while likelihood or impact rises".into());
    }
    let caps: Vec<Bp> = EvidenceClass::ALL
        .iter()
        .filter_map(|class| policy.class_caps.0.get(class).copied())
        .collect();
    if caps.len() != EvidenceClass::ALL.len() || !caps.is_sorted() || caps[0] != Bp::ZERO {
        say("`class-caps`: expected E0 to E5, never falling, E0 = 0".into());
    }
    let penalties: Vec<Bp> = Severity::ALL
        .iter()
        .filter_map(|severity| policy.severity_penalty.0.get(severity).copied())
        .collect();
    if penalties.len() != Severity::ALL.len() || !penalties.is_sorted() {
        say("`severity-penalty`: expected info to critical, never falling".into());
    }
    for class in &EvidenceClass::ALL[1..] {
        if policy
            .freshness
            .0
            .get(class)
            .is_none_or(|months| *months == 0)
        {
            say(format!(
                "`freshness`: expected months for {class}, at least 1"
            ));
        }
    }
    let first = policy.likelihood_steps.0[0].min(policy.impact_steps.0[0]);
    if policy.class_caps.get(EvidenceClass::E1) >= first {
        say(
            "`class-caps`: what a supplier merely says (E1) must earn less than the first step"
                .into(),
        );
    }
    if policy.key_margin >= first {
        say("`key-margin`: a key about which nothing is known must keep the mitigation below the first step".into());
    }
    if policy.partial_value >= Bp::FULL {
        say("`partial-value`: a partial must earn less than a pass".into());
    }
}

fn tiers(policy: &Policy, findings: &mut Findings<'_>) {
    let mut say = |text: String| findings.in_file("policy.toml", text);
    for tier in Tier::ALL {
        match policy.tiers.get(&tier) {
            None => say(format!("`tiers`: nothing is said about {tier}")),
            Some(asked) => {
                if asked.appetite >= Level::VeryHigh {
                    say(format!(
                        "`tiers`: the appetite of {tier} accepts everything"
                    ));
                }
                if !(1..=12).contains(&asked.waiver_months) {
                    say(format!(
                        "`tiers`: waivers of {tier} hold not from 1 to 12 months"
                    ));
                }
                if !(1..=120).contains(&asked.reassess_months) {
                    say(format!(
                        "`tiers`: reassessment of {tier} is not from 1 to 120 months"
                    ));
                }
            }
        }
    }
    // The most critical tier comes first in the map.
    if !policy
        .tiers
        .values()
        .rev()
        .is_sorted_by_key(|asked| asked.coverage_floor)
    {
        say("`tiers`: a more critical tier must not ask for less coverage".into());
    }
    let facts: BTreeSet<ContextFact> = policy.tier_rules.facts.iter().copied().collect();
    if facts.is_empty() || facts.len() != policy.tier_rules.facts.len() {
        say("`tier-rules`: expected facts, each once".into());
    }
    if policy.tier_rules.tier1_count == 0 || policy.tier_rules.tier2_count == 0 {
        say("`tier-rules`: a count of 0 would put everything into the tier".into());
    }
}

fn gate_links(catalogue: &Catalogue, gate: &Gate, findings: &mut Findings<'_>) {
    if gate.tiers.is_empty() {
        findings.about(&gate.id, "the gate holds in no tier");
    }
    for (tier, decision) in &gate.on_fail {
        if !gate.tiers.contains(tier) {
            findings.about(
                &gate.id,
                format!("`on-fail` names {tier}, where the gate does not hold"),
            );
        }
        if *decision < Decision::Undecided {
            let text = "a failed gate means `undecided` or `reject`: less would make a fail better than silence";
            findings.about(&gate.id, text);
        }
    }
    let GateRule::Point { point, at_most } = &gate.rule else {
        return;
    };
    match catalogue.point(point) {
        None => findings.about(&gate.id, format!("there is no point `{point}`")),
        Some(point) => {
            for tier in gate.tiers.iter().filter(|tier| !point.tiers.contains(tier)) {
                findings.about(
                    &gate.id,
                    format!(
                        "the gate holds at {tier}, where `{}` is not expected",
                        point.id
                    ),
                );
            }
        }
    }
    if at_most
        .as_ref()
        .is_some_and(|limit| limit.unit.is_empty() || limit.value <= 0)
    {
        findings.about(&gate.id, "`at-most` needs a unit and a number above 0");
    }
}

/// A supplier's own plugin earns at most E1. Some gate that always holds at tiers 1 and 2 must ask for more, or a supplier could
/// approve itself.
fn publisher_rule(catalogue: &Catalogue, findings: &mut Findings<'_>) {
    let asks_for_more = |gate: &Gate, tier: Tier| {
        let GateRule::Point { point, .. } = &gate.rule else {
            return false;
        };
        catalogue.point(point).is_some_and(|point| {
            gate.tiers.contains(&tier)
                && gate.classes.is_empty()
                && gate.or_when.is_none()
                && point.roles.is_empty()
                && point.classes.is_empty()
                && point.needs.is_none()
                && !point.may_be_not_applicable
                && point
                    .required_class
                    .get(&tier)
                    .is_some_and(|class| *class > EvidenceClass::E1)
        })
    };
    for tier in [Tier::T1, Tier::T2] {
        if !catalogue
            .policy
            .gates
            .iter()
            .any(|gate| asks_for_more(gate, tier))
        {
            findings.in_file(
                "policy.toml",
                format!("`gates`: at {tier} no gate that always holds asks for more than the supplier's word"),
            );
        }
    }
}
