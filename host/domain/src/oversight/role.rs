//! What an account may do.

use serde::{Deserialize, Serialize};

/// The role of an account.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Serialize,
    Deserialize,
    schemars::JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum Role {
    /// A supplier's person: sees and answers its own entry, and nothing else.
    Supplier,
    /// Reads everything.
    Reader,
    /// Assesses, comments, assigns, plans treatments and asks for waivers.
    Analyst,
    /// Approves what somebody else asked for, and rules about findings, besides what an analyst may.
    Approver,
    /// Manages accounts, besides what an analyst may. An administrator does not approve: who can make accounts could make a second person.
    Admin,
}

/// Something that an account may or may not do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Act {
    /// Read entries of all suppliers.
    ReadAll,
    /// Change entries.
    Edit,
    /// Approve waivers and rule about findings.
    Approve,
    /// Manage accounts.
    Administer,
}

impl Role {
    /// All roles.
    pub const ALL: [Self; 5] = [
        Self::Supplier,
        Self::Reader,
        Self::Analyst,
        Self::Approver,
        Self::Admin,
    ];

    /// The kebab-case word.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Supplier => "supplier",
            Self::Reader => "reader",
            Self::Analyst => "analyst",
            Self::Approver => "approver",
            Self::Admin => "admin",
        }
    }

    /// Whether the role allows it.
    pub const fn may(self, act: Act) -> bool {
        match act {
            Act::ReadAll => !matches!(self, Self::Supplier),
            Act::Edit => matches!(self, Self::Analyst | Self::Approver | Self::Admin),
            Act::Approve => matches!(self, Self::Approver),
            Act::Administer => matches!(self, Self::Admin),
        }
    }
}

impl std::str::FromStr for Role {
    type Err = String;
    fn from_str(text: &str) -> Result<Self, String> {
        let found = Self::ALL.into_iter().find(|role| role.label() == text);
        found.ok_or_else(|| "a role is supplier, reader, analyst, approver or admin".to_owned())
    }
}

impl std::fmt::Display for Role {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.pad(self.label())
    }
}
