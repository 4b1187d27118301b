//! Waivers: asked for by one person, answered by another.

use assay_domain::{Answered, Digest, Subject, SupplierId, Untrusted, Waiver, WaiverAnswer};
use jiff::civil::Date;
use sqlx::{query, query_scalar};

use super::{DueKind, due};
use crate::{
    Author, Register, RegisterError,
    codec::{from_json, json, word},
    log::whole_seconds,
};

/// A waiver that somebody asks for. The oversight room makes it, which knows how long it may hold and what it is bound to.
#[derive(Debug, Clone)]
pub struct NewWaiver {
    /// What is waived.
    pub subject: Subject,
    /// Why it may be.
    pub reason: Untrusted,
    /// For which use.
    pub scope: Untrusted,
    /// The last day on which it holds.
    pub expires: Date,
    /// The digest of the residual risk and the evidence.
    pub bound_to: Digest,
}

impl Register {
    /// Asks for a waiver. It changes nothing until a second person has approved it.
    ///
    /// # Errors
    /// When the supplier is not known, nobody is named, the clock runs behind, or writing fails.
    pub async fn request_waiver(
        &self,
        author: Author<'_>,
        supplier: &SupplierId,
        new: NewWaiver,
    ) -> Result<Waiver, RegisterError> {
        let mut change = self.change(author, supplier).await?;
        let number = change
            .next_number("SELECT max(number) FROM waivers WHERE supplier = ?1")
            .await?;
        let waiver = Waiver {
            number,
            subject: new.subject,
            reason: new.reason,
            scope: new.scope,
            expires: new.expires,
            requested_by: author.person()?.clone(),
            requested_at: whole_seconds(author.now),
            bound_to: new.bound_to,
            answered: None,
        };
        let body = json(&waiver);
        query("INSERT INTO waivers (supplier, number, expires, requested_by, body) VALUES (?1, ?2, ?3, ?4, ?5)")
            .bind(supplier.as_str())
            .bind(number)
            .bind(waiver.expires.to_string())
            .bind(waiver.requested_by.as_str())
            .bind(&body)
            .execute(change.connection())
            .await?;
        change.done(object(number), "requested", None, body).await?;
        Ok(waiver)
    }

    /// Answers a request, or takes back a waiver that was approved.
    ///
    /// # Errors
    /// When there is no such waiver, it was answered in a way that ends it, the approver is the requester, or writing fails.
    pub async fn answer_waiver(
        &self,
        author: Author<'_>,
        supplier: &SupplierId,
        number: u32,
        answer: WaiverAnswer,
    ) -> Result<Waiver, RegisterError> {
        let mut change = self.change(author, supplier).await?;
        let object = object(number);
        let before: Option<String> =
            query_scalar("SELECT body FROM waivers WHERE supplier = ?1 AND number = ?2")
                .bind(supplier.as_str())
                .bind(number)
                .fetch_optional(change.connection())
                .await?;
        let before = before.ok_or_else(|| RegisterError::NoSuch {
            object: object.clone(),
            supplier: supplier.clone(),
        })?;
        let mut waiver: Waiver = from_json("waiver", &before)?;
        let approved = waiver.answered.as_ref().map(|answered| answered.answer);
        match (approved, answer) {
            (None, _) | (Some(WaiverAnswer::Approved), WaiverAnswer::Withdrawn) => {}
            _ => return Err(RegisterError::Settled { object }),
        }
        let by = author.person()?.clone();
        if answer == WaiverAnswer::Approved && by == waiver.requested_by {
            return Err(RegisterError::OwnRequest { object, person: by });
        }
        waiver.answered = Some(Answered {
            answer,
            by,
            at: whole_seconds(author.now),
        });
        let body = json(&waiver);
        query("UPDATE waivers SET answer = ?3, answered_by = ?4, body = ?5 WHERE supplier = ?1 AND number = ?2")
            .bind(supplier.as_str())
            .bind(number)
            .bind(word(&answer))
            .bind(author.person()?.as_str())
            .bind(&body)
            .execute(change.connection())
            .await?;
        let ends = (answer == WaiverAnswer::Approved).then_some(waiver.expires);
        due::set(
            change.connection(),
            supplier,
            DueKind::Waiver,
            &object,
            ends,
            Some(&waiver.requested_by),
        )
        .await?;
        let act = match answer {
            WaiverAnswer::Approved => "approved",
            WaiverAnswer::Refused => "refused",
            WaiverAnswer::Withdrawn => "withdrawn",
        };
        change.done(object, act, Some(before), body).await?;
        Ok(waiver)
    }
}

fn object(number: u32) -> String {
    format!("waiver {number}")
}
