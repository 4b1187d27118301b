//! Opening: what the file is, who may do what with it, and how it is kept.

use std::{path::Path, time::Duration};

use sqlx::{
    Connection as _, Sqlite, SqliteConnection, SqlitePool, Transaction,
    migrate::Migrator,
    sqlite::{SqliteConnectOptions, SqlitePoolOptions, SqliteSynchronous},
};

use crate::{RegisterError, format};

static MIGRATIONS: Migrator = sqlx::migrate!("./migrations");

/// How long a writer waits for another program's transaction. One assessment takes milliseconds to store, so half a minute
/// is far more than a queue of hosts on one register needs, and short enough that a hung program is noticed.
pub(crate) const BUSY_SECONDS: u64 = 30;

/// How many views can be read side by side. Reading is quick; more would only hold more page caches.
const READERS: u32 = 4;

/// What every SQLite file begins with (<https://sqlite.org/fileformat.html>, 1.3.1).
const MAGIC: &[u8; 16] = b"SQLite format 3\0";

/// The register: one SQLite file.
///
/// All writing goes through one connection, one transaction at a time, so tasks of this program queue here in order instead
/// of racing for SQLite's lock.
#[derive(Debug, Clone)]
pub struct Register {
    writer: SqlitePool,
    readers: SqlitePool,
    access: format::Access,
}

impl Register {
    /// Opens the register at `path`, or makes a new one when nothing is there.
    ///
    /// # Errors
    /// When the folder is missing, the file is not a register, or a newer program's register may not be read.
    pub async fn open(path: impl AsRef<Path>) -> Result<Self, RegisterError> {
        let path = path.as_ref();
        if !exists(path)? {
            create(path).await?;
        }
        Self::open_existing(path).await
    }

    /// Opens the register at `path`, which must be there: for programs that only read.
    ///
    /// # Errors
    /// As [`Register::open`], and when there is no file.
    pub async fn open_existing(path: impl AsRef<Path>) -> Result<Self, RegisterError> {
        let path = path.as_ref();
        if !exists(path)? {
            return Err(RegisterError::NotThere { path: path.into() });
        }
        check_magic(path)?;
        let mut connection = SqliteConnection::connect_with(&options(path)).await?;
        let access = prepare(&mut connection, path).await?;
        connection.close().await?;
        Ok(Self {
            writer: pool(options(path), 1).await?,
            readers: pool(options(path).pragma("query_only", "ON"), READERS).await?,
            access,
        })
    }

    /// A register that is gone with the program: for tries and tests.
    ///
    /// # Errors
    /// When the database cannot be made.
    pub async fn in_memory() -> Result<Self, RegisterError> {
        // An in-memory database belongs to its connection, so readers share the only one.
        let writer = pool(SqliteConnectOptions::new().in_memory(true), 1).await?;
        MIGRATIONS.run(&writer).await?;
        Ok(Self {
            readers: writer.clone(),
            writer,
            access: format::Access::ReadWrite,
        })
    }

    /// Ends all work in order: the write-ahead log is folded into the file.
    pub async fn close(self) {
        self.readers.close().await;
        self.writer.close().await;
    }

    /// The only way to write: takes SQLite's write lock at once. A transaction that reads first and writes later can fail
    /// with "database is locked" without waiting, because its snapshot is stale by then
    /// (<https://sqlite.org/lang_transaction.html>, 2.2).
    pub(crate) async fn write(&self) -> Result<Transaction<'static, Sqlite>, RegisterError> {
        self.access.may_write()?;
        Ok(self.writer.begin_with("BEGIN IMMEDIATE").await?)
    }

    /// Everything read in one such transaction is of one moment.
    pub(crate) async fn read(&self) -> Result<Transaction<'static, Sqlite>, RegisterError> {
        Ok(self.readers.begin().await?)
    }
}

/// WAL is a property of the file, set when it is made. FULL: what was acknowledged survives loss of power.
fn options(path: &Path) -> SqliteConnectOptions {
    SqliteConnectOptions::new()
        .filename(path)
        .foreign_keys(true)
        .synchronous(SqliteSynchronous::Full)
        .busy_timeout(Duration::from_secs(BUSY_SECONDS))
}

