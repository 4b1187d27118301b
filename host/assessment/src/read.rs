//! Documents are read before any plugin runs: each in a sandbox of its own, side by side.

use std::{
    collections::BTreeMap,
    sync::{Arc, LazyLock},
    thread,
};

use assay_catalogue::Catalogue;
use assay_domain::{Digest, Document, DocumentContent, InputDigest, Reading};
use assay_dossier::{Dossier, EVIDENCE_FOLDER, Warning};
use assay_sandbox::{Reader, RunInputs, RunReport, SandboxError, Unreadable};
use futures::stream::{self, StreamExt};

use crate::active;

/// The name under which the reader's digest stands among the inputs of a run.
pub const READER_INPUT: &str = "document-reader";
/// What stands before a document's name where the digest of its text is meant.
pub const TEXT_OF: &str = "text of ";

/// The document reader, loaded when the first document asks for it.
pub struct DocumentReader {
    component: &'static [u8],
    loaded: LazyLock<Result<Reader, SandboxError>, Load>,
}

type Load = Box<dyn FnOnce() -> Result<Reader, SandboxError> + Send + Sync>;

impl DocumentReader {
    /// A reader that is loaded by `load` out of this component.
    pub fn new(
        component: &'static [u8],
        load: impl FnOnce() -> Result<Reader, SandboxError> + Send + Sync + 'static,
    ) -> Self {
        Self {
            component,
            loaded: LazyLock::new(Box::new(load)),
        }
    }

    /// The loaded reader.
    ///
    /// # Errors
    /// When the component cannot be loaded.
    pub fn get(&self) -> Result<&Reader, SandboxError> {
        self.loaded.as_ref().map_err(Clone::clone)
    }

    /// Keeps what a run needs to have its readings done again: the reader and the bytes of what it has read. Only for a run
    /// that has looked at documents.
    pub(crate) fn keep(&self, inputs: &RunInputs, report: &mut RunReport) {
        let looked = |call: &assay_domain::HostCall| call.function.starts_with("documents.");
        if !report.record.calls.iter().any(looked) {
            return;
        }
        let read = inputs
            .documents
            .iter()
            .filter(|document| !document.media_type.is_text())
            .filter_map(|document| Some((document.digest, document.reading()?)));
        for (digest, reading) in read {
            report.bodies.insert(digest, reading.bytes.to_vec());
            let reader = Digest::of(self.component);
            report
                .bodies
                .entry(reader)
                .or_insert_with(|| self.component.to_vec());
        }
    }
}

/// Reads every document of a dossier. One that cannot be read keeps its bytes and gets the reason, and is warned about; it
/// never keeps others from being read. The digests of the reader and of every text that it made join the inputs.
///
/// # Errors
/// When the reader itself cannot be loaded.
pub async fn read_documents(
    dossier: &mut Dossier,
    reader: &DocumentReader,
) -> Result<(), SandboxError> {
    if dossier.documents.is_empty() {
        return Ok(());
    }
    let reader = reader.get()?;
    let at_once = thread::available_parallelism().map_or(1, usize::from);
    let documents = std::mem::take(&mut dossier.documents);
    let mut readings = stream::iter(documents)
        .map(|document| read_document(reader.clone(), document))
        .buffered(at_once);
    let mut room = reader.limits().dossier_text_bytes;
    let mut texts = BTreeMap::new();
    while let Some((mut document, result)) = readings.next().await {
        match result {
            None => {}
            Some(Ok(reading)) if reading.text.len() as u64 > room => {
                let reason = "too-large: the texts of the documents before it fill the limit \
                              `dossier-text-bytes`";
                set_aside(&mut document, reason.to_owned(), &mut dossier.warnings);
            }
            Some(Ok(reading)) => {
                room -= reading.text.len() as u64;
                dossier
                    .warnings
                    .extend(reading.notes.iter().map(|note| Warning::Noted {
                        document: document.id.clone(),
                        note: note.clone(),
                    }));
                if !document.media_type.is_text() {
                    texts.insert(document.id.clone(), Digest::of(reading.text.as_bytes()));
                }
                document.content = DocumentContent::Read(reading);
            }
            // A text that got no places is still a text.
            Some(Err(_)) if document.media_type.is_text() => {}
            Some(Err(error)) => set_aside(&mut document, error.to_string(), &mut dossier.warnings),
        }
        dossier.documents.push(document);
    }
    drop(readings);
    if !texts.is_empty() {
        dossier.inputs.push(InputDigest {
            name: READER_INPUT.to_owned(),
            digest: reader.digest(),
        });
        dossier
            .inputs
            .extend(texts.into_iter().map(|(id, digest)| InputDigest {
                name: format!("{TEXT_OF}{EVIDENCE_FOLDER}/{id}"),
                digest,
            }));
        dossier.inputs.sort_by(|a, b| a.name.cmp(&b.name));
    }
    Ok(())
}

/// What the runs on a dossier see: its documents read, and its endpoints below the limits of the catalogue.
///
/// # Errors
/// When the reader itself cannot be loaded.
pub async fn read_inputs(
    mut dossier: Dossier,
    reader: &DocumentReader,
    catalogue: &Catalogue,
) -> Result<(RunInputs, Vec<Warning>), SandboxError> {
    read_documents(&mut dossier, reader).await?;
    let Dossier {
        mut supplier,
        answers,
        documents,
        inputs,
        warnings,
    } = dossier;
    active::cap(&mut supplier.endpoints, &catalogue.active_limits);
    let inputs = RunInputs {
        supplier,
        answers,
        documents,
        digests: inputs,
        observed: Vec::new(),
    };
    Ok((inputs, warnings))
}

/// The document and what the reader made of it; none for what no reader is asked about.
pub async fn read_document(
    reader: Reader,
    document: Document,
) -> (Document, Option<Result<Reading, Unreadable>>) {
    let bytes: Arc<[u8]> = match &document.content {
        DocumentContent::Text(text) => Arc::from(text.as_bytes()),
        DocumentContent::Unread(bytes) => Arc::clone(bytes),
        DocumentContent::Read(_)
        | DocumentContent::NotText { .. }
        | DocumentContent::Withheld { .. } => return (document, None),
    };
    let media_type = document.media_type;
    // A task of its own, so that readings use every core; a panic in it is a bug of the host and is not swallowed.
    let result = match tokio::spawn(async move { reader.read(media_type, bytes).await }).await {
        Ok(result) => result,
        Err(error) => std::panic::resume_unwind(error.into_panic()),
    };
    (document, Some(result))
}

fn set_aside(document: &mut Document, reason: String, warnings: &mut Vec<Warning>) {
    let bytes = document.bytes().unwrap_or_default().into();
    warnings.push(Warning::NotText {
        document: document.id.clone(),
        reason: reason.clone(),
    });
    document.content = DocumentContent::NotText { bytes, reason };
}
