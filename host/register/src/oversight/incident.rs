//! Incidents.

use assay_domain::{Incident, SupplierId, Untrusted};
use jiff::civil::Date;
use sqlx::{query, query_scalar};

use super::{DueKind, due};
use crate::{Author, Register, RegisterError, codec::json, log::whole_seconds};

impl Register {
    /// Enters an incident. From its day on a new assessment is due, and the next one settles that.
    ///
    /// # Errors
    /// When the supplier is not known, nobody is named, or writing fails.
    pub async fn record_incident(
        &self,
        author: Author<'_>,
        supplier: &SupplierId,
        on: Date,
        text: Untrusted,
    ) -> Result<Incident, RegisterError> {
        let mut change = self.change(author, supplier).await?;
        let number = change
            .next_number("SELECT max(number) FROM incidents WHERE supplier = ?1")
            .await?;
        let after = query_scalar("SELECT latest FROM suppliers WHERE id = ?1")
            .bind(supplier.as_str())
            .fetch_one(change.connection())
            .await?;
        let incident = Incident {
            on,
            after,
            by: author.person()?.clone(),
            at: whole_seconds(author.now),
            text,
        };
        let body = json(&incident);
        query("INSERT INTO incidents (supplier, number, on_day, body) VALUES (?1, ?2, ?3, ?4)")
            .bind(supplier.as_str())
            .bind(number)
            .bind(on.to_string())
            .bind(&body)
            .execute(change.connection())
            .await?;
        let object = format!("incident {number}");
        due::set(
            change.connection(),
            supplier,
            DueKind::Incident,
            &object,
            Some(on),
            None,
        )
        .await?;
        change.done(object, "recorded", None, body).await?;
        Ok(incident)
    }
}
