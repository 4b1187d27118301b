//! The ways in: what came back is read, whatever it looks like, and nothing of it is believed.

mod json;
mod sheet;
mod statements;
mod table;
mod vsaq;

use crate::{QuestionnaireError, Returned};

pub use sheet::Sheet;
pub use vsaq::Template;

/// Answers in JSON: of the form, of OSCAL assessment results, of CycloneDX attestations, or of VSAQ.
///
/// # Errors
/// When it is neither.
pub fn json(text: &str, template: Option<&Template>) -> Result<Returned, QuestionnaireError> {
    json::read(text, template)
}

/// Answers in tables: of our workbook, or of questionnaires in the manner of CAIQ and HECVAT.
///
/// # Errors
/// When no table has questions and answers.
pub fn tables(sheets: &[Sheet]) -> Result<Returned, QuestionnaireError> {
    table::read(sheets)
}
