//! Bad moments for an assessment, an import or a waiver: killed in the midst, no space left, the register held by another program, the
//! clock set back. What was acknowledged is there, and nothing is there by half.
#![expect(clippy::unwrap_used, reason = "a helper of a test may stop the test")]

mod acts;
mod clock;
mod disk;
mod kill;
mod locked;
#[path = "../support/mod.rs"]
mod support;
