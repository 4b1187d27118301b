//! How independent of a supplier a plugin is.

use std::collections::BTreeSet;

use assay_domain::{Digest, PluginRef, Standing, SupplierProfile};

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

/// The supplier's own name wins over everything else: a plugin that says to come from the supplier cannot mark its homework,
/// whoever vouches for it. A name other than the supplier's proves nothing, so it earns nothing.
pub(crate) fn standing(
    plugin: &PluginRef,
    bundled: bool,
    vouched: &Vouched,
    supplier: &SupplierProfile,
) -> Standing {
    let publisher = normal(plugin.publisher.expose());
    let names = [supplier.id.as_str(), supplier.legal_name.expose()];
    let own = names
        .into_iter()
        .chain(supplier.also_known_as.iter().map(|name| name.expose()))
        .any(|name| normal(name) == publisher);
    if own {
        Standing::SupplierPublished
    } else if bundled {
        Standing::Bundled
    } else if vouched.contains(plugin.digest) {
        Standing::Vouched
    } else {
        Standing::Unverified
    }
}

/// Letters and digits in lower case: `Acme AI, Inc.` and `acme-ai inc` are one name.
fn normal(name: &str) -> String {
    name.chars()
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plugin(publisher: &str) -> PluginRef {
        PluginRef {
            id: "p".parse().unwrap(),
            version: "1.0.0".to_owned(),
            publisher: publisher.into(),
            digest: Digest::of("component"),
        }
    }

    fn supplier() -> SupplierProfile {
        SupplierProfile {
            id: "acme".parse().unwrap(),
            legal_name: "Acme AI, Inc.".into(),
            also_known_as: vec!["Acme Labs".into()],
            country: None,
            website: None,
            roles: Vec::new(),
            ai_act_roles: Vec::new(),
            contacts: Vec::new(),
        }
    }

    #[test]
    fn a_supplier_cannot_be_made_independent_by_spelling_or_by_a_voucher() {
        let all: Vouched = [Digest::of("component")].into_iter().collect();
        for name in ["acme", "ACME AI INC", "Acme AI, Inc.", "acme-labs"] {
            assert_eq!(
                standing(&plugin(name), true, &all, &supplier()),
                Standing::SupplierPublished,
                "{name}"
            );
        }
    }

    #[test]
    fn a_stranger_is_unverified_until_its_digest_is_vouched_for() {
        let none = Vouched::default();
        assert_eq!(
            standing(&plugin("Honest Checks"), false, &none, &supplier()),
            Standing::Unverified
        );
        let all: Vouched = [Digest::of("component")].into_iter().collect();
        assert_eq!(
            standing(&plugin("Honest Checks"), false, &all, &supplier()),
            Standing::Vouched
        );
        assert_eq!(
            standing(&plugin("assay"), true, &none, &supplier()),
            Standing::Bundled
        );
    }
}
