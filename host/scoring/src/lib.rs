//! Observations, catalogue and policy in, risks and a decision out: pure integer arithmetic.
//!
//! There is no clock, no float and no I/O in this crate, so that a verdict is the same bytes on every machine.
//!
//! The files read in the order in which a verdict is made: [`assess`] turns observations into statements that count
//! (`statement`), takes the sides on each point (`sides`, `point`), and goes up through controls and scenarios to gates,
//! findings and the decision.

mod ask;
mod assess;
mod control;
mod coverage;
mod decision;
mod explain;
mod finding;
mod gate;
mod input;
mod mean;
mod point;
mod scenario;
mod sides;
mod statement;
mod system;
mod tier;
mod verdict;

pub use assess::assess;
pub use explain::{Line, Subject, explain};
pub use finding::fingerprint;
pub use input::{Input, Participation, RunResult};
pub use statement::closes;
pub use verdict::{
    Arithmetic, Ask, AxisResult, Closure, ControlResult, ControlTerm, Finding, GateResult,
    GateStatus, PenaltyTerm, PointResult, Reason, ReasonCode, ScenarioResult, ScenarioTerm, Share,
    SourceView, SupportTerm, SystemVerdict, TierResult, Verdict,
};
