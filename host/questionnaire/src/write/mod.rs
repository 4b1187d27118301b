//! The ways out: questions as something that a supplier can fill in without an account.

mod html;
mod table;

pub use html::{form as html, questions};
pub use table::{csv, xlsx};

/// The format of what the form gives back.
pub const ANSWERS_FORMAT: &str = "assay-answers/1";
