//! Why a questionnaire cannot be read or written.

use miette::Diagnostic;

/// Why a questionnaire cannot be read or written.
#[derive(Debug, thiserror::Error, Diagnostic)]
pub enum QuestionnaireError {
    /// No table in the file looks like questions with answers.
    #[error("there is no table of answers in it")]
    #[diagnostic(help(
        "a table needs a row of heads, with one column for ids or questions (`Question ID`, `Control ID`, `Question`) and one for \
         answers (`Answer`, `Vendor Answer`, `CSP CAIQ Answer`, `Response`, or the three `Yes`, `No` and `N/A`)"
    ))]
    NoTable,
    /// A CSV file that cannot be read as one.
    #[error("it is no CSV table: {why}")]
    #[diagnostic(help("save it again as `CSV UTF-8`"))]
    Csv {
        /// What the reader says.
        why: String,
    },
    /// A JSON file that cannot be read as one.
    #[error("it is no JSON: {why}")]
    Json {
        /// What the parser says.
        why: String,
    },
    /// JSON of another shape.
    #[error("it is JSON, but no answers: {why}")]
    #[diagnostic(help(
        "answers come from the form of `assay questionnaire export`, or from VSAQ as an object of ids and values"
    ))]
    NoAnswers {
        /// What is missing.
        why: String,
    },
    /// Answers of another supplier.
    #[error("these are answers of `{found}`, and the dossier is of `{wanted}`")]
    #[diagnostic(help("give the dossier of the supplier who answered"))]
    OtherSupplier {
        /// Whose answers they are.
        found: String,
        /// Whose the dossier is.
        wanted: String,
    },
    /// `answers.toml` as it is cannot be written into.
    #[error("answers.toml cannot be added to: {why}")]
    Answers {
        /// What is wrong with it.
        why: String,
    },
    /// A workbook that cannot be written.
    #[error("the workbook cannot be written: {why}")]
    Workbook {
        /// What the writer says.
        why: String,
    },
}
