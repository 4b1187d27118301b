//! One document as plugins get to read it.

use assay_domain::{Digest, Reading, Untrusted};
use serde::Serialize;

/// A reading with everything that is needed to see that it is the same one again.
#[derive(Debug, Clone)]
pub struct ReadingView<'a> {
    /// The document.
    pub document: String,
    /// Its type.
    pub media_type: &'static str,
    /// The digest of its bytes.
    pub digest: Digest,
    /// The digest of the component that read it.
    pub reader: Digest,
    /// The digest of the text.
    pub text_digest: Digest,
    /// The text and its places.
    pub reading: &'a Reading,
}

/// The same as data.
#[derive(Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct ReadingJson<'a> {
    document: &'a str,
    media_type: &'a str,
    digest: Digest,
    reader: Digest,
    text_digest: Digest,
    notes: &'a [Untrusted],
    places: Vec<PlaceJson<'a>>,
    text: &'a str,
}

#[derive(Debug, Serialize)]
struct PlaceJson<'a> {
    start: u64,
    label: &'a Untrusted,
}

impl ReadingView<'_> {
    /// As data.
    pub fn to_json(&self) -> ReadingJson<'_> {
        ReadingJson {
            document: &self.document,
            media_type: self.media_type,
            digest: self.digest,
            reader: self.reader,
            text_digest: self.text_digest,
            notes: &self.reading.notes,
            places: self
                .reading
                .places
                .iter()
                .map(|place| PlaceJson {
                    start: place.start,
                    label: &place.label,
                })
                .collect(),
            text: &self.reading.text,
        }
    }
}
