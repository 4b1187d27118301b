//! From a document to what it lists, or to the reason why it cannot be read.

use assay_sdk::{Document, Span, Text};

use crate::{
    card, cyclonedx,
    inventory::{Inventory, Place},
    json::{Json, JsonError},
};

/// A longer document is not read: a run has 64 MiB of memory for the text and what is made of it.
const LONGEST: u64 = 12 << 20;
/// The longest quote in bytes. The host has a limit of its own, above this one.
const LONGEST_QUOTE: usize = 2_000;

/// A document that lists something.
#[derive(Debug)]
pub(crate) struct Source {
    pub(crate) inventory: Inventory,
    text: Text,
}

/// Why a document that should list something cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(crate) enum Refusal {
    /// It is not JSON that can be relied on.
    #[error("{0}")]
    Json(#[from] JsonError),
    /// It is longer than this plugin reads.
    #[error("it has {0} bytes, and no more than {LONGEST} are read here")]
    TooLong(u64),
    /// XML or another form.
    #[error("it is CycloneDX in XML, which is not read here: the same bill can be had as JSON")]
    Xml,
    /// The host has no text of it.
    #[error("it has no text")]
    NoText,
}

impl Source {
    /// Quotes a place; of a long value the beginning.
    pub(crate) fn quote(&self, place: &Place) -> Span {
        self.text
            .quote(place.start..place.end.min(place.start + LONGEST_QUOTE))
    }
}

/// Reads a document; none when it is neither a bill of materials nor a model card.
pub(crate) fn read(document: &Document) -> Option<Result<Source, Refusal>> {
    let info = document.info();
    let name = info.name.to_lowercase();
    let ends = |ending: &str| name.ends_with(ending);
    let called = ["bom", "cyclonedx", "cdx"].iter().any(|word| {
        name.split(|c: char| !c.is_alphanumeric())
            .any(|part| part.ends_with(word))
    });
    if ends(".xml") {
        return called.then_some(Err(Refusal::Xml));
    }
    let json = ends(".json") || info.media_type == "application/json";
    if !json && !matches!(info.media_type.as_str(), "text/markdown" | "text/plain") {
        return None;
    }
    let Some(length) = info.text_length else {
        return (json && called).then_some(Err(Refusal::NoText));
    };
    if length > LONGEST {
        return (json || called).then_some(Err(Refusal::TooLong(length)));
    }
    // Contracts and policies are not opened: they are long, and neither of the two.
    if !json && !matches!(info.kind.as_str(), "other" | "report") {
        return None;
    }
    let text = document.text()?;
    let source = text.as_str();
    let opens = source.trim_start().starts_with('{');
    if json || opens {
        return match of_json(source) {
            Ok(inventory) => inventory.map(|inventory| Ok(Source { inventory, text })),
            // A broken file that nobody calls a bill of materials may be anything.
            Err(error) => (called || name.contains("card")).then_some(Err(error.into())),
        };
    }
    if source.trim_start().starts_with('<') && source.contains("cyclonedx.org/schema/bom") {
        return Some(Err(Refusal::Xml));
    }
    if !card::is_card(&info.name, source) {
        return None;
    }
    let inventory = card::read(source);
    Some(Ok(Source { inventory, text }))
}

fn of_json(source: &str) -> Result<Option<Inventory>, JsonError> {
    let top = Json::parse(source)?.object()?;
    if cyclonedx::is_bill(&top) {
        cyclonedx::read(&top).map(Some)
    } else if top.get("modelCard").is_some() {
        cyclonedx::read_card(&top).map(Some)
    } else {
        Ok(None)
    }
}
