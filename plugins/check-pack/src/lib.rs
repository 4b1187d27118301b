//! One component for every check pack.
//!
//! A pack is data that `assay pack build` writes into the [`slot`] of this component, so that what comes out is a plugin like any
//! other: it has a digest, is granted what it imports, and its runs are recorded and replayed. [`describe()`] and [`assess`] are
//! the whole of the interpreter; the path of a check is `questions`, `clauses` or `probes` → [`Finding`] → [`finding::settle`].

mod assess;
mod clauses;
mod component;
mod describe;
mod documents;
mod finding;
mod negation;
mod probes;
mod questions;
mod slot;
mod value;

pub use assess::{Prober, Sending, Silent, assess};
pub use component::CheckPack;
pub use describe::describe;
pub use finding::Finding;
