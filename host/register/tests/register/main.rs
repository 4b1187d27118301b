//! The register as other rooms use it, on real files.
#![expect(
    clippy::unwrap_used,
    reason = "helpers of tests are tests too, but clippy only knows functions marked so"
)]

mod crash;
mod findings;
mod fixture;
mod guards;
mod opening;
mod oversight;
mod roundtrip;
mod writers;
