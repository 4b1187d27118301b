//! Plugins in one file, to be carried where there is no network.
//!
//! It is an OCI image layout in a tar file: `oci-layout`, `index.json`, and every blob under its digest, with the same manifests as
//! in a registry. Nothing else is in it, so nothing else is read: an entry is one of these names exactly, a plain file, and
//! what its name says. Nothing is ever unpacked to disk.

use std::{
    collections::{BTreeMap, HashMap},
    io::{Read, Write},
};

use assay_domain::Digest;
use assay_trust::Envelope;
use oci_spec::image::{Descriptor, ImageIndex, ImageIndexBuilder, MediaType};

use crate::{
    ArchiveError, Pulled, RegistryError, bounds,
    error::shown,
    layout::{
        self, Blob, Contents, MANIFEST, Named, Package, SIGNATURES, SignaturePackage, expect_type,
    },
};

const LAYOUT: &str = "oci-layout";
const LAYOUT_TEXT: &[u8] = br#"{"imageLayoutVersion":"1.0.0"}"#;
const INDEX: &str = "index.json";
const BLOBS: &str = "blobs/sha256/";
/// The name of a manifest in a layout.
const REF_NAME: &str = "org.opencontainers.image.ref.name";

/// Writes plugins with their signatures, each under a name. The same plugins make the same bytes.
///
/// # Errors
/// When one of them is no component, or writing fails.
pub fn save(
    plugins: Vec<(String, Vec<u8>, Option<Envelope>)>,
    to: impl Write,
) -> Result<(), ArchiveError> {
    let mut blobs = BTreeMap::new();
    let mut index = Vec::new();
    let mut keep = |blob: Blob| blobs.insert(blob.digest, blob.bytes);
    for (name, component, envelope) in plugins {
        let package = Package::new(component, &name)?;
        let mut descriptor = package.manifest.descriptor(MANIFEST);
        descriptor.set_annotations(Some(HashMap::from([(REF_NAME.to_owned(), name.clone())])));
        index.push(descriptor);
        if let Some(envelope) = envelope {
            envelope
                .expect_component(package.layer.digest)
                .map_err(RegistryError::from)?;
            let signed = SignaturePackage::new(&envelope, &package.manifest, &name);
            index.push(signed.descriptor());
            for blob in [signed.manifest, signed.config, signed.layer] {
                keep(blob);
            }
        }
        for blob in [package.manifest, package.config, package.layer] {
            keep(blob);
        }
    }
    let index = ImageIndexBuilder::default()
        .schema_version(2_u32)
        .media_type(MediaType::ImageIndex)
        .manifests(index)
        .build()
        .expect("all that an index needs was given");
    let mut archive = tar::Builder::new(to);
    put(&mut archive, LAYOUT, LAYOUT_TEXT)?;
    put(&mut archive, INDEX, &layout::json(&index))?;
    for (digest, bytes) in &blobs {
        put(&mut archive, &format!("{BLOBS}{}", digest.hex()), bytes)?;
    }
    archive.into_inner()?.flush()?;
    Ok(())
}

fn put(
    archive: &mut tar::Builder<impl Write>,
    name: &str,
    bytes: &[u8],
) -> Result<(), ArchiveError> {
    let mut header = tar::Header::new_ustar();
    header.set_size(bytes.len() as u64);
    header.set_mode(0o644);
    header.set_entry_type(tar::EntryType::Regular);
    archive.append_data(&mut header, name, bytes)?;
    Ok(())
}

/// Reads plugins with their signatures, when every byte of the archive is what its index says.
///
/// # Errors
/// At the first thing that is not.
pub fn load(from: impl Read, component_bytes: u64) -> Result<Vec<Pulled>, ArchiveError> {
    let mut entries = Entries::read(from, component_bytes)?;
    let index: ImageIndex = serde_json::from_slice(&entries.index).map_err(|error| {
        ArchiveError::Content(RegistryError::Layout {
            detail: format!("its index cannot be read: {error}"),
        })
    })?;
    let signatures = |descriptor: &&Descriptor| {
        let kind = descriptor.artifact_type().as_ref().map(ToString::to_string);
        kind.as_deref() == Some(SIGNATURES)
    };
    let mut envelopes: BTreeMap<Digest, Vec<Vec<u8>>> = BTreeMap::new();
    for descriptor in index.manifests().iter().filter(signatures) {
        let manifest = entries.take(Named::of(descriptor)?, "manifest of signatures")?;
        let (subject, envelope) = layout::signatures(&manifest.bytes)?;
        let envelope = entries.take(envelope, "signatures")?;
        envelopes.entry(subject).or_default().push(envelope.bytes);
    }
    let mut plugins = Vec::new();
    for descriptor in index.manifests().iter().filter(|it| !signatures(it)) {
        expect_type("type of the manifest", MANIFEST, descriptor.media_type())?;
        let manifest = entries.take(Named::of(descriptor)?, "manifest")?;
        let contents = Contents::of(&manifest.bytes, component_bytes)?;
        let config = entries.take(contents.config, "config")?;
        contents.check_config(&config)?;
        let layer = entries.take(contents.layer, "component")?;
        let envelopes = envelopes.remove(&manifest.digest).unwrap_or_default();
        plugins.push(Pulled {
            envelope: layout::joined(envelopes, layer.digest)?,
            component: layer.bytes,
            manifest: manifest.digest,
        });
    }
    if let Some(subject) = envelopes.keys().next() {
        return Err(ArchiveError::Missing(format!(
            "manifest {subject}, to which signatures in it refer"
        )));
    }
    entries.all_taken()?;
    Ok(plugins)
}

