//! Whether a catalogue is sound as a whole. It runs on every load, so that an override cannot break what the method promises.

use std::collections::BTreeSet;

use assay_domain::{Bp, ContextFact, Decision, EvidenceClass, Level, Severity, Tier};
use jiff::civil::Date;

use crate::{
    AxisEffect, Catalogue, CatalogueError, Framework, Gate, GateRule, LevelTable, Point, Policy,
    Problem, Scenario, load::Files,
};

/// Weights of points in controls and of controls in scenarios.
const WEIGHTS: std::ops::RangeInclusive<u32> = 1..=10;

/// The controls of each objective of Annex A, A.2 to A.10 (ISO/IEC 42001:2023).
const ANNEX_A: [usize; 9] = [3, 2, 5, 4, 9, 5, 4, 3, 3];

/// The management clauses from 4.1 to 10.2 (ISO/IEC 42001:2023).
const CLAUSES: usize = 32;

/// Duties of the mission.
const DUTIES: usize = 68;

/// Problems as they are found.
pub(crate) struct Findings<'a> {
    files: &'a Files,
    problems: Vec<Problem>,
}

impl<'a> Findings<'a> {
    pub(crate) fn new(files: &'a Files) -> Self {
        Self {
            files,
            problems: Vec::new(),
        }
    }

    /// Something is wrong with the thing of this id.
    pub(crate) fn about(&mut self, id: &str, text: impl std::fmt::Display) {
        self.problems.push(Problem {
            place: self.files.place(id),
            text: format!("`{id}`: {text}"),
        });
    }

    /// Something is wrong with a file.
    fn in_file(&mut self, file: &str, text: impl std::fmt::Display) {
        self.problems.push(Problem {
            place: None,
            text: format!("{file}: {text}"),
        });
    }

    /// Regulation and judgement without a source or from the far past are not data but rumour.
    pub(crate) fn dated(&mut self, file: &str, source: &str, as_of: Date) {
        if source.trim().is_empty() {
            self.in_file(file, "`source` is empty");
        }
        if as_of.year() < 2020 {
            self.in_file(
                file,
                format!("`as-of` is {as_of}, before the subject existed"),
            );
        }
    }

    pub(crate) fn into_result(self, catalogue: Catalogue) -> Result<Catalogue, CatalogueError> {
        if self.problems.is_empty() {
            Ok(catalogue)
        } else {
            Err(CatalogueError::Unsound {
                problems: self.problems,
            })
        }
    }
}

pub(crate) fn catalogue(catalogue: &Catalogue, findings: &mut Findings<'_>) {
    for framework in &catalogue.frameworks {
        controls(framework, findings);
    }
    for point in catalogue.points.values() {
        links(catalogue, point, findings);
    }
    for control in catalogue.controls.keys() {
        if catalogue.points_for_control(control).next().is_none() {
            findings.about(control.as_str(), "no point supports this control");
        }
    }
    for scenario in &catalogue.scenarios {
        scenario_links(catalogue, scenario, findings);
    }
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
    mission(catalogue, findings);
}

fn controls(framework: &Framework, findings: &mut Findings<'_>) {
    let iso = framework.id == "iso42001";
    for control in &framework.controls {
        let id = control.id.as_str();
        let expected = format!("{}.{}", framework.id, control.reference.to_lowercase());
        if iso && id != expected {
            findings.about(id, format!("its reference asks for the id `{expected}`"));
        } else if !id.starts_with(&format!("{}.", framework.id)) {
            findings.about(
                id,
                format!("an id of this framework starts with `{}.`", framework.id),
            );
        }
    }
    if !iso {
        return;
    }
    let in_group = |group: &str| {
        framework
            .controls
            .iter()
            .filter(|c| c.group == group)
            .count()
    };
    for (objective, expected) in (2..).zip(ANNEX_A) {
        let group = format!("A.{objective}");
        let found = in_group(&group);
        if found != expected {
            findings.about(
                "iso42001",
                format!("{group} has {expected} controls in the standard, here {found}"),
            );
        }
    }
    let clauses: usize = (4..=10).map(|clause| in_group(&clause.to_string())).sum();
    if clauses != CLAUSES {
        findings.about(
            "iso42001",
            format!("the standard has {CLAUSES} clauses from 4.1 to 10.2, here {clauses}"),
        );
    }
    let all = CLAUSES + ANNEX_A.iter().sum::<usize>();
    if framework.controls.len() != all {
        findings.about(
            "iso42001",
            format!(
                "expected {all} clauses and controls, found {}",
                framework.controls.len()
            ),
        );
    }
}

