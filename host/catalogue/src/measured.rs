//! How good the checks are: figures that were measured, with what they were measured on.

use assay_domain::Bp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// Figures of checks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Measured {
    /// How they were measured.
    pub source: String,
    /// When they were last measured.
    pub as_of: Date,
    /// The figures.
    pub measures: Vec<Measure>,
}

/// One measured figure of the checks behind some points.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Measure {
    /// What is measured, for example "Says that a supplier does not train on customer data".
    pub what: String,
    /// The plugin whose readings these are.
    pub plugin: String,
    /// The points that it stands behind; one that ends in `*` is every point that begins so.
    pub points: Vec<String>,
    /// `precision`, `recall`, `F1`, `accuracy`, ...
    pub figure: String,
    /// Basis points.
    pub value: Bp,
    /// The interval of 95 %, in basis points.
    pub low: Bp,
    /// Its upper end.
    pub high: Bp,
    /// The data, with how many items, and whether the rules were written with it in view.
    pub data: String,
    /// How to measure it again.
    pub command: String,
}

impl Measure {
    /// True when it stands behind a point.
    pub fn is_about(&self, point: &str) -> bool {
        self.points
            .iter()
            .any(|named| match named.strip_suffix('*') {
                Some(start) => point.starts_with(start),
                None => named == point,
            })
    }
}
