//! A point, a gate and a finding.

use assay_domain::PointOutcome;

use super::{Page, list};
use crate::{Finding, GateResult, GateStatus, PointResult, SystemVerdict};

impl Page<'_> {
    pub(super) fn point(&mut self, depth: usize, system: &SystemVerdict, point: &PointResult) {
        let known = self.catalogue.points.get(&point.point);
        let title = known.map_or("", |point| point.title.as_str());
        let outcome = point.outcome.label();
        let id = &point.point;
        self.say(
            depth,
            format!("`{id}` {title} (system `{}`): {outcome}", system.system),
        );
        let depth = depth + 1;
        if !point.expected {
            self.say(
                depth,
                "not expected here, so it is in no mean; its fails count all the same",
            );
        }
        if let PointOutcome::NotApplicable { .. } = point.outcome {
            self.say(
                depth,
                "approved as not applicable, so it is in no mean and no share",
            );
            return;
        }
        if point.approval_contradicted {
            self.say(
                depth,
                "approved as not applicable, which a fail contradicts: it counts, and no pass earns anything",
            );
        }
        for (n, term) in (1..).zip(&point.supports) {
            let independent = if term.independent {
                ""
            } else {
                ", not independent"
            };
            self.say(
                depth,
                format!(
                    "P{n} = {} x {} x {} / 100000000 = {}; {} by `{}`{independent} on {}",
                    term.value.get(),
                    term.cap.get(),
                    term.confidence.get(),
                    term.result.get(),
                    term.outcome.label(),
                    term.plugin,
                    term.class
                ),
            );
        }
        for (n, term) in (1..).zip(&point.penalties) {
            let carried = if term.carried {
                ", of an earlier assessment and still open"
            } else {
                ""
            };
            self.say(
                depth,
                format!(
                    "N{n} = ceil({} x {} / 10000) = {}; {} fail by `{}`{carried}",
                    term.value.get(),
                    term.confidence.get(),
                    term.result.get(),
                    term.severity,
                    term.plugin
                ),
            );
        }
        for source in &point.sources {
            let (plugin, class) = (&source.plugin, source.class);
            let (standing, outcome) = (source.standing.label(), source.outcome.label());
            self.say(
                depth,
                format!("disputed: `{plugin}`, {standing}, says {outcome} on {class}"),
            );
        }
        if point.in_dispute {
            self.say(
                depth,
                "a reviewer has to resolve it before anything is approved",
            );
        }
        let (p, n, e) = (
            point.support.get(),
            point.penalty.get(),
            point.effectiveness.get(),
        );
        if !point.supports.is_empty() {
            let terms = list(point.supports.iter().map(|term| term.result.get()));
            self.say(depth, format!("P = max({terms}) = {p}"));
        }
        if !point.penalties.is_empty() {
            let terms = list(point.penalties.iter().map(|term| term.result.get()));
            self.say(depth, format!("N = max({terms}) = {n}"));
        }
        if point.supports.is_empty() {
            self.say(depth, format!("nothing shows it, so e is {e}"));
        } else {
            self.say(depth, format!("e = {p} x (10000 - {n}) / 10000 = {e}"));
        }
    }

    pub(super) fn gate(&mut self, system: &SystemVerdict, result: &GateResult) {
        let known = self
            .catalogue
            .policy
            .gates
            .iter()
            .find(|gate| gate.id == result.gate);
        let title = known.map_or("", |gate| gate.title.as_str());
        let status = match result.status {
            GateStatus::Passed => "passed",
            GateStatus::NotApplicable => "not applicable",
            GateStatus::Weak => "weak",
            GateStatus::Unknown => "unknown",
            GateStatus::Failed => "failed",
        };
        let id = &result.gate;
        self.say(
            0,
            format!("gate `{id}` {title} (system `{}`): {status}", system.system),
        );
        self.say(1, result.text.clone());
        if let Some(decision) = result.decision {
            self.say(1, format!("it argues for {decision}"));
        }
    }

    pub(super) fn finding(&mut self, finding: &Finding) {
        let mut text = format!(
            "finding {}: {}",
            finding.fingerprint.short(),
            finding.severity
        );
        if finding.disputed {
            text.push_str(", disputed");
        }
        if finding.carried {
            text.push_str(", of an earlier assessment, not seen again and still open");
        }
        self.say(0, text);
        if !finding.controls.is_empty() {
            let controls = finding.controls.iter().map(|id| format!("`{id}`"));
            self.say(1, format!("it weakens {}", list(controls)));
        }
        for seen in &finding.observations {
            self.say(
                1,
                format!(
                    "{} by `{}` on {}: {} on {}, confidence {}",
                    seen.outcome.label(),
                    seen.provenance.plugin.id,
                    seen.observed_on,
                    seen.severity,
                    seen.class,
                    seen.confidence.get()
                ),
            );
        }
        let verdict = self.verdict;
        for system in &verdict.systems {
            if finding
                .system
                .as_ref()
                .is_some_and(|id| *id != system.system)
            {
                continue;
            }
            for point in system.points.iter().filter(|p| p.point == finding.point) {
                self.point(1, system, point);
            }
            for scenario in &system.scenarios {
                for (name, axis) in [
                    ("likelihood", &scenario.likelihood),
                    ("impact", &scenario.impact),
                ] {
                    if let Some((floor, point)) = &axis.floor
                        && *point == finding.point
                    {
                        let id = &scenario.scenario;
                        self.say(1, format!("it holds the {name} of {id} at {floor} or more"));
                    }
                }
            }
        }
    }
}
