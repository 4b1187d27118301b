//! What comes due.

use assay_domain::{Person, SupplierId, Untrusted};
use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use sqlx::{SqliteConnection, query, query_scalar};

use crate::{
    NewAssessment, Register, RegisterError,
    codec::{column, read_json, read_optional_word, read_word, word},
};

/// Why something is due.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum DueKind {
    /// The next assessment, by the tier.
    Reassessment,
    /// Evidence grows too old to count as it did.
    Evidence,
    /// The validity of a certificate ends.
    Certificate,
    /// A treatment is to be done.
    Treatment,
    /// A waiver ends.
    Waiver,
    /// A finding is to be settled.
    Finding,
    /// An incident asks for a new look.
    Incident,
    /// A plugin that took part has a newer version.
    Plugin,
    /// A document has changed since it was assessed.
    Terms,
}

impl DueKind {
    /// As a person reads it.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Reassessment => "reassessment",
            Self::Evidence => "evidence ages",
            Self::Certificate => "certificate ends",
            Self::Treatment => "treatment",
            Self::Waiver => "waiver ends",
            Self::Finding => "finding",
            Self::Incident => "incident",
            Self::Plugin => "plugin updated",
            Self::Terms => "document changed",
        }
    }

    /// True for what an assessment finds out and the next one settles.
    const fn is_of_assessment(self) -> bool {
        !matches!(self, Self::Treatment | Self::Waiver | Self::Finding)
    }

    const ALL: [Self; 9] = [
        Self::Reassessment,
        Self::Evidence,
        Self::Certificate,
        Self::Treatment,
        Self::Waiver,
        Self::Finding,
        Self::Incident,
        Self::Plugin,
        Self::Terms,
    ];
}

/// A day on which something about a supplier comes due.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Appointment {
    /// Why.
    pub kind: DueKind,
    /// About what: `certificate 0`, a plugin's id, or nothing.
    pub object: String,
    /// The day.
    pub day: Date,
}

/// One line of the due list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct DueRow {
    /// The supplier.
    pub supplier: SupplierId,
    /// Its registered name.
    pub legal_name: Untrusted,
    /// Why.
    pub kind: DueKind,
    /// About what.
    pub object: String,
    /// The day.
    pub day: Date,
    /// Who looks after it, where somebody does.
    pub owner: Option<Person>,
}

/// Which part of the due list.
#[derive(Debug, Clone)]
pub struct DueQuery {
    /// Everything that is due on this day or before it.
    pub until: Date,
    /// Of this supplier alone.
    pub supplier: Option<SupplierId>,
    /// Of this owner alone.
    pub owner: Option<Person>,
    /// How many to leave out, for a page.
    pub skip: u32,
    /// How many at most.
    pub limit: u32,
}

impl Register {
    /// What is due, the oldest day first.
    ///
    /// # Errors
    /// When reading fails.
    pub async fn due(&self, asked: &DueQuery) -> Result<Vec<DueRow>, RegisterError> {
        let mut connection = self.read().await?;
        query(
            "SELECT d.supplier, d.kind, d.object, d.day, d.owner, a.legal_name
             FROM (SELECT * FROM due
                   WHERE day <= ?1 AND (?2 IS NULL OR supplier = ?2) AND (?3 IS NULL OR owner = ?3)
                   ORDER BY day, supplier, kind, object LIMIT ?4 OFFSET ?5) d
                  JOIN suppliers s ON s.id = d.supplier
                  JOIN assessments a ON a.supplier = s.id AND a.number = s.latest
             ORDER BY d.day, d.supplier, d.kind, d.object",
        )
        .bind(asked.until.to_string())
        .bind(asked.supplier.as_ref().map(SupplierId::as_str))
        .bind(asked.owner.as_ref().map(Person::as_str))
        .bind(asked.limit)
        .bind(asked.skip)
        .fetch_all(&mut *connection)
        .await?
        .iter()
        .map(|row| {
            Ok(DueRow {
                supplier: read_word(row, "supplier")?,
                legal_name: read_json(row, "legal_name")?,
                kind: read_word(row, "kind")?,
                object: column(row, "object")?,
                day: read_word(row, "day")?,
                owner: read_optional_word(row, "owner")?,
            })
        })
        .collect()
    }

