//! The demonstration: three example suppliers, and the two APIs that they are said to run, served on loopback over TLS.

mod api;
mod certificates;
mod dates;
mod examples;
pub(crate) mod good;
pub(crate) mod weak;

pub(crate) use api::Api;
pub(crate) use certificates::{Authority, Days, Life};
pub(crate) use examples::EXAMPLES;
