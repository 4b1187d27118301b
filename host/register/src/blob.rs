//! Bytes by their digest: each is kept once, however many runs share it.

use assay_domain::Digest;
use sqlx::{SqliteConnection, query, query_scalar};

use crate::RegisterError;

/// Keeps bytes under their digest. Bytes that are there already are not hashed again: a component of megabytes is handed
/// over with every run, and the register trusts what it checked once.
pub(crate) async fn put(
    connection: &mut SqliteConnection,
    digest: Digest,
    bytes: &[u8],
) -> Result<(), RegisterError> {
    let name = digest.to_string();
    let known: Option<i64> = query_scalar("SELECT 1 FROM blobs WHERE digest = ?1")
        .bind(&name)
        .fetch_optional(&mut *connection)
        .await?;
    if known.is_some() {
        return Ok(());
    }
    if Digest::of(bytes) != digest {
        return Err(RegisterError::WrongDigest { digest });
    }
    query("INSERT INTO blobs (digest, bytes) VALUES (?1, ?2)")
        .bind(&name)
        .bind(bytes)
        .execute(connection)
        .await?;
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
