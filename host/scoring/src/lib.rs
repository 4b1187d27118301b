//! Observations, catalogue and policy in, risks and a decision out: pure integer arithmetic.
//!
//! There is no clock, no float and no I/O in this crate, so that a verdict is the same bytes on every machine.

mod input;
mod verdict;

pub use input::{Input, Participation, RunResult};
pub use verdict::{
    Arithmetic, Ask, AxisResult, ControlResult, ControlTerm, Finding, GateResult, GateStatus,
    PenaltyTerm, PointResult, Reason, ReasonCode, ScenarioResult, ScenarioTerm, Share, SourceView,
    SupportTerm, SystemVerdict, TierResult, Verdict,
};
