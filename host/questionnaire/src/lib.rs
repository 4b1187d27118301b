//! Questions to a supplier out as a form or a workbook, and its answers back in.
//!
//! A [`Form`] is every question that the plugins ask, with what is answered already. [`write`] makes of it a page that works from a
//! local file, a workbook or a CSV table. What comes back, in one of these forms or in the questionnaires of others, is read into
//! [`Returned`]; [`take`] decides what of it is an answer, and [`merged`] writes those into `answers.toml`. An answer that came
//! back is the supplier's word: nothing here makes it more than that.
//!
//! No file is opened here, and no ZIP or XML is parsed: a workbook comes as what the sandboxed document reader made of it.

mod answers_file;
mod error;
mod form;
mod keep;
mod map;
pub mod read;
mod returned;
mod take;
pub mod write;

pub use answers_file::{Origin, merged};
pub use error::QuestionnaireError;
pub use form::{Form, Section};
pub use keep::kept;
pub use map::Map;
pub use returned::{Given, Returned};
pub use take::{Outcome, Taken, Taking, take};

/// What the heads of the columns say, in every table that is written. By the third a table is known as one of ours when it comes back.
pub const COLUMNS: [&str; 8] = [
    "Question id",
    "Question",
    "A good answer",
    "Answer",
    "Comment",
    "Documents",
    "Answered on",
    "Answered by",
];
