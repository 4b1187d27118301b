//! Lists of suppliers: searched, filtered, and a page at a time.

use std::cmp::Reverse;

use assay_domain::{Decision, Level, SupplierId, Tier};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use sqlx::query;

use super::{PositionRow, position};
use crate::{
    Register, RegisterError, SupplierRow,
    codec::{column, read_word},
    supplier,
};

/// Which suppliers to list.
#[derive(Debug, Clone, Default)]
pub struct SearchQuery {
    /// A part of the id or a name.
    pub text: Option<String>,
    /// Those of this decision today.
    pub decision: Option<Decision>,
    /// Those of this tier.
    pub tier: Option<Tier>,
    /// Those of this residual level.
    pub level: Option<Level>,
    /// The worst first, instead of the order of ids.
    pub worst_first: bool,
    /// How many to leave out, for a page.
    pub skip: u32,
    /// How many at most.
    pub limit: u32,
}

/// A page of suppliers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Standings {
    /// Each at its latest assessment, with where it stands today where that was found.
    pub rows: Vec<(SupplierRow, Option<PositionRow>)>,
    /// How many match in all.
    pub matching: u32,
}

/// All suppliers as far as lists look at them, the worst first. Ten thousand of them are read in less time than a page of theirs takes
/// with sixteen people waiting, so whoever answers many people keeps it until the next line of the log.
#[derive(Debug, Clone, Default)]
pub struct StandingIndex(Vec<Standing>);

#[derive(Debug, Clone)]
struct Standing {
    id: SupplierId,
    search: String,
    decision: Decision,
    level: Level,
    tier: Tier,
}

impl StandingIndex {
    /// Those that match, in the order that is asked for.
    fn matching(&self, asked: &SearchQuery) -> Vec<&SupplierId> {
        let text = asked.text.as_ref().map(|text| text.to_lowercase());
        let found = self.0.iter().filter(|one| {
            text.as_ref().is_none_or(|text| one.search.contains(text))
                && asked
                    .decision
                    .is_none_or(|decision| decision == one.decision)
                && asked.tier.is_none_or(|tier| tier == one.tier)
                && asked.level.is_none_or(|level| level == one.level)
        });
        let mut ids: Vec<&SupplierId> = found.map(|one| &one.id).collect();
        if !asked.worst_first {
            ids.sort_unstable();
        }
        ids
    }
}

impl Register {
    /// What lists look at, of all suppliers.
    ///
    /// # Errors
    /// When reading fails.
    pub async fn standing_index(&self) -> Result<StandingIndex, RegisterError> {
        let mut connection = self.read().await?;
        let rows = query("SELECT id, search, decision, level, tier FROM standings")
            .fetch_all(&mut *connection)
            .await?;
        let standings = rows.iter().map(|row| {
            Ok(Standing {
                id: read_word(row, "id")?,
                search: column(row, "search")?,
                decision: read_word(row, "decision")?,
                level: read_word(row, "level")?,
                tier: read_word(row, "tier")?,
            })
        });
        let mut standings: Vec<Standing> = standings.collect::<Result<_, RegisterError>>()?;
        standings.sort_by(|a, b| {
            let rank = |one: &Standing| (Reverse(one.decision), Reverse(one.level), one.tier);
            (rank(a), &a.id).cmp(&(rank(b), &b.id))
        });
        Ok(StandingIndex(standings))
    }

    /// A page of suppliers, with where they stand.
    ///
    /// # Errors
    /// When reading fails.
    pub async fn standings(&self, asked: &SearchQuery) -> Result<Standings, RegisterError> {
        self.standings_of(&self.standing_index().await?, asked)
            .await
    }

    /// The same from an index that is still good.
    ///
    /// # Errors
    /// When reading fails.
    pub async fn standings_of(
        &self,
        index: &StandingIndex,
        asked: &SearchQuery,
    ) -> Result<Standings, RegisterError> {
        let found = index.matching(asked);
        let matching = u32::try_from(found.len()).unwrap_or(u32::MAX);
        let page = found.into_iter().skip(asked.skip as usize);
        let ids: Vec<String> = page
            .take(asked.limit as usize)
            .map(SupplierId::to_string)
            .collect();
        let mut connection = self.read().await?;
        let mut positions = position::of(&mut connection, &ids).await?;
        let rows = supplier::rows(&mut connection, &ids).await?.into_iter();
        let rows = rows
            .map(|row| {
                let position = positions.remove(&row.supplier);
                (row, position)
            })
            .collect();
        Ok(Standings { rows, matching })
    }
}
