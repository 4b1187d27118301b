//! The register as other rooms use it, on real files.

mod crash;
mod findings;
mod fixture;
mod guards;
mod opening;
mod roundtrip;
mod writers;