    /// Says that a document of a supplier is not the one that was assessed, so that a new assessment is due.
    ///
    /// # Errors
    /// When writing fails.
    pub async fn document_changed(
        &self,
        supplier: &SupplierId,
        document: &str,
        day: Date,
    ) -> Result<(), RegisterError> {
        let mut transaction = self.write().await?;
        set(
            &mut transaction,
            supplier,
            DueKind::Terms,
            document,
            Some(day),
            None,
        )
        .await?;
        transaction.commit().await?;
        Ok(())
    }
}

/// Sets the day of something, or takes it off the list.
pub(super) async fn set(
    connection: &mut SqliteConnection,
    supplier: &SupplierId,
    kind: DueKind,
    object: &str,
    day: Option<Date>,
    owner: Option<&Person>,
) -> Result<(), RegisterError> {
    match day {
        Some(day) => {
            query(
                "INSERT INTO due (supplier, kind, object, day, owner) VALUES (?1, ?2, ?3, ?4, ?5)
                 ON CONFLICT (supplier, kind, object) DO UPDATE SET day = excluded.day, owner = excluded.owner",
            )
            .bind(supplier.as_str())
            .bind(word(&kind))
            .bind(object)
            .bind(day.to_string())
            .bind(owner.map(Person::as_str))
            .execute(connection)
            .await?;
        }
        None => {
            query("DELETE FROM due WHERE supplier = ?1 AND kind = ?2 AND object = ?3")
                .bind(supplier.as_str())
                .bind(word(&kind))
                .bind(object)
                .execute(connection)
                .await?;
        }
    }
    Ok(())
}

/// A new assessment settles what earlier ones and events had made due, and says what comes next.
pub(crate) async fn replace(
    connection: &mut SqliteConnection,
    supplier: &SupplierId,
    calendar: &[Appointment],
) -> Result<(), RegisterError> {
    for kind in DueKind::ALL
        .into_iter()
        .filter(|kind| kind.is_of_assessment())
    {
        query("DELETE FROM due WHERE supplier = ?1 AND kind = ?2")
            .bind(supplier.as_str())
            .bind(word(&kind))
            .execute(&mut *connection)
            .await?;
    }
    for one in calendar {
        set(
            connection,
            supplier,
            one.kind,
            &one.object,
            Some(one.day),
            None,
        )
        .await?;
    }
    Ok(())
}

/// Where a plugin took part that others were last assessed with in another build, a new look at those is due.
pub(crate) async fn plugins_moved_on(
    connection: &mut SqliteConnection,
    supplier: &SupplierId,
    new: &NewAssessment<'_>,
) -> Result<(), RegisterError> {
    for participation in new.participations {
        let (id, digest) = (
            participation.plugin.id.as_str(),
            participation.plugin.digest.to_string(),
        );
        let known: Option<String> = query_scalar("SELECT digest FROM latest_plugins WHERE id = ?1")
            .bind(id)
            .fetch_optional(&mut *connection)
            .await?;
        if known.as_deref() == Some(digest.as_str()) {
            continue;
        }
        query(
            "INSERT INTO latest_plugins (id, digest) VALUES (?1, ?2)
             ON CONFLICT (id) DO UPDATE SET digest = excluded.digest",
        )
        .bind(id)
        .bind(&digest)
        .execute(&mut *connection)
        .await?;
        query(
            "INSERT INTO due (supplier, kind, object, day)
             SELECT DISTINCT p.supplier, 'plugin', ?1, ?4
             FROM participations p JOIN suppliers s ON s.id = p.supplier AND s.latest = p.number
             WHERE json_extract(p.body, '$.plugin.id') = ?1 AND p.plugin_digest <> ?2 AND p.supplier <> ?3
             ON CONFLICT (supplier, kind, object) DO NOTHING",
        )
        .bind(id)
        .bind(&digest)
        .bind(supplier.as_str())
        .bind(new.verdict.as_of.to_string())
        .execute(&mut *connection)
        .await?;
    }
    Ok(())
}
