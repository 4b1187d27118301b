//! Artifacts that refer to a manifest: signatures.
//!
//! Source: OCI distribution specification 1.1, "Listing Referrers" and "Pushing Manifests with Subject". A registry without the
//! referrers API keeps the list as an index under a tag that is made of the digest.

use assay_domain::Digest;
use http::StatusCode;
use oci_spec::image::{Descriptor, ImageIndex, ImageIndexBuilder, MediaType};

use crate::{
    Registry, RegistryError, bounds,
    client::{Ask, expect},
    layout::{self, Blob, INDEX, MANIFEST, Named, SIGNATURES, SignaturePackage},
};

/// What a registry says when it keeps the list itself.
const KEPT: &str = "oci-subject";

impl Registry {
    /// The envelopes that refer to a manifest, each as it was pushed.
    pub(crate) async fn envelopes(
        &mut self,
        subject: Digest,
    ) -> Result<Vec<Vec<u8>>, RegistryError> {
        let index = self.referrers(subject).await?;
        let mut artifacts: Vec<Named> = Vec::new();
        for descriptor in index.iter().flat_map(ImageIndex::manifests) {
            let kind = descriptor.artifact_type().as_ref().map(ToString::to_string);
            let named = Named::of(descriptor)?;
            if kind.as_deref() == Some(SIGNATURES) && !artifacts.contains(&named) {
                artifacts.push(named);
            }
        }
        if artifacts.len() > bounds::SIGNATURE_ARTIFACTS {
            return Err(RegistryError::TooManySignatures {
                found: artifacts.len(),
                limit: bounds::SIGNATURE_ARTIFACTS,
            });
        }
        let mut envelopes = Vec::with_capacity(artifacts.len());
        for artifact in artifacts {
            let what = "manifest of the signatures";
            let artifact = artifact.within(what, bounds::MANIFEST_BYTES)?;
            let manifest = self
                .manifest(what, &artifact.digest.to_string(), MANIFEST, artifact.size)
                .await?
                .ok_or_else(|| RegistryError::NotFound {
                    what: format!("{what} {}, which it lists", artifact.digest),
                })?;
            let (of, envelope) = layout::signatures(&manifest.bytes)?;
            if of != subject {
                return Err(RegistryError::Digest {
                    what: "subject of the signatures",
                    expected: subject,
                    found: of,
                });
            }
            envelopes.push(self.blob("signatures", envelope).await?.bytes);
        }
        Ok(envelopes)
    }

    /// The list of what refers to a manifest, if there is one.
    async fn referrers(&mut self, subject: Digest) -> Result<Option<ImageIndex>, RegistryError> {
        let what = "list of signatures";
        let mut url = self.url(&format!("referrers/{subject}"));
        url.query_pairs_mut()
            .append_pair("artifactType", SIGNATURES);
        let answer = self.ask(Ask::get(url, INDEX)).await?;
        let bytes = if answer.status == StatusCode::NOT_FOUND {
            match self.list(subject).await? {
                Some(list) => list.bytes,
                None => return Ok(None),
            }
        } else {
            let answer = expect(answer, what, &[StatusCode::OK]).await?;
            answer.read(what, bounds::INDEX_BYTES).await?
        };
        parse(&bytes).map(Some)
    }

    /// The list under its tag.
    async fn list(&mut self, subject: Digest) -> Result<Option<Blob>, RegistryError> {
        self.manifest(
            "list of signatures",
            &tag(subject),
            INDEX,
            bounds::INDEX_BYTES,
        )
        .await
    }

    /// Puts signatures beside a manifest.
    pub(crate) async fn put_signatures(
        &mut self,
        signatures: &SignaturePackage,
        subject: Digest,
    ) -> Result<(), RegistryError> {
        self.put_blob(&signatures.layer).await?;
        self.put_blob(&signatures.config).await?;
        let at = signatures.manifest.digest.to_string();
        let answer = self
            .put_manifest(&at, &signatures.manifest, MANIFEST)
            .await?;
        if answer.headers.contains_key(KEPT) {
            return Ok(());
        }
        let mut listed: Vec<Descriptor> = match self.list(subject).await? {
            Some(list) => parse(&list.bytes)?.manifests().clone(),
            None => Vec::new(),
        };
        let own = signatures.descriptor();
        if listed
            .iter()
            .any(|descriptor| descriptor.digest() == own.digest())
        {
            return Ok(());
        }
        listed.push(own);
        let list = ImageIndexBuilder::default()
            .schema_version(2_u32)
            .media_type(MediaType::ImageIndex)
            .manifests(listed)
            .build()
            .expect("all that an index needs was given");
        let list = Blob::new(layout::json(&list));
        self.put_manifest(&tag(subject), &list, INDEX).await?;
        Ok(())
    }
}

/// The tag of the list: the digest with a dash for its colon.
fn tag(subject: Digest) -> String {
    subject.to_string().replace(':', "-")
}

fn parse(bytes: &[u8]) -> Result<ImageIndex, RegistryError> {
    serde_json::from_slice(bytes).map_err(|error| RegistryError::Layout {
        detail: format!("the list of its signatures cannot be read: {error}"),
    })
}
