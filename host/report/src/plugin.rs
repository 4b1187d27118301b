//! What is shown of a plugin.

use assay_domain::{Descriptor, PluginRef};
use jiff::Timestamp;
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

/// How a component has fared, as `register plugins` shows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ConductRow {
    /// The plugin.
    pub plugin: PluginRef,
    /// How often it took part, of the latest 64 times.
    pub parts: usize,
    /// How often it failed by its own fault, of these.
    pub failures: usize,
    /// How its latest part ended.
    pub latest: String,
    /// When, UTC.
    pub latest_at: Timestamp,
    /// Until when it is left alone, with some supplier at least; none when it is in no quarantine.
    pub quarantine_until: Option<Timestamp>,
}
