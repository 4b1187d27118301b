//! Bytes by their digest: each is kept once, however many runs share it.

use std::collections::BTreeMap;

use assay_domain::Digest;
use sqlx::{SqliteConnection, query, query_scalar};

use crate::{RegisterError, codec::json};

/// Keeps bytes under their digests. Bytes that are there already are not hashed again: a component of megabytes is handed
/// over with every run, and the register trusts what it checked once.
pub(crate) async fn put(
    connection: &mut SqliteConnection,
    blobs: &BTreeMap<Digest, &[u8]>,
) -> Result<(), RegisterError> {
    // One question for all; PostgreSQL spells it `json_array_elements_text`.
    let unknown: Vec<String> = query_scalar(
        "SELECT value FROM json_each(?1) WHERE value NOT IN (SELECT digest FROM blobs)",
    )
    .bind(json(&blobs.keys().collect::<Vec<_>>()))
    .fetch_all(&mut *connection)
    .await?;
    for name in unknown {
        let known = name.parse::<Digest>().ok();
        let Some((digest, bytes)) = known.and_then(|digest| blobs.get_key_value(&digest)) else {
            continue;
        };
        if Digest::of(bytes) != *digest {
            return Err(RegisterError::WrongDigest { digest: *digest });
        }
        query("INSERT INTO blobs (digest, bytes) VALUES (?1, ?2)")
            .bind(&name)
            .bind(*bytes)
            .execute(&mut *connection)
            .await?;
    }
    Ok(())
}

/// The bytes of a digest, checked, so that a damaged disk is not replayed.
pub(crate) async fn get(
    connection: &mut SqliteConnection,
    digest: Digest,
) -> Result<Vec<u8>, RegisterError> {
    let bytes: Option<Vec<u8>> = query_scalar("SELECT bytes FROM blobs WHERE digest = ?1")
        .bind(digest.to_string())
        .fetch_optional(connection)
        .await?;
    match bytes {
        Some(bytes) if Digest::of(&bytes) == digest => Ok(bytes),
        Some(_) => Err(RegisterError::Damaged {
            what: format!("the bytes stored as {digest} are not those bytes"),
        }),
        None => Err(RegisterError::Damaged {
            what: format!("the bytes of {digest} are gone"),
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Register;

    #[tokio::test]
    async fn a_full_disk_undoes_one_transaction_and_loses_nothing_before_it() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("r.db");
        let register = Register::open(&path).await.unwrap();
        let mut acknowledged = Vec::new();
        let error = loop {
            let mut transaction = register.write().await.unwrap();
            // A disk that holds 2 MiB, as far as SQLite can tell.
            query("PRAGMA max_page_count = 512")
                .execute(&mut *transaction)
                .await
                .unwrap();
            let bytes = vec![acknowledged.len() as u8; 50_000];
            let digest = Digest::of(&bytes);
            let blobs = BTreeMap::from([(digest, bytes.as_slice())]);
            match put(&mut transaction, &blobs).await {
                Ok(()) => transaction.commit().await.unwrap(),
                Err(error) => break error,
            }
            acknowledged.push(digest);
        };
        assert!(matches!(error, RegisterError::StorageFull), "{error:?}");
        assert!(acknowledged.len() > 10);
        register.close().await;
        let register = Register::open(&path).await.unwrap();
        let mut connection = register.read().await.unwrap();
        for digest in &acknowledged {
            get(&mut connection, *digest).await.unwrap();
        }
        let rows: i64 = query_scalar("SELECT count(*) FROM blobs")
            .fetch_one(&mut *connection)
            .await
            .unwrap();
        assert_eq!(rows as usize, acknowledged.len());
        let integrity: String = query_scalar("PRAGMA integrity_check")
            .fetch_one(&mut *connection)
            .await
            .unwrap();
        assert_eq!(integrity, "ok");
    }
}
