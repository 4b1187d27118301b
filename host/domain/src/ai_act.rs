//! Parts that somebody plays under Regulation (EU) 2024/1689, and sectors in which the use of AI is sensitive.

use serde::{Deserialize, Serialize};

/// A part under the AI Act (article 3). It is not what a supplier does with AI, [`crate::SupplierRole`]: who develops a model may
/// be its provider, or supply a component to somebody who is.
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
pub enum AiActRole {
    /// Places a system on the market under its own name (article 3(3)).
    Provider,
    /// Uses a system under its authority (article 3(4)).
    Deployer,
    /// Brings the system of somebody outside the Union into it (article 3(6)).
    Importer,
    /// Passes a system on (article 3(7)).
    Distributor,
    /// Acts in the Union for a provider outside it (article 3(5)).
    AuthorisedRepresentative,
    /// Supplies tools, models or components to a provider (article 25(4)).
    ComponentSupplier,
    /// Places a general-purpose model on the market (chapter V).
    GpaiProvider,
}

impl AiActRole {
    /// All parts.
    pub const ALL: [Self; 7] = [
        Self::Provider,
        Self::Deployer,
        Self::Importer,
        Self::Distributor,
        Self::AuthorisedRepresentative,
        Self::ComponentSupplier,
        Self::GpaiProvider,
    ];

    /// The kebab-case word, as a dossier writes it.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Provider => "provider",
            Self::Deployer => "deployer",
            Self::Importer => "importer",
            Self::Distributor => "distributor",
            Self::AuthorisedRepresentative => "authorised-representative",
            Self::ComponentSupplier => "component-supplier",
            Self::GpaiProvider => "gpai-provider",
        }
    }
}

/// The sector in which a system is used.
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
pub enum Sector {
    /// None that makes the use sensitive.
    General,
    /// Health care.
    Health,
    /// Finance and insurance.
    Finance,
    /// Public administration.
    Public,
    /// Manufacturing.
    Manufacturing,
    /// Work and employment.
    Hr,
}

impl Sector {
    /// All sectors.
    pub const ALL: [Self; 6] = [
        Self::General,
        Self::Health,
        Self::Finance,
        Self::Public,
        Self::Manufacturing,
        Self::Hr,
    ];

    /// The kebab-case word, as a dossier writes it.
    pub const fn label(self) -> &'static str {
        match self {
            Self::General => "general",
            Self::Health => "health",
            Self::Finance => "finance",
            Self::Public => "public",
            Self::Manufacturing => "manufacturing",
            Self::Hr => "hr",
        }
    }
}
