//! What a sector makes sensitive.

use std::collections::BTreeMap;

use assay_domain::{AiActClass, AiSystem, ContextFact, Rating, Sector, SystemContext};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::Catalogue;

/// The presets of sectors.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Sectors {
    /// Where they come from.
    pub source: String,
    /// When they were last compared with it.
    pub as_of: Date,
    /// One for each sector.
    pub sectors: Vec<SectorPreset>,
}

/// What a sector makes sensitive.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct SectorPreset {
    /// The sector.
    pub sector: Sector,
    /// Its name.
    pub title: String,
    /// No declared fact counts as less than this.
    #[serde(default)]
    pub floor: Floor,
    /// What to ask in this sector.
    pub prompts: Vec<String>,
    /// Typical uses.
    #[serde(default)]
    pub uses: Vec<SectorUse>,
}

/// A typical use in a sector.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct SectorUse {
    /// What it is.
    pub name: String,
    /// The class that it usually has under the AI Act.
    pub class: AiActClass,
    /// Why, by annex and point.
    pub basis: String,
}

/// The least rating of facts, written in their own words.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(
    try_from = "BTreeMap<ContextFact, String>",
    into = "BTreeMap<ContextFact, String>"
)]
pub struct Floor(pub BTreeMap<ContextFact, Rating>);

impl TryFrom<BTreeMap<ContextFact, String>> for Floor {
    type Error = String;

    fn try_from(words: BTreeMap<ContextFact, String>) -> Result<Self, String> {
        let rated = words.into_iter().map(|(fact, word)| {
            let rating = fact.rating(&word).ok_or_else(|| {
                format!(
                    "`{}` is no word for `{}`: {}",
                    word.escape_debug(),
                    fact.name(),
                    fact.words().join(", ")
                )
            })?;
            Ok((fact, rating))
        });
        rated.collect::<Result<_, String>>().map(Self)
    }
}

impl From<Floor> for BTreeMap<ContextFact, String> {
    fn from(floor: Floor) -> Self {
        let words = floor.0.into_iter();
        words
            .map(|(fact, rating)| (fact, fact.word(rating).to_owned()))
            .collect()
    }
}

impl SectorPreset {
    /// The declared facts, none milder than the floor. A fact that is not known stays so: it counts as the worst already.
    pub fn raise(&self, declared: &SystemContext) -> SystemContext {
        SystemContext::new(ContextFact::ALL.into_iter().filter_map(|fact| {
            let rating = declared.get(fact)?;
            let floor = self.floor.0.get(&fact).copied();
            Some((fact, floor.map_or(rating, |floor| rating.max(floor))))
        }))
    }

    /// The facts that the floor raises, each with the declared rating and the one that counts.
    pub fn raised(&self, declared: &SystemContext) -> Vec<(ContextFact, Rating, Rating)> {
        let floor = self.floor.0.iter();
        floor
            .filter_map(|(fact, floor)| {
                let rating = declared.get(*fact)?;
                (rating < *floor).then_some((*fact, rating, *floor))
            })
            .collect()
    }
}

impl Catalogue {
    /// The preset of a sector.
    pub fn sector(&self, sector: Sector) -> Option<&SectorPreset> {
        self.sectors
            .sectors
            .iter()
            .find(|preset| preset.sector == sector)
    }

    /// The facts of a system as they count: as declared, and not milder than its sector allows.
    pub fn context_in_sector(&self, system: &AiSystem) -> SystemContext {
        match system.sector.and_then(|sector| self.sector(sector)) {
            Some(preset) => preset.raise(&system.context),
            None => system.context.clone(),
        }
    }
}
