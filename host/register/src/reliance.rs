//! What suppliers rest on in their turn: where many rest on one, its failure is everybody's.

use std::collections::BTreeMap;

use assay_domain::{Supplier, Tier, Untrusted};
use assay_scoring::Verdict;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use sqlx::{SqliteConnection, query};

use crate::{
    Register, RegisterError,
    codec::{json, read_json, read_number, read_word, word},
};

/// What is rested on.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum RelianceKind {
    /// A model of somebody else.
    Model,
    /// A sub-processor.
    Provider,
    /// The country of a sub-processor, or of the supplier.
    Region,
}

/// Something that systems rest on, with how many do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Reliance {
    /// What it is.
    pub kind: RelianceKind,
    /// Its name, as one of the suppliers writes it.
    pub name: Untrusted,
    /// How many systems of tier 1 and 2 rest on it.
    pub critical_systems: u32,
    /// How many systems of tier 1 and 2 there are.
    pub of: u32,
    /// How many systems in all.
    pub systems: u32,
    /// How many suppliers.
    pub suppliers: u32,
}

impl Register {
    /// On what most systems of tier 1 and 2 rest, the most first.
    ///
    /// # Errors
    /// When reading fails.
    pub async fn reliances(&self, limit: u32) -> Result<Vec<Reliance>, RegisterError> {
        let mut connection = self.read().await?;
        query(
            "SELECT kind, min(name) AS name, count(*) AS systems, count(DISTINCT supplier) AS suppliers,
                    sum(tier IN ('tier-1', 'tier-2')) AS critical,
                    (SELECT count(*) FROM (SELECT DISTINCT supplier, system FROM reliances
                                           WHERE tier IN ('tier-1', 'tier-2'))) AS of_all
             FROM reliances GROUP BY kind, folded
             ORDER BY critical DESC, systems DESC, kind, folded LIMIT ?1",
        )
        .bind(limit)
        .fetch_all(&mut *connection)
        .await?
        .iter()
        .map(|row| {
            Ok(Reliance {
                kind: read_word(row, "kind")?,
                name: read_json(row, "name")?,
                critical_systems: read_number(row, "critical")?,
                of: read_number(row, "of_all")?,
                systems: read_number(row, "systems")?,
                suppliers: read_number(row, "suppliers")?,
            })
        })
        .collect()
    }
}

/// What the systems of a supplier rest on now.
pub(crate) async fn replace(
    connection: &mut SqliteConnection,
    supplier: &Supplier,
    verdict: &Verdict,
) -> Result<(), RegisterError> {
    let id = supplier.profile.id.as_str();
    query("DELETE FROM reliances WHERE supplier = ?1")
        .bind(id)
        .execute(&mut *connection)
        .await?;
    let tiers: BTreeMap<_, Tier> = verdict
        .systems
        .iter()
        .map(|s| (&s.system, s.tier.tier))
        .collect();
    let providers = supplier.sub_processors.iter();
    let regions = providers
        .clone()
        .filter_map(|one| one.country.as_ref())
        .chain(&supplier.profile.country);
    let shared: Vec<(RelianceKind, &Untrusted)> = providers
        .map(|one| (RelianceKind::Provider, &one.name))
        .chain(regions.map(|country| (RelianceKind::Region, country)))
        .collect();
    for system in &supplier.systems {
        let tier = tiers.get(&system.id).copied().unwrap_or(Tier::T1);
        let models = system
            .upstream_models
            .iter()
            .map(|model| (RelianceKind::Model, model));
        for (kind, name) in models.chain(shared.iter().copied()) {
            query(
                "INSERT INTO reliances (supplier, system, tier, kind, folded, name) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
                 ON CONFLICT DO NOTHING",
            )
            .bind(id)
            .bind(system.id.as_str())
            .bind(word(&tier))
            .bind(word(&kind))
            .bind(folded(name))
            .bind(json(name))
            .execute(&mut *connection)
            .await?;
        }
    }
    Ok(())
}

/// One spelling for names that differ in case and white space only.
fn folded(name: &Untrusted) -> String {
    let words: Vec<&str> = name.expose().split_whitespace().collect();
    json(&words.join(" ").to_lowercase())
}
