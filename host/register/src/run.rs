//! Runs: stored when they end, one transaction each, before anything counts them.

use std::collections::BTreeMap;

use assay_domain::{
    Digest, RECORD_FORMAT, RunError, RunId, RunOutcome, RunRecord, SupplierId, Usage,
};
use sqlx::{SqliteConnection, query, query_scalar, sqlite::SqliteRow};

use crate::{
    Register, RegisterError, RunRow, blob,
    codec::{column, json, read_json, read_word, word},
};

/// A run with everything that is needed to do it again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredRun {
    /// Its record.
    pub record: RunRecord,
    /// What it used.
    pub usage: Usage,
    /// Requests and responses of its host calls, by digest.
    pub bodies: BTreeMap<Digest, Vec<u8>>,
    /// The component that ran.
    pub component: Vec<u8>,
}

impl Register {
    /// Stores a finished run. When this returns, the run survives a crash; until then nothing of it is there. A run that is
    /// there already is left as it is: its id is the digest of its record, so it is the same run.
    ///
    /// # Errors
    /// When a body that a host call names is missing, bytes are not what their digest says, or writing fails.
    pub async fn store_run(
        &self,
        record: &RunRecord,
        usage: &Usage,
        bodies: &BTreeMap<Digest, Vec<u8>>,
        component: &[u8],
    ) -> Result<RunId, RegisterError> {
        let id = record.id();
        for call in &record.calls {
            for digest in [call.request, call.response] {
                if !bodies.contains_key(&digest) {
                    return Err(RegisterError::BodyMissing { run: id, digest });
                }
            }
        }
        let (descriptor, rest) = split(record);
        let outcome = match &record.outcome {
            RunOutcome::Completed => "completed",
            RunOutcome::Failed { error } => RunError::kind(error),
        };

        let mut transaction = self.write().await?;
        let known: Option<i64> = query_scalar("SELECT 1 FROM runs WHERE id = ?1")
            .bind(id.as_str())
            .fetch_optional(&mut *transaction)
            .await?;
        if known.is_some() {
            return Ok(id);
        }
        let descriptor_digest = Digest::of(&descriptor);
        let mut blobs: BTreeMap<Digest, &[u8]> = bodies
            .iter()
            .map(|(digest, bytes)| (*digest, bytes.as_slice()))
            .collect();
        blobs.insert(descriptor_digest, descriptor.as_bytes());
        blobs.insert(record.plugin.digest, component);
        blob::put(&mut transaction, &blobs).await?;
        query(
            "INSERT INTO runs (id, supplier, plugin_digest, descriptor, as_of, outcome, plugin, usage, body)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
        )
        .bind(id.as_str())
        .bind(record.supplier.as_str())
        .bind(record.plugin.digest.to_string())
        .bind(descriptor_digest.to_string())
        .bind(word(&record.as_of))
        .bind(outcome)
        .bind(json(&record.plugin))
        .bind(json(usage))
        .bind(rest)
        .execute(&mut *transaction)
        .await?;
        query("INSERT INTO run_bodies (run, digest) SELECT ?1, value FROM json_each(?2)")
            .bind(id.as_str())
            .bind(json(&bodies.keys().collect::<Vec<_>>()))
            .execute(&mut *transaction)
            .await?;
        transaction.commit().await?;
        Ok(id)
    }

    /// The run whose id begins with these digits, at least 4, with everything that is needed to do it again.
    ///
    /// # Errors
    /// When no run or several begin so, or what is stored is not what was stored.
    pub async fn load_run(&self, prefix: &str) -> Result<StoredRun, RegisterError> {
        let hex = |c: u8| matches!(c, b'0'..=b'9' | b'a'..=b'f');
        if !(4..=32).contains(&prefix.len()) || !prefix.bytes().all(hex) {
            return Err(RegisterError::NotARun {
                shown: prefix
                    .chars()
                    .take(40)
                    .flat_map(char::escape_debug)
                    .collect(),
            });
        }
        let mut connection = self.read().await?;
        // `g` follows `f`: every id that begins with the prefix lies between the two.
        let rows = query("SELECT id, descriptor, usage, body FROM runs WHERE id >= ?1 AND id < ?1 || 'g' LIMIT 2")
            .bind(prefix)
            .fetch_all(&mut *connection)
            .await?;
        let row = match rows.as_slice() {
            [] => {
                return Err(RegisterError::UnknownRun {
                    prefix: prefix.to_owned(),
                });
            }
            [row] => row,
            _ => {
                return Err(RegisterError::AmbiguousRun {
                    prefix: prefix.to_owned(),
                });
            }
        };
        let id: RunId = read_word(row, "id")?;
        let descriptor = blob::get(&mut connection, read_word(row, "descriptor")?).await?;
        let record = join(&id, &descriptor, column(row, "body")?)?;
        let component = blob::get(&mut connection, record.plugin.digest).await?;
        let names: Vec<String> = query_scalar("SELECT digest FROM run_bodies WHERE run = ?1")
            .bind(id.as_str())
            .fetch_all(&mut *connection)
            .await?;
        let mut bodies = BTreeMap::new();
        for name in names {
            let digest = name.parse().map_err(|e| RegisterError::Damaged {
                what: format!("a body of run {id} is {e}"),
            })?;
            bodies.insert(digest, blob::get(&mut connection, digest).await?);
        }
        Ok(StoredRun {
            record,
            usage: read_json(row, "usage")?,
            bodies,
            component,
        })
    }