fn links(catalogue: &Catalogue, point: &Point, findings: &mut Findings<'_>) {
    let id = point.id.as_str();
    if point.controls.is_empty() {
        findings.about(id, "the point supports no control");
    }
    let mut seen = BTreeSet::new();
    for link in &point.controls {
        if !catalogue.controls.contains_key(&link.control) {
            findings.about(id, format!("there is no control `{}`", link.control));
        }
        if !seen.insert(&link.control) {
            findings.about(id, format!("`{}` is linked twice", link.control));
        }
        if !WEIGHTS.contains(&link.weight) {
            findings.about(
                id,
                format!("the weight {} is not from 1 to 10", link.weight),
            );
        }
    }
    if point.tiers.is_empty() {
        findings.about(id, "the point is expected in no tier");
    }
    for tier in point.required_class.keys() {
        if !point.tiers.contains(tier) {
            findings.about(
                id,
                format!("a class is required at {tier}, where it is not expected"),
            );
        }
    }
}

fn scenario_links(catalogue: &Catalogue, scenario: &Scenario, findings: &mut Findings<'_>) {
    let id = scenario.id.as_str();
    let mut seen = BTreeSet::new();
    for link in &scenario.controls {
        if !catalogue.controls.contains_key(&link.control) {
            findings.about(id, format!("there is no control `{}`", link.control));
        }
        if !seen.insert(&link.control) {
            findings.about(id, format!("`{}` is linked twice", link.control));
        }
        if !WEIGHTS.contains(&link.weight) {
            findings.about(
                id,
                format!("the weight {} is not from 1 to 10", link.weight),
            );
        }
    }
    for (axis, facts) in [
        (AxisEffect::Likelihood, &scenario.likelihood_facts),
        (AxisEffect::Impact, &scenario.impact_facts),
    ] {
        if facts.is_empty() {
            findings.about(id, format!("no fact sets its {}", axis.label()));
        }
        if !scenario
            .controls
            .iter()
            .any(|link| link.lowers.covers(axis))
        {
            findings.about(id, format!("no control lowers its {}", axis.label()));
        }
    }
}

/// True when the level never falls while likelihood or impact rises.
pub(crate) fn is_monotone(table: &LevelTable) -> bool {
    // Rows run from likelihood 5 down to 1.
    let rows_rise = table.0.iter().all(|row| row.is_sorted());
    let columns_fall = table.0.windows(2).all(|pair| {
        pair[0]
            .iter()
            .zip(&pair[1])
            .all(|(upper, lower)| upper >= lower)
    });
    rows_rise && columns_fall
}

fn numbers(policy: &Policy, findings: &mut Findings<'_>) {
    let mut say = |text: String| findings.in_file("policy.toml", text);
    if policy.method != "scoring/1" {
        say("`method`: this program knows the method `scoring/1`".into());
    }
    if !is_monotone(&policy.level_table) {
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
        if *decision == Decision::Approve {
            findings.about(&gate.id, "a failed gate cannot approve");
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

fn mission(catalogue: &Catalogue, findings: &mut Findings<'_>) {
    let mission = &catalogue.mission;
    let ids: Vec<&str> = mission.rows.iter().map(|row| row.id.as_str()).collect();
    let expected: Vec<String> = (1..=DUTIES).map(|n| format!("M{n}")).collect();
    if ids != expected {
        findings.in_file(
            "mission.toml",
            format!("expected the rows M1 to M{DUTIES} in order"),
        );
    }
    for row in &mission.rows {
        if row.is_uncovered() {
            findings.about(&row.id, format!("nothing covers this duty: {}", row.duty));
        }
        for point in row.points.iter().filter(|id| catalogue.point(id).is_none()) {
            findings.about(&row.id, format!("there is no point `{point}`"));
        }
        for scenario in &row.scenarios {
            if !catalogue
                .scenarios
                .iter()
                .any(|known| known.id == *scenario)
            {
                findings.about(&row.id, format!("there is no scenario `{scenario}`"));
            }
        }
        for feature in &row.features {
            if !mission.features.iter().any(|known| known.id == *feature) {
                findings.about(&row.id, format!("there is no feature `{feature}`"));
            }
        }
    }
    for feature in &mission.features {
        if !mission
            .rows
            .iter()
            .any(|row| row.features.contains(&feature.id))
        {
            findings.about(&feature.id, "this feature covers no duty");
        }
    }
}
