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
    /// The controls that it supports. None for an informational point, see [`Point::is_informational`].
    pub controls: Vec<ControlLink>,
    /// In which tiers it is expected. None for an informational point.
    pub tiers: Vec<Tier>,
    /// For which roles it is expected; empty for all.
    #[serde(default)]
    pub roles: Vec<SupplierRole>,
    /// For which classes under the AI Act it is expected; empty for all. A system of unknown class counts as high-risk.
    #[serde(default)]
    pub classes: Vec<AiActClass>,
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
    /// True for a point that is shown and never counts: it supports no control and is expected in no tier, so neither a pass nor
    /// silence about it changes a level or a verdict.
    pub fn is_informational(&self) -> bool {
        self.controls.is_empty() && self.tiers.is_empty()
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
    /// A claimed certificate.
    CertificateClaim,
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
