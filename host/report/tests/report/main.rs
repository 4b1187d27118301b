//! What leaves this crate, looked at from outside: reports of a supplier that the real method scored.

#![expect(
    clippy::unwrap_used,
    reason = "helpers of tests may unwrap like the tests themselves"
)]

mod csv;
mod explain;
mod fixture;
#[path = "../../src/encode/hostile.rs"]
mod hostile;
mod html;
mod json;
mod partials;
mod terminal;
