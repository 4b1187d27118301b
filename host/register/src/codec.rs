//! Values of the domain as columns and back.

use assay_domain::Digest;
use serde::{Serialize, de::DeserializeOwned};
use sqlx::{Row as _, sqlite::SqliteRow};

use crate::RegisterError;

/// A value that serialises as one string (an id, a date, a kebab-case word) as that string.
pub(crate) fn word(value: &impl Serialize) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(text)) => text,
        other => unreachable!("only types that serialise as a string are words, not {other:?}"),
    }
}

/// Canonical JSON: fields in the order of the type, no white space. Control characters are escaped, NUL included, which a
/// text column of PostgreSQL could not hold.
pub(crate) fn json(value: &impl Serialize) -> String {
    serde_json::to_string(value).expect("no stored type has a map with keys that are not text")
}

/// A column as it is.
pub(crate) fn column<'r, T>(row: &'r SqliteRow, name: &'static str) -> Result<T, RegisterError>
where
    T: sqlx::Decode<'r, sqlx::Sqlite> + sqlx::Type<sqlx::Sqlite>,
{
    Ok(row.try_get(name)?)
}

/// A column that [`word`] wrote.
pub(crate) fn read_word<T: DeserializeOwned>(
    row: &SqliteRow,
    name: &'static str,
) -> Result<T, RegisterError> {
    let text: String = column(row, name)?;
    serde_json::from_value(text.into()).map_err(|e| damaged(name, &e))
}

/// A column that [`word`] wrote, or none.
pub(crate) fn read_optional_word<T: DeserializeOwned>(
    row: &SqliteRow,
    name: &'static str,
) -> Result<Option<T>, RegisterError> {
    let text: Option<String> = column(row, name)?;
    text.map(|text| serde_json::from_value(text.into()).map_err(|e| damaged(name, &e)))
        .transpose()
}

/// A value that [`json`] wrote, from text that was read already.
pub(crate) fn from_json<T: DeserializeOwned>(
    name: &'static str,
    text: &str,
) -> Result<T, RegisterError> {
    serde_json::from_str(text).map_err(|e| damaged(name, &e))
}

/// A column that [`json`] wrote.
pub(crate) fn read_json<T: DeserializeOwned>(
    row: &SqliteRow,
    name: &'static str,
) -> Result<T, RegisterError> {
    let text: &str = column(row, name)?;
    serde_json::from_str(text).map_err(|e| damaged(name, &e))
}

/// A number in the range of its type.
pub(crate) fn read_number<T: TryFrom<i64>>(
    row: &SqliteRow,
    name: &'static str,
) -> Result<T, RegisterError> {
    let number: i64 = column(row, name)?;
    T::try_from(number).map_err(|_| RegisterError::Damaged {
        what: format!("column `{name}` holds {number}, which is out of range"),
    })
}

/// A share in basis points.
pub(crate) fn read_bp(
    row: &SqliteRow,
    name: &'static str,
) -> Result<assay_domain::Bp, RegisterError> {
    let number: u16 = read_number(row, name)?;
    number
        .try_into()
        .map_err(|what| RegisterError::Damaged { what })
}

/// The digest of a value's canonical JSON.
pub(crate) fn digest_of(value: &impl Serialize) -> Digest {
    Digest::of(json(value))
}

fn damaged(name: &'static str, error: &serde_json::Error) -> RegisterError {
    RegisterError::Damaged {
        what: format!("column `{name}` cannot be read: {error}"),
    }
}
