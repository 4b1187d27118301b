//! `assay read`

use assay_assessment::read_document;
use assay_domain::{Digest, exit_code};
use assay_report::{encode, reading::ReadingView, terminal};
use miette::{IntoDiagnostic, WrapErr, miette};

use crate::{
    args::{Format, Read, Shared},
    output,
    workbench::Workbench,
};

pub(crate) async fn read(arguments: &Read, shared: &Shared) -> miette::Result<u8> {
    let workbench = Workbench::open(shared)?;
    let shown = arguments.file.display();
    let document = assay_dossier::open_document(&arguments.file, &workbench.catalogue.limits)
        .into_diagnostic()
        .wrap_err_with(|| format!("failed to read {shown}"))?;
    if let Some(reason) = document.unreadable()
        && document
            .bytes()
            .is_none_or(|_| document.media_type.is_text())
    {
        return Err(miette!("{shown} has no text: {reason}"));
    }
    let reader = workbench.reader();
    let reader = reader.get().into_diagnostic()?;
    let (document, read) = read_document(reader.clone(), document).await;
    let reading = match read {
        Some(Ok(reading)) => reading,
        Some(Err(error)) => return Err(miette!("{shown} has no text: {error}")),
        None => {
            let reason = document.unreadable().unwrap_or("it is of no known type");
            return Err(miette!("{shown} has no text: {reason}"));
        }
    };
    let view = ReadingView {
        document: document.id,
        media_type: document.media_type.label(),
        digest: document.digest,
        reader: reader.digest(),
        text_digest: Digest::of(reading.text.as_bytes()),
        reading: &reading,
    };
    output::print(&match arguments.format {
        Format::Table => terminal::reading(&view),
        Format::Json => encode::json::pretty(&view.to_json()),
    });
    Ok(exit_code::APPROVE)
}
