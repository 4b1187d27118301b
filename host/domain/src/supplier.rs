//! The supplier and what it supplies.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::{
    AiActRole, CertificateClaim, Endpoint, PointId, Sector, SupplierId, SystemContext, SystemId,
    Untrusted,
};

/// What a supplier does with AI.
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
pub enum SupplierRole {
    /// Trains or tunes models.
    Developer,
    /// Places an AI system on the market.
    Provider,
    /// Uses AI in its own service.
    Deployer,
    /// Builds on the models of others.
    Integrator,
    /// Supplies data.
    DataSupplier,
}

impl SupplierRole {
    /// All roles.
    pub const ALL: [Self; 5] = [
        Self::Developer,
        Self::Provider,
        Self::Deployer,
        Self::Integrator,
        Self::DataSupplier,
    ];

    /// The kebab-case word.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Developer => "developer",
            Self::Provider => "provider",
            Self::Deployer => "deployer",
            Self::Integrator => "integrator",
            Self::DataSupplier => "data-supplier",
        }
    }
}

/// Who the supplier is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct SupplierProfile {
    /// Its id in the register.
    pub id: SupplierId,
    /// The registered name.
    pub legal_name: Untrusted,
    /// Other names under which it signs, publishes, or publishes plugins (affiliates).
    pub also_known_as: Vec<Untrusted>,
    /// ISO 3166-1 alpha-2.
    pub country: Option<Untrusted>,
    /// Its web site.
    pub website: Option<Untrusted>,
    /// What it does with AI.
    pub roles: Vec<SupplierRole>,
    /// Its parts under the AI Act, where the dossier settles them; empty when they have to be read from `roles`.
    #[serde(default)]
    pub ai_act_roles: Vec<AiActRole>,
    /// Who to write to.
    pub contacts: Vec<Untrusted>,
}

/// An AI system that is bought.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct AiSystem {
    /// Its id.
    pub id: SystemId,
    /// Its name.
    pub name: Untrusted,
    /// What it is for.
    pub purpose: Option<Untrusted>,
    /// Which data it uses.
    pub data_used: Option<Untrusted>,
    /// Which decisions it influences.
    pub decisions_influenced: Option<Untrusted>,
    /// Who is affected.
    pub people_affected: Option<Untrusted>,
    /// Models of others that it rests on.
    pub upstream_models: Vec<Untrusted>,
    /// The sector in which it is used, where the dossier says so for the system or the supplier.
    #[serde(default)]
    pub sector: Option<Sector>,
    /// The rated facts of its use, as declared.
    pub context: SystemContext,
}

/// Somebody else who handles the data.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct SubProcessor {
    /// Its name.
    pub name: Untrusted,
    /// What for.
    pub purpose: Option<Untrusted>,
    /// Where.
    pub country: Option<Untrusted>,
}

/// The buyer's approval that a point does not apply. It lives in the buyer's own file and needs two people.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct NotApplicableApproval {
    /// The point.
    pub point: PointId,
    /// The system, or none for all.
    pub system: Option<SystemId>,
    /// Why it does not apply.
    pub why: Untrusted,
    /// Who asked for it.
    pub requested_by: Untrusted,
    /// Who approved it; never the same person.
    pub approved_by: Untrusted,
    /// When.
    pub approved_on: Option<Date>,
}

impl NotApplicableApproval {
    /// True when a reason and two different people are named.
    pub fn is_complete(&self) -> bool {
        let same = self.requested_by.expose().trim().to_lowercase()
            == self.approved_by.expose().trim().to_lowercase();
        !self.why.is_blank()
            && !self.requested_by.is_blank()
            && !self.approved_by.is_blank()
            && !same
    }
}

/// Everything `supplier.toml` says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Supplier {
    /// Who it is.
    pub profile: SupplierProfile,
    /// What is bought, in the order of ids.
    pub systems: Vec<AiSystem>,
    /// Its sub-processors.
    pub sub_processors: Vec<SubProcessor>,
    /// What may be probed.
    pub endpoints: Vec<Endpoint>,
    /// Certificates that it claims.
    pub certificates: Vec<CertificateClaim>,
    /// Approvals that points do not apply.
    pub not_applicable: Vec<NotApplicableApproval>,
    /// Ids of contracts, terms and privacy policies of which a newer version is there too, in order.
    pub replaced_terms: Vec<String>,
}
