//! What scoring looks at.

use assay_catalogue::Catalogue;
use assay_domain::{Observation, PluginRef, PointId, RunId, Standing, Supplier};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// Everything that a verdict depends on, and nothing else.
#[derive(Debug, Clone, Copy)]
pub struct Input<'a> {
    /// Points, controls, scenarios and policy.
    pub catalogue: &'a Catalogue,
    /// The supplier with its systems, approvals and endpoints.
    pub supplier: &'a Supplier,
    /// The day for which the verdict holds.
    pub as_of: Date,
    /// Which plugins took part and how their runs ended.
    pub runs: &'a [Participation],
    /// Checked observations of these runs. A fail always counts; anything else counts only when its run is in `runs`,
    /// completed, and declared the point.
    pub observations: &'a [Observation],
    /// Fails of earlier assessments that nothing of equal or better evidence has closed.
    pub carried: &'a [Observation],
}

/// One plugin's part in an assessment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct Participation {
    /// The plugin.
    pub plugin: PluginRef,
    /// How independent it is.
    pub standing: Standing,
    /// True when it took part without being in `assay.lock`, because the operator asked for it.
    #[serde(default)]
    pub unlocked: bool,
    /// The run, if one was started.
    pub run: Option<RunId>,
    /// The points that it declared.
    pub points: Vec<PointId>,
    /// How it ended.
    pub result: RunResult,
}

/// How a plugin's part ended.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(tag = "result", rename_all = "kebab-case")]
pub enum RunResult {
    /// It returned observations.
    Completed,
    /// It ended in an error: nothing of it counts as a pass.
    Failed {
        /// The kind, a stable kebab-case word.
        kind: String,
    },
}
