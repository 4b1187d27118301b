//! The documents of a recorded run, read again by the very reader that read them.

use std::collections::BTreeMap;

use assay_assessment::{READER_INPUT, TEXT_OF};
use assay_domain::{Digest, RunRecord};
use assay_sandbox::{Compiler, Reader};
use miette::{IntoDiagnostic, WrapErr, miette};

use crate::workbench::{Workbench, worker};

/// Reads every document whose text was the reader's, and compares the text with the record. Says how many there were.
pub(super) async fn again(
    record: &RunRecord,
    bodies: &BTreeMap<Digest, Vec<u8>>,
    workbench: &Workbench,
) -> miette::Result<usize> {
    let input = |name: &str| {
        let found = record.inputs.iter().find(|input| input.name == name);
        found.map(|input| input.digest)
    };
    let kept = |digest: Digest| {
        bodies
            .get(&digest)
            .filter(|bytes| Digest::of(bytes) == digest)
    };
    // A run that looked at no document keeps neither reader nor documents.
    let Some(component) = input(READER_INPUT).and_then(kept) else {
        return Ok(0);
    };
    let compiler = if assay_bundle::READER.component == component {
        Compiler::InProcess
    } else {
        Compiler::Child(worker()?)
    };
    let reader = Reader::load(
        &workbench.catalogue.limits,
        &workbench.catalogue.reader,
        workbench.cache.as_ref(),
        &compiler,
        component,
    )
    .into_diagnostic()
    .wrap_err("failed to load the recorded document reader")?;
    let mut count = 0;
    for text in &record.inputs {
        let Some(document) = text.name.strip_prefix(TEXT_OF) else {
            continue;
        };
        let bytes = input(document)
            .and_then(kept)
            .ok_or_else(|| miette!("the bytes of {document} are not in the register"))?;
        let again = reader
            .read(assay_dossier::media_type(document), bytes.as_slice().into())
            .await
            .into_diagnostic()
            .wrap_err_with(|| format!("{document} cannot be read again"))?;
        if Digest::of(again.text.as_bytes()) != text.digest {
            return Err(miette!("reading {document} again gave another text"));
        }
        count += 1;
    }
    Ok(count)
}
