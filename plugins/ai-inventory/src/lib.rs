//! The buyer's inventory of AI systems: is each described by the four facts and the ratings from which its tier is read, and
//! does its purpose read like something that the AI Act forbids or holds to be high-risk?
//!
//! The sources are the dossier alone, which the buyer owns. Nothing here vouches for a supplier; what is not written down is
//! unknown and counts as the worst.

mod act;
mod facts;
mod uses;

use assay_sdk::{Descriptor, Observation, Plugin, Run};

/// The plugin.
#[derive(Debug)]
pub struct AiInventory;

assay_sdk::export!(AiInventory);

impl Plugin for AiInventory {
    fn describe() -> Descriptor {
        Descriptor::new("ai-inventory", env!("CARGO_PKG_VERSION"))
            .publisher("assay")
            .title("AI inventory")
            .summary(
                "For each AI system of the dossier: purpose, data, decisions influenced and people affected, the ratings from \
                 which the tier is read, and whether the description reads like a practice that Article 5 of the AI Act forbids \
                 or a use of its Annex III.",
            )
            .kind("inventory")
            .point(facts::POINT, &[])
            .point(facts::RATINGS, &[])
            .point(act::CLASS, &["dd.regulatory-role"])
            .point(act::PRACTICES, &["dd.prohibited-practices"])
            .capability("supplier", "the systems as the dossier describes them")
    }

    fn assess(run: &Run) -> Result<Vec<Observation>, String> {
        let uses = uses::Uses::load()?;
        Ok(run
            .systems()
            .iter()
            .flat_map(|system| {
                [
                    Some(facts::described(system)),
                    Some(facts::rated(system)),
                    act::class(system, &uses),
                    act::practices(system, &uses),
                ]
                .into_iter()
                .flatten()
                .map(|observation| observation.system(system.id.as_str()))
            })
            .collect())
    }
}
