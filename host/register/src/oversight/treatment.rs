//! Treatments.

use assay_domain::{
    Money, Person, Response, Subject, SupplierId, Treatment, TreatmentStatus, Untrusted,
};
use jiff::civil::Date;
use sqlx::{query, query_scalar};

use super::{DueKind, due};
use crate::{Author, Register, RegisterError, codec::json, log::whole_seconds};

/// A treatment that somebody plans.
#[derive(Debug, Clone)]
pub struct NewTreatment {
    /// What is treated.
    pub subject: Subject,
    /// How.
    pub response: Response,
    /// What is to be done.
    pub description: Untrusted,
    /// Who carries it.
    pub owner: Person,
    /// What it costs.
    pub cost: Option<Money>,
    /// The last day on which it is in time.
    pub due: Date,
}

impl Register {
    /// Plans a treatment.
    ///
    /// # Errors
    /// When the supplier is not known, nobody is named, the clock runs behind, or writing fails.
    pub async fn plan_treatment(
        &self,
        author: Author<'_>,
        supplier: &SupplierId,
        new: NewTreatment,
    ) -> Result<Treatment, RegisterError> {
        let mut change = self.change(author, supplier).await?;
        let number = change
            .next_number("SELECT max(number) FROM treatments WHERE supplier = ?1")
            .await?;
        let treatment = Treatment {
            number,
            subject: new.subject,
            response: new.response,
            description: new.description,
            owner: new.owner,
            cost: new.cost,
            due: new.due,
            planned_by: author.person()?.clone(),
            planned_at: whole_seconds(author.now),
            status: TreatmentStatus::Open,
        };
        let body = json(&treatment);
        query(
            "INSERT INTO treatments (supplier, number, owner, due, status, body) VALUES (?1, ?2, ?3, ?4, 'open', ?5)",
        )
        .bind(supplier.as_str())
        .bind(number)
        .bind(treatment.owner.as_str())
        .bind(treatment.due.to_string())
        .bind(&body)
        .execute(change.connection())
        .await?;
        let object = object(number);
        due::set(
            change.connection(),
            supplier,
            DueKind::Treatment,
            &object,
            Some(treatment.due),
            Some(&treatment.owner),
        )
        .await?;
        change.done(object, "planned", None, body).await?;
        Ok(treatment)
    }

    /// Says that a treatment is done, or gives it up.
    ///
    /// # Errors
    /// When there is no such treatment, it is settled already, or writing fails.
    pub async fn settle_treatment(
        &self,
        author: Author<'_>,
        supplier: &SupplierId,
        number: u32,
        done: bool,
        note: Untrusted,
    ) -> Result<Treatment, RegisterError> {
        let mut change = self.change(author, supplier).await?;
        let object = object(number);
        let before: Option<String> =
            query_scalar("SELECT body FROM treatments WHERE supplier = ?1 AND number = ?2")
                .bind(supplier.as_str())
                .bind(number)
                .fetch_optional(change.connection())
                .await?;
        let before = before.ok_or_else(|| RegisterError::NoSuch {
            object: object.clone(),
            supplier: supplier.clone(),
        })?;
        let mut treatment: Treatment = crate::codec::from_json("treatment", &before)?;
        if treatment.status != TreatmentStatus::Open {
            return Err(RegisterError::Settled { object });
        }
        let (by, at) = (author.person()?.clone(), whole_seconds(author.now));
        let (status, word) = if done {
            (TreatmentStatus::Done { by, at, note }, "done")
        } else {
            (TreatmentStatus::Withdrawn { by, at, note }, "withdrawn")
        };
        treatment.status = status;
        let body = json(&treatment);
        query("UPDATE treatments SET status = ?3, body = ?4 WHERE supplier = ?1 AND number = ?2")
            .bind(supplier.as_str())
            .bind(number)
            .bind(word)
            .bind(&body)
            .execute(change.connection())
            .await?;
        due::set(
            change.connection(),
            supplier,
            DueKind::Treatment,
            &object,
            None,
            None,
        )
        .await?;
        change.done(object, word, Some(before), body).await?;
        Ok(treatment)
    }
}

fn object(number: u32) -> String {
    format!("treatment {number}")
}
