//! Where suppliers stand today, kept so that ten thousand of them can be listed without judging each.

use std::collections::BTreeMap;

use assay_domain::{Decision, Level, SupplierId, Tier};
use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use sqlx::{SqliteConnection, query, sqlite::SqliteRow};

use super::{DueKind, due};
use crate::{
    Register, RegisterError,
    codec::{json, read_number, read_word, word},
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

impl Register {
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

/// Those that are known of some suppliers.
pub(super) async fn of(
    connection: &mut SqliteConnection,
    suppliers: &[String],
) -> Result<BTreeMap<SupplierId, PositionRow>, RegisterError> {
    query("SELECT * FROM positions WHERE supplier IN (SELECT value FROM json_each(?1))")
        .bind(json(&suppliers))
        .fetch_all(connection)
        .await?
        .iter()
        .map(|row| Ok((read_word(row, "supplier")?, read(row)?)))
        .collect()
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
