//! What scoring says, with every number that led there.

use assay_domain::{
    Axis, Bp, ContextFact, ControlId, Decision, Digest, EvidenceClass, Level, Observation,
    PluginId, PointId, PointOutcome, Rating, ReportedOutcome, ScenarioId, Severity, Standing,
    SupplierId, SystemId, Tier,
};
use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The verdict on one supplier.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Verdict {
    /// The method, `scoring/1`.
    pub method: String,
    /// The supplier.
    pub supplier: SupplierId,
    /// The day for which it holds.
    pub as_of: Date,
    /// The decision.
    pub decision: Decision,
    /// Why, the weightiest first. Never empty.
    pub reasons: Vec<Reason>,
    /// The tier of the supplier: the most critical of its systems.
    pub tier: TierResult,
    /// The worst residual level over systems and scenarios.
    pub level: Level,
    /// How many scenarios stand at each residual level, worst level first. Compared from the left; never averaged.
    pub ranking: [u32; 5],
    /// The weighted share of expected points that somebody could tell, over all systems.
    pub coverage: Share,
    /// The weighted share of expected points that an independent plugin showed to be met at least in part, over all systems.
    pub shown: Share,
    /// The weighted share of expected points that rest on E3 evidence or better, over all systems.
    pub assurance: Share,
    /// False when any plugin's run failed.
    pub complete: bool,
    /// Each system.
    pub systems: Vec<SystemVerdict>,
    /// Gates.
    pub gates: Vec<GateResult>,
    /// What is wrong, worst first.
    pub findings: Vec<Finding>,
    /// Findings of earlier assessments that evidence of this one closed.
    pub closed: Vec<Closure>,
    /// What to ask the supplier next, most valuable first.
    pub ask_next: Vec<Ask>,
    /// Digests of the catalogue and policy files that it rests on, by file name.
    pub catalogue: Vec<(String, Digest)>,
    /// The day on which the next assessment is due.
    pub reassess_on: Date,
}

/// A reason for a decision.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Reason {
    /// The decision that it argues for.
    pub decision: Decision,
    /// What kind of reason.
    pub code: ReasonCode,
    /// What it is about: a gate, point, scenario or plugin id, or empty.
    pub subject: String,
    /// The system, if it is about one.
    pub system: Option<SystemId>,
    /// In words of our own; holds no untrusted text.
    pub text: String,
}

/// Kinds of reasons.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum ReasonCode {
    /// A gate failed.
    GateFailed,
    /// A gate could not be told.
    GateUnknown,
    /// A gate is met only in part or on weaker evidence than asked for.
    GateWeak,
    /// A residual risk is too high.
    ResidualTooHigh,
    /// Too few expected points are known.
    CoverageBelowFloor,
    /// A plugin's run failed.
    RunFailed,
    /// The tier rests on unknown facts.
    TierProvisional,
    /// Two sources disagree.
    Disputed,
    /// A high or critical finding is open.
    OpenFinding,
    /// Evidence is weaker than the tier asks for.
    EvidenceTooWeak,
    /// Nothing stands against it.
    WithinAppetite,
}

/// A tier and how it was found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct TierResult {
    /// The tier.
    pub tier: Tier,
    /// True when an unknown fact was counted as the worst.
    pub provisional: bool,
    /// The facts that counted; none is unknown.
    pub facts: Vec<(ContextFact, Option<Rating>)>,
}

/// A weighted share.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Share {
    /// The weight that counts.
    pub got: u64,
    /// The whole weight.
    pub of: u64,
    /// Rounded down; nothing of nothing is 0.
    pub share: Bp,
}

