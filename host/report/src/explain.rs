//! The arithmetic of a verdict in words, so that a person can redo it by hand. Terminal and page show the same steps.
//!
//! The words are ours: ids, numbers and sentences of this program. Text of a supplier or a plugin is only in the evidence
//! that a step cites, and each format writes that with its own encoder.

mod gate;
mod sides;

use assay_domain::{Bp, ContextFact, Evidence, Level, PointOutcome, Rating};
use assay_scoring::{
    Arithmetic, AxisResult, ControlResult, Finding, PointResult, ScenarioResult, SystemVerdict,
};

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
/// gate or a point (`breach-notice` is both), or a finding (the start of its fingerprint, 6 digits or more); for one system,
/// or for all. Nothing when nothing is named so.
pub fn explain(report: &Report<'_>, id: &str, system: Option<&str>) -> Option<Vec<Step>> {
    let verdict = report.verdict();
    let systems = || {
        verdict
            .systems
            .iter()
            .filter(|one| system.is_none_or(|wanted| one.system.as_str() == wanted))
    };
    let mut steps = Steps::default();
    for one in systems() {
        for result in one.scenarios.iter().filter(|s| s.scenario.as_str() == id) {
            steps.risk(
                report,
                Risk {
                    system: one,
                    result,
                },
                true,
            );
        }
        let named = |control: &&ControlResult| {
            control.control.as_str() == id || report.control_reference(&control.control) == id
        };
        for control in one.controls.iter().filter(named) {
            steps.control(report, one, control, true);
        }
        let of_system = verdict.gates.iter().filter(|g| g.system == one.system);
        for gate in of_system.filter(|gate| gate.gate == id) {
            steps.gate(report, one, gate);
        }
        for point in one.points.iter().filter(|p| p.point.as_str() == id) {
            steps.point(report, one, point);
        }
    }
    let prefix = id.strip_prefix("sha256:").unwrap_or(id);
    if prefix.len() >= 6 {
        for finding in &verdict.findings {
            if finding.fingerprint.hex().starts_with(prefix) {
                steps.finding(report, finding);
            }
        }
    }
    (!steps.0.is_empty()).then_some(steps.0)
}

/// The arithmetic of one risk, for the page.
pub(crate) fn risk(report: &Report<'_>, risk: Risk<'_>) -> Vec<Step> {
    let mut steps = Steps::default();
    steps.risk(report, risk, false);
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

    fn risk(&mut self, report: &Report<'_>, risk: Risk<'_>, deep: bool) {
        let ScenarioResult {
            scenario,
            likelihood,
            impact,
            inherent,
            residual,
            drivers,
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
        if deep {
            for id in drivers {
                if let Some(control) = risk.system.controls.iter().find(|c| c.control == *id) {
                    self.control(report, risk.system, control, false);
                }
            }
        }
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

    fn control(
        &mut self,
        report: &Report<'_>,
        system: &SystemVerdict,
        control: &ControlResult,
        deep: bool,
    ) {
        self.say(
            0,
            format!(
                "{} {} ({}): effectiveness {}",
                report.control_reference(&control.control),
                report.control_name(&control.control),
                system.system,
                control.arithmetic.result
            ),
        );
        for term in &control.terms {
            let outcome = system
                .points
                .iter()
                .find(|point| point.point == term.point)
                .map_or("not-run", |point| point.outcome.label());
            self.say(
                1,
                format!(
                    "{}{} is {outcome}: weight {} x {} = {}",
                    term.point,
                    key(term.key),
                    term.weight,
                    term.effectiveness.get(),
                    u64::from(term.weight) * u64::from(term.effectiveness.get())
                ),
            );
        }
        self.mean(1, "effectiveness", &control.arithmetic, "point");
        if deep {
            for term in &control.terms {
                if let Some(point) = system.points.iter().find(|p| p.point == term.point) {
                    self.point(report, system, point);
                }
            }
        }
    }

    fn point(&mut self, report: &Report<'_>, system: &SystemVerdict, point: &PointResult) {
        self.say(
            0,
            format!(
                "{} ({}): {}",
                report.point_title(&point.point),
                system.system,
                point.outcome.label()
            ),
        );
        if !point.expected {
            self.say(1, "Not expected here, so it is in no control's mean");
        }
        for term in &point.supports {
            self.say(
                1,
                format!(
                    "{} by {}: value {} x cap of {} {} x confidence {} = {}",
                    term.outcome.label(),
                    term.plugin,
                    term.value.get(),
                    term.class,
                    term.cap.get(),
                    term.confidence.get(),
                    term.result.get()
                ),
            );
        }
        for term in &point.penalties {
            self.say(
                1,
                format!(
                    "fail by {}: {} {} x confidence {} = {}{}",
                    term.plugin,
                    term.severity,
                    term.value.get(),
                    term.confidence.get(),
                    term.result.get(),
                    if term.carried {
                        ", of an earlier assessment and still open"
                    } else {
                        ""
                    }
                ),
            );
        }
        self.sides(report, system, point);
        if earns(&point.outcome) {
            self.say(
                1,
                format!(
                    "Effectiveness: {} x (10000 - {}) / 10000 = {}",
                    point.support.get(),
                    point.penalty.get(),
                    point.effectiveness.get()
                ),
            );
        } else {
            self.say(
                1,
                format!("Nobody could tell: effectiveness {}", point.effectiveness),
            );
        }
    }

    fn finding(&mut self, report: &Report<'_>, finding: &Finding) {
        self.say(
            0,
            format!(
                "Finding {}: {} on `{}`{}{}",
                finding.fingerprint.short(),
                finding.severity,
                finding.point,
                if finding.disputed { ", disputed" } else { "" },
                if finding.carried {
                    ", not seen again but still open"
                } else {
                    ""
                }
            ),
        );
        let weakened: Vec<&str> = finding
            .controls
            .iter()
            .map(|control| report.control_reference(control))
            .collect();
        if !weakened.is_empty() {
            self.say(1, format!("It weakens {}", weakened.join(", ")));
        }
        for system in &report.verdict().systems {
            if finding
                .system
                .as_ref()
                .is_some_and(|id| *id != system.system)
            {
                continue;
            }
            for point in system.points.iter().filter(|p| p.point == finding.point) {
                self.point(report, system, point);
            }
            for scenario in &system.scenarios {
                for (axis, result) in [
                    ("likelihood", &scenario.likelihood),
                    ("impact", &scenario.impact),
                ] {
                    if let Some((floor, point)) = &result.floor
                        && *point == finding.point
                    {
                        self.say(
                            1,
                            format!(
                                "It keeps the {axis} of {} at {floor} or more",
                                scenario.scenario.as_str().to_uppercase()
                            ),
                        );
                    }
                }
            }
        }
    }
}

fn earns(outcome: &PointOutcome) -> bool {
    outcome.is_determinate() || *outcome == PointOutcome::Disputed
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
