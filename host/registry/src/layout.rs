//! How a component and its signatures lie in a registry. Pure: bytes in, bytes out.
//!
//! Source: "Wasm OCI artifact layout" of the CNCF TAG Runtime's WebAssembly working group, and the OCI image specification 1.1.

use std::collections::HashMap;

use assay_domain::Digest;
use assay_trust::{Envelope, MAX_ENVELOPE_BYTES};
use oci_spec::image::{Descriptor, ImageManifest, ImageManifestBuilder, MediaType, Sha256Digest};
use serde::{Deserialize, Serialize};

use crate::{RegistryError, bounds, component::Outside, error::shown};

pub(crate) const MANIFEST: &str = "application/vnd.oci.image.manifest.v1+json";
pub(crate) const INDEX: &str = "application/vnd.oci.image.index.v1+json";
const CONFIG: &str = "application/vnd.wasm.config.v0+json";
const LAYER: &str = "application/wasm";
const EMPTY: &str = "application/vnd.oci.empty.v1+json";
/// The media type that the DSSE specification gives its envelopes.
pub(crate) const SIGNATURES: &str = "application/vnd.dsse.envelope.v1+json";
/// What other tools name the file that they write.
const TITLE: &str = "org.opencontainers.image.title";
/// The day of a config is no fact about the component, and the same component shall have the same manifest every time.
const CREATED: &str = "1970-01-01T00:00:00Z";

/// Bytes with their digest.
#[derive(Debug, Clone)]
pub(crate) struct Blob {
    pub(crate) digest: Digest,
    pub(crate) bytes: Vec<u8>,
}

impl Blob {
    pub(crate) fn new(bytes: Vec<u8>) -> Self {
        Self {
            digest: Digest::of(&bytes),
            bytes,
        }
    }

    pub(crate) fn descriptor(&self, media_type: &str) -> Descriptor {
        let digest: Sha256Digest = self
            .digest
            .hex()
            .parse()
            .expect("64 hexadecimal digits are a SHA-256 digest");
        Descriptor::new(MediaType::from(media_type), self.bytes.len() as u64, digest)
    }
}

/// A blob that a manifest names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Named {
    pub(crate) digest: Digest,
    pub(crate) size: u64,
}

impl Named {
    pub(crate) fn of(descriptor: &Descriptor) -> Result<Self, RegistryError> {
        let digest = descriptor.digest().to_string();
        Ok(Self {
            digest: digest
                .parse()
                .map_err(|_| layout(format!("`{}` is not a SHA-256 digest", shown(&digest))))?,
            size: descriptor.size(),
        })
    }

    /// Refuses what would be too large before one byte of it is asked for.
    pub(crate) fn within(self, what: &'static str, limit: u64) -> Result<Self, RegistryError> {
        if self.size > limit {
            return Err(RegistryError::TooLarge { what, limit });
        }
        Ok(self)
    }

    /// The bytes, when they are those that were named.
    pub(crate) fn check(self, what: &'static str, bytes: Vec<u8>) -> Result<Blob, RegistryError> {
        let found = bytes.len() as u64;
        if found != self.size {
            return Err(RegistryError::Size {
                what,
                expected: self.size,
                found,
            });
        }
        let blob = Blob::new(bytes);
        if blob.digest != self.digest {
            return Err(RegistryError::Digest {
                what,
                expected: self.digest,
                found: blob.digest,
            });
        }
        Ok(blob)
    }
}

/// A component as it is put into a registry.
pub(crate) struct Package {
    pub(crate) manifest: Blob,
    pub(crate) config: Blob,
    pub(crate) layer: Blob,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
struct WasmConfig {
    created: String,
    architecture: String,
    os: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    component: Option<ComponentConfig>,
    layer_digests: Vec<String>,
}

#[derive(Serialize, Deserialize)]
struct ComponentConfig {
    exports: Vec<String>,
    imports: Vec<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    target: Option<String>,
}

impl Package {
    /// Lays out a component under the name that its file shall have.
    pub(crate) fn new(component: Vec<u8>, name: &str) -> Result<Self, RegistryError> {
        let outside = Outside::of(&component)?;
        let config = WasmConfig {
            created: CREATED.to_owned(),
            architecture: "wasm".to_owned(),
            os: "wasip2".to_owned(),
            layer_digests: vec![outside.digest.to_string()],
            component: Some(ComponentConfig {
                target: outside.target(),
                exports: outside.exports,
                imports: outside.imports,
            }),
        };
        let config = Blob::new(json(&config));
        let layer = Blob::new(component);
        let mut described = layer.descriptor(LAYER);
        let title = HashMap::from([(TITLE.to_owned(), format!("{name}.wasm"))]);
        described.set_annotations(Some(title));
        let manifest = ImageManifestBuilder::default()
            .schema_version(2_u32)
            .media_type(MediaType::ImageManifest)
            .config(config.descriptor(CONFIG))
            .layers(vec![described])
            .build()
            .expect("all that a manifest needs was given");
        Ok(Self {
            manifest: Blob::new(json(&manifest)),
            config,
            layer,
        })
    }
}

/// What the manifest of a component names.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Contents {
    pub(crate) config: Named,
    pub(crate) layer: Named,
}

