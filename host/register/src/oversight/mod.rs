//! What people decide: stored with its line in the log, in one transaction.
//!
//! What is stored here was checked by the oversight room; the rules that nobody may get around, whoever writes, are constraints of
//! the tables and are checked here once more.

mod care;
mod due;
mod incident;
mod position;
mod remark;
mod ruling;
mod standings;
mod treatment;
mod waiver;

use assay_domain::{Care, Digest, Incident, Remark, Ruling, SupplierId, Treatment, Waiver};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use sqlx::{Sqlite, SqliteConnection, Transaction, query, query_scalar};

pub use due::{Appointment, DueKind, DueQuery, DueRow};
pub use position::PositionRow;
pub use standings::{SearchQuery, StandingIndex, Standings};
pub use treatment::NewTreatment;
pub use waiver::NewWaiver;

pub(crate) use due::{plugins_moved_on, replace as replace_due};
pub(crate) use position::forget;

use crate::{
    Author, Register, RegisterError,
    codec::read_json,
    log::{self, Change},
};

/// Everything that people decided about a supplier.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Oversight {
    /// Treatments in the order of their numbers.
    pub treatments: Vec<Treatment>,
    /// Waivers in the order of their numbers.
    pub waivers: Vec<Waiver>,
    /// Who looks after which finding.
    pub cares: Vec<(Digest, Care)>,
    /// What was said, in order.
    pub remarks: Vec<Remark>,
    /// What reviewers ruled, the latest for each finding.
    pub rulings: Vec<Ruling>,
    /// What happened, in the order in which it was entered.
    pub incidents: Vec<Incident>,
}

impl Oversight {
    /// Who looks after a finding.
    pub fn care(&self, fingerprint: Digest) -> Option<&Care> {
        let found = self.cares.iter().find(|(of, _)| *of == fingerprint);
        found.map(|(_, care)| care)
    }
}

impl Register {
    /// Everything that people decided about a supplier.
    ///
    /// # Errors
    /// When reading fails.
    pub async fn oversight(&self, supplier: &SupplierId) -> Result<Oversight, RegisterError> {
        let mut connection = self.read().await?;
        let connection = &mut *connection;
        Ok(Oversight {
            treatments: bodies(
                connection,
                "SELECT body FROM treatments WHERE supplier = ?1 ORDER BY number",
                supplier,
            )
            .await?,
            waivers: bodies(
                connection,
                "SELECT body FROM waivers WHERE supplier = ?1 ORDER BY number",
                supplier,
            )
            .await?,
            cares: care::of_supplier(connection, supplier).await?,
            remarks: bodies(
                connection,
                "SELECT body FROM remarks WHERE supplier = ?1 ORDER BY number",
                supplier,
            )
            .await?,
            rulings: bodies(
                connection,
                "SELECT body FROM rulings WHERE supplier = ?1 ORDER BY fingerprint",
                supplier,
            )
            .await?,
            incidents: bodies(
                connection,
                "SELECT body FROM incidents WHERE supplier = ?1 ORDER BY number",
                supplier,
            )
            .await?,
        })
    }

    /// Begins a change to a supplier of the register.
    async fn change<'a>(
        &self,
        author: Author<'a>,
        supplier: &'a SupplierId,
    ) -> Result<Changing<'a>, RegisterError> {
        let mut transaction = self.write().await?;
        log::check_clock(&mut transaction, author.now).await?;
        let known: Option<i64> = query_scalar("SELECT latest FROM suppliers WHERE id = ?1")
            .bind(supplier.as_str())
            .fetch_optional(&mut *transaction)
            .await?;
        if known.is_none() {
            return Err(RegisterError::UnknownSupplier {
                supplier: supplier.clone(),
            });
        }
        Ok(Changing {
            transaction,
            author,
            supplier,
        })
    }
}

/// A change under way: nothing of it is there before [`Changing::done`].
struct Changing<'a> {
    transaction: Transaction<'static, Sqlite>,
    author: Author<'a>,
    supplier: &'a SupplierId,
}

impl Changing<'_> {
    fn connection(&mut self) -> &mut SqliteConnection {
        &mut self.transaction
    }

    /// The number for a new row of a table.
    async fn next_number(&mut self, count: &'static str) -> Result<u32, RegisterError> {
        let supplier = self.supplier.as_str();
        let highest: Option<u32> = query_scalar(count)
            .bind(supplier)
            .fetch_one(self.connection())
            .await?;
        Ok(highest.unwrap_or(0) + 1)
    }

    /// Writes the line and ends the transaction. The position of the supplier has to be found anew.
    async fn done(
        mut self,
        object: String,
        act: &'static str,
        before: Option<String>,
        after: String,
    ) -> Result<(), RegisterError> {
        let change = Change {
            supplier: Some(self.supplier),
            object,
            act,
            before,
            after,
        };
        log::append(&mut self.transaction, self.author, change).await?;
        position::forget(&mut self.transaction, self.supplier).await?;
        self.transaction.commit().await?;
        Ok(())
    }
}

async fn bodies<T: DeserializeOwned>(
    connection: &mut SqliteConnection,
    statement: &'static str,
    supplier: &SupplierId,
) -> Result<Vec<T>, RegisterError> {
    query(statement)
        .bind(supplier.as_str())
        .fetch_all(connection)
        .await?
        .iter()
        .map(|row| read_json(row, "body"))
        .collect()
}
