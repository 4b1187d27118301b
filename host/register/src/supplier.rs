//! Views: what the register knows of suppliers and their assessments.

use std::collections::BTreeMap;

use assay_domain::{Digest, Severity, SupplierId};
use assay_scoring::{Reason, Verdict};
use sqlx::{SqliteConnection, query, query_scalar, sqlite::SqliteRow};

use crate::{
    AssessmentId, AssessmentRow, AssessmentView, FindingState, OpenFindings, Register,
    RegisterError, SupplierRow, SupplierView,
    codec::{column, json, read_bp, read_json, read_number, read_word},
    finding, run,
};

impl Register {
    /// All suppliers at their latest assessment, in the order of ids.
    ///
    /// # Errors
    /// When reading fails.
    pub async fn suppliers(&self) -> Result<Vec<SupplierRow>, RegisterError> {
        let mut connection = self.read().await?;
        let ids: Vec<String> = query_scalar("SELECT id FROM suppliers ORDER BY id")
            .fetch_all(&mut *connection)
            .await?;
        rows(&mut connection, &ids).await
    }

    /// Everything about one supplier, or none when it was never assessed.
    ///
    /// # Errors
    /// When reading fails or what is stored is not what was stored.
    pub async fn supplier(
        &self,
        supplier: &SupplierId,
    ) -> Result<Option<SupplierView>, RegisterError> {
        let mut connection = self.read().await?;
        let history = history(&mut connection, supplier).await?;
        let Some(newest) = history.first() else {
            return Ok(None);
        };
        let Some(latest) = assessment(&mut connection, &newest.id).await? else {
            return Ok(None);
        };
        let (mut closed_findings, mut open_findings): (Vec<_>, Vec<_>) =
            finding::of_supplier(&mut connection, supplier)
                .await?
                .into_iter()
                .partition(|finding| finding.state == FindingState::Closed);
        // Both sorts keep the order of fingerprints among equals.
        open_findings.sort_by_key(|finding| std::cmp::Reverse(finding.severity));
        closed_findings.sort_by_key(|finding| std::cmp::Reverse(finding.closed_in));
        Ok(Some(SupplierView {
            supplier: supplier.clone(),
            latest,
            open_findings,
            closed_findings,
            unfinished_runs: run::unfinished(&mut connection, supplier).await?,
            history,
        }))
    }

    /// All assessments of a supplier, the latest first; empty when it was never assessed.
    ///
    /// # Errors
    /// When reading fails.
    pub async fn history(
        &self,
        supplier: &SupplierId,
    ) -> Result<Vec<AssessmentRow>, RegisterError> {
        history(&mut *self.read().await?, supplier).await
    }

    /// Everything about one assessment, or none when there is none with this id.
    ///
    /// # Errors
    /// When reading fails or what is stored is not what was stored.
    pub async fn assessment(
        &self,
        id: &AssessmentId,
    ) -> Result<Option<AssessmentView>, RegisterError> {
        assessment(&mut *self.read().await?, id).await
    }
}

/// Suppliers at their latest assessment, in the order in which they are named.
pub(crate) async fn rows(
    connection: &mut SqliteConnection,
    ids: &[String],
) -> Result<Vec<SupplierRow>, RegisterError> {
    let named = json(&ids);
    let mut open = open_findings(connection, &named).await?;
    let found = query(
        "SELECT a.supplier, a.number, a.as_of, a.created_at, a.decision, a.tier, a.tier_provisional, a.level,
                a.coverage_bp, a.assurance_bp, a.complete, a.reassess_on, a.legal_name
         FROM suppliers s JOIN assessments a ON a.supplier = s.id AND a.number = s.latest
         WHERE s.id IN (SELECT value FROM json_each(?1))",
    )
    .bind(&named)
    .fetch_all(connection)
    .await?;
    let mut by_id = found
        .iter()
        .map(|row| {
            let supplier: SupplierId = read_word(row, "supplier")?;
            let row = SupplierRow {
                legal_name: read_json(row, "legal_name")?,
                assessment: read_number(row, "number")?,
                as_of: read_word(row, "as_of")?,
                created_at: read_word(row, "created_at")?,
                decision: read_word(row, "decision")?,
                tier: read_word(row, "tier")?,
                tier_provisional: read_number::<i64>(row, "tier_provisional")? != 0,
                level: read_word(row, "level")?,
                coverage: read_bp(row, "coverage_bp")?,
                assurance: read_bp(row, "assurance_bp")?,
                complete: read_number::<i64>(row, "complete")? != 0,
                open_findings: open.remove(&supplier).unwrap_or_default(),
                reassess_on: read_word(row, "reassess_on")?,
                supplier,
            };
            Ok((row.supplier.as_str().to_owned(), row))
        })
        .collect::<Result<BTreeMap<String, SupplierRow>, RegisterError>>()?;
    Ok(ids.iter().filter_map(|id| by_id.remove(id)).collect())
}

