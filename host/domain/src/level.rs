//! Risk levels and the two axes they are combined from.

use serde::{Deserialize, Serialize};

/// A risk level. Ordered: a higher level is a worse risk.
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
pub enum Level {
    /// Hardly worth a thought.
    VeryLow,
    /// Accepted without more ado.
    Low,
    /// Accepted with an owner.
    Medium,
    /// Needs treatment.
    High,
    /// Not acceptable.
    VeryHigh,
}

impl Level {
    /// All levels, best first.
    pub const ALL: [Self; 5] = [
        Self::VeryLow,
        Self::Low,
        Self::Medium,
        Self::High,
        Self::VeryHigh,
    ];

    /// As a person reads it.
    pub const fn label(self) -> &'static str {
        match self {
            Self::VeryLow => "Very low",
            Self::Low => "Low",
            Self::Medium => "Medium",
            Self::High => "High",
            Self::VeryHigh => "Very high",
        }
    }
}

impl std::fmt::Display for Level {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.pad(self.label())
    }
}

/// A step on the likelihood or impact axis, 1 (rare, negligible) to 5 (expected, severe).
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
#[serde(try_from = "u8", into = "u8")]
#[schemars(with = "u8")]
pub struct Axis(u8);

impl Axis {
    /// The lowest step.
    pub const MIN: Self = Self(1);
    /// The highest step, also taken where a fact is missing.
    pub const MAX: Self = Self(5);

    /// 1 to 5.
    pub const fn get(self) -> u8 {
        self.0
    }

    /// `steps` lower, never below 1.
    pub const fn lowered(self, steps: u8) -> Self {
        let lowered = self.0.saturating_sub(steps);
        Self(if lowered < 1 { 1 } else { lowered })
    }
}

impl TryFrom<u8> for Axis {
    type Error = String;
    fn try_from(value: u8) -> Result<Self, String> {
        if (1..=5).contains(&value) {
            Ok(Self(value))
        } else {
            Err(format!("{value} is not a step from 1 to 5"))
        }
    }
}

impl From<Axis> for u8 {
    fn from(axis: Axis) -> u8 {
        axis.0
    }
}

impl std::fmt::Display for Axis {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}", self.0)
    }
}
