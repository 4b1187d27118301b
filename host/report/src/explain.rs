//! The arithmetic of a verdict in words. `explain` says what scoring says, every equation of it, and adds where the sides of a
//! dispute were read; the page shows the shorter arithmetic of each risk.
//!
//! The words are ours: ids, numbers and sentences of this program. Text of a supplier or a plugin is only in the evidence
//! that a step cites, and each format writes that with its own encoder.

mod sides;

use std::collections::BTreeSet;

use assay_catalogue::GateRule;
use assay_domain::{Bp, ContextFact, Evidence, Level, PointId, Rating, SystemId};
use assay_scoring::{Arithmetic, AxisResult, ScenarioResult, Subject};

use crate::{Report, input::Risk};

/// One step: how far it is indented, and what it says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// 0 for a heading, more for what is under it.
    pub depth: usize,
    /// In words of our own.
    pub text: String,
    /// The evidence that it is about.
    pub cites: Option<Evidence>,
}

/// The arithmetic of what `id` names in the latest verdict: a scenario (`r1`), a control (`iso42001.a.10.3` or `A.10.3`), a
/// gate or a point (`breach-notice` is both), a finding (the start of its fingerprint), `tier`, `coverage` or `decision`; for
/// one system, or for all. Nothing when nothing is named so.
pub fn explain(report: &Report<'_>, id: &str, system: Option<&str>) -> Option<Vec<Step>> {
    let system: Option<SystemId> = system.map(str::parse).transpose().ok()?;
    let what = Subject {
        system,
        name: id.to_owned(),
    };
    let lines = assay_scoring::explain(report.verdict(), report.catalogue, &what)?;
    let mut steps = Steps::default();
    for line in lines {
        steps.say(line.depth, line.text);
    }
    let points = points_of(report, id);
    for one in &report.verdict().systems {
        if what
            .system
            .as_ref()
            .is_none_or(|wanted| *wanted == one.system)
        {
            for point in one
                .points
                .iter()
                .filter(|point| points.contains(&point.point))
            {
                steps.sides(report, one, point);
            }
        }
    }
    Some(steps.0)
}

/// The points that an id stands for: itself, the one that a gate looks at, the one that a finding is about.
fn points_of<'a>(report: &Report<'a>, id: &str) -> BTreeSet<&'a PointId> {
    let verdict = report.verdict();
    let itself = verdict
        .systems
        .iter()
        .flat_map(|system| &system.points)
        .map(|result| &result.point);
    let gates = report
        .catalogue
        .policy
        .gates
        .iter()
        .filter(|gate| gate.id == id);
    let looked_at = gates.filter_map(|gate| match &gate.rule {
        GateRule::Point { point, .. } => Some(point),
        GateRule::Context { .. } => None,
    });
    let prefix = id.strip_prefix("sha256:").unwrap_or(id);
    let findings = verdict
        .findings
        .iter()
        .filter(|finding| finding.fingerprint.hex().starts_with(prefix));
    itself
        .filter(|point| point.as_str() == id)
        .chain(looked_at)
        .chain(findings.map(|finding| &finding.point))
        .collect()
}

/// The arithmetic of one risk, for the page.
pub(crate) fn risk(report: &Report<'_>, risk: Risk<'_>) -> Vec<Step> {
    let mut steps = Steps::default();
    steps.risk(report, risk);
    steps.0
}

#[derive(Default)]
struct Steps(Vec<Step>);

impl Steps {
    fn say(&mut self, depth: usize, text: impl Into<String>) {
        self.0.push(Step {
            depth,
            text: text.into(),
            cites: None,
        });
    }

    fn cite(&mut self, depth: usize, text: impl Into<String>, evidence: &Evidence) {
        self.0.push(Step {
            depth,
            text: text.into(),
            cites: Some(evidence.clone()),
        });
    }

    fn risk(&mut self, report: &Report<'_>, risk: Risk<'_>) {
        let ScenarioResult {
            scenario,
            likelihood,
            impact,
            inherent,
            residual,
            ..
        } = risk.result;
        self.say(
            0,
            format!(
                "{} {} ({})",
                scenario.as_str().to_uppercase(),
                report.scenario_title(scenario),
                risk.system.system
            ),
        );
        let policy = &report.catalogue.policy;
        self.axis(report, "Likelihood", likelihood, &policy.likelihood_steps.0);
        self.axis(report, "Impact", impact, &policy.impact_steps.0);
        self.say(
            1,
            format!(
                "Level table: before, likelihood {} and impact {} read {}; now, likelihood {} and impact {} read {}",
                likelihood.inherent, impact.inherent, inherent, likelihood.residual, impact.residual, residual
            ),
        );
    }

    fn axis(&mut self, report: &Report<'_>, name: &str, axis: &AxisResult, thresholds: &[Bp]) {
        let facts: Vec<String> = axis.facts.iter().map(fact).collect();
        self.say(
            1,
            format!(
                "{name} before any control: {}, one more than the worst rating of {}",
                axis.inherent,
                if facts.is_empty() {
                    "no fact".to_owned()
                } else {
                    facts.join(", ")
                }
            ),
        );
        for term in &axis.terms {
            self.say(
                2,
                format!(
                    "{}{} {}: weight {} x {} = {}",
                    report.control_reference(&term.control),
                    key(term.key),
                    report.control_name(&term.control),
                    term.weight,
                    term.effectiveness.get(),
                    u64::from(term.weight) * u64::from(term.effectiveness.get())
                ),
            );
        }
        self.mean(2, "mitigation", &axis.mitigation, "control");
        let reached: Vec<String> = thresholds.iter().map(Bp::to_string).collect();
        self.say(
            2,
            format!(
                "Steps off at {}: {} takes off {}",
                reached.join(", "),
                axis.mitigation.result,
                axis.steps
            ),
        );
        if let Some((floor, point)) = &axis.floor {
            self.say(
                2,
                format!("An open finding on `{point}` does not let it fall below {floor}"),
            );
        }
        self.say(1, format!("{name} that remains: {}", axis.residual));
    }

    fn mean(&mut self, depth: usize, what: &str, sum: &Arithmetic, part: &str) {
        let mut text = format!(
            "Mean: {} / {} = {}",
            sum.weighted_sum,
            sum.weight,
            sum.mean.get()
        );
        match sum.cap {
            Some(cap) => text.push_str(&format!(
                "; at most {} (worst key {part} and the margin of the policy); {what} {}",
                cap.get(),
                sum.result
            )),
            None => text.push_str(&format!("; no key {part} caps it; {what} {}", sum.result)),
        }
        self.say(depth, text);
    }
}

fn key(is_key: bool) -> &'static str {
    if is_key { " [key]" } else { "" }
}

/// `data-sensitivity = personal (3)`; an unknown fact says what it counts as.
pub(crate) fn fact((fact, rating): &(ContextFact, Option<Rating>)) -> String {
    match rating {
        Some(rating) => format!(
            "{} = {} ({})",
            fact.name(),
            fact.word(*rating),
            rating.get()
        ),
        None => format!(
            "{} is unknown and counts as the worst ({})",
            fact.name(),
            Rating::WORST.get()
        ),
    }
}

/// Two letters for a level where there is no room for more.
pub(crate) const fn abbreviation(level: Level) -> &'static str {
    match level {
        Level::VeryLow => "VL",
        Level::Low => "L",
        Level::Medium => "M",
        Level::High => "H",
        Level::VeryHigh => "VH",
    }
}
