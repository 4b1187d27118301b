//! Who looks after a finding, and what is said about it.

use jiff::{Timestamp, civil::Date};
use serde::{Deserialize, Serialize};

use crate::{Person, Subject, Untrusted};

/// Who looks after a finding, and until when.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct Care {
    /// The owner.
    pub owner: Option<Person>,
    /// The day until which it is to be settled.
    pub due: Option<Date>,
}

/// What kind of remark.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum RemarkKind {
    /// A comment of the buyer.
    Comment,
    /// The supplier's reply. It is shown beside the finding and changes nothing: only evidence closes a finding.
    Reply,
}

/// Something that was said about a subject.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct Remark {
    /// What it is about.
    pub subject: Subject,
    /// Whose it is.
    pub kind: RemarkKind,
    /// Who said it.
    pub by: Person,
    /// When.
    pub at: Timestamp,
    /// What was said.
    pub text: Untrusted,
}
