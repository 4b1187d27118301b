//! What is assessed: each AI system with its tier.

use assay_catalogue::Catalogue;
use assay_domain::{AiSystem, Supplier, SystemContext, Untrusted};

use crate::{TierResult, tier};

/// The system that stands for a supplier whose dossier names none.
const UNSPECIFIED: &str = "unspecified";

/// One system with its tier.
#[derive(Debug)]
pub(crate) struct System {
    pub(crate) facts: AiSystem,
    pub(crate) tier: TierResult,
}

/// The systems of a supplier in the order of ids, never none: of a supplier that names no system nothing is known, and that
/// is the worst of all.
pub(crate) fn systems(supplier: &Supplier, catalogue: &Catalogue) -> Vec<System> {
    let mut systems = supplier.systems.clone();
    if systems.is_empty() {
        systems.push(unspecified());
    }
    systems.sort_by(|a, b| a.id.cmp(&b.id));
    systems
        .into_iter()
        .map(|mut facts| {
            // From here on the facts are those that count: not milder than the sector of the system allows.
            facts.context = catalogue.context_in_sector(&facts);
            System {
                tier: tier::tier(&catalogue.policy.tier_rules, &facts.context),
                facts,
            }
        })
        .collect()
}

fn unspecified() -> AiSystem {
    AiSystem {
        id: UNSPECIFIED.parse().expect("the name is a valid id"),
        name: Untrusted::from(UNSPECIFIED),
        purpose: None,
        data_used: None,
        decisions_influenced: None,
        people_affected: None,
        upstream_models: Vec::new(),
        sector: None,
        context: SystemContext::default(),
    }
}