/// The verdict on one system.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct SystemVerdict {
    /// The system. A supplier without systems is assessed as one system named `unspecified` of which nothing is known.
    pub system: SystemId,
    /// Its tier.
    pub tier: TierResult,
    /// Its coverage: what somebody could tell. Reported, never decisive.
    pub coverage: Share,
    /// What an independent plugin showed to be met at least in part, with nobody saying the opposite. This is what the floor
    /// of the tier is compared with: if a fail filled the floor, it would pay to fail rather than to be silent.
    pub shown: Share,
    /// What was told at all by an independent plugin or as a fail, by runs that failed later too. It only ever counts against
    /// the supplier: it says whether a very high residual is established or merely not known better.
    pub told: Share,
    /// Its assurance.
    pub assurance: Share,
    /// Its points, in the order of ids: every expected one, and others that were observed.
    pub points: Vec<PointResult>,
    /// Its controls, in the order of ids.
    pub controls: Vec<ControlResult>,
    /// Its scenarios, in the order of the catalogue.
    pub scenarios: Vec<ScenarioResult>,
}

/// One point of one system.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct PointResult {
    /// The point.
    pub point: PointId,
    /// The outcome.
    pub outcome: PointOutcome,
    /// True when the catalogue expects it here.
    pub expected: bool,
    /// Its weight in coverage: the sum of its weights in controls, at least 1.
    pub weight: u32,
    /// Support P: the best of `supports`.
    pub support: Bp,
    /// Penalty N: the worst of `penalties`.
    pub penalty: Bp,
    /// Effectiveness e = P x (10000 - N) / 10000, rounded down; 0 when not determinate and not disputed.
    pub effectiveness: Bp,
    /// The best evidence class among what decided it.
    pub class: EvidenceClass,
    /// Every pass and partial with its arithmetic.
    pub supports: Vec<SupportTerm>,
    /// Every fail with its arithmetic.
    pub penalties: Vec<PenaltyTerm>,
    /// For a dispute, both sides.
    pub sources: Vec<SourceView>,
    /// True when a reviewer has to look: a pass and a fail contradict each other, or a fail is held with little confidence.
    pub in_dispute: bool,
    /// True when it counts for [`SystemVerdict::shown`].
    pub shown: bool,
    /// True when it counts for [`SystemVerdict::told`].
    pub told: bool,
    /// True when an approval says that it does not apply and a fail says that it does: it stays in the denominator and earns
    /// nothing, whatever passes say, until the approval is withdrawn or the fail is closed.
    pub approval_contradicted: bool,
}

/// V x cap(E) x confidence of one pass or partial.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct SupportTerm {
    /// The plugin.
    pub plugin: PluginId,
    /// True when the plugin is independent of the supplier. If not, the class is E1 at most.
    pub independent: bool,
    /// Pass or partial.
    pub outcome: ReportedOutcome,
    /// V.
    pub value: Bp,
    /// The class.
    pub class: EvidenceClass,
    /// cap(E).
    pub cap: Bp,
    /// The confidence.
    pub confidence: Bp,
    /// The product, rounded down.
    pub result: Bp,
}

/// Severity x confidence of one fail.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct PenaltyTerm {
    /// The plugin.
    pub plugin: PluginId,
    /// The severity.
    pub severity: Severity,
    /// Its penalty.
    pub value: Bp,
    /// The confidence.
    pub confidence: Bp,
    /// The product, rounded up.
    pub result: Bp,
    /// True for a fail of an earlier assessment that is still open.
    pub carried: bool,
}

/// One side of a dispute.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct SourceView {
    /// The plugin.
    pub plugin: PluginId,
    /// How independent it is.
    pub standing: Standing,
    /// What it says.
    pub outcome: ReportedOutcome,
    /// On which evidence.
    pub class: EvidenceClass,
}

/// One control of one system.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ControlResult {
    /// The control.
    pub control: ControlId,
    /// Its expected points with their weights.
    pub terms: Vec<ControlTerm>,
    /// Weighted mean, and cap by the key points.
    pub arithmetic: Arithmetic,
}

/// One point in a control.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ControlTerm {
    /// The point.
    pub point: PointId,
    /// Its weight.
    pub weight: u32,
    /// Its effectiveness.
    pub effectiveness: Bp,
    /// A key point.
    pub key: bool,
}

