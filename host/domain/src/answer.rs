//! Answers of a supplier to the questions that plugins ask.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::{QuestionId, Untrusted};

/// One answer, as the dossier holds it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answer {
    /// The question.
    pub question: QuestionId,
    /// The chosen value or the text.
    pub value: Untrusted,
    /// What was written beside it.
    pub comment: Option<Untrusted>,
    /// Ids of the documents that it points to; the dossier has checked that they exist.
    pub documents: Vec<String>,
    /// When it was given.
    pub answered_on: Option<Date>,
    /// Who gave it.
    pub answered_by: Option<Untrusted>,
}
