//! The register as a web page that teams work in, and as an API.
//!
//! One process on one register. Pages are rendered here and work without a script; that of a running assessment has one, which only
//! saves loading it again. Every change goes through the desk of the oversight room, so that a rule holds here exactly as on the
//! command line. Who somebody is comes from their session or token and never from a form.

mod door;
mod error;
mod guard;
mod jobs;
mod limit;
mod office;
mod pages;
mod password;
mod provider;
mod routes;
mod secret;
mod service;

pub use door::{Door, Stream, tls};
pub use error::ServeError;
pub use office::{DocumentText, Done, Office, OfficeError, Watcher};
pub use password::hash;
pub use provider::Provider;
pub use secret::Secret;
pub use service::{Service, check_address};
