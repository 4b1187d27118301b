//! The audit log: every change by whom, when, from what to what, each line chained to the one before it.
//!
//! The chain alone shows that lines fit together. Who can write the file can also make a whole new chain, so its head has to be
//! kept elsewhere from time to time (`assay log head`); against such an anchor a rewritten log does not verify.

use std::collections::BTreeMap;

use assay_domain::{Digest, Person, SupplierId};
use jiff::{SignedDuration, Timestamp};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use sqlx::{SqliteConnection, query, query_scalar, sqlite::SqliteRow};

use crate::{
    Register, RegisterError,
    codec::{column, json, read_number, read_word, word},
};

/// How far the clock may run behind the newest line before writing is refused. A day forgives time zones set wrongly and small
/// corrections; more than that would let lapsed certificates look valid.
const CLOCK_SLACK: SignedDuration = SignedDuration::from_hours(24);

/// What stands before the first line.
const NOTHING: &str = "";

/// One line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct LogEntry {
    /// Its number, from 1 and without gaps.
    pub seq: u64,
    /// When, UTC, whole seconds.
    pub at: Timestamp,
    /// Who; nobody where the program acted by itself.
    pub by: Option<Person>,
    /// Whose entry was changed; none where it was the register's own.
    pub supplier: Option<SupplierId>,
    /// What was changed: `treatment 3`, `assessment 2`.
    pub object: String,
    /// What was done, a kebab-case word.
    pub act: String,
    /// The object before, as JSON; nothing where it is new. Text of suppliers in it is escaped as JSON and still theirs.
    pub before: String,
    /// The object after.
    pub after: String,
    /// The digest of the line before; nothing for the first.
    pub previous: Option<Digest>,
    /// The digest of this line.
    pub digest: Digest,
}

/// A change to be written down.
pub(crate) struct Change<'a> {
    pub(crate) supplier: Option<&'a SupplierId>,
    pub(crate) object: String,
    pub(crate) act: &'static str,
    pub(crate) before: Option<String>,
    pub(crate) after: String,
}

/// Who does something, and when.
#[derive(Debug, Clone, Copy)]
pub struct Author<'a> {
    /// The person; none where the program acts by itself.
    pub by: Option<&'a Person>,
    /// Now.
    pub now: Timestamp,
}

impl<'a> Author<'a> {
    /// The person, for what only a person may do.
    pub(crate) fn person(&self) -> Result<&'a Person, RegisterError> {
        self.by.ok_or(RegisterError::Nobody)
    }
}

/// The newest line: what to write down elsewhere.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct LogHead {
    /// Its number; 0 for a log without lines.
    pub seq: u64,
    /// Its digest.
    pub digest: Option<Digest>,
}

/// Something that does not fit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct LogFault {
    /// The line at which it shows.
    pub seq: u64,
    /// What does not fit, in words.
    pub what: String,
}

/// What a check of the log found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct LogCheck {
    /// How many lines were read.
    pub lines: u64,
    /// The newest line.
    pub head: LogHead,
    /// Everything that does not fit; empty when the log is whole.
    pub faults: Vec<LogFault>,
}

/// Times are kept in whole seconds, which have one spelling, so that they compare as text.
pub(crate) fn whole_seconds(now: Timestamp) -> Timestamp {
    Timestamp::from_second(now.as_second()).expect("the whole seconds of a time are a time")
}

/// Writes a line. Part of the transaction of the change itself: there is no change without its line and no line without its change.
pub(crate) async fn append(
    connection: &mut SqliteConnection,
    author: Author<'_>,
    change: Change<'_>,
) -> Result<(), RegisterError> {
    let mut head = newest(connection).await?;
    if head.is_none() {
        let assessments: i64 = query_scalar("SELECT count(*) FROM assessments")
            .fetch_one(&mut *connection)
            .await?;
        // What is being stored right now is in the table already.
        let before = assessments - i64::from(change.act == "assessed");
        if before > 0 {
            let began = Change {
                supplier: None,
                object: "log".to_owned(),
                act: "began",
                before: None,
                after: json(&Began {
                    assessments: before,
                }),
            };
            let nobody = Author {
                by: None,
                now: author.now,
            };
            head = Some(put(connection, None, nobody, &began).await?);
        }
    }
    put(connection, head, author, &change).await?;
    Ok(())
}

/// What a register held before it had a log.
#[derive(Serialize, Deserialize)]
struct Began {
    assessments: i64,
}

