//! Exit codes of the `assay` program. They are a public interface: pipelines branch on them.

use crate::Decision;

/// Every supplier is approved, or the command did what it was asked.
pub const APPROVE: u8 = 0;
/// Something was wrong with the input or inside the program. Never 0 on an error.
pub const ERROR: u8 = 1;
/// The worst decision is CONDITIONAL.
pub const CONDITIONAL: u8 = 2;
/// The worst decision is UNDECIDED.
pub const UNDECIDED: u8 = 3;
/// The worst decision is REJECT.
pub const REJECT: u8 = 4;

/// The exit code of a decision.
pub const fn of(decision: Decision) -> u8 {
    match decision {
        Decision::Approve => APPROVE,
        Decision::Conditional => CONDITIONAL,
        Decision::Undecided => UNDECIDED,
        Decision::Reject => REJECT,
    }
}
