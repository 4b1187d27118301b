//! `trust.toml`: whose word counts, and for whom.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::Path,
    sync::Arc,
};

use assay_domain::{Digest, PluginRef, SupplierId};
use assay_toml::{Mistake, Source, Spanned};
use serde::Deserialize;

use crate::{CONTRACT, Envelope, KeyId, PublicKey, Release, TrustError};

/// The operator's word on publishers. Without the file there are none: nothing is signed by anybody known.
#[derive(Debug, Clone, Default)]
pub struct Trust {
    publishers: Vec<Arc<Publisher>>,
    keys: BTreeMap<KeyId, PublicKey>,
    all_of: Vec<String>,
    any_of: Vec<String>,
    minimum: usize,
    revoked_keys: BTreeSet<KeyId>,
    revoked_components: BTreeSet<Digest>,
}

/// Somebody who publishes plugins or vouches for those of others.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Publisher {
    /// The operator's word for it.
    pub id: String,
    /// The name that its plugins give.
    pub name: String,
    keys: BTreeSet<KeyId>,
    suppliers: Suppliers,
    affiliates: BTreeSet<SupplierId>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Suppliers {
    All,
    Some(BTreeSet<SupplierId>),
}

/// What a publisher is to a supplier.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reach {
    /// Independent of it, and the operator takes its word.
    Independent,
    /// Part of it, or paid by it: its plugins are the supplier's own word.
    Affiliate,
    /// Not one whose word the operator takes on this supplier.
    None,
}

impl Publisher {
    /// What it is to a supplier.
    pub fn reach(&self, supplier: &SupplierId) -> Reach {
        if self.affiliates.contains(supplier) {
            return Reach::Affiliate;
        }
        match &self.suppliers {
            Suppliers::All => Reach::Independent,
            Suppliers::Some(suppliers) if suppliers.contains(supplier) => Reach::Independent,
            Suppliers::Some(_) => Reach::None,
        }
    }

    pub(crate) fn has_signed(&self, signers: &BTreeSet<KeyId>) -> bool {
        !self.keys.is_disjoint(signers)
    }
}

/// A component that whoever is named as its publisher signed, and whoever else has to.
#[derive(Debug, Clone)]
pub struct Endorsement {
    /// What was signed.
    pub release: Release,
    /// Its publisher.
    pub publisher: Arc<Publisher>,
    /// The keys that signed, revoked and unknown ones left out.
    pub signers: BTreeSet<KeyId>,
}

impl Endorsement {
    /// Compares what was signed with what a loaded plugin says of itself.
    ///
    /// # Errors
    /// When they differ.
    pub fn check(&self, plugin: &PluginRef, descriptor: Digest) -> Result<(), TrustError> {
        if self.release.plugin == *plugin && self.release.descriptor == descriptor {
            Ok(())
        } else {
            Err(TrustError::OtherDescriptor)
        }
    }
}

impl Trust {
    /// Reads `trust.toml`.
    ///
    /// # Errors
    /// The first mistake in it, with its place.
    pub fn parse(name: &str, text: &str) -> Result<Self, Mistake> {
        let source = Source::new(name, text);
        source.parse::<File>()?.read(&source)
    }

    /// Reads the file at a path.
    ///
    /// # Errors
    /// When it cannot be read or is not what it should be.
    pub fn open(path: &Path) -> Result<Self, OpenError> {
        let text = std::fs::read_to_string(path).map_err(|error| OpenError::Unreadable {
            path: path.display().to_string(),
            error,
        })?;
        Ok(Self::parse(&path.display().to_string(), &text)?)
    }

    /// Judges a component by its bytes' digest and its signatures, before anything of it is compiled. `None` means that it is
    /// not signed and does not have to be.
    ///
    /// # Errors
    /// When it is revoked, when a signature is required that is not there, or when the signatures are not what they claim.
    pub fn judge(
        &self,
        component: Digest,
        envelope: Option<&Envelope>,
    ) -> Result<Option<Endorsement>, TrustError> {
        if self.revoked_components.contains(&component) {
            return Err(TrustError::RevokedComponent { component });
        }
        match envelope {
            Some(envelope) => self.endorsement(component, envelope).map(Some),
            None if self.requires_signatures() => Err(TrustError::Unsigned),
            None => Ok(None),
        }
    }

