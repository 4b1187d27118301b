//! What was seen of a supplier before.

use assay_domain::{Observation, SupplierId};
use jiff::civil::Date;
use sqlx::query;

use crate::{Register, RegisterError, codec::read_json};

/// Assessments that are looked back through. A plugin compares with its latest observation; a few more are kept at hand in
/// case it could not be made every time.
const ASSESSMENTS: u32 = 8;

impl Register {
    /// Observations of the latest assessments that were made for a day before `day`, the latest first.
    ///
    /// # Errors
    /// When reading fails or what is stored is not what was stored.
    pub async fn earlier_observations(
        &self,
        supplier: &SupplierId,
        day: Date,
    ) -> Result<Vec<Observation>, RegisterError> {
        let mut connection = self.read().await?;
        query(
            "SELECT o.body FROM observations o
             JOIN (SELECT supplier, number, as_of FROM assessments
                   WHERE supplier = ?1 AND as_of < ?2 ORDER BY as_of DESC, number DESC LIMIT ?3) a
               ON a.supplier = o.supplier AND a.number = o.number
             ORDER BY a.as_of DESC, a.number DESC, o.ordinal",
        )
        .bind(supplier.as_str())
        .bind(day.to_string())
        .bind(ASSESSMENTS)
        .fetch_all(&mut *connection)
        .await?
        .iter()
        .map(|row| read_json(row, "body"))
        .collect()
    }
}