async fn open_findings(
    connection: &mut SqliteConnection,
    suppliers: &str,
) -> Result<BTreeMap<SupplierId, OpenFindings>, RegisterError> {
    let rows = query(
        "SELECT supplier, severity, count(*) AS how_many FROM findings
         WHERE state <> 'closed' AND supplier IN (SELECT value FROM json_each(?1)) GROUP BY supplier, severity",
    )
    .bind(suppliers)
    .fetch_all(connection)
    .await?;
    let mut open: BTreeMap<SupplierId, OpenFindings> = BTreeMap::new();
    for row in &rows {
        let counts = open.entry(read_word(row, "supplier")?).or_default();
        let count = match read_word(row, "severity")? {
            Severity::Critical => &mut counts.critical,
            Severity::High => &mut counts.high,
            Severity::Medium => &mut counts.medium,
            Severity::Low => &mut counts.low,
            Severity::Info => &mut counts.info,
        };
        *count = read_number(row, "how_many")?;
    }
    Ok(open)
}

async fn history(
    connection: &mut SqliteConnection,
    supplier: &SupplierId,
) -> Result<Vec<AssessmentRow>, RegisterError> {
    let mut reasons: BTreeMap<u32, Vec<Reason>> = BTreeMap::new();
    let rows =
        query("SELECT number, body FROM reasons WHERE supplier = ?1 ORDER BY number, ordinal")
            .bind(supplier.as_str())
            .fetch_all(&mut *connection)
            .await?;
    for row in &rows {
        let of = reasons.entry(read_number(row, "number")?).or_default();
        of.push(read_json(row, "body")?);
    }
    query(
        "SELECT number, as_of, created_at, decision, tier, level, coverage_bp, assurance_bp, complete, host_version,
                verdict_digest
         FROM assessments WHERE supplier = ?1 ORDER BY number DESC",
    )
    .bind(supplier.as_str())
    .fetch_all(connection)
    .await?
    .iter()
    .map(|row| {
        let number = read_number(row, "number")?;
        Ok(AssessmentRow {
            id: AssessmentId {
                supplier: supplier.clone(),
                number,
            },
            as_of: read_word(row, "as_of")?,
            created_at: read_word(row, "created_at")?,
            decision: read_word(row, "decision")?,
            tier: read_word(row, "tier")?,
            level: read_word(row, "level")?,
            coverage: read_bp(row, "coverage_bp")?,
            assurance: read_bp(row, "assurance_bp")?,
            complete: read_number::<i64>(row, "complete")? != 0,
            reasons: reasons.remove(&number).unwrap_or_default(),
            host_version: column(row, "host_version")?,
            verdict_digest: read_word(row, "verdict_digest")?,
        })
    })
    .collect()
}

async fn assessment(
    connection: &mut SqliteConnection,
    id: &AssessmentId,
) -> Result<Option<AssessmentView>, RegisterError> {
    let row = query(
        "SELECT created_at, host_version, facts, verdict, verdict_digest FROM assessments
         WHERE supplier = ?1 AND number = ?2",
    )
    .bind(id.supplier.as_str())
    .bind(id.number)
    .fetch_optional(&mut *connection)
    .await?;
    let Some(row) = row else { return Ok(None) };
    let participations = query(
        "SELECT body FROM participations WHERE supplier = ?1 AND number = ?2 ORDER BY ordinal",
    );
    let participations = bodies(connection, participations, id).await?;
    let observations =
        query("SELECT body FROM observations WHERE supplier = ?1 AND number = ?2 ORDER BY ordinal");
    let observations = bodies(connection, observations, id).await?;
    let security_findings = query(
        "SELECT body FROM security_findings WHERE supplier = ?1 AND number = ?2 ORDER BY ordinal",
    );
    let security_findings = bodies(connection, security_findings, id).await?;
    Ok(Some(AssessmentView {
        id: id.clone(),
        created_at: read_word(&row, "created_at")?,
        host_version: column(&row, "host_version")?,
        facts: read_json(&row, "facts")?,
        verdict: verdict(&row, id)?,
        verdict_digest: read_word(&row, "verdict_digest")?,
        participations,
        runs: run::of_assessment(connection, &id.supplier, id.number).await?,
        observations,
        security_findings,
    }))
}

/// The stored verdict, byte for byte: it is shown only when it still has the digest under which it was stored.
fn verdict(row: &SqliteRow, id: &AssessmentId) -> Result<Verdict, RegisterError> {
    let text: &str = column(row, "verdict")?;
    let digest: Digest = read_word(row, "verdict_digest")?;
    if Digest::of(text) != digest {
        return Err(RegisterError::Damaged {
            what: format!("the verdict of {id} is not what was stored"),
        });
    }
    read_json(row, "verdict")
}

type Query<'q> = sqlx::query::Query<'q, sqlx::Sqlite, sqlx::sqlite::SqliteArguments>;

async fn bodies<T: serde::de::DeserializeOwned>(
    connection: &mut SqliteConnection,
    query: Query<'_>,
    id: &AssessmentId,
) -> Result<Vec<T>, RegisterError> {
    query
        .bind(id.supplier.as_str())
        .bind(id.number)
        .fetch_all(connection)
        .await?
        .iter()
        .map(|row| read_json(row, "body"))
        .collect()
}
