//! The documents that clauses are looked for in.

use std::ops::Range;

use assay_sdk::{Document, Run, Span};
use check_pack_format::Pack;
use contract_terms::{
    identity::{self, Kind, Refusal},
    text::{Text, View},
};

use crate::describe;

/// The longest quote in bytes of the source. The host has a limit of its own, above this one.
const LONGEST_QUOTE: usize = 8_000;

/// A document that is read.
pub(crate) struct Reading {
    pub(crate) id: String,
    pub(crate) kind: String,
    raw: String,
    text: Text,
}

impl Reading {
    /// The bytes of the source behind a range of its plain text.
    pub(crate) fn quote(&self, plain: Range<usize>) -> Span {
        let range = self.text.source(plain);
        let end = range.end.min(range.start.saturating_add(LONGEST_QUOTE));
        let end = self.raw.floor_char_boundary(end);
        Span {
            document: self.id.clone(),
            start: range.start as u64,
            end: end as u64,
            text: self.raw[range.start..end].to_owned(),
        }
    }

    /// A document of these kinds binds the supplier.
    pub(crate) fn is_binding(&self) -> bool {
        Kind::parse(&self.kind).is_some_and(Kind::is_binding)
    }
}

/// A document that is not read, and why.
struct Refused {
    kind: String,
    reason: String,
}

/// The documents in force of the kinds that a pack wants.
pub(crate) struct Library {
    readings: Vec<Reading>,
    refused: Vec<Refused>,
}

/// The sentences of each document, in the order of the readings.
pub(crate) type Shelf<'a> = Vec<(&'a Reading, Vec<View<'a>>)>;

impl Library {
    pub(crate) fn open(pack: &Pack, run: &Run) -> Self {
        let profile = run.profile();
        let mut names = vec![profile.legal_name];
        names.extend(profile.also_known_as);
        let website = profile.website;
        let kinds = describe::kinds(pack);
        let documents = run.documents();
        let replaced: Vec<String> = documents
            .iter()
            .filter_map(|document| document.info().replaces.clone())
            .collect();
        let mut library = Self {
            readings: Vec::new(),
            refused: Vec::new(),
        };
        for document in documents {
            let info = document.info();
            // What was replaced binds nobody any more.
            if !kinds.contains(&info.kind.as_str()) || replaced.contains(&info.id) {
                continue;
            }
            match read(&document, &names, website.as_deref()) {
                Ok(reading) => library.readings.push(reading),
                Err(reason) => library.refused.push(Refused {
                    kind: info.kind.clone(),
                    reason: format!("{} is not read: {reason}.", info.name),
                }),
            }
        }
        library
    }

    /// A sentence for each document that is not read.
    pub(crate) fn refusals(&self) -> impl Iterator<Item = String> {
        self.refused.iter().map(|refused| refused.reason.clone())
    }

    /// Every sentence in its surroundings. Headings promise nothing.
    pub(crate) fn views(&self) -> Shelf<'_> {
        let of = |reading: &'_ Reading| -> Vec<usize> {
            let sentences = reading.text.sentences().iter().enumerate();
            sentences
                .filter(|(_, sentence)| !sentence.is_heading)
                .map(|(number, _)| number)
                .collect()
        };
        self.readings
            .iter()
            .map(|reading| {
                let views = of(reading).into_iter();
                (
                    reading,
                    views.map(|number| reading.text.view(number)).collect(),
                )
            })
            .collect()
    }

    /// Why a clause was not found, as far as it is about documents of these kinds.
    pub(crate) fn silence(&self, kinds: &[String]) -> String {
        let of = |kind: &String| kinds.contains(kind);
        let read = self
            .readings
            .iter()
            .filter(|reading| of(&reading.kind))
            .count();
        let refused: Vec<&str> = self
            .refused
            .iter()
            .filter(|refused| of(&refused.kind))
            .map(|refused| refused.reason.as_str())
            .collect();
        let mut text = match read {
            0 => format!(
                "The dossier has no readable document of kind {}.",
                kinds.join(", ")
            ),
            1 => "1 document was read. A person may find what a pattern does not.".to_owned(),
            _ => format!("{read} documents were read. A person may find what a pattern does not."),
        };
        for reason in refused {
            text.push(' ');
            text.push_str(reason);
        }
        text
    }
}

/// Reads a document as far as it is what it is said to be.
fn read(document: &Document, names: &[String], website: Option<&str>) -> Result<Reading, String> {
    let info = document.info();
    let Some(source) = document.text() else {
        let reason = info.extra.iter().find(|(key, _)| key == "unreadable");
        return Err(
            reason.map_or_else(|| Refusal::NoText.to_string(), |(_, reason)| reason.clone())
        );
    };
    let raw = source.source().to_owned();
    let text = Text::read(&raw);
    if let Some(kind) = Kind::parse(&info.kind) {
        identity::check(&text, &raw, kind, names, website)
            .map_err(|refusal| refusal.to_string())?;
    }
    Ok(Reading {
        id: info.id.clone(),
        kind: info.kind.clone(),
        raw,
        text,
    })
}
