//! The only crate that knows SQL: what is kept of every assessment.
//!
//! A register is one SQLite file. Every finished run is stored on its own when it ends; an assessment ties its runs and its
//! verdict together in one transaction. So a program that is killed loses nothing that was acknowledged and leaves nothing
//! half-written: at most runs that belong to no assessment, which are listed and count for nothing.
//!
//! Every statement is a constant (sqlx 0.9 takes no other without being told to) and every value is bound.

mod account;
mod assessment;
mod blob;
mod codec;
mod earlier;
mod error;
mod finding;
mod format;
mod lifecycle;
mod log;
mod open;
mod oversight;
mod part;
mod portfolio;
mod reliance;
mod run;
mod supplier;
mod view;

pub use account::{Account, AccountRow, Identity, Proof, SignsIn, TokenScope};
pub use assessment::NewAssessment;
pub use error::RegisterError;
pub use log::{Author, LogCheck, LogEntry, LogFault, LogHead, LogQuery};
pub use open::Register;
pub use oversight::{
    Appointment, DueKind, DueQuery, DueRow, NewTreatment, NewWaiver, Oversight, PositionRow,
    SearchQuery, StandingIndex, Standings,
};
pub use reliance::{Reliance, RelianceKind};
pub use run::StoredRun;
pub use view::{
    AssessmentId, AssessmentRow, AssessmentView, DocumentFacts, EndpointFacts, FindingState,
    FindingView, OpenFindings, RunRow, SupplierFacts, SupplierRow, SupplierView,
};
