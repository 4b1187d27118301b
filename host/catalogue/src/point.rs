//! A check point: one thing that can be found out about a supplier.

use std::collections::BTreeMap;

use assay_domain::{AiActClass, ControlId, EvidenceClass, PointId, SupplierRole, Tier};
use serde::{Deserialize, Serialize};

/// A check point. Several plugins may answer the same one; when they disagree it is disputed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Point {
    /// Its id.
    pub id: PointId,
    /// A few words, as a table shows it.
    pub title: String,
    /// What has to be so for a pass.
    pub expectation: String,
    /// The evidence that shows it.
    pub evidence: String,
    /// What to ask the supplier when it is not known.
    pub ask: String,
    /// Whether it is about the supplier or about each AI system.
    pub scope: Scope,
    /// The controls that it supports; none for a point that only informs.
    pub controls: Vec<ControlLink>,
    /// In which tiers it is expected; none for a point that only informs.
    pub tiers: Vec<Tier>,
    /// For which roles it is expected; empty for all.
    #[serde(default)]
    pub roles: Vec<SupplierRole>,
    /// For which classes under the AI Act it is expected; empty for all. A system of unknown class counts as high-risk.
    #[serde(default)]
    pub classes: Vec<AiActClass>,
    /// Which kind of thing is missing when it is not met; see [`Point::kind`].
    #[serde(default)]
    pub kind: Option<PointKind>,
    /// What must be in the dossier for the point to make sense at all.
    #[serde(default)]
    pub needs: Option<Need>,
    /// True when "not applicable" is possible at all.
    #[serde(default)]
    pub may_be_not_applicable: bool,
    /// The evidence class below which a determinate outcome is only enough for a condition; by tier, absent means any.
    #[serde(default)]
    pub required_class: BTreeMap<Tier, EvidenceClass>,
}

impl Point {
    /// True when it only informs: it is expected in no tier and supports no control, so that it is never counted.
    pub const fn is_informational(&self) -> bool {
        self.tiers.is_empty() && self.controls.is_empty()
    }

    /// Which kind of thing is missing when it is not met. A point that does not say is taken for a process, as most are.
    pub fn kind(&self) -> PointKind {
        self.kind.unwrap_or(PointKind::Process)
    }
}

/// The four columns of a gap assessment.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, schemars::JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum PointKind {
    /// Something that was decided and holds: a policy, an objective, a clause.
    Policy,
    /// Something that people do again and again.
    Process,
    /// Something that is written down and can be sent.
    Document,
    /// Something that a machine does or that can be measured on it.
    Technical,
}

impl PointKind {
    /// All of them, in the order of the columns.
    pub const ALL: [Self; 4] = [Self::Policy, Self::Process, Self::Document, Self::Technical];

    /// The kebab-case word.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Policy => "policy",
            Self::Process => "process",
            Self::Document => "document",
            Self::Technical => "technical",
        }
    }

    /// As the head of a column.
    pub const fn column(self) -> &'static str {
        match self {
            Self::Policy => "Policy",
            Self::Process => "Process",
            Self::Document => "Documents",
            Self::Technical => "Technical controls",
        }
    }
}

/// What a point is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Scope {
    /// The supplier as a whole.
    Supplier,
    /// Each AI system.
    System,
}

/// Something in the dossier without which a point is not expected.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Need {
    /// A declared endpoint.
    Endpoint,
    /// A declared endpoint of kind `openai`.
    OpenAiEndpoint,
    /// A declared endpoint of kind `openai` that grants active probes.
    ActiveEndpoint,
    /// A claimed certificate.
    CertificateClaim,
    /// A contract, terms or a policy about data of which an older version is there too.
    ReplacedTerms,
}

/// How a point supports a control.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct ControlLink {
    /// The control.
    pub control: ControlId,
    /// Its weight among the expected points of the control, 1 to 10.
    pub weight: u32,
    /// A key point: the control is never more effective than it, plus the margin of the policy.
    #[serde(default)]
    pub key: bool,
}
