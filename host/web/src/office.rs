//! What the service can do beyond the register when it is given a folder of dossiers. The rooms that do it run components and read
//! files; whoever starts the service connects them, so that nothing here does.

use std::sync::Arc;

use assay_domain::{Digest, Person, SupplierId};
use assay_questionnaire::{Form, Returned, Taking};
use assay_report::plugin::{ConductRow, PluginView};
use futures::future::BoxFuture;

/// Why something was not done, in words for whoever asked.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum OfficeError {
    /// There is no folder of this supplier.
    #[error("there is no dossier of this supplier")]
    NoDossier,
    /// What was sent cannot be taken.
    #[error("{0}")]
    Unfit(String),
    /// Something is wrong with the dossier or on our side.
    #[error("{0}")]
    Failed(String),
}

/// What comes of it.
pub type Done<'a, T> = BoxFuture<'a, Result<T, OfficeError>>;

/// The text of a document, as plugins read it.
#[derive(Debug, Clone)]
pub struct DocumentText {
    /// The digest of the file.
    pub digest: Digest,
    /// Its text.
    pub text: Arc<str>,
}

/// Told while an assessment runs.
pub trait Watcher: Send + Sync {
    /// So many runs are planned.
    fn planned(&self, runs: usize);
    /// A run has ended, with a line for a person.
    fn finished(&self, line: String);
}

/// The rooms with the dossiers.
pub trait Office: Send + Sync {
    /// True when there is a dossier of this supplier.
    fn has(&self, supplier: &SupplierId) -> bool;

    /// Assesses a supplier and enters the result.
    fn assess<'a>(
        &'a self,
        supplier: &'a SupplierId,
        by: &'a Person,
        watcher: &'a dyn Watcher,
    ) -> Done<'a, ()>;

    /// What the supplier is asked, and what it answered.
    fn form<'a>(&'a self, supplier: &'a SupplierId) -> Done<'a, Form>;

    /// Takes answers over; they replace those that are there.
    fn answer<'a>(&'a self, supplier: &'a SupplierId, returned: Returned) -> Done<'a, Taking>;

    /// The text of a document.
    fn document<'a>(&'a self, supplier: &'a SupplierId, id: &'a str) -> Done<'a, DocumentText>;

    /// Takes a document over, and says under which id. What is there already stays.
    fn receive<'a>(
        &'a self,
        supplier: &'a SupplierId,
        name: &'a str,
        bytes: Vec<u8>,
    ) -> Done<'a, String>;

    /// The plugins that take part, and how they have fared.
    fn plugins(&self) -> Done<'_, (Vec<PluginView>, Vec<ConductRow>)>;
}
