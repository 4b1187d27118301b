//! A plugin out of a registry.

use assay_domain::Digest;
use assay_trust::Envelope;

use crate::{
    Access, At, Reference, Registry, RegistryError, bounds,
    client::Right,
    layout::{self, Contents, MANIFEST},
};

/// A component with its signatures, every byte of it checked against the digest that named it.
#[derive(Debug)]
pub struct Pulled {
    /// The component, byte for byte as it was pushed.
    pub component: Vec<u8>,
    /// Who signed it, if anybody: read, brought together, and not judged.
    pub envelope: Option<Envelope>,
    /// The digest of its manifest: what a tag pointed to, or what was asked for.
    pub manifest: Digest,
}

impl Registry {
    /// Pulls a plugin with its signatures.
    ///
    /// # Errors
    /// Whatever is wrong with the registry or with what it sends. A registry that cannot say whether there are signatures is an
    /// error, and not a plugin without signatures.
    pub async fn pull(
        reference: &Reference,
        access: Access,
        component_bytes: u64,
    ) -> Result<Pulled, RegistryError> {
        let mut registry = Self::open(reference, access, Right::Pull)?;
        let at = match &reference.at {
            At::Tag(tag) => tag.clone(),
            At::Digest(digest) => digest.to_string(),
        };
        let manifest = registry
            .manifest("manifest", &at, MANIFEST, bounds::MANIFEST_BYTES)
            .await?
            .ok_or_else(|| RegistryError::NotFound {
                what: reference.to_string(),
            })?;
        let contents = Contents::of(&manifest.bytes, component_bytes)?;
        let config = registry.blob("config", contents.config).await?;
        contents.check_config(&config)?;
        let layer = registry.blob("component", contents.layer).await?;
        let envelopes = registry.envelopes(manifest.digest).await?;
        Ok(Pulled {
            envelope: layout::joined(envelopes, layer.digest)?,
            component: layer.bytes,
            manifest: manifest.digest,
        })
    }
}
