//! What a document says that a system is made of, whatever the form of the document.

use std::ops::Range;

use crate::json::Named;

/// A place in a document.
pub(crate) type Place = Range<usize>;

/// What one document lists.
#[derive(Debug, Default)]
pub(crate) struct Inventory {
    /// What it is about, by its own word.
    pub(crate) subject: Option<Named>,
    pub(crate) models: Vec<Model>,
    /// What a bill of materials says of itself; none for a model card.
    pub(crate) bill: Option<Bill>,
}

/// A bill of materials, by its own word.
#[derive(Debug)]
pub(crate) struct Bill {
    pub(crate) version: Option<Named>,
    pub(crate) serial: Option<Named>,
    pub(crate) timestamp: Option<Named>,
}

/// A model.
#[derive(Debug, Default)]
pub(crate) struct Model {
    pub(crate) name: Option<Named>,
    pub(crate) version: Option<Named>,
    pub(crate) licences: Vec<Named>,
    /// Who supplied, made or published it.
    pub(crate) makers: Vec<Named>,
    /// Models that it descends from.
    pub(crate) ancestors: Vec<Named>,
    /// An address or package name that it can be had from.
    pub(crate) references: Vec<Place>,
    pub(crate) hashes: Vec<Hash>,
    pub(crate) datasets: Vec<Dataset>,
    /// Measured results: metrics with values.
    pub(crate) results: Vec<Place>,
    pub(crate) uses: Option<Place>,
    pub(crate) limits: Option<Place>,
    pub(crate) ethics: Option<Place>,
    pub(crate) energy: Option<Place>,
}

/// A hash.
#[derive(Debug)]
pub(crate) struct Hash {
    pub(crate) algorithm: String,
    pub(crate) content: String,
    pub(crate) at: Place,
}

/// A data set.
#[derive(Debug, Clone)]
pub(crate) struct Dataset {
    pub(crate) name: Named,
    /// Where it comes from: an address, who keeps it, who made it.
    pub(crate) provenance: Option<Place>,
    pub(crate) licences: Vec<Named>,
}

impl Model {
    /// As a person calls it.
    pub(crate) fn shown(&self) -> String {
        let name = self
            .name
            .as_ref()
            .map_or("a model without a name", |name| name.text.as_str());
        name.chars().take(80).collect()
    }
}
