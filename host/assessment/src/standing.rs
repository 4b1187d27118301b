//! Names: whose plugin it says to be.

use std::collections::BTreeSet;

use assay_domain::{Digest, PluginRef, SupplierProfile};

/// Digests of plugins that the operator vouches for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Vouched(BTreeSet<Digest>);

impl Vouched {
    /// True when the operator vouches for this digest.
    pub fn contains(&self, digest: Digest) -> bool {
        self.0.contains(&digest)
    }
}

impl FromIterator<Digest> for Vouched {
    fn from_iter<I: IntoIterator<Item = Digest>>(digests: I) -> Self {
        Self(digests.into_iter().collect())
    }
}

/// True when a plugin names the supplier as its publisher, by any of the supplier's names.
pub(crate) fn carries_the_name_of(plugin: &PluginRef, supplier: &SupplierProfile) -> bool {
    let publisher = normal(plugin.publisher.expose());
    [supplier.id.as_str(), supplier.legal_name.expose()]
        .into_iter()
        .chain(supplier.also_known_as.iter().map(|name| name.expose()))
        .any(|name| normal(name) == publisher)
}

/// Letters and digits in lower case: `Acme AI, Inc.` and `acme-ai inc` are one name.
fn normal(name: &str) -> String {
    name.chars()
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect()
}
