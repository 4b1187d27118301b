//! What a check pack may say.
//!
//! A pack is data: questions, clause patterns and probes, each with what counts as a pass and a fail. `assay pack build` checks it
//! and writes it into the [`slot`] of a component that interprets it. Anybody can write other bytes there, so the component asks
//! [`Built::check`] the same questions again: a pack that is not as it should be is refused, never half understood.

mod check;
mod clause;
mod compare;
mod one_or_many;
mod pack;
mod pattern;
mod probe;
mod problem;
mod question;
pub mod slot;
mod words;

pub use clause::Clause;
pub use compare::{Comparison, ComparisonError, Decimal, Measure, Operator};
pub use pack::{Built, Header, OwnPoint, Pack, Scope};
pub use pattern::{Captures, Pattern, PatternError, VALUE};
pub use probe::{Credential, EndpointKind, Expect, Probe};
pub use problem::{Key, Problem};
pub use question::{AnswerKind, Choice, Question, ShowIf};
pub use words::{DOCUMENT_KINDS, Outcome, Severity};
