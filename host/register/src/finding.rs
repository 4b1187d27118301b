//! Findings over all assessments of a supplier.

use assay_domain::{Observation, ReportedOutcome, SupplierId};
use sqlx::{SqliteConnection, query, sqlite::SqliteRow};

use crate::{
    FindingState, FindingView, Register, RegisterError,
    codec::{column, json, read_json, read_number, read_optional_word, read_word, word},
};

impl Register {
    /// Fails of earlier assessments that nothing has closed, to be carried into the next one.
    ///
    /// # Errors
    /// When reading fails.
    pub async fn open_findings(
        &self,
        supplier: &SupplierId,
    ) -> Result<Vec<Observation>, RegisterError> {
        let mut connection = self.read().await?;
        let findings = of_supplier(&mut connection, supplier).await?;
        Ok(findings
            .into_iter()
            .filter(|finding| finding.state != FindingState::Closed)
            .flat_map(|finding| finding.observations)
            .filter(|observation| observation.outcome == ReportedOutcome::Fail)
            .collect())
    }
}

/// All findings of a supplier, in the order of fingerprints.
pub(crate) async fn of_supplier(
    connection: &mut SqliteConnection,
    supplier: &SupplierId,
) -> Result<Vec<FindingView>, RegisterError> {
    query(
        "SELECT fingerprint, system, point, state, severity, first_seen, last_observed, not_reobserved,
                observations, closed_in, closed_by
         FROM findings WHERE supplier = ?1 ORDER BY fingerprint",
    )
    .bind(supplier.as_str())
    .fetch_all(connection)
    .await?
    .iter()
    .map(read)
    .collect()
}

/// Stores a finding as it stands now.
pub(crate) async fn put(
    connection: &mut SqliteConnection,
    supplier: &SupplierId,
    finding: &FindingView,
) -> Result<(), RegisterError> {
    query(
        "INSERT INTO findings (supplier, fingerprint, system, point, state, severity, first_seen, last_observed,
                               not_reobserved, observations, closed_in, closed_by)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)
         ON CONFLICT (supplier, fingerprint) DO UPDATE SET
             state = excluded.state, severity = excluded.severity, last_observed = excluded.last_observed,
             not_reobserved = excluded.not_reobserved, observations = excluded.observations,
             closed_in = excluded.closed_in, closed_by = excluded.closed_by",
    )
    .bind(supplier.as_str())
    .bind(finding.fingerprint.to_string())
    .bind(finding.system.as_ref().map(|system| system.as_str()))
    .bind(finding.point.as_str())
    .bind(word(&finding.state))
    .bind(word(&finding.severity))
    .bind(finding.first_seen)
    .bind(finding.last_observed)
    .bind(i64::from(finding.not_reobserved))
    .bind(json(&finding.observations))
    .bind(finding.closed_in)
    .bind(finding.closed_by.as_ref().map(json))
    .execute(connection)
    .await?;
    Ok(())
}

fn read(row: &SqliteRow) -> Result<FindingView, RegisterError> {
    let closed_in: Option<i64> = column(row, "closed_in")?;
    let closed_by: Option<&str> = column(row, "closed_by")?;
    Ok(FindingView {
        fingerprint: read_word(row, "fingerprint")?,
        system: read_optional_word(row, "system")?,
        point: read_word(row, "point")?,
        state: read_word(row, "state")?,
        severity: read_word(row, "severity")?,
        first_seen: read_number(row, "first_seen")?,
        last_observed: read_number(row, "last_observed")?,
        not_reobserved: read_number::<i64>(row, "not_reobserved")? != 0,
        observations: read_json(row, "observations")?,
        closed_in: closed_in
            .map(|_| read_number(row, "closed_in"))
            .transpose()?,
        closed_by: closed_by.map(|_| read_json(row, "closed_by")).transpose()?,
    })
}
