//! What people decide about a supplier: who cares for a finding, how a risk is treated, what is waived for how long.
//!
//! Nothing here lowers a score. Points, controls and residual risks follow from evidence alone; what people decide changes what
//! follows from them, and is always shown beside them.

mod care;
mod email;
mod incident;
mod person;
mod role;
mod ruling;
mod subject;
mod treatment;
mod waiver;

pub use care::{Care, Remark, RemarkKind};
pub use email::{Email, EmailError};
pub use incident::Incident;
pub use person::{Person, PersonError};
pub use role::{Act, Role};
pub use ruling::{Ruling, RulingKind};
pub use subject::Subject;
pub use treatment::{Money, MoneyError, Response, Treatment, TreatmentStatus};
pub use waiver::{Answered, Waiver, WaiverAnswer};
