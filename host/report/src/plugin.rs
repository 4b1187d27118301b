//! What is shown of a plugin.

use std::collections::BTreeSet;

use assay_domain::{Descriptor, PluginRef, Untrusted};
use jiff::Timestamp;
use serde::Serialize;

use crate::encode::terminal::Plain;

/// A plugin as `plugin list` and `plugin inspect` show it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PluginView {
    /// Its name, version, publisher and digest.
    pub reference: PluginRef,
    /// The version of the contract that it was made for.
    pub contract: String,
    /// What it says about itself.
    pub descriptor: Descriptor,
    /// Every interface that it really imports.
    pub imports: Vec<String>,
    /// Capabilities that it really needs.
    pub capabilities: Vec<String>,
    /// Those of them whose use makes the host open connections.
    pub network: Vec<String>,
    /// Bytes of the component.
    pub size: u64,
    /// Keys whose signatures were checked.
    pub signed_by: BTreeSet<String>,
    /// How far it is trusted, in our own words.
    pub standing: String,
    /// Why it may not run, if so.
    pub refused: Option<String>,
}

impl PluginView {
    /// What it says that it wants an interface for.
    pub(crate) fn why(&self, interface: &str) -> Option<&Untrusted> {
        let mut wishes = self.descriptor.capabilities.iter();
        wishes
            .find(|wish| Plain::of(&wish.interface) == Plain::of(interface))
            .map(|wish| &wish.why)
    }
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
