//! A host for native tests: an author tests a plugin with `cargo test`, without WebAssembly and without `assay`.
//!
//! ```
//! use assay_sdk::{Descriptor, Observation, Plugin, Run, testing::FakeHost};
//!
//! struct Polite;
//! impl Plugin for Polite {
//!     fn describe() -> Descriptor {
//!         Descriptor::new("polite", "0.1.0").point("greeting", &[])
//!     }
//!     fn assess(run: &Run) -> Result<Vec<Observation>, String> {
//!         Ok(match run.answer("greeting") {
//!             Some(answer) if answer.value == "hello" => vec![Observation::pass("greeting").answer("greeting")],
//!             Some(_) => vec![Observation::fail("greeting").answer("greeting")],
//!             None => vec![Observation::unknown("greeting").remediation("say hello")],
//!         })
//!     }
//! }
//!
//! let assessment = FakeHost::new().with_answer("greeting", "hello").assess::<Polite>().unwrap();
//! assert_eq!(assessment.of("greeting").outcome, "pass");
//! assert!(assessment.problems().is_empty());
//! ```
//!
//! The fake host hands out what the test gave it and checks evidence in the way the real one does. It sets no limits, and
//! it does not judge evidence classes: an observation that comes out as E3 here may count as E1 there.

mod assessment;
mod document;
mod exchange;
mod host;
pub(crate) mod imports;
mod profile;

pub use assessment::Assessment;
pub use document::FakeDocument;
pub use exchange::{FakeEndpoint, Reply, Shake, certificate};
pub use host::{FakeHost, answer, certificate_claim, seen};
