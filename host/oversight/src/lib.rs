//! What follows on a day from evidence, time and what people decided.
//!
//! An assessment is of one day. Afterwards certificates lapse, evidence grows old, due dates pass, and people treat risks and waive
//! what stands against a supplier. [`position`] says where the supplier stands on a later day; [`Desk`] is where people decide,
//! and the only way from them to the register. Everything but the desk is pure: the day is an input.
//!
//! Nothing that people decide raises a score or makes a decision better than CONDITIONAL.

mod binding;
mod calendar;
mod desk;
mod diff;
mod error;
mod position;
mod subject;
mod waived;

pub use binding::{binding, evidence_of};
pub use calendar::{calendar, next_ageing};
pub use desk::{Desk, Entry, Portfolio, WaiverWish};
pub use diff::{Change, Diff, Direction, diff};
pub use error::OversightError;
pub use position::{Case, Cause, CauseKind, Position, Risen, position};
pub use waived::{WaiverState, waiver_state};
