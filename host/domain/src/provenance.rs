//! Who said it.

use serde::{Deserialize, Serialize};

use crate::{Digest, PluginId, RunId, Untrusted};

/// One version of one plugin.
#[derive(
    Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, schemars::JsonSchema,
)]
pub struct PluginRef {
    /// Its name.
    pub id: PluginId,
    /// Its version.
    pub version: String,
    /// Who says to have published it.
    pub publisher: Untrusted,
    /// The digest of the component: its identity.
    pub digest: Digest,
}

/// How independent of the supplier a plugin is.
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
pub enum Standing {
    /// Its publisher is the supplier or an affiliate: it cannot mark its own homework.
    SupplierPublished,
    /// Dropped into a folder and vouched for by nobody. A publisher's name is a claim that anybody can write, so it is
    /// treated like the supplier's own until somebody vouches for its digest.
    Unverified,
    /// The operator vouched for its digest.
    Vouched,
    /// Its publisher signed it, and the operator takes that publisher's word on this supplier.
    Signed,
    /// Part of this program.
    Bundled,
}

impl Standing {
    /// True when positive results may earn more than a supplier's own word.
    pub const fn is_independent(self) -> bool {
        matches!(self, Self::Vouched | Self::Signed | Self::Bundled)
    }

    /// As a person reads it.
    pub const fn label(self) -> &'static str {
        match self {
            Self::SupplierPublished => "published by the supplier",
            Self::Unverified => "unverified",
            Self::Vouched => "vouched for by the operator",
            Self::Signed => "signed by a trusted publisher",
            Self::Bundled => "part of assay",
        }
    }
}

/// Where an observation comes from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct Provenance {
    /// The run that made it.
    pub run: RunId,
    /// The plugin that ran.
    pub plugin: PluginRef,
    /// How independent it is.
    pub standing: Standing,
}

/// Something that a plugin did which it should not have done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct SecurityFinding {
    /// A stable kebab-case code: `evidence-not-found`, `undeclared-point`, `malformed-observation`, ...
    pub code: String,
    /// The plugin.
    pub plugin: PluginRef,
    /// The run.
    pub run: RunId,
    /// The point it named, if any.
    pub point: Untrusted,
    /// What was wrong, in words.
    pub detail: Untrusted,
}