    /// Runs that belong to no assessment, of all suppliers: what assessments left that were stopped before their end.
    ///
    /// # Errors
    /// When reading fails.
    pub async fn unfinished_runs(&self) -> Result<Vec<RunRow>, RegisterError> {
        let mut connection = self.read().await?;
        query(
            "SELECT id, supplier, plugin, as_of, outcome, usage FROM runs
             WHERE NOT EXISTS (SELECT 1 FROM participations WHERE run = runs.id)
             ORDER BY supplier, id",
        )
        .fetch_all(&mut *connection)
        .await?
        .iter()
        .map(read_row)
        .collect()
    }
}

/// As [`Register::unfinished_runs`], of one supplier.
pub(crate) async fn unfinished(
    connection: &mut SqliteConnection,
    supplier: &SupplierId,
) -> Result<Vec<RunRow>, RegisterError> {
    query(
        "SELECT id, supplier, plugin, as_of, outcome, usage FROM runs
         WHERE supplier = ?1 AND NOT EXISTS (SELECT 1 FROM participations WHERE run = runs.id)
         ORDER BY id",
    )
    .bind(supplier.as_str())
    .fetch_all(connection)
    .await?
    .iter()
    .map(read_row)
    .collect()
}

/// The runs of one assessment, in the order of its participations.
pub(crate) async fn of_assessment(
    connection: &mut SqliteConnection,
    supplier: &SupplierId,
    number: u32,
) -> Result<Vec<RunRow>, RegisterError> {
    query(
        "SELECT r.id, r.supplier, r.plugin, r.as_of, r.outcome, r.usage
         FROM participations p JOIN runs r ON r.id = p.run
         WHERE p.supplier = ?1 AND p.number = ?2 ORDER BY p.ordinal",
    )
    .bind(supplier.as_str())
    .bind(number)
    .fetch_all(connection)
    .await?
    .iter()
    .map(read_row)
    .collect()
}

fn read_row(row: &SqliteRow) -> Result<RunRow, RegisterError> {
    Ok(RunRow {
        run: read_word(row, "id")?,
        supplier: read_word(row, "supplier")?,
        plugin: read_json(row, "plugin")?,
        as_of: read_word(row, "as_of")?,
        outcome: column(row, "outcome")?,
        usage: read_json(row, "usage")?,
    })
}

/// The descriptor is most of a record (every question of a questionnaire) and the same in every run of a plugin, so it is
/// kept once, among the blobs.
fn split(record: &RunRecord) -> (String, String) {
    let mut rest = serde_json::to_value(record).expect("a record is JSON: its id was made from it");
    if let Some(fields) = rest.as_object_mut() {
        fields.remove("descriptor");
    }
    (json(&record.descriptor), json(&rest))
}

/// Puts a record together again. It must have the id under which it is stored, so a record that was changed by a byte is
/// not replayed.
fn join(id: &RunId, descriptor: &[u8], rest: &str) -> Result<RunRecord, RegisterError> {
    let damaged = |what: String| RegisterError::Damaged {
        what: format!("the record of run {id} {what}"),
    };
    let unreadable = |e: serde_json::Error| damaged(format!("cannot be read: {e}"));
    let mut fields: serde_json::Map<_, _> = serde_json::from_str(rest).map_err(unreadable)?;
    let format = fields.get("format").and_then(serde_json::Value::as_u64);
    if let Some(format) = format.filter(|format| *format > u64::from(RECORD_FORMAT)) {
        return Err(RegisterError::RecordTooNew {
            run: id.clone(),
            format,
        });
    }
    let descriptor = serde_json::from_slice(descriptor).map_err(unreadable)?;
    fields.insert("descriptor".to_owned(), descriptor);
    let record: RunRecord = serde_json::from_value(fields.into()).map_err(unreadable)?;
    if record.id() == *id {
        Ok(record)
    } else {
        Err(damaged("is not what was stored".to_owned()))
    }
}
