//! A risk scenario: what could go wrong, how bad it is before any control, and which controls work against it.

use assay_domain::{ContextFact, ControlId, ScenarioId};
use serde::{Deserialize, Serialize};

/// A risk scenario.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Scenario {
    /// `r1` to `r16`.
    pub id: ScenarioId,
    /// A few words.
    pub title: String,
    /// What could happen, in a sentence.
    pub description: String,
    /// The category of the register, for example `Data`.
    pub category: String,
    /// Facts whose worst rating, plus one, is the inherent likelihood.
    pub likelihood_facts: Vec<ContextFact>,
    /// Facts whose worst rating, plus one, is the inherent impact.
    pub impact_facts: Vec<ContextFact>,
    /// Controls against it.
    pub controls: Vec<ScenarioControl>,
    /// What usually treats it.
    pub treatment: String,
}

/// A control of a scenario.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct ScenarioControl {
    /// The control.
    pub control: ControlId,
    /// Its weight on its axis, 1 to 10.
    pub weight: u32,
    /// A key control: mitigation is never more than its effectiveness plus the margin of the policy.
    #[serde(default)]
    pub key: bool,
    /// Which axis it lowers.
    pub lowers: AxisEffect,
}

/// Preventive controls lower the likelihood, mitigating ones the impact.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum AxisEffect {
    /// It makes the scenario less likely.
    Likelihood,
    /// It makes it less bad.
    Impact,
    /// Both.
    Both,
}

impl AxisEffect {
    /// True when a control with this effect works on the axis.
    pub fn covers(self, axis: AxisEffect) -> bool {
        self == Self::Both || self == axis
    }

    /// As a person reads it.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Likelihood => "likelihood",
            Self::Impact => "impact",
            Self::Both => "likelihood and impact",
        }
    }
}