    /// The publishers, in the order of the file.
    pub fn publishers(&self) -> &[Arc<Publisher>] {
        &self.publishers
    }

    /// True when `[require]` asks for signatures of everything.
    pub fn requires_signatures(&self) -> bool {
        !self.all_of.is_empty() || self.minimum > 0
    }

    pub(crate) fn keys(&self) -> &BTreeMap<KeyId, PublicKey> {
        &self.keys
    }

    /// The keys that signed and still count.
    pub(crate) fn unrevoked(
        &self,
        signed: &BTreeSet<KeyId>,
    ) -> Result<BTreeSet<KeyId>, TrustError> {
        let signers: BTreeSet<KeyId> = signed.difference(&self.revoked_keys).copied().collect();
        match signed.first() {
            Some(key) if signers.is_empty() => Err(TrustError::RevokedKey { key: *key }),
            _ => Ok(signers),
        }
    }

    fn endorsement(
        &self,
        component: Digest,
        envelope: &Envelope,
    ) -> Result<Endorsement, TrustError> {
        let (release, signed) = Release::open(envelope, &self.keys)?;
        let signers = self.unrevoked(&signed)?;
        if release.plugin.digest != component {
            return Err(TrustError::OtherComponent {
                signed: release.plugin.digest,
                found: component,
            });
        }
        if release.contract != CONTRACT {
            return Err(TrustError::OtherContract {
                signed: escaped(&release.contract),
                spoken: CONTRACT,
            });
        }
        let name = release.plugin.publisher.expose();
        let publisher = self
            .publishers
            .iter()
            .find(|publisher| publisher.name == name && publisher.has_signed(&signers))
            .cloned()
            .ok_or_else(|| TrustError::NotItsPublisher {
                publisher: escaped(name),
            })?;
        self.required(&signers)?;
        Ok(Endorsement {
            release,
            publisher,
            signers,
        })
    }

    fn required(&self, signers: &BTreeSet<KeyId>) -> Result<(), TrustError> {
        let signed = |id: &String| {
            let publisher = self.publishers.iter().find(|publisher| publisher.id == *id);
            publisher.is_some_and(|publisher| publisher.has_signed(signers))
        };
        if let Some(missing) = self.all_of.iter().find(|id| !signed(id)) {
            return Err(TrustError::NotAllOf {
                publisher: missing.clone(),
            });
        }
        let count = self.any_of.iter().filter(|id| signed(id)).count();
        if count < self.minimum {
            return Err(TrustError::TooFew {
                signed: count,
                minimum: self.minimum,
            });
        }
        Ok(())
    }
}

