//! What can go wrong with a register.

use std::path::PathBuf;

use assay_domain::{Digest, Email, Person, RunId, SupplierId};
use jiff::Timestamp;

/// Why the register could not be opened, read or written.
#[derive(Debug, thiserror::Error)]
pub enum RegisterError {
    /// The folder that should hold the register is not there.
    #[error("the folder `{}` does not exist: create it, or name another file", .folder.display())]
    FolderMissing {
        /// The folder.
        folder: PathBuf,
    },
    /// A register that should be read is not there.
    #[error("there is no register at `{}`: name the file that `assay assess --register` wrote", .path.display())]
    NotThere {
        /// The file.
        path: PathBuf,
    },
    /// The file is something else.
    #[error("`{}` is not a register: {why}", .path.display())]
    NotARegister {
        /// The file.
        path: PathBuf,
        /// What it is instead.
        why: &'static str,
    },
    /// A newer program wrote it and says that this one would misread it.
    #[error("`{}` has format {version}, which needs a newer assay: this one reads up to format {ours}", .path.display())]
    TooNew {
        /// The file.
        path: PathBuf,
        /// Its format.
        version: i64,
        /// The newest format that this program knows.
        ours: i64,
    },
    /// A newer program wrote it and lets this one read only.
    #[error(
        "the register has format {version}: this assay may read it, but only a newer one may write to it"
    )]
    ReadOnly {
        /// Its format.
        version: i64,
    },
    /// The operating system refused.
    #[error("cannot use `{}` as a register: {source}", .path.display())]
    Io {
        /// The file or its folder.
        path: PathBuf,
        /// What the operating system said.
        source: std::io::Error,
    },
    /// The clock runs behind the register.
    #[error(
        "the clock says {now}, but the register was last written at {newest}: set the clock, since expiry dates would be judged wrongly"
    )]
    Clock {
        /// What the caller took for now.
        now: Timestamp,
        /// When the newest assessment was stored.
        newest: Timestamp,
    },
    /// A run cannot be replayed without this body.
    #[error(
        "run {run} names the body {digest}, which was not handed over: it could never be replayed"
    )]
    BodyMissing {
        /// The run.
        run: RunId,
        /// The body.
        digest: Digest,
    },
    /// Bytes that are not what their digest says.
    #[error("bytes were handed over as {digest}, but that is not their digest")]
    WrongDigest {
        /// The claimed digest.
        digest: Digest,
    },
    /// The run was not stored, or for another supplier or plugin.
    #[error(
        "run {run} is not stored for supplier {supplier} and this plugin: store each run before its assessment"
    )]
    RunNotStored {
        /// The run.
        run: RunId,
        /// The supplier.
        supplier: SupplierId,
    },
    /// An observation or security finding of a run that took no part in the assessment.
    #[error(
        "an observation names run {run} and plugin {plugin}, which took no part in this assessment"
    )]
    NoProvenance {
        /// The run that it names.
        run: RunId,
        /// The plugin that it names.
        plugin: Digest,
    },
    /// Nobody of this name was ever assessed.
    #[error("the register has no supplier `{supplier}`: `assay register list` shows who is in it")]
    UnknownSupplier {
        /// Who was asked for.
        supplier: SupplierId,
    },
    /// Two accounts cannot be of one person.
    #[error("{email} is already the address of the account `{account}`")]
    AddressTaken {
        /// The address.
        email: Email,
        /// Whose it is.
        account: String,
    },
    /// No account has this name.
    #[error("there is no account `{name}`: `assay account list` shows them")]
    UnknownAccount {
        /// Who was asked for.
        name: Person,
    },
    /// There is no such thing in the supplier's entry.
    #[error("{supplier} has no {object}")]
    NoSuch {
        /// What was asked for.
        object: String,
        /// Whose.
        supplier: SupplierId,
    },
    /// It has come to its end and does not change any more.
    #[error("{object} is settled already: `assay log` tells by whom; make a new one")]
    Settled {
        /// What.
        object: String,
    },
    /// Somebody wants to approve what they asked for.
    #[error("{person} asked for {object} and cannot approve it: that takes a second person")]
    OwnRequest {
        /// What.
        object: String,
        /// Who.
        person: Person,
    },
    /// A decision needs a name.
    #[error("nobody is named as the one who decides: every decision is somebody's")]
    Nobody,
    /// The verdict is about somebody else.
    #[error("the verdict is about {verdict}, the facts are about {supplier}")]
    OtherSupplier {
        /// Whom the verdict is about.
        verdict: SupplierId,
        /// Whom the facts are about.
        supplier: SupplierId,
    },
    /// No run has this id.
    #[error(
        "no run `{prefix}` in the register: `assay register show` lists the runs of a supplier"
    )]
    UnknownRun {
        /// What was asked for.
        prefix: String,
    },
    /// Not the beginning of a run id.
    #[error("`{shown}` is not a run: write 4 to 32 of its lower-case hexadecimal digits")]
    NotARun {
        /// What was asked for, cut and escaped.
        shown: String,
    },
    /// Several runs begin like this.
    #[error("several runs begin with `{prefix}`: write more digits")]
    AmbiguousRun {
        /// What was asked for.
        prefix: String,
    },
    /// A newer program recorded the run.
    #[error("run {run} has record format {format}, which needs a newer assay")]
    RecordTooNew {
        /// The run.
        run: RunId,
        /// Its record's format.
        format: u64,
    },
    /// What was read is not what was written.
    #[error("the register is damaged: {what}; restore it from a backup")]
    Damaged {
        /// What does not fit.
        what: String,
    },
    /// The disk is full. What was written before is safe; what was being written is not there at all.
    #[error(
        "the disk is full: free some space and run the assessment again; what was stored before is safe"
    )]
    StorageFull,
    /// Somebody else held the register for too long.
    #[error(
        "another program has held the register for {} seconds: end it or try again later",
        crate::open::BUSY_SECONDS
    )]
    Locked,
    /// Anything else that the database says.
    #[error("the register's database failed: {0}")]
    Database(#[source] sqlx::Error),
}

/// Result codes of SQLite that a person can do something about (<https://sqlite.org/rescode.html>). The low byte of an
/// extended code is its primary code.
mod code {
    pub(super) const BUSY: i32 = 5;
    pub(super) const CORRUPT: i32 = 11;
    pub(super) const FULL: i32 = 13;
    pub(super) const NOT_A_DATABASE: i32 = 26;
}

impl From<sqlx::Error> for RegisterError {
    fn from(error: sqlx::Error) -> Self {
        let primary = error
            .as_database_error()
            .and_then(|e| e.code())
            .and_then(|code| code.parse::<i32>().ok())
            .map(|extended| extended & 0xff);
        match primary {
            Some(code::BUSY) => Self::Locked,
            Some(code::FULL) => Self::StorageFull,
            Some(code::CORRUPT | code::NOT_A_DATABASE) => Self::Damaged {
                what: error.to_string(),
            },
            _ => Self::Database(error),
        }
    }
}

impl From<sqlx::migrate::MigrateError> for RegisterError {
    fn from(error: sqlx::migrate::MigrateError) -> Self {
        match error {
            sqlx::migrate::MigrateError::Execute(e) => e.into(),
            other => Self::Damaged {
                what: other.to_string(),
            },
        }
    }
}