async fn pool(options: SqliteConnectOptions, size: u32) -> Result<SqlitePool, RegisterError> {
    let pool = SqlitePoolOptions::new()
        .max_connections(size)
        .idle_timeout(None)
        .max_lifetime(None)
        // Waiting for one's turn in this program is no error: with a thousand suppliers the queue is long.
        .acquire_timeout(Duration::from_secs(3600))
        .connect_with(options)
        .await?;
    Ok(pool)
}

fn folder(path: &Path) -> &Path {
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    }
}

fn exists(path: &Path) -> Result<bool, RegisterError> {
    let folder = folder(path);
    if !folder.is_dir() {
        return Err(RegisterError::FolderMissing {
            folder: folder.into(),
        });
    }
    path.try_exists().map_err(|source| RegisterError::Io {
        path: path.into(),
        source,
    })
}

/// A new register is made beside its place and then put there, so that there is never half a register, and so that of two
/// programs that start at the same time one wins and both use the winner's.
async fn create(path: &Path) -> Result<(), RegisterError> {
    let io = |source| RegisterError::Io {
        path: path.into(),
        source,
    };
    let folder = folder(path);
    // Readable by its owner only: a register holds what suppliers said in confidence.
    let fresh = tempfile::Builder::new()
        .prefix(".register-")
        .tempfile_in(folder)
        .map_err(io)?
        .into_temp_path();
    let options = options(&fresh).journal_mode(sqlx::sqlite::SqliteJournalMode::Wal);
    let mut connection = SqliteConnection::connect_with(&options).await?;
    // Not `run`, with which the future would not be `Send` and could not be spawned.
    MIGRATIONS.run_direct(None, &mut connection, false).await?;
    connection.close().await?;
    match fresh.persist_noclobber(path) {
        Ok(()) => sync_folder(folder).map_err(io),
        Err(e) if e.error.kind() == std::io::ErrorKind::AlreadyExists => Ok(()),
        Err(e) => Err(io(e.error)),
    }
}

/// The new name survives loss of power only when the folder is written too (fsync(2)).
#[cfg(unix)]
fn sync_folder(folder: &Path) -> std::io::Result<()> {
    std::fs::File::open(folder)?.sync_all()
}

#[cfg(not(unix))]
fn sync_folder(_: &Path) -> std::io::Result<()> {
    Ok(())
}

/// SQLite itself reports a file that is not a database only when it is first read, and an empty file not at all.
fn check_magic(path: &Path) -> Result<(), RegisterError> {
    use std::io::Read as _;
    let io = |source| RegisterError::Io {
        path: path.into(),
        source,
    };
    let not = |why| RegisterError::NotARegister {
        path: path.into(),
        why,
    };
    if path.is_dir() {
        return Err(not("it is a folder; name a file in it"));
    }
    let mut head = Vec::new();
    std::fs::File::open(path)
        .and_then(|file| file.take(16).read_to_end(&mut head))
        .map_err(io)?;
    match head.as_slice() {
        [] => Err(not("it is empty; remove it, and a new one will be made")),
        head if head == MAGIC => Ok(()),
        _ => Err(not("it is not an SQLite database; name another file")),
    }
}

/// Finds out what the database is and brings an older register up to date.
async fn prepare(
    connection: &mut SqliteConnection,
    path: &Path,
) -> Result<format::Access, RegisterError> {
    let known: Option<i64> = sqlx::query_scalar(
        "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'register_format'",
    )
    .fetch_optional(&mut *connection)
    .await?;
    if known.is_none() {
        return Err(RegisterError::NotARegister {
            path: path.into(),
            why: "it is another program's SQLite database; name another file",
        });
    }
    let found = format::Format::read(&mut *connection).await?;
    let access = found.access(path)?;
    if found.is_older() {
        // Another program may be doing the same: the lock comes first, and the migrator then sees what is left to do.
        let mut transaction = connection.begin_with("BEGIN IMMEDIATE").await?;
        MIGRATIONS
            .run_direct(None, &mut *transaction, false)
            .await?;
        transaction.commit().await?;
    }
    Ok(access)
}
