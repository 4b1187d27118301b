//! A register view in, bytes out: one encoder per format.
//!
//! Nothing here reads a file, a clock or the terminal. Raw text of suppliers and plugins leaves only through [`encode`].

mod ai_act;
pub mod checklist;
pub mod csv;
pub mod encode;
pub mod exchange;
mod explain;
pub mod gap;
mod grouped;
pub mod html;
pub mod ics;
mod input;
pub mod json;
pub mod mission;
mod partials;
pub mod plugin;
mod quotes;
pub mod reading;
pub mod terminal;
pub mod trial;
pub mod upgrade;
mod words;

pub use explain::{Step, explain};
pub use input::{QuoteContext, QuoteContexts, QuotePlace, Report};
pub use quotes::quote_contexts;
pub use words::title;