/// min(weighted mean, worst key + margin).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Arithmetic {
    /// Sum of weight x effectiveness.
    pub weighted_sum: u64,
    /// Sum of weights.
    pub weight: u64,
    /// The mean, rounded down; nothing of nothing is 0.
    pub mean: Bp,
    /// The worst key plus the margin, if there is a key.
    pub cap: Option<Bp>,
    /// The lower of both.
    pub result: Bp,
}

/// One scenario of one system.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ScenarioResult {
    /// The scenario.
    pub scenario: ScenarioId,
    /// True when an unknown fact was counted as the worst.
    pub provisional: bool,
    /// Likelihood before and after.
    pub likelihood: AxisResult,
    /// Impact before and after.
    pub impact: AxisResult,
    /// The level before any control.
    pub inherent: Level,
    /// The level that remains.
    pub residual: Level,
    /// Controls that hold it up most, weakest first: what drives the residual.
    pub drivers: Vec<ControlId>,
    /// True when the level is known to be what it is: an open fail of high severity drives it, or enough was told and no fact
    /// is missing. A very high residual rejects only when it is established.
    pub established: bool,
}

/// One axis of one scenario.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct AxisResult {
    /// The facts that set it; none is unknown and counts as the worst.
    pub facts: Vec<(ContextFact, Option<Rating>)>,
    /// Before any control.
    pub inherent: Axis,
    /// The controls on this axis.
    pub terms: Vec<ScenarioTerm>,
    /// The mitigation.
    pub mitigation: Arithmetic,
    /// Steps that the mitigation takes off.
    pub steps: u8,
    /// The floor that an open finding sets, with the point that sets it.
    pub floor: Option<(Axis, PointId)>,
    /// What remains.
    pub residual: Axis,
}

/// One control in a scenario.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ScenarioTerm {
    /// The control.
    pub control: ControlId,
    /// Its weight.
    pub weight: u32,
    /// Its effectiveness.
    pub effectiveness: Bp,
    /// A key control.
    pub key: bool,
}

/// Whether a gate is open.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum GateStatus {
    /// It holds.
    Passed,
    /// It does not apply.
    NotApplicable,
    /// It holds in part, or on weaker evidence than the tier asks for.
    Weak,
    /// It could not be told.
    Unknown,
    /// It does not hold.
    Failed,
}

/// One gate of one system.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct GateResult {
    /// The gate.
    pub gate: String,
    /// The system.
    pub system: SystemId,
    /// Whether it is open.
    pub status: GateStatus,
    /// The decision that it argues for; none when it holds or does not apply.
    pub decision: Option<Decision>,
    /// Why, in words of our own.
    pub text: String,
}

/// Something that is wrong.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Finding {
    /// Stable over assessments: the digest of supplier, system, point and normalised location.
    pub fingerprint: Digest,
    /// The system, or none for the supplier as a whole.
    pub system: Option<SystemId>,
    /// The point.
    pub point: PointId,
    /// The controls that it weakens.
    pub controls: Vec<ControlId>,
    /// How bad.
    pub severity: Severity,
    /// A fail that another source contradicts, or that is held with little confidence.
    pub disputed: bool,
    /// True when it stems from an earlier assessment and was not observed again.
    pub carried: bool,
    /// What was seen, with its evidence; for a dispute, all sides, so not every one of them is a fail.
    pub observations: Vec<Observation>,
}

/// A finding of an earlier assessment that is closed now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Closure {
    /// The finding.
    pub fingerprint: Digest,
    /// Its system.
    pub system: Option<SystemId>,
    /// Its point.
    pub point: PointId,
    /// The pass of equal or better evidence that closes it.
    pub by: Observation,
}

/// A question that would help most.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Ask {
    /// The point.
    pub point: PointId,
    /// The system, or none for the supplier as a whole.
    pub system: Option<SystemId>,
    /// What to ask, from the catalogue.
    pub text: String,
    /// Why it is asked: the outcome now, or `weak` for a pass on too little evidence.
    pub outcome: String,
    /// True when a gate looks at it: such points come first.
    pub gate: bool,
    /// How much rests on it: the sum, over its controls in scenarios, of its weight in the control times the control's weight.
    pub weight: u64,
}
