//! How requirements of one framework relate to those of another, and what may be concluded from it.
//!
//! A control that covers a requirement of another framework whole passes its effectiveness on as a [`Credit`]. One that merely
//! touches it is a [`Hint`] where to look. The two are different types, and only a [`CreditLink`] can make a credit: a hint that
//! earns something does not compile.

use assay_domain::{Bp, ControlId};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// What the source asks for, compared with what the target asks for.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, schemars::JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum Relation {
    /// The same.
    Equal,
    /// All of it, and more.
    Superset,
    /// A part of it.
    Subset,
    /// Something of it, and something else.
    Intersects,
}

impl Relation {
    /// The same relation, seen from the target.
    pub const fn inverse(self) -> Self {
        match self {
            Self::Superset => Self::Subset,
            Self::Subset => Self::Superset,
            same => same,
        }
    }

    /// True when whoever meets the source meets the target.
    pub const fn covers(self) -> bool {
        matches!(self, Self::Equal | Self::Superset)
    }

    /// The kebab-case word.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Equal => "equal",
            Self::Superset => "superset",
            Self::Subset => "subset",
            Self::Intersects => "intersects",
        }
    }
}

/// One row of the crosswalk.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Mapping {
    /// From which requirement.
    pub source: ControlId,
    /// To which.
    pub target: ControlId,
    /// How they relate.
    pub relation: Relation,
    /// Why, in a sentence.
    pub rationale: String,
    /// Who says so.
    pub author: String,
    /// When.
    pub date: Date,
}

/// A link along which credit flows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CreditLink(Mapping);

/// A link that only says where to look.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hint(Mapping);

/// What a requirement earns through the crosswalk. There is no way to make one but [`CreditLink::pass_on`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Credit(Bp);

impl CreditLink {
    /// The row.
    pub fn mapping(&self) -> &Mapping {
        &self.0
    }

    /// The effectiveness of the source, for the target.
    pub fn pass_on(&self, effectiveness: Bp) -> Credit {
        Credit(effectiveness)
    }
}

impl Hint {
    /// The row.
    pub fn mapping(&self) -> &Mapping {
        &self.0
    }
}

impl Credit {
    /// How much.
    pub fn effectiveness(self) -> Bp {
        self.0
    }
}

/// The crosswalk.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Crosswalk {
    credits: Vec<CreditLink>,
    hints: Vec<Hint>,
}

impl Crosswalk {
    /// Sorts rows by what may be concluded from them.
    pub fn new(rows: impl IntoIterator<Item = Mapping>) -> Self {
        let mut crosswalk = Self::default();
        for row in rows {
            if row.relation.covers() {
                crosswalk.credits.push(CreditLink(row));
            } else {
                crosswalk.hints.push(Hint(row));
            }
        }
        crosswalk
    }

    /// Every row: those that credit first.
    pub fn mappings(&self) -> impl Iterator<Item = &Mapping> {
        let credits = self.credits.iter().map(CreditLink::mapping);
        credits.chain(self.hints.iter().map(Hint::mapping))
    }

    /// The best that a requirement earns, with the link that brings it; none when no source of a crediting link is effective to any
    /// degree that `effectiveness` knows.
    pub fn credit(
        &self,
        target: &ControlId,
        effectiveness: impl Fn(&ControlId) -> Option<Bp>,
    ) -> Option<(Credit, &CreditLink)> {
        self.credits
            .iter()
            .filter(|link| link.0.target == *target)
            .filter_map(|link| Some((link.pass_on(effectiveness(&link.0.source)?), link)))
            .max_by_key(|(credit, _)| *credit)
    }

    /// Where else to look for a requirement.
    pub fn hints<'a>(&'a self, target: &'a ControlId) -> impl Iterator<Item = &'a Hint> {
        self.hints
            .iter()
            .filter(move |hint| hint.0.target == *target)
    }

    /// What a requirement gives a hint about.
    pub fn hints_from<'a>(&'a self, source: &'a ControlId) -> impl Iterator<Item = &'a Hint> {
        self.hints
            .iter()
            .filter(move |hint| hint.0.source == *source)
    }
}
