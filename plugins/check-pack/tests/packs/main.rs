//! The interpreter without the host: small packs that show each rule, and the packs that come with the program.
#![expect(clippy::unwrap_used, reason = "a helper of a test may stop the test")]

mod interpreter;
mod shipped;
mod support;
