//! A scenario and a control.

use assay_domain::{Axis, Bp, Rating};

use super::{Page, key, list};
use crate::{Arithmetic, AxisResult, ControlResult, ScenarioResult, SystemVerdict};

impl Page<'_> {
    /// A scenario with everything under it, down to the terms of each point.
    pub(super) fn scenario(&mut self, system: &SystemVerdict, risk: &ScenarioResult) {
        let known = self
            .catalogue
            .scenarios
            .iter()
            .find(|s| s.id == risk.scenario);
        let title = known.map_or("", |scenario| scenario.title.as_str());
        let residual = risk.residual.label().to_lowercase();
        self.say(
            0,
            format!(
                "{} {title} (system `{}`): {residual}",
                risk.scenario, system.system
            ),
        );
        let policy = &self.catalogue.policy;
        self.axis("likelihood", &risk.likelihood, &policy.likelihood_steps.0);
        self.axis("impact", &risk.impact, &policy.impact_steps.0);
        for (when, likelihood, impact, level) in [
            (
                "before",
                risk.likelihood.inherent,
                risk.impact.inherent,
                risk.inherent,
            ),
            (
                "now",
                risk.likelihood.residual,
                risk.impact.residual,
                risk.residual,
            ),
        ] {
            let level = level.label().to_lowercase();
            self.say(
                1,
                format!("{when}: the level table at likelihood {likelihood} and impact {impact} reads {level}"),
            );
        }
        self.say(
            1,
            if risk.established {
                "established: an open finding of high severity drives it, or enough was told and no fact is missing"
            } else {
                "not established: no open finding of high severity drives it, and too little was told or a fact is missing"
            },
        );
        let linked = |control: &&ControlResult| {
            let mut terms = risk.likelihood.terms.iter().chain(&risk.impact.terms);
            terms.any(|term| term.control == control.control)
        };
        for control in system.controls.iter().filter(linked) {
            self.control(1, system, control);
        }
    }

    fn axis(&mut self, name: &str, axis: &AxisResult, thresholds: &[Bp]) {
        self.say(1, name);
        for (fact, rating) in &axis.facts {
            let worst = Rating::WORST.get();
            self.say(
                2,
                match rating {
                    Some(rating) => {
                        let word = fact.word(*rating);
                        format!("`{}` is `{word}`, rated {}", fact.name(), rating.get())
                    }
                    None => format!("`{}` is not known, rated {worst}", fact.name()),
                },
            );
        }
        let ratings = axis
            .facts
            .iter()
            .map(|(_, r)| r.unwrap_or(Rating::WORST).get());
        if axis.facts.is_empty() {
            self.say(
                2,
                format!("no fact sets it, so it is the worst: {}", axis.inherent),
            );
        } else {
            let text = format!(
                "{name} before controls = 1 + max({}) = {}",
                list(ratings),
                axis.inherent
            );
            self.say(2, text);
        }
        for term in &axis.terms {
            let text = format!(
                "`{}`{}: weight {}, E {}",
                term.control,
                key(term.key),
                term.weight,
                term.effectiveness.get()
            );
            self.say(2, text);
        }
        let terms: Vec<_> = axis
            .terms
            .iter()
            .map(|t| (t.weight, t.effectiveness, t.key))
            .collect();
        self.arithmetic(2, "M", &terms, &axis.mitigation);
        self.say(
            2,
            format!(
                "steps: M {} reaches {} of {}",
                axis.mitigation.result.get(),
                axis.steps,
                list(thresholds.iter().map(|step| step.get()))
            ),
        );
        let lowered = axis.inherent.lowered(axis.steps);
        self.say(
            2,
            format!(
                "{name} after steps = max({} - {}, {}) = {lowered}",
                axis.inherent,
                axis.steps,
                Axis::MIN
            ),
        );
        match &axis.floor {
            Some((floor, point)) => {
                self.say(
                    2,
                    format!("an open finding on `{point}` holds it at {floor} or more"),
                );
                let text = format!("{name} now = max({lowered}, {floor}) = {}", axis.residual);
                self.say(2, text);
            }
            None => self.say(
                2,
                format!(
                    "{name} now: {}, as no open finding holds it up",
                    axis.residual
                ),
            ),
        }
    }

    /// A control with its points.
    pub(super) fn control(
        &mut self,
        depth: usize,
        system: &SystemVerdict,
        control: &ControlResult,
    ) {
        let known = self.catalogue.controls.get(&control.control);
        let name = known.map_or("", |control| control.name.as_str());
        let system_id = &system.system;
        self.say(
            depth,
            format!("`{}` {name} (system `{system_id}`)", control.control),
        );
        if control.terms.is_empty() {
            self.say(
                depth + 1,
                "nothing of it is expected here, so it is left out of every scenario",
            );
            return;
        }
        for term in &control.terms {
            let text = format!(
                "`{}`{}: weight {}, e {}",
                term.point,
                key(term.key),
                term.weight,
                term.effectiveness.get()
            );
            self.say(depth + 1, text);
        }
        let terms: Vec<_> = control
            .terms
            .iter()
            .map(|t| (t.weight, t.effectiveness, t.key))
            .collect();
        self.arithmetic(depth + 1, "E", &terms, &control.arithmetic);
        for term in &control.terms {
            if let Some(point) = system.points.iter().find(|p| p.point == term.point) {
                self.point(depth + 1, system, point);
            }
        }
    }

    /// min(weighted mean, worst key + margin).
    fn arithmetic(
        &mut self,
        depth: usize,
        name: &str,
        terms: &[(u32, Bp, bool)],
        sum: &Arithmetic,
    ) {
        if terms.is_empty() {
            self.say(
                depth,
                format!("{name} is 0: there is nothing to take a mean of"),
            );
            return;
        }
        let products = terms
            .iter()
            .map(|(weight, e, _)| format!("{weight} x {}", e.get()));
        let products = products.collect::<Vec<_>>().join(" + ");
        let weights = terms.iter().map(|(weight, ..)| weight.to_string());
        let weights = weights.collect::<Vec<_>>().join(" + ");
        let mean = sum.mean.get();
        let result = sum.result.get();
        let keys = || {
            terms
                .iter()
                .filter(|(.., key)| *key)
                .map(|(_, e, _)| e.get())
        };
        match sum.cap {
            Some(cap) => {
                self.say(depth, format!("mean = ({products}) / ({weights}) = {mean}"));
                let margin = self.catalogue.policy.key_margin.get();
                let whole = Bp::FULL.get();
                let cap = cap.get();
                self.say(
                    depth,
                    format!(
                        "cap = min(min({}) + {margin}, {whole}) = {cap}; worst key plus margin",
                        list(keys())
                    ),
                );
                self.say(depth, format!("{name} = min({mean}, {cap}) = {result}"));
            }
            None => {
                self.say(
                    depth,
                    format!("{name} = ({products}) / ({weights}) = {result}; no key caps it"),
                );
            }
        }
    }
}