async fn put(
    connection: &mut SqliteConnection,
    head: Option<(u64, Digest)>,
    author: Author<'_>,
    change: &Change<'_>,
) -> Result<(u64, Digest), RegisterError> {
    let (seq, previous) = head.map_or((1, None), |(seq, digest)| (seq + 1, Some(digest)));
    let mut entry = LogEntry {
        seq,
        at: whole_seconds(author.now),
        by: author.by.cloned(),
        supplier: change.supplier.cloned(),
        object: change.object.clone(),
        act: change.act.to_owned(),
        before: change.before.clone().unwrap_or_default(),
        after: change.after.clone(),
        previous,
        digest: Digest::of(NOTHING),
    };
    entry.digest = chained(&entry);
    query(
        "INSERT INTO log (seq, at, person, supplier, object, act, before, after, previous, digest)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
    )
    .bind(i64::try_from(seq).expect("nobody writes so many lines"))
    .bind(word(&entry.at))
    .bind(entry.by.as_ref().map_or(NOTHING, Person::as_str))
    .bind(entry.supplier.as_ref().map_or(NOTHING, SupplierId::as_str))
    .bind(&entry.object)
    .bind(&entry.act)
    .bind(&entry.before)
    .bind(&entry.after)
    .bind(previous.map_or(NOTHING.to_owned(), |digest| digest.to_string()))
    .bind(entry.digest.to_string())
    .execute(connection)
    .await?;
    Ok((seq, entry.digest))
}

/// The digest of a line: of all its parts, each with its length before it, the digest of the line before among them.
fn chained(entry: &LogEntry) -> Digest {
    let texts = [
        entry.seq.to_string(),
        word(&entry.at),
        entry.by.as_ref().map_or(NOTHING, Person::as_str).to_owned(),
        entry
            .supplier
            .as_ref()
            .map_or(NOTHING, SupplierId::as_str)
            .to_owned(),
        entry.object.clone(),
        entry.act.clone(),
        entry.before.clone(),
        entry.after.clone(),
        entry
            .previous
            .map_or(NOTHING.to_owned(), |digest| digest.to_string()),
    ];
    Digest::of_parts(texts.iter().map(String::as_bytes))
}

/// Refuses a clock that runs behind what is written.
pub(crate) async fn check_clock(
    connection: &mut SqliteConnection,
    now: Timestamp,
) -> Result<(), RegisterError> {
    let newest: Option<String> = query_scalar(
        "SELECT max(at) FROM (SELECT max(created_at) AS at FROM assessments
                              UNION ALL SELECT at FROM log WHERE seq = (SELECT max(seq) FROM log))",
    )
    .fetch_one(connection)
    .await?;
    let Some(newest) = newest else { return Ok(()) };
    let newest: Timestamp = newest.parse().map_err(|e| RegisterError::Damaged {
        what: format!("the time `{newest}` cannot be read: {e}"),
    })?;
    if newest.duration_since(now) > CLOCK_SLACK {
        return Err(RegisterError::Clock { now, newest });
    }
    Ok(())
}

async fn newest(connection: &mut SqliteConnection) -> Result<Option<(u64, Digest)>, RegisterError> {
    let row = query("SELECT seq, digest FROM log ORDER BY seq DESC LIMIT 1")
        .fetch_optional(connection)
        .await?;
    row.map(|row| Ok((read_number(&row, "seq")?, read_word(&row, "digest")?)))
        .transpose()
}

/// Which lines to read.
#[derive(Debug, Clone, Default)]
pub struct LogQuery {
    /// Those of this supplier alone.
    pub supplier: Option<SupplierId>,
    /// Those before this line, for the page after.
    pub before: Option<u64>,
    /// How many at most.
    pub limit: u32,
}

impl Register {
    /// The newest line.
    ///
    /// # Errors
    /// When reading fails.
    pub async fn log_head(&self) -> Result<LogHead, RegisterError> {
        let head = newest(&mut *self.read().await?).await?;
        Ok(LogHead {
            seq: head.map_or(0, |(seq, _)| seq),
            digest: head.map(|(_, digest)| digest),
        })
    }

    /// Lines, the newest first.
    ///
    /// # Errors
    /// When reading fails.
    pub async fn log(&self, asked: &LogQuery) -> Result<Vec<LogEntry>, RegisterError> {
        let before = asked
            .before
            .and_then(|seq| i64::try_from(seq).ok())
            .unwrap_or(i64::MAX);
        let supplier = asked.supplier.as_ref().map(SupplierId::as_str);
        let mut connection = self.read().await?;
        query(
            "SELECT * FROM log WHERE seq < ?1 AND (?2 IS NULL OR supplier = ?2) ORDER BY seq DESC LIMIT ?3",
        )
        .bind(before)
        .bind(supplier)
        .bind(asked.limit)
        .fetch_all(&mut *connection)
        .await?
        .iter()
        .map(read)
        .collect()
    }

