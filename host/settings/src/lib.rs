//! Settings of plugins.
//!
//! A plugin brings a JSON Schema of its settings. It is a stranger's program for our validator, so it is bounded before it is
//! compiled: in size, depth, in how much it unfolds to through references, and in what its patterns cost. What the operator writes
//! in `settings.toml` is checked against it before anything runs.

mod bounds;
mod file;
mod schema;

pub use file::{Settings, SettingsError};
pub use schema::{Schema, SchemaError, Violation};
