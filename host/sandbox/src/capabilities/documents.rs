//! The supplier's documents, by range.

use assay_domain::Document;
use wasmtime::component::Resource;

use crate::{bindings::documents as wit, state::RunState};

/// What a guest's handle stands for.
#[expect(
    unreachable_pub,
    reason = "the generated bindings re-export it from a module of their own"
)]
pub struct DocumentHandle {
    info: wit::DocumentInfo,
}

impl wit::Host for RunState {
    fn list(&mut self) -> wasmtime::Result<Vec<Resource<DocumentHandle>>> {
        let infos: Vec<wit::DocumentInfo> = self.answer("documents.list", &(), |inputs| {
            inputs.documents.iter().map(info).collect()
        })?;
        infos
            .into_iter()
            .map(|info| Ok(self.table.push(DocumentHandle { info })?))
            .collect()
    }
}

impl wit::HostDocument for RunState {
    /// Not recorded: it says again what `list` said.
    fn info(&mut self, document: Resource<DocumentHandle>) -> wasmtime::Result<wit::DocumentInfo> {
        self.count_call()?;
        Ok(self.table.get(&document)?.info.clone())
    }

    fn text(
        &mut self,
        document: Resource<DocumentHandle>,
        start: u64,
        length: u32,
    ) -> wasmtime::Result<Option<String>> {
        let id = self.table.get(&document)?.info.id.clone();
        Ok(
            self.answer("documents.text", &(&id, start, length), |inputs| {
                slice_text(inputs.document(&id)?.text()?, start, length)
            })?,
        )
    }

    fn bytes(
        &mut self,
        document: Resource<DocumentHandle>,
        start: u64,
        length: u32,
    ) -> wasmtime::Result<Vec<u8>> {
        let id = self.table.get(&document)?.info.id.clone();
        Ok(
            self.answer("documents.bytes", &(&id, start, length), |inputs| {
                let bytes = inputs
                    .document(&id)
                    .and_then(Document::bytes)
                    .unwrap_or_default();
                let start = clamp(start, bytes.len());
                let end = start.saturating_add(length as usize).min(bytes.len());
                bytes[start..end].to_vec()
            })?,
        )
    }

    fn drop(&mut self, document: Resource<DocumentHandle>) -> wasmtime::Result<()> {
        self.table.delete(document)?;
        Ok(())
    }
}

fn clamp(offset: u64, length: usize) -> usize {
    usize::try_from(offset).unwrap_or(usize::MAX).min(length)
}

/// At most `length` bytes from `start`, the end moved back to a character boundary.
fn slice_text(text: &str, start: u64, length: u32) -> Option<String> {
    let start = clamp(start, text.len());
    if !text.is_char_boundary(start) {
        return None;
    }
    let end = text.floor_char_boundary(start.saturating_add(length as usize));
    Some(text[start..end].to_owned())
}

fn info(document: &Document) -> wit::DocumentInfo {
    wit::DocumentInfo {
        id: document.id.clone(),
        name: document.name.expose().to_owned(),
        kind: document.kind.label().to_owned(),
        media_type: document.media_type.label().to_owned(),
        sha256: document.digest.hex(),
        byte_length: document.byte_length,
        text_length: document.text().map(|text| text.len() as u64),
        dated: document.dated.map(|day| day.to_string()),
        replaces: document.replaces.clone(),
        extra: extra(document),
    }
}

fn extra(document: &Document) -> Vec<(String, String)> {
    let mut extra = vec![("in-force".to_owned(), document.in_force.to_string())];
    if let Some(reason) = document.unreadable() {
        extra.push(("unreadable".to_owned(), reason.to_owned()));
    }
    for note in document.reading().into_iter().flat_map(|read| &read.notes) {
        extra.push(("note".to_owned(), note.expose().to_owned()));
    }
    extra
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_range_never_splits_a_character() {
        let text = "a€b";
        assert_eq!(slice_text(text, 0, 2).as_deref(), Some("a"));
        assert_eq!(slice_text(text, 0, 4).as_deref(), Some("a€"));
        assert_eq!(slice_text(text, 2, 4), None);
        assert_eq!(slice_text(text, 99, 4).as_deref(), Some(""));
        assert_eq!(slice_text(text, 1, u32::MAX).as_deref(), Some("€b"));
    }
}