impl Contents {
    pub(crate) fn of(manifest: &[u8], component_bytes: u64) -> Result<Self, RegistryError> {
        let manifest = parse_manifest(manifest)?;
        expect_type("type of the config", CONFIG, manifest.config().media_type())?;
        let [layer] = manifest.layers().as_slice() else {
            return Err(layout(format!(
                "it has {} layers, not one",
                manifest.layers().len()
            )));
        };
        expect_type("type of the layer", LAYER, layer.media_type())?;
        Ok(Self {
            config: Named::of(manifest.config())?.within("config", bounds::CONFIG_BYTES)?,
            layer: Named::of(layer)?.within("component", component_bytes)?,
        })
    }

    /// Refuses a config that is of another component. What it says of imports is a claim; the component itself is asked for them.
    pub(crate) fn check_config(&self, config: &Blob) -> Result<(), RegistryError> {
        let config: WasmConfig = serde_json::from_slice(&config.bytes)
            .map_err(|error| layout(format!("its config cannot be read: {error}")))?;
        if config.component.is_none() {
            return Err(layout(
                "its config is of a core module, and a plugin is a component".to_owned(),
            ));
        }
        if config.layer_digests != [self.layer.digest.to_string()] {
            return Err(layout(
                "its config is of other layers than its manifest".to_owned(),
            ));
        }
        Ok(())
    }
}

/// Signatures as they are put into a registry.
pub(crate) struct SignaturePackage {
    pub(crate) manifest: Blob,
    pub(crate) config: Blob,
    pub(crate) layer: Blob,
}

impl SignaturePackage {
    /// Lays out signatures that refer to the manifest of a component.
    pub(crate) fn new(envelope: &Envelope, subject: &Blob, name: &str) -> Self {
        let layer = Blob::new(envelope.to_json().into_bytes());
        let config = Blob::new(b"{}".to_vec());
        let mut described = layer.descriptor(SIGNATURES);
        let title = HashMap::from([(TITLE.to_owned(), format!("{name}.wasm.dsse.json"))]);
        described.set_annotations(Some(title));
        let manifest = ImageManifestBuilder::default()
            .schema_version(2_u32)
            .media_type(MediaType::ImageManifest)
            .artifact_type(MediaType::from(SIGNATURES))
            .config(config.descriptor(EMPTY))
            .layers(vec![described])
            .subject(subject.descriptor(MANIFEST))
            .build()
            .expect("all that a manifest needs was given");
        Self {
            manifest: Blob::new(json(&manifest)),
            config,
            layer,
        }
    }

    /// As an index lists it.
    pub(crate) fn descriptor(&self) -> Descriptor {
        let mut descriptor = self.manifest.descriptor(MANIFEST);
        descriptor.set_artifact_type(Some(MediaType::from(SIGNATURES)));
        descriptor
    }
}

/// The manifest to which signatures refer, and the envelope that holds them.
pub(crate) fn signatures(manifest: &[u8]) -> Result<(Digest, Named), RegistryError> {
    let manifest = parse_manifest(manifest)?;
    let subject = manifest
        .subject()
        .as_ref()
        .ok_or_else(|| layout("signatures that refer to nothing".to_owned()))?;
    let [layer] = manifest.layers().as_slice() else {
        return Err(layout("signatures are one envelope".to_owned()));
    };
    expect_type("type of the signatures", SIGNATURES, layer.media_type())?;
    let envelope = Named::of(layer)?.within("signatures", MAX_ENVELOPE_BYTES)?;
    Ok((Named::of(subject)?.digest, envelope))
}

/// Brings envelopes together and refuses what is not about this component.
pub(crate) fn joined(
    envelopes: impl IntoIterator<Item = Vec<u8>>,
    component: Digest,
) -> Result<Option<Envelope>, RegistryError> {
    let mut joined: Option<Envelope> = None;
    for bytes in envelopes {
        let envelope = Envelope::from_bytes(&bytes)?;
        envelope.expect_component(component)?;
        joined = Some(match joined {
            None => envelope,
            Some(first) => first.joined(envelope)?,
        });
    }
    Ok(joined)
}

fn parse_manifest(bytes: &[u8]) -> Result<ImageManifest, RegistryError> {
    let manifest: ImageManifest = serde_json::from_slice(bytes)
        .map_err(|error| layout(format!("its manifest cannot be read: {error}")))?;
    if let Some(found) = manifest.media_type() {
        expect_type("type of the manifest", MANIFEST, found)?;
    }
    Ok(manifest)
}

pub(crate) fn expect_type(
    what: &'static str,
    expected: &'static str,
    found: &MediaType,
) -> Result<(), RegistryError> {
    let found = found.to_string();
    if found == expected {
        return Ok(());
    }
    Err(RegistryError::MediaType {
        what,
        expected,
        found: shown(&found),
    })
}

pub(crate) fn json(value: &impl Serialize) -> Vec<u8> {
    serde_json::to_vec(value).expect("what is laid out is made of text and numbers")
}

fn layout(detail: String) -> RegistryError {
    RegistryError::Layout { detail }
}
