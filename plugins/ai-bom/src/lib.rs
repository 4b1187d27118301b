//! Reads bills of materials of machine learning (CycloneDX JSON 1.5 to 1.7) and model cards, and says what a system is made of,
//! where that comes from and whether the supplier disclosed it.
//!
//! A document goes through [`read`] to an [`inventory`], whatever its form; [`judge`] makes the check points of it.

mod card;
mod cyclonedx;
mod inventory;
mod json;
mod judge;
mod licence;
mod points;
mod read;

use assay_sdk::{AiSystem, Descriptor, LegalName, Level, Observation, Plugin, Run};

use judge::Dossier;
use points::{ALL, FORMAT};
use read::{Refusal, Source};

/// The plugin.
#[derive(Debug)]
pub struct AiBom;

impl Plugin for AiBom {
    fn describe() -> Descriptor {
        let descriptor = Descriptor::new("ai-bom", env!("CARGO_PKG_VERSION"))
            .publisher("assay")
            .title("Bills of materials of AI systems")
            .summary(
                "Reads CycloneDX bills of materials (JSON, 1.5 to 1.7) and model cards: models and versions, data sets and \
                 their provenance, licences, hashes, evaluation, limits, and models of others that the supplier did not \
                 disclose.",
            )
            .kind("bill-of-materials")
            .document("other", "a CycloneDX bill of materials in JSON, or a model card")
            .capability("documents", "the text of bills of materials and model cards")
            .capability("supplier", "models of others are compared with those that the supplier disclosed")
            .capability("log", "to say which documents were refused");
        ALL.into_iter().fold(descriptor, |descriptor, point| {
            descriptor.point(point.id, point.controls)
        })
    }

    fn assess(run: &Run) -> Result<Vec<Observation>, String> {
        let mut sources = Vec::new();
        let mut refused: Vec<(String, Refusal)> = Vec::new();
        for document in run.documents() {
            match read::read(&document) {
                Some(Ok(source)) => sources.push(source),
                Some(Err(refusal)) => refused.push((document.info().name.clone(), refusal)),
                None => {}
            }
        }
        for (name, refusal) in &refused {
            run.log(Level::Warn, &format!("{name} is not read: {refusal}"));
        }
        let profile = run.profile();
        let dossier = Dossier {
            as_of: run.as_of(),
            names: [profile.legal_name]
                .into_iter()
                .chain(profile.also_known_as)
                .map(|name| LegalName::read(&name))
                .collect(),
            systems: run.systems(),
            sub_processors: run.sub_processors(),
        };
        let mut seen: Vec<Observation> = by_system(&sources, &dossier)
            .into_iter()
            .flat_map(|(sources, system)| judge::judge(&sources, &dossier, system))
            .collect();
        for observation in &mut seen {
            for (name, refusal) in &refused {
                observation
                    .detail
                    .push_str(&format!(" Not read: {name} ({refusal})."));
            }
            // A document that cannot be read is no silence: it says so.
            if observation.point == FORMAT.id && sources.is_empty() && !refused.is_empty() {
                observation.title = "the bill of materials cannot be read".to_owned();
            }
        }
        Ok(seen)
    }
}

assay_sdk::export!(AiBom);

/// Documents by the system that they name; those that name none are about each.
fn by_system<'a>(
    sources: &'a [Source],
    dossier: &'a Dossier,
) -> Vec<(Vec<&'a Source>, Option<&'a AiSystem>)> {
    let names = |source: &Source, system: &AiSystem| {
        source.inventory.subject.as_ref().is_some_and(|subject| {
            subject
                .text
                .to_lowercase()
                .contains(&system.name.to_lowercase())
        })
    };
    let apart = sources
        .iter()
        .any(|source| dossier.systems.iter().any(|system| names(source, system)));
    if !apart || dossier.systems.len() < 2 {
        return vec![(sources.iter().collect(), None)];
    }
    let each = dossier.systems.iter().map(|system| {
        let about = sources.iter().filter(|source| {
            names(source, system) || !dossier.systems.iter().any(|other| names(source, other))
        });
        (about.collect(), Some(system))
    });
    each.collect()
}
