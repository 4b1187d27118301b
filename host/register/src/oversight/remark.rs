//! What is said about a supplier and its findings.

use assay_domain::{Remark, RemarkKind, Subject, SupplierId, Untrusted};
use sqlx::query;

use crate::{
    Author, Register, RegisterError,
    codec::{json, word},
    log::whole_seconds,
};

impl Register {
    /// Writes down a comment or the supplier's reply.
    ///
    /// # Errors
    /// When the supplier is not known, nobody is named, or writing fails.
    pub async fn remark(
        &self,
        author: Author<'_>,
        supplier: &SupplierId,
        subject: Subject,
        kind: RemarkKind,
        text: Untrusted,
    ) -> Result<Remark, RegisterError> {
        let mut change = self.change(author, supplier).await?;
        let number = change
            .next_number("SELECT max(number) FROM remarks WHERE supplier = ?1")
            .await?;
        let remark = Remark {
            subject,
            kind,
            by: author.person()?.clone(),
            at: whole_seconds(author.now),
            text,
        };
        let body = json(&remark);
        query("INSERT INTO remarks (supplier, number, kind, body) VALUES (?1, ?2, ?3, ?4)")
            .bind(supplier.as_str())
            .bind(number)
            .bind(word(&kind))
            .bind(&body)
            .execute(change.connection())
            .await?;
        change
            .done(format!("remark {number}"), "said", None, body)
            .await?;
        Ok(remark)
    }
}
