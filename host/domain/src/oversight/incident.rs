//! Incidents at a supplier.

use jiff::{Timestamp, civil::Date};
use serde::{Deserialize, Serialize};

use crate::{Person, Untrusted};

/// Something that happened at the supplier and makes a new look due.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct Incident {
    /// The day on which it happened.
    pub on: Date,
    /// The number of the assessment that was the latest when it was entered: the next one has looked at it.
    pub after: u32,
    /// Who entered it.
    pub by: Person,
    /// When it was entered.
    pub at: Timestamp,
    /// What happened.
    pub text: Untrusted,
}
