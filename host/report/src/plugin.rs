//! What is shown of a plugin.

use assay_domain::{Descriptor, PluginRef};
use serde::Serialize;

/// A plugin as `plugin list` and `plugin inspect` show it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PluginView {
    /// Its name, version, publisher and digest.
    pub reference: PluginRef,
    /// What it says about itself.
    pub descriptor: Descriptor,
    /// Every interface that it really imports.
    pub imports: Vec<String>,
    /// Capabilities that it really needs.
    pub capabilities: Vec<String>,
    /// Bytes of the component.
    pub size: u64,
    /// How far it is trusted, in our own words.
    pub standing: String,
    /// Why it may not run, if so.
    pub refused: Option<String>,
}
