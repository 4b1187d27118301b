//! A plugin into a registry.

use assay_domain::Digest;
use assay_trust::Envelope;
use bytes::Bytes;
use http::{Method, StatusCode};

use crate::{
    Access, At, Reference, Registry, RegistryError,
    client::{Ask, Right, expect},
    layout::{Blob, MANIFEST, Package, SignaturePackage},
    transport::Answer,
};

/// What a push left in the registry.
#[derive(Debug)]
pub struct Pushed {
    /// Where exactly it lies now.
    pub reference: Reference,
    /// The digest of the manifest of its signatures, if there are any.
    pub signatures: Option<Digest>,
}

impl Registry {
    /// Pushes a plugin with its signatures.
    ///
    /// # Errors
    /// Whatever is wrong with the component, the registry or the right to push.
    pub async fn push(
        reference: &Reference,
        access: Access,
        component: Vec<u8>,
        envelope: Option<&Envelope>,
    ) -> Result<Pushed, RegistryError> {
        let At::Tag(tag) = &reference.at else {
            return Err(RegistryError::PushNeedsTag {
                reference: reference.to_string(),
            });
        };
        let package = Package::new(component, reference.name())?;
        if let Some(envelope) = envelope {
            envelope.expect_component(package.layer.digest)?;
        }
        let mut registry = Self::open(reference, access, Right::Push)?;
        registry.put_blob(&package.layer).await?;
        registry.put_blob(&package.config).await?;
        // The signatures first, by digest: whoever sees the tag finds them.
        let manifest = &package.manifest;
        registry
            .put_manifest(&manifest.digest.to_string(), manifest, MANIFEST)
            .await?;
        let signatures = match envelope {
            Some(envelope) => {
                let signed = SignaturePackage::new(envelope, manifest, reference.name());
                registry.put_signatures(&signed, manifest.digest).await?;
                Some(signed.manifest.digest)
            }
            None => None,
        };
        registry.put_manifest(tag, manifest, MANIFEST).await?;
        Ok(Pushed {
            reference: reference.pinned(manifest.digest),
            signatures,
        })
    }

    pub(crate) async fn put_blob(&mut self, blob: &Blob) -> Result<(), RegistryError> {
        let url = self.url(&format!("blobs/{}", blob.digest));
        let there = self.ask(Ask::new(Method::HEAD, url)).await?;
        if there.status == StatusCode::OK {
            return Ok(());
        }
        expect(there, "a blob", &[StatusCode::NOT_FOUND]).await?;
        let url = self.url("blobs/uploads/");
        let answer = self.ask(Ask::new(Method::POST, url)).await?;
        let answer = expect(answer, "an upload", &[StatusCode::ACCEPTED]).await?;
        let mut place = self.upload_place(&answer)?;
        place
            .query_pairs_mut()
            .append_pair("digest", &blob.digest.to_string());
        let answer = self
            .ask(Ask {
                content_type: Some("application/octet-stream"),
                body: Bytes::copy_from_slice(&blob.bytes),
                ..Ask::new(Method::PUT, place)
            })
            .await?;
        expect(answer, "to keep a blob", &[StatusCode::CREATED]).await?;
        Ok(())
    }

    pub(crate) async fn put_manifest(
        &mut self,
        at: &str,
        manifest: &Blob,
        media_type: &'static str,
    ) -> Result<Answer, RegistryError> {
        let url = self.url(&format!("manifests/{at}"));
        let answer = self
            .ask(Ask {
                content_type: Some(media_type),
                body: Bytes::copy_from_slice(&manifest.bytes),
                ..Ask::new(Method::PUT, url)
            })
            .await?;
        expect(answer, "to keep a manifest", &[StatusCode::CREATED]).await
    }
}
