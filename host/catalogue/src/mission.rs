//! What the product is for: each duty, and what covers it.

use assay_domain::{PointId, ScenarioId};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// The duties of due diligence on AI suppliers and what covers each.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Mission {
    /// Where the duties come from.
    pub source: String,
    /// When they were last compared with it.
    pub as_of: Date,
    /// Features of the host that cover duties.
    pub features: Vec<Feature>,
    /// The duties, M1 to M68.
    pub rows: Vec<MissionRow>,
}

/// Something that the host does.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Feature {
    /// A kebab-case id.
    pub id: String,
    /// What it does.
    pub what: String,
    /// The folder that holds it, from the top of the repository.
    pub place: String,
}

/// One duty.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct MissionRow {
    /// `M1` to `M68`.
    pub id: String,
    /// The duty, in our own words.
    pub duty: String,
    /// Points that check it.
    #[serde(default)]
    pub points: Vec<PointId>,
    /// Scenarios that weigh it.
    #[serde(default)]
    pub scenarios: Vec<ScenarioId>,
    /// Features that do it.
    #[serde(default)]
    pub features: Vec<String>,
}

impl MissionRow {
    /// True when nothing covers it.
    pub fn is_uncovered(&self) -> bool {
        self.points.is_empty() && self.scenarios.is_empty() && self.features.is_empty()
    }
}
