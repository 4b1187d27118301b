//! Shares in basis points.

use serde::{Deserialize, Serialize};

/// A share from 0 to 10000 basis points. Scoring is integers only, so that a verdict is the same bytes everywhere.
#[derive(
    Debug,
    Clone,
    Copy,
    Default,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Serialize,
    Deserialize,
    schemars::JsonSchema,
)]
#[serde(try_from = "u16", into = "u16")]
#[schemars(with = "u16")]
pub struct Bp(u16);

impl Bp {
    /// Nothing.
    pub const ZERO: Self = Self(0);
    /// The whole, 10000.
    pub const FULL: Self = Self(10_000);

    /// A share; anything above the whole is the whole.
    pub const fn saturating(value: u16) -> Self {
        if value > 10_000 {
            Self(10_000)
        } else {
            Self(value)
        }
    }

    /// 0 to 10000.
    pub const fn get(self) -> u16 {
        self.0
    }

    /// `self` of `other`, rounded down: what effectiveness uses.
    pub fn of_floor(self, other: Self) -> Self {
        let product = u32::from(self.0) * u32::from(other.0);
        Self((product / 10_000) as u16)
    }

    /// `self` of `other`, rounded up: what risk uses.
    pub fn of_ceil(self, other: Self) -> Self {
        let product = u32::from(self.0) * u32::from(other.0);
        Self(product.div_ceil(10_000) as u16)
    }

    /// What is missing to the whole.
    pub fn complement(self) -> Self {
        Self(10_000 - self.0)
    }
}

impl TryFrom<u16> for Bp {
    type Error = String;
    fn try_from(value: u16) -> Result<Self, String> {
        if value > 10_000 {
            Err(format!(
                "{value} basis points are more than the whole, 10000"
            ))
        } else {
            Ok(Self(value))
        }
    }
}

impl From<Bp> for u16 {
    fn from(bp: Bp) -> u16 {
        bp.0
    }
}

/// Percent with two decimals, as a person reads it.
impl std::fmt::Display for Bp {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if self.0.is_multiple_of(100) {
            write!(f, "{} %", self.0 / 100)
        } else {
            write!(f, "{}.{:02} %", self.0 / 100, self.0 % 100)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn floor_and_ceil_bracket_the_true_share(a in 0u16..=10_000, b in 0u16..=10_000) {
            let (a, b) = (Bp::saturating(a), Bp::saturating(b));
            let (floor, ceil) = (a.of_floor(b).get(), a.of_ceil(b).get());
            prop_assert!(floor <= ceil && ceil - floor <= 1);
            prop_assert!(ceil <= a.get().min(b.get()));
        }
    }
}
