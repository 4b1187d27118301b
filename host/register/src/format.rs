//! Which program may do what with which register.
//!
//! A register names its format, the oldest program format that may read it and the oldest that may write it, so that a newer
//! program can say what an older one may still do.

use std::path::Path;

use sqlx::{SqliteConnection, query};

use crate::{RegisterError, codec::column};

/// The newest format that this program knows: the number of its latest migration.
pub(crate) const FORMAT: i64 = 5;

/// What a register says about itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Format {
    version: i64,
    min_reader: i64,
    min_writer: i64,
}

/// What this program may do with a register.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Access {
    /// Everything.
    ReadWrite,
    /// Read only.
    Read {
        /// The register's format.
        version: i64,
    },
}

impl Format {
    pub(crate) async fn read(connection: &mut SqliteConnection) -> Result<Self, RegisterError> {
        let row = query("SELECT version, min_reader, min_writer FROM register_format")
            .fetch_optional(connection)
            .await?
            .ok_or_else(|| RegisterError::Damaged {
                what: "it does not say which format it has".to_owned(),
            })?;
        Ok(Self {
            version: column(&row, "version")?,
            min_reader: column(&row, "min_reader")?,
            min_writer: column(&row, "min_writer")?,
        })
    }

    pub(crate) fn access(self, path: &Path) -> Result<Access, RegisterError> {
        let Self {
            version,
            min_reader,
            min_writer,
        } = self;
        if min_reader > FORMAT {
            Err(RegisterError::TooNew {
                path: path.into(),
                version,
                ours: FORMAT,
            })
        } else if min_writer > FORMAT {
            Ok(Access::Read { version })
        } else {
            Ok(Access::ReadWrite)
        }
    }

    pub(crate) const fn is_older(self) -> bool {
        self.version < FORMAT
    }
}

impl Access {
    pub(crate) const fn may_write(self) -> Result<(), RegisterError> {
        match self {
            Self::ReadWrite => Ok(()),
            Self::Read { version } => Err(RegisterError::ReadOnly { version }),
        }
    }
}
