//! How a plugin's part in an assessment ended, for whoever looks back over many.

use jiff::Timestamp;
use serde::Serialize;

use crate::{PluginRef, SupplierId};

/// One part of one plugin.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PluginPart {
    /// The plugin.
    pub plugin: PluginRef,
    /// Whose assessment it was.
    pub supplier: SupplierId,
    /// `completed`, or the kind of failure.
    pub result: String,
    /// When the assessment was stored, UTC, whole seconds.
    pub at: Timestamp,
}