/// The files of an archive, each one checked against its name.
struct Entries {
    index: Vec<u8>,
    blobs: BTreeMap<Digest, Vec<u8>>,
    taken: std::collections::BTreeSet<Digest>,
}

impl Entries {
    fn read(from: impl Read, component_bytes: u64) -> Result<Self, ArchiveError> {
        let mut archive = tar::Archive::new(from);
        let (mut layout, mut index, mut blobs) = (None, None, BTreeMap::new());
        let (mut count, mut total) = (0_usize, 0_u64);
        // Raw: headers that give the next entry another name, size or target are entries themselves here, and refused.
        for entry in archive.entries()?.raw(true) {
            let entry = entry?;
            let path = entry.path_bytes().into_owned();
            let name = String::from_utf8_lossy(&path).into_owned();
            let refused = |problem| ArchiveError::Entry {
                name: shown(&name),
                problem,
            };
            if entry.header().entry_type() != tar::EntryType::Regular {
                return Err(refused(
                    "only plain files are read: no link, folder or device",
                ));
            }
            let digest = name
                .strip_prefix(BLOBS)
                .and_then(|hex| format!("sha256:{hex}").parse::<Digest>().ok());
            let limit = match (name.as_str(), digest) {
                (LAYOUT, _) => LAYOUT_TEXT.len() as u64,
                (INDEX, _) => bounds::INDEX_BYTES,
                (_, Some(_)) => component_bytes.max(bounds::MANIFEST_BYTES),
                _ => {
                    return Err(refused(
                        "the names in it are `oci-layout`, `index.json` and `blobs/sha256/` with a digest",
                    ));
                }
            };
            let size = entry.size();
            if size > limit {
                return Err(refused("it is larger than anything of its kind may be"));
            }
            count += 1;
            total = total.saturating_add(size);
            // A plugin with signatures has six blobs.
            if count > bounds::ARCHIVE_PLUGINS * 6 + 2 {
                return Err(ArchiveError::TooLarge {
                    what: "entries",
                    limit: (bounds::ARCHIVE_PLUGINS * 6 + 2) as u64,
                });
            }
            if total > bounds::ARCHIVE_BYTES {
                return Err(ArchiveError::TooLarge {
                    what: "bytes",
                    limit: bounds::ARCHIVE_BYTES,
                });
            }
            let mut bytes = Vec::new();
            entry.take(limit).read_to_end(&mut bytes)?;
            if bytes.len() as u64 != size {
                return Err(refused("the archive ends within it"));
            }
            let again = match digest {
                Some(expected) => {
                    let found = Digest::of(&bytes);
                    if found != expected {
                        return Err(ArchiveError::Digest { expected, found });
                    }
                    blobs.insert(expected, bytes).is_some()
                }
                None if name == LAYOUT => layout.replace(bytes).is_some(),
                None => index.replace(bytes).is_some(),
            };
            if again {
                return Err(refused("it is there twice"));
            }
        }
        let missing = |name: &str| ArchiveError::Missing(format!("entry `{name}`"));
        if layout.ok_or_else(|| missing(LAYOUT))? != LAYOUT_TEXT {
            return Err(ArchiveError::Entry {
                name: LAYOUT.to_owned(),
                problem: "it names another version of the layout",
            });
        }
        Ok(Self {
            index: index.ok_or_else(|| missing(INDEX))?,
            blobs,
            taken: std::collections::BTreeSet::new(),
        })
    }

    /// A blob that something names, with the size that it is given there.
    fn take(&mut self, named: Named, what: &'static str) -> Result<Blob, ArchiveError> {
        let bytes = self
            .blobs
            .get(&named.digest)
            .ok_or_else(|| ArchiveError::Missing(format!("{what} {}", named.digest)))?;
        self.taken.insert(named.digest);
        Ok(named.check(what, bytes.clone())?)
    }

    /// Refuses an archive with something in it that nothing names. The empty config of signatures is named by every one of them.
    fn all_taken(&self) -> Result<(), ArchiveError> {
        let empty = Digest::of("{}");
        let mut unnamed = self
            .blobs
            .keys()
            .filter(|digest| **digest != empty && !self.taken.contains(digest));
        match unnamed.next() {
            Some(digest) => Err(ArchiveError::Unnamed(*digest)),
            None => Ok(()),
        }
    }
}
