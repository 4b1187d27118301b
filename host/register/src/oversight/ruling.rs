//! What reviewers rule about findings.

use assay_domain::{Digest, Ruling, RulingKind, SupplierId, Untrusted};
use sqlx::{SqliteConnection, query, query_scalar};

use crate::{Author, Register, RegisterError, codec::json, log::whole_seconds};

impl Register {
    /// Writes down a reviewer's override of a finding; the one before stays in the log.
    ///
    /// # Errors
    /// When there is no such finding, nobody is named, or writing fails.
    pub async fn rule(
        &self,
        author: Author<'_>,
        supplier: &SupplierId,
        fingerprint: Digest,
        kind: RulingKind,
        reason: Untrusted,
        bound_to: Digest,
    ) -> Result<Ruling, RegisterError> {
        let mut change = self.change(author, supplier).await?;
        check_finding(change.connection(), supplier, fingerprint).await?;
        let ruling = Ruling {
            fingerprint,
            kind,
            reason,
            by: author.person()?.clone(),
            at: whole_seconds(author.now),
            bound_to,
        };
        let before: Option<String> =
            query_scalar("SELECT body FROM rulings WHERE supplier = ?1 AND fingerprint = ?2")
                .bind(supplier.as_str())
                .bind(fingerprint.to_string())
                .fetch_optional(change.connection())
                .await?;
        let body = json(&ruling);
        query(
            "INSERT INTO rulings (supplier, fingerprint, body) VALUES (?1, ?2, ?3)
             ON CONFLICT (supplier, fingerprint) DO UPDATE SET body = excluded.body",
        )
        .bind(supplier.as_str())
        .bind(fingerprint.to_string())
        .bind(&body)
        .execute(change.connection())
        .await?;
        change
            .done(format!("ruling {fingerprint}"), "ruled", before, body)
            .await?;
        Ok(ruling)
    }
}

/// Only a finding that the register holds can be looked after or ruled about.
pub(super) async fn check_finding(
    connection: &mut SqliteConnection,
    supplier: &SupplierId,
    fingerprint: Digest,
) -> Result<(), RegisterError> {
    let known: Option<i64> =
        query_scalar("SELECT 1 FROM findings WHERE supplier = ?1 AND fingerprint = ?2")
            .bind(supplier.as_str())
            .bind(fingerprint.to_string())
            .fetch_optional(connection)
            .await?;
    known.map(|_| ()).ok_or_else(|| RegisterError::NoSuch {
        object: format!("finding {fingerprint}"),
        supplier: supplier.clone(),
    })
}
