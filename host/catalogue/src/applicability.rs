//! Where a point is expected and a gate holds. What is expected comes from the catalogue, the tier, the role and the class, never
//! from what a plugin reported: a plugin that stays away must not shrink the denominator.

use assay_domain::{AiActClass, AiSystem, ContextFact, Rating, Supplier, Tier};

use crate::{FactAtLeast, Gate, Need, Point, Scope};

impl Point {
    /// True when the point is expected of this system of this supplier. Whatever is not known speaks for expecting it: a
    /// supplier without declared roles counts as having all, a system of unknown class as high-risk.
    pub fn is_expected(&self, supplier: &Supplier, system: &AiSystem, tier: Tier) -> bool {
        let roles = &supplier.profile.roles;
        self.tiers.contains(&tier)
            && (self.roles.is_empty()
                || roles.is_empty()
                || roles.iter().any(|role| self.roles.contains(role)))
            && (self.classes.is_empty() || has_class(system, &self.classes))
            && self
                .needs
                .is_none_or(|need| self.is_met(need, supplier, system))
    }

    /// An endpoint that names no system counts for each; for a point about the supplier every endpoint counts.
    fn is_met(&self, need: Need, supplier: &Supplier, system: &AiSystem) -> bool {
        let mut endpoints = supplier.endpoints.iter().filter(|endpoint| {
            self.scope == Scope::Supplier
                || endpoint.system.as_ref().is_none_or(|id| *id == system.id)
        });
        match need {
            Need::Endpoint => endpoints.next().is_some(),
            Need::OpenAiEndpoint => endpoints.any(|endpoint| endpoint.kind == "openai"),
            Need::ActiveEndpoint => endpoints
                .any(|endpoint| endpoint.kind == "openai" && endpoint.active_requests.is_some()),
            Need::CertificateClaim => !supplier.certificates.is_empty(),
            Need::ReplacedTerms => !supplier.replaced_terms.is_empty(),
        }
    }
}

impl Gate {
    /// True when the gate holds for this system. A gate with neither classes nor `or-when` holds for every system.
    pub fn applies(&self, system: &AiSystem, tier: Tier) -> bool {
        let for_all = self.classes.is_empty() && self.or_when.is_none();
        self.tiers.contains(&tier)
            && (for_all
                || has_class(system, &self.classes)
                || self.or_when.is_some_and(|when| when.holds(system)))
    }
}

impl FactAtLeast {
    /// True when the fact is rated so, or not known.
    pub fn holds(self, system: &AiSystem) -> bool {
        rating(system, self.fact) >= self.at_least
    }
}

fn rating(system: &AiSystem, fact: ContextFact) -> Rating {
    system.context.get(fact).unwrap_or(Rating::WORST)
}

/// A prohibited practice has at least the duties of a high-risk system.
fn has_class(system: &AiSystem, classes: &[AiActClass]) -> bool {
    let class = system
        .context
        .ai_act_class()
        .unwrap_or(AiActClass::HighRisk);
    classes.contains(&class)
        || (class == AiActClass::Prohibited && classes.contains(&AiActClass::HighRisk))
}
