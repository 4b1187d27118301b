//! Who looks after a finding.

use assay_domain::{Care, Digest, SupplierId};
use sqlx::{SqliteConnection, query, query_scalar};

use super::{DueKind, due};
use crate::{
    Author, Register, RegisterError,
    codec::{json, read_json, read_word},
};

impl Register {
    /// Gives a finding an owner and a due date, or takes them away.
    ///
    /// # Errors
    /// When there is no such finding or writing fails.
    pub async fn assign(
        &self,
        author: Author<'_>,
        supplier: &SupplierId,
        fingerprint: Digest,
        care: &Care,
    ) -> Result<(), RegisterError> {
        author.person()?;
        let mut change = self.change(author, supplier).await?;
        super::ruling::check_finding(change.connection(), supplier, fingerprint).await?;
        let before: Option<String> =
            query_scalar("SELECT body FROM cares WHERE supplier = ?1 AND fingerprint = ?2")
                .bind(supplier.as_str())
                .bind(fingerprint.to_string())
                .fetch_optional(change.connection())
                .await?;
        let body = json(care);
        query(
            "INSERT INTO cares (supplier, fingerprint, owner, due, body) VALUES (?1, ?2, ?3, ?4, ?5)
             ON CONFLICT (supplier, fingerprint) DO UPDATE SET
                 owner = excluded.owner, due = excluded.due, body = excluded.body",
        )
        .bind(supplier.as_str())
        .bind(fingerprint.to_string())
        .bind(care.owner.as_ref().map(|owner| owner.as_str()))
        .bind(care.due.map(|day| day.to_string()))
        .bind(&body)
        .execute(change.connection())
        .await?;
        let finding = format!("finding {fingerprint}");
        due::set(
            change.connection(),
            supplier,
            DueKind::Finding,
            &finding,
            care.due,
            care.owner.as_ref(),
        )
        .await?;
        change
            .done(format!("care {fingerprint}"), "assigned", before, body)
            .await
    }
}

pub(super) async fn of_supplier(
    connection: &mut SqliteConnection,
    supplier: &SupplierId,
) -> Result<Vec<(Digest, Care)>, RegisterError> {
    query("SELECT fingerprint, body FROM cares WHERE supplier = ?1 ORDER BY fingerprint")
        .bind(supplier.as_str())
        .fetch_all(connection)
        .await?
        .iter()
        .map(|row| Ok((read_word(row, "fingerprint")?, read_json(row, "body")?)))
        .collect()
}