    /// Checks the whole log: that its lines are chained without a gap, that it contains the anchored head, and that what the
    /// register holds now is what the log says was last written. The last finds a row that somebody changed beside the log.
    ///
    /// # Errors
    /// When reading fails. What does not fit is no error but a fault in the answer.
    pub async fn verify_log(&self, anchor: Option<Digest>) -> Result<LogCheck, RegisterError> {
        let mut connection = self.read().await?;
        let mut check = LogCheck {
            lines: 0,
            head: LogHead {
                seq: 0,
                digest: None,
            },
            faults: Vec::new(),
        };
        let mut anchored = anchor.is_none();
        let mut last_written: BTreeMap<(String, String), String> = BTreeMap::new();
        let mut assessments = 0_i64;
        // In pieces, because a log of years need not fit into memory.
        loop {
            let rows = query("SELECT * FROM log WHERE seq > ?1 ORDER BY seq LIMIT 4096")
                .bind(i64::try_from(check.head.seq).unwrap_or(i64::MAX))
                .fetch_all(&mut *connection)
                .await?;
            if rows.is_empty() {
                break;
            }
            for row in &rows {
                let seq: u64 = read_number(row, "seq")?;
                let expected = check.head.seq + 1;
                let mut fault = |what: String| check.faults.push(LogFault { seq, what });
                if seq != expected {
                    fault(format!("lines {expected} to {} are missing", seq - 1));
                }
                match read(row) {
                    Ok(entry) => {
                        if entry.previous != check.head.digest {
                            fault("it does not follow the line before it: a line was removed or put in between".to_owned());
                        }
                        if chained(&entry) != entry.digest {
                            fault("it was changed after it was written".to_owned());
                        }
                        anchored |= anchor == Some(entry.digest);
                        assessments += match entry.act.as_str() {
                            "assessed" => 1,
                            "began" => serde_json::from_str::<Began>(&entry.after)
                                .map_or(0, |began| began.assessments),
                            _ => 0,
                        };
                        let of = entry
                            .supplier
                            .as_ref()
                            .map_or(NOTHING, SupplierId::as_str)
                            .to_owned();
                        check.head.digest = Some(entry.digest);
                        last_written.insert((of, entry.object), entry.after);
                    }
                    Err(error) => {
                        fault(format!("it cannot be read: {error}"));
                        check.head.digest = None;
                    }
                }
                check.head.seq = seq;
                check.lines += 1;
            }
        }
        let end = check.head.seq;
        let mut fault = |what: String| check.faults.push(LogFault { seq: end, what });
        if !anchored {
            fault(
                "the head that was kept elsewhere is not in it: the log was cut or written anew"
                    .to_owned(),
            );
        }
        let stored = stored(&mut connection).await?;
        for ((supplier, object), after) in &last_written {
            match stored.get(&(supplier.clone(), object.clone())) {
                Some(now) if now == after => {}
                Some(_) => fault(format!(
                    "{object} of {supplier} is not what was last written: it was changed beside the log"
                )),
                None if object.starts_with("log") || object.starts_with("account") => {}
                None => fault(format!(
                    "{object} of {supplier} is gone: it was removed beside the log"
                )),
            }
        }
        for (supplier, object) in stored.keys().filter(|key| !last_written.contains_key(*key)) {
            if !object.starts_with("assessment ") {
                fault(format!("{object} of {supplier} was put in beside the log"));
            }
        }
        let held: i64 = query_scalar("SELECT count(*) FROM assessments")
            .fetch_one(&mut *connection)
            .await?;
        if check.lines > 0 && held != assessments {
            fault(format!(
                "the register holds {held} assessments and the log tells of {assessments}"
            ));
        }
        Ok(check)
    }
}

/// What the register holds of everything that the log tells of, as the log writes it.
async fn stored(
    connection: &mut SqliteConnection,
) -> Result<BTreeMap<(String, String), String>, RegisterError> {
    query(
        "SELECT supplier, 'treatment ' || number AS object, body AS after FROM treatments
         UNION ALL SELECT supplier, 'waiver ' || number, body FROM waivers
         UNION ALL SELECT supplier, 'care ' || fingerprint, body FROM cares
         UNION ALL SELECT supplier, 'remark ' || number, body FROM remarks
         UNION ALL SELECT supplier, 'ruling ' || fingerprint, body FROM rulings
         UNION ALL SELECT supplier, 'incident ' || number, body FROM incidents
         UNION ALL SELECT supplier, 'assessment ' || number,
                          json_object('decision', decision, 'level', level, 'verdict', verdict_digest) FROM assessments",
    )
    .fetch_all(connection)
    .await?
    .iter()
    .map(|row| Ok(((column(row, "supplier")?, column(row, "object")?), column(row, "after")?)))
    .collect()
}

fn read(row: &SqliteRow) -> Result<LogEntry, RegisterError> {
    let some = |name: &'static str| -> Result<Option<String>, RegisterError> {
        let text: String = column(row, name)?;
        Ok(Some(text).filter(|text| text != NOTHING))
    };
    let damaged = |what: &str| RegisterError::Damaged {
        what: format!("a line of the log has no readable {what}"),
    };
    Ok(LogEntry {
        seq: read_number(row, "seq")?,
        at: read_word(row, "at")?,
        by: some("person")?
            .map(|text| text.parse().map_err(|_| damaged("person")))
            .transpose()?,
        supplier: some("supplier")?
            .map(|text| text.parse().map_err(|_| damaged("supplier")))
            .transpose()?,
        object: column(row, "object")?,
        act: column(row, "act")?,
        before: column(row, "before")?,
        after: column(row, "after")?,
        previous: some("previous")?
            .map(|text| Digest::try_from(text).map_err(|_| damaged("digest")))
            .transpose()?,
        digest: read_word(row, "digest")?,
    })
}
