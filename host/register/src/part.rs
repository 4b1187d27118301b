//! How plugins have fared, over all suppliers.

use assay_domain::PluginPart;
use sqlx::query;

use crate::{
    Register, RegisterError,
    codec::{column, read_json, read_word},
};

/// Parts of one component that are looked back through.
const PARTS: u32 = 64;

impl Register {
    /// The latest parts of every component that ever took part, the latest first within each.
    ///
    /// # Errors
    /// When reading fails or what is stored is not what was stored.
    pub async fn plugin_parts(&self) -> Result<Vec<PluginPart>, RegisterError> {
        let mut connection = self.read().await?;
        query(
            "SELECT plugin, supplier, result, created_at FROM (
                 SELECT json_extract(p.body, '$.plugin') AS plugin, p.plugin_digest, p.supplier, p.result, a.created_at,
                        row_number() OVER (PARTITION BY p.plugin_digest
                                           ORDER BY a.created_at DESC, p.supplier, p.number DESC) AS age
                 FROM participations p JOIN assessments a ON a.supplier = p.supplier AND a.number = p.number)
             WHERE age <= ?1 ORDER BY plugin_digest, age",
        )
        .bind(PARTS)
        .fetch_all(&mut *connection)
        .await?
        .iter()
        .map(|row| {
            Ok(PluginPart {
                plugin: read_json(row, "plugin")?,
                supplier: read_word(row, "supplier")?,
                result: column(row, "result")?,
                at: read_word(row, "created_at")?,
            })
        })
        .collect()
    }
}
