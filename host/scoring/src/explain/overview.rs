//! The tier, the shares and the decision.

use assay_domain::{PointOutcome, Rating};

use super::{Page, list};
use crate::{PointResult, Share, SystemVerdict, tier};

impl Page<'_> {
    pub(super) fn decision(&mut self) {
        let verdict = self.verdict;
        self.say(
            0,
            format!("{}, the worst that any reason argues for", verdict.decision),
        );
        for reason in &verdict.reasons {
            let system = reason
                .system
                .as_ref()
                .map_or(String::new(), |id| format!("system `{id}`, "));
            let subject = match reason.subject.as_str() {
                "" => String::new(),
                subject => format!("`{subject}`: "),
            };
            self.say(
                1,
                format!("{}: {system}{subject}{}", reason.decision, reason.text),
            );
        }
    }

    pub(super) fn tier(&mut self, system: &SystemVerdict) {
        let result = &system.tier;
        let provisional = if result.provisional {
            ", provisional"
        } else {
            ""
        };
        self.say(
            0,
            format!("system `{}`: {}{provisional}", system.system, result.tier),
        );
        for (fact, rating) in &result.facts {
            let name = fact.name();
            self.say(
                1,
                match rating {
                    Some(rating) => format!(
                        "`{name}` is `{}`, rated {}",
                        fact.word(*rating),
                        rating.get()
                    ),
                    None => format!("`{name}` is not known, rated {}", Rating::WORST.get()),
                },
            );
        }
        let rules = &self.catalogue.policy.tier_rules;
        self.say(
            1,
            format!(
                "tier 1 if any is 4 or {} are at least 3; tier 2 if any is 3 or {} are at least 2; tier 3 if any is 2; else tier 4",
                rules.tier1_count, rules.tier2_count
            ),
        );
    }

    pub(super) fn coverage(&mut self, system: &SystemVerdict) {
        self.say(0, format!("system `{}`", system.system));
        for (name, share) in [
            ("coverage", system.coverage),
            ("shown", system.shown),
            ("told", system.told),
            ("assurance", system.assurance),
        ] {
            self.share(name, share);
        }
        let floor = tier::asks(&self.catalogue.policy, system.tier.tier).coverage_floor;
        self.say(
            1,
            format!(
                "the floor of {} is {}, and what is shown is held against it",
                system.tier.tier,
                floor.get()
            ),
        );
        let counts = |point: &&PointResult| {
            point.expected && !matches!(point.outcome, PointOutcome::NotApplicable { .. })
        };
        for point in system.points.iter().filter(counts) {
            let mut marks = vec![point.outcome.label().to_owned()];
            if point.shown {
                marks.push("shown".to_owned());
            }
            if point.told {
                marks.push("told".to_owned());
            }
            marks.push(format!("on {}", point.class));
            let text = format!(
                "`{}`: weight {}, {}",
                point.point,
                point.weight,
                list(marks)
            );
            self.say(1, text);
        }
    }

    fn share(&mut self, name: &str, share: Share) {
        let Share { got, of, share } = share;
        let text = if of == 0 {
            format!("{name} is 0: nothing is expected")
        } else {
            format!("{name} = {got} x 10000 / {of} = {}", share.get())
        };
        self.say(1, text);
    }
}
