//! Where suppliers stand today, kept so that ten thousand of them can be listed without judging each.

use assay_domain::{Decision, Level, SupplierId, Tier};
use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use sqlx::{SqliteConnection, query, query_scalar, sqlite::SqliteRow};

use super::{DueKind, due};
use crate::{
    Register, RegisterError, SupplierRow,
    codec::{read_number, read_word, word},
    supplier,
};

/// Where a supplier stands on a day, with what people decided and what time has done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct PositionRow {
    /// The day for which it was found.
    pub as_of: Date,
    /// The last day on which it is the same if nobody does anything.
    pub holds_until: Date,
    /// The decision.
    pub decision: Decision,
    /// The worst residual level.
    pub level: Level,
    /// The tier.
    pub tier: Tier,
    /// How many things that stand against it are waived.
    pub waived: u32,
    /// How many due dates have passed.
    pub lapsed: u32,
}

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

impl Register {
    /// A page of suppliers, with where they stand.
    ///
    /// # Errors
    /// When reading fails.
    pub async fn standings(&self, asked: &SearchQuery) -> Result<Standings, RegisterError> {
        let mut connection = self.read().await?;
        let pattern = asked.text.as_ref().map(|text| like(text));
        let decision = asked.decision.as_ref().map(word);
        let (tier, level) = (
            asked.tier.as_ref().map(word),
            asked.level.as_ref().map(word),
        );
        let matching: u32 = query_scalar(
            "SELECT count(*) FROM standings
             WHERE (?1 IS NULL OR search LIKE ?1 ESCAPE '!') AND (?2 IS NULL OR decision = ?2)
               AND (?3 IS NULL OR tier = ?3) AND (?4 IS NULL OR level = ?4)",
        )
        .bind(&pattern)
        .bind(&decision)
        .bind(&tier)
        .bind(&level)
        .fetch_one(&mut *connection)
        .await?;
        let ids: Vec<String> = query_scalar(
            "SELECT id FROM standings
             WHERE (?1 IS NULL OR search LIKE ?1 ESCAPE '!') AND (?2 IS NULL OR decision = ?2)
               AND (?3 IS NULL OR tier = ?3) AND (?4 IS NULL OR level = ?4)
             ORDER BY CASE WHEN ?5 THEN CASE decision
                          WHEN 'reject' THEN 0 WHEN 'undecided' THEN 1 WHEN 'conditional' THEN 2 ELSE 3 END END,
                      CASE WHEN ?5 THEN CASE level
                          WHEN 'very-high' THEN 0 WHEN 'high' THEN 1 WHEN 'medium' THEN 2 WHEN 'low' THEN 3 ELSE 4 END END,
                      CASE WHEN ?5 THEN tier END,
                      id
             LIMIT ?6 OFFSET ?7",
        )
        .bind(&pattern)
        .bind(&decision)
        .bind(&tier)
        .bind(&level)
        .bind(asked.worst_first)
        .bind(asked.limit)
        .bind(asked.skip)
        .fetch_all(&mut *connection)
        .await?;
        let mut rows = Vec::with_capacity(ids.len());
        for (id, row) in ids.iter().zip(supplier::rows(&mut connection, &ids).await?) {
            let position = query("SELECT * FROM positions WHERE supplier = ?1")
                .bind(id)
                .fetch_optional(&mut *connection)
                .await?;
            rows.push((row, position.map(|row| read(&row)).transpose()?));
        }
        Ok(Standings { rows, matching })
    }

    /// Suppliers whose position on a day is not known any more.
    ///
    /// # Errors
    /// When reading fails.
    pub async fn outdated(&self, today: Date) -> Result<Vec<SupplierId>, RegisterError> {
        let mut connection = self.read().await?;
        query(
            "SELECT s.id FROM suppliers s LEFT JOIN positions p ON p.supplier = s.id
             WHERE p.supplier IS NULL OR p.holds_until < ?1 OR p.as_of > ?1 ORDER BY s.id",
        )
        .bind(today.to_string())
        .fetch_all(&mut *connection)
        .await?
        .iter()
        .map(|row| read_word(row, "id"))
        .collect()
    }

    /// Keeps where suppliers stand, with the next day on which evidence of theirs grows too old.
    ///
    /// # Errors
    /// When writing fails.
    pub async fn keep_positions(
        &self,
        positions: &[(SupplierId, PositionRow, Option<Date>)],
    ) -> Result<(), RegisterError> {
        let mut transaction = self.write().await?;
        for (supplier, position, ages_on) in positions {
            query(
                "INSERT INTO positions (supplier, as_of, holds_until, decision, level, tier, waived, lapsed)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
                 ON CONFLICT (supplier) DO UPDATE SET
                     as_of = excluded.as_of, holds_until = excluded.holds_until, decision = excluded.decision,
                     level = excluded.level, tier = excluded.tier, waived = excluded.waived, lapsed = excluded.lapsed",
            )
            .bind(supplier.as_str())
            .bind(position.as_of.to_string())
            .bind(position.holds_until.to_string())
            .bind(word(&position.decision))
            .bind(word(&position.level))
            .bind(word(&position.tier))
            .bind(position.waived)
            .bind(position.lapsed)
            .execute(&mut *transaction)
            .await?;
            due::set(
                &mut transaction,
                supplier,
                DueKind::Evidence,
                "",
                *ages_on,
                None,
            )
            .await?;
        }
        transaction.commit().await?;
        Ok(())
    }

    /// How many suppliers stand where today: by decision and tier.
    ///
    /// # Errors
    /// When reading fails.
    pub async fn decisions_by_tier(&self) -> Result<Vec<(Tier, Decision, u32)>, RegisterError> {
        let mut connection = self.read().await?;
        query(
            "SELECT tier, decision, count(*) AS suppliers FROM standings GROUP BY 1, 2 ORDER BY 1, 2",
        )
        .fetch_all(&mut *connection)
        .await?
        .iter()
        .map(|row| {
            Ok((
                read_word(row, "tier")?,
                read_word(row, "decision")?,
                read_number(row, "suppliers")?,
            ))
        })
        .collect()
    }
}

/// Something has changed: the position has to be found anew.
pub(crate) async fn forget(
    connection: &mut SqliteConnection,
    supplier: &SupplierId,
) -> Result<(), RegisterError> {
    query("DELETE FROM positions WHERE supplier = ?1")
        .bind(supplier.as_str())
        .execute(connection)
        .await?;
    Ok(())
}

/// A text to be found anywhere, with what LIKE would read as a pattern taken as it is.
fn like(text: &str) -> String {
    let escaped = text
        .to_lowercase()
        .replace('!', "!!")
        .replace('%', "!%")
        .replace('_', "!_");
    format!("%{escaped}%")
}

fn read(row: &SqliteRow) -> Result<PositionRow, RegisterError> {
    Ok(PositionRow {
        as_of: read_word(row, "as_of")?,
        holds_until: read_word(row, "holds_until")?,
        decision: read_word(row, "decision")?,
        level: read_word(row, "level")?,
        tier: read_word(row, "tier")?,
        waived: read_number(row, "waived")?,
        lapsed: read_number(row, "lapsed")?,
    })
}