/// Why `trust.toml` cannot be used.
#[derive(Debug, thiserror::Error, miette::Diagnostic)]
pub enum OpenError {
    /// It cannot be read.
    #[error("`{path}` cannot be read: {error}")]
    Unreadable {
        /// The path.
        path: String,
        /// Why.
        error: std::io::Error,
    },
    /// There is a mistake in it.
    #[error(transparent)]
    #[diagnostic(transparent)]
    Mistake(#[from] Mistake),
}

fn escaped(text: &str) -> String {
    text.chars().take(80).flat_map(char::escape_debug).collect()
}

/// The file as it is written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct File {
    #[serde(default)]
    publishers: Vec<PublisherTable>,
    #[serde(default)]
    require: Require,
    #[serde(default)]
    revoked: Revoked,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct PublisherTable {
    id: Spanned<String>,
    name: String,
    keys: Vec<Spanned<String>>,
    suppliers: Vec<Spanned<String>>,
    #[serde(default)]
    affiliates: Vec<Spanned<String>>,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct Require {
    #[serde(default)]
    all_of: Vec<Spanned<String>>,
    #[serde(default)]
    any_of: Vec<Spanned<String>>,
    minimum: Option<Spanned<usize>>,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct Revoked {
    #[serde(default)]
    keys: BTreeSet<KeyId>,
    #[serde(default)]
    components: BTreeSet<Digest>,
}

impl File {
    fn read(self, source: &Source) -> Result<Trust, Mistake> {
        let mut trust = Trust {
            revoked_keys: self.revoked.keys,
            revoked_components: self.revoked.components,
            ..Trust::default()
        };
        let mut owners: BTreeMap<KeyId, String> = BTreeMap::new();
        for table in self.publishers {
            let id = table.id.get_ref().clone();
            if trust.publishers.iter().any(|publisher| publisher.id == id) {
                let message = format!("there are two publishers `{id}`");
                return Err(source.mistake(table.id.span(), "id", message));
            }
            let mut keys = BTreeSet::new();
            for text in &table.keys {
                let key = PublicKey::parse(text.get_ref())
                    .map_err(|error| source.mistake(text.span(), "keys", error.to_string()))?;
                // One key for two names would let one of them sign as the other.
                if let Some(owner) = owners.insert(key.id(), id.clone()) {
                    let message = format!("this key belongs to `{owner}` already");
                    return Err(source.mistake(text.span(), "keys", message));
                }
                keys.insert(key.id());
                trust.keys.insert(key.id(), key);
            }
            if keys.is_empty() {
                let message = "a publisher without a key cannot sign anything";
                return Err(source.mistake(table.id.span(), "keys", message));
            }
            trust.publishers.push(Arc::new(Publisher {
                id,
                name: table.name,
                keys,
                suppliers: suppliers(&table.suppliers, source)?,
                affiliates: supplier_ids(&table.affiliates, "affiliates", source)?,
            }));
        }
        trust.all_of = trust.known(&self.require.all_of, "all-of", source)?;
        trust.any_of = trust.known(&self.require.any_of, "any-of", source)?;
        trust.minimum = match self.require.minimum {
            // Whoever names some and no number means that one of them is enough.
            None => usize::from(!trust.any_of.is_empty()),
            Some(minimum) if (1..=trust.any_of.len()).contains(minimum.get_ref()) => {
                minimum.into_inner()
            }
            Some(minimum) => {
                let message = format!(
                    "expected a number from 1 to {}, how many `any-of` names",
                    trust.any_of.len()
                );
                return Err(source.mistake(minimum.span(), "minimum", message));
            }
        };
        Ok(trust)
    }
}

impl Trust {
    /// Ids of publishers, each of which there is, each named once.
    fn known(
        &self,
        ids: &[Spanned<String>],
        key: &str,
        source: &Source,
    ) -> Result<Vec<String>, Mistake> {
        let mut known = Vec::new();
        for id in ids {
            if !self
                .publishers
                .iter()
                .any(|publisher| publisher.id == *id.get_ref())
            {
                let all: Vec<&str> = self.publishers.iter().map(|p| p.id.as_str()).collect();
                let message = format!(
                    "there is no publisher `{}`; there are: {}",
                    escaped(id.get_ref()),
                    if all.is_empty() {
                        "none".to_owned()
                    } else {
                        all.join(", ")
                    }
                );
                return Err(source.mistake(id.span(), key, message));
            }
            if known.contains(id.get_ref()) {
                return Err(source.mistake(id.span(), key, "this publisher is named twice"));
            }
            known.push(id.get_ref().clone());
        }
        Ok(known)
    }
}

fn suppliers(texts: &[Spanned<String>], source: &Source) -> Result<Suppliers, Mistake> {
    match texts {
        [one] if one.get_ref() == "*" => Ok(Suppliers::All),
        some => supplier_ids(some, "suppliers", source).map(Suppliers::Some),
    }
}

fn supplier_ids(
    texts: &[Spanned<String>],
    key: &str,
    source: &Source,
) -> Result<BTreeSet<SupplierId>, Mistake> {
    texts
        .iter()
        .map(|text| {
            text.get_ref().parse().map_err(|_| {
                let message = "expected ids of suppliers, or `\"*\"` alone for all of them";
                source.mistake(text.span(), key, message)
            })
        })
        .collect()
}
