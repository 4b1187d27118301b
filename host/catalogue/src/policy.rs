//! The policy: every number of scoring/1.

use std::collections::BTreeMap;

use assay_domain::{
    AiActClass, Axis, Bp, ContextFact, Decision, EvidenceClass, Level, PointId, Rating, Severity,
    Tier,
};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// Every number of scoring/1 that is a judgement.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Policy {
    /// `scoring/1`.
    pub method: String,
    /// Where the numbers come from.
    pub source: String,
    /// When they were set.
    pub as_of: Date,
    /// The level for each likelihood and impact.
    pub level_table: LevelTable,
    /// The credit cap of each evidence class.
    pub class_caps: ClassCaps,
    /// The confidence cap of each method.
    pub confidence_caps: ConfidenceCaps,
    /// How long evidence stays fresh.
    pub freshness: Freshness,
    /// The penalty of a fail.
    pub severity_penalty: SeverityPenalty,
    /// What a partial earns of a pass.
    pub partial_value: Bp,
    /// How much better than its worst key point a control, and than its worst key control a mitigation, may be.
    pub key_margin: Bp,
    /// Below this confidence a fail is a dispute.
    pub dispute_below: Bp,
    /// Mitigation at which likelihood falls by 1, 2 and 3.
    pub likelihood_steps: Steps<3>,
    /// Mitigation at which impact falls by 1 and 2.
    pub impact_steps: Steps<2>,
    /// How tiers are found.
    pub tier_rules: TierRules,
    /// What each tier asks for.
    pub tiers: BTreeMap<Tier, TierPolicy>,
    /// Gates, in the order in which they are reported.
    pub gates: Vec<Gate>,
}

/// Rows are likelihood 5 down to 1, columns impact 1 to 5 (the shape of NIST SP 800-30r1, table I-2).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Vec<Vec<Level>>")]
pub struct LevelTable(pub [[Level; 5]; 5]);

/// Read as lists and counted, because the TOML reader drops what a longer list has beyond a fixed size: a sixth column would be
/// ignored without a word.
impl TryFrom<Vec<Vec<Level>>> for LevelTable {
    type Error = &'static str;

    fn try_from(rows: Vec<Vec<Level>>) -> Result<Self, Self::Error> {
        let row = |row: Vec<Level>| <[Level; 5]>::try_from(row).ok();
        let rows: Option<Vec<[Level; 5]>> = rows.into_iter().map(row).collect();
        rows.and_then(|rows| rows.try_into().ok())
            .map(Self)
            .ok_or("expected 5 rows of 5 levels")
    }
}

impl LevelTable {
    /// The level for a likelihood and an impact.
    pub fn level(&self, likelihood: Axis, impact: Axis) -> Level {
        self.0[usize::from(5 - likelihood.get())][usize::from(impact.get() - 1)]
    }

    /// True when the level never falls while likelihood or impact rises.
    pub fn is_monotone(&self) -> bool {
        let along_impact = self.0.iter().all(|row| row.is_sorted());
        let along_likelihood = self.0.windows(2).all(|rows| {
            let mut pairs = rows[0].iter().zip(&rows[1]);
            pairs.all(|(likelier, rarer)| likelier >= rarer)
        });
        along_impact && along_likelihood
    }
}

/// Credit caps.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ClassCaps(pub BTreeMap<EvidenceClass, Bp>);

impl ClassCaps {
    /// The cap of a class; a class that the file does not name earns nothing.
    pub fn get(&self, class: EvidenceClass) -> Bp {
        self.0.get(&class).copied().unwrap_or(Bp::ZERO)
    }
}

/// Confidence caps by the method that the evidence shows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct ConfidenceCaps {
    /// An answer, read exactly.
    pub answer: Bp,
    /// A clause found by pattern.
    pub quote: Bp,
    /// An exchange with the API.
    pub exchange: Bp,
    /// A certificate field parsed by the host.
    pub certificate: Bp,
    /// A statement of the dossier's profile.
    pub profile: Bp,
    /// A human reviewer.
    pub reviewer: Bp,
}

/// Months after which evidence drops one class; after twice that it is nothing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Freshness(pub BTreeMap<EvidenceClass, u32>);

/// Penalties by severity.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct SeverityPenalty(pub BTreeMap<Severity, Bp>);

impl SeverityPenalty {
    /// The penalty of a severity; one that the file does not name is the whole.
    pub fn get(&self, severity: Severity) -> Bp {
        self.0.get(&severity).copied().unwrap_or(Bp::FULL)
    }
}

/// Rising thresholds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Steps<const N: usize>(pub [Bp; N]);

impl<const N: usize> Steps<N> {
    /// How many thresholds are reached.
    pub fn reached(&self, mitigation: Bp) -> u8 {
        self.0.iter().filter(|step| mitigation >= **step).count() as u8
    }
}

impl<const N: usize> Serialize for Steps<N> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.as_slice().serialize(serializer)
    }
}

impl<'de, const N: usize> Deserialize<'de> for Steps<N> {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let steps = Vec::<Bp>::deserialize(deserializer)?;
        let found = steps.len();
        let steps: [Bp; N] = steps.try_into().map_err(|_| {
            serde::de::Error::custom(format!("expected {N} thresholds, found {found}"))
        })?;
        if steps.is_sorted_by(|a, b| a < b) {
            Ok(Self(steps))
        } else {
            Err(serde::de::Error::custom("thresholds must rise"))
        }
    }
}

/// How a tier is found from the rated facts: tier 1 if any is 4 or at least `tier1_count` are at least 3; tier 2 if any is 3
/// or at least `tier2_count` are at least 2; tier 3 if any is 2; else tier 4. An unknown fact is 4 and makes it provisional.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct TierRules {
    /// The facts that count.
    pub facts: Vec<ContextFact>,
    /// How many ratings of at least 3 make tier 1.
    pub tier1_count: u32,
    /// How many ratings of at least 2 make tier 2.
    pub tier2_count: u32,
}

/// What a tier asks for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct TierPolicy {
    /// The least share of expected weight that must be determinate.
    pub coverage_floor: Bp,
    /// The worst residual level that is accepted without a condition.
    pub appetite: Level,
    /// Months until the next assessment.
    pub reassess_months: u32,
    /// The longest time for which something may be waived, in months.
    pub waiver_months: u32,
}

/// Something that must be so whatever the arithmetic says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Gate {
    /// A kebab-case id.
    pub id: String,
    /// A few words.
    pub title: String,
    /// Why it is a gate, with its source.
    pub why: String,
    /// What is looked at.
    pub rule: GateRule,
    /// In which tiers it holds.
    pub tiers: Vec<Tier>,
    /// For which classes under the AI Act; empty for all. A system of unknown class counts as high-risk.
    #[serde(default)]
    pub classes: Vec<AiActClass>,
    /// It also holds where a fact is rated so high, whatever the class.
    #[serde(default)]
    pub or_when: Option<FactAtLeast>,
    /// Whether a waiver may lift it.
    pub waivable: bool,
    /// What a fail means, by tier: REJECT, or UNDECIDED where a tier is not named. Never less, or a fail would be better than
    /// silence, which is UNDECIDED.
    #[serde(default)]
    pub on_fail: BTreeMap<Tier, Decision>,
}

/// What a gate looks at.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", deny_unknown_fields, rename_all = "kebab-case")]
pub enum GateRule {
    /// The point must pass (a partial is a condition), where it is expected at all.
    #[serde(rename_all = "kebab-case")]
    Point {
        /// The point.
        point: PointId,
        /// A number that must also hold.
        #[serde(default)]
        at_most: Option<FactLimit>,
    },
    /// The rated fact must stay below a rating, and be known.
    #[serde(rename_all = "kebab-case")]
    Context {
        /// The fact.
        fact: ContextFact,
        /// The rating that fails it.
        fails_at: Rating,
    },
}

/// A fact of the use of a system that is rated at least so; an unknown fact counts as the worst.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct FactAtLeast {
    /// The fact.
    pub fact: ContextFact,
    /// The rating.
    pub at_least: Rating,
}

/// A fact of the observation that must not be more than a number.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct FactLimit {
    /// The name of the fact.
    pub fact: String,
    /// The number.
    pub value: i64,
    /// Its unit; a fact in another unit is not comparable and fails to satisfy.
    pub unit: String,
}
