//! Reading documents and quoting them.

use std::ops::Range;

use crate::{DocumentInfo, Readable, Span, host};

/// Bytes of text that are asked for at a time, so that one call of the host never copies a whole contract.
const CHUNK: u32 = 64 * 1024;

/// A document of the supplier. Its text stays with the host until it is asked for.
#[derive(Debug)]
pub struct Document {
    info: DocumentInfo,
    handle: host::Handle,
}

impl Document {
    pub(crate) fn new(handle: host::Handle) -> Self {
        Self {
            info: handle.info(),
            handle,
        }
    }

    /// Name, kind, type, digest, length, date, and which document it replaces.
    pub const fn info(&self) -> &DocumentInfo {
        &self.info
    }

    /// The whole text, or none when the host could not read the document as text.
    pub fn text(&self) -> Option<Text> {
        let length = self.info.text_length?;
        let mut source = String::with_capacity(usize::try_from(length).ok()?);
        loop {
            let chunk = self.handle.text(source.len() as u64, CHUNK)?;
            if chunk.is_empty() {
                break;
            }
            source.push_str(&chunk);
        }
        Some(Text::new(&self.info, source))
    }

    /// Bytes from `start`, at most `length`; empty at the end.
    pub fn bytes(&self, start: u64, length: u32) -> Vec<u8> {
        self.handle.bytes(start, length)
    }
}

/// The text of a document: as a person reads it, tied to the exact bytes of the source.
///
/// Search in [`Text::as_str`], then make evidence of what was found with [`Text::quote`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Text {
    document: String,
    source: String,
    /// None when the source is what a person reads: plain text and Markdown.
    readable: Option<Readable>,
}

impl Text {
    fn new(info: &DocumentInfo, source: String) -> Self {
        let readable = (info.media_type == "text/html").then(|| Readable::of_html(&source));
        Self {
            document: info.id.clone(),
            source,
            readable,
        }
    }

    /// What a person reads: HTML without its markup, other text as it is.
    pub fn as_str(&self) -> &str {
        self.readable
            .as_ref()
            .map_or(&self.source, Readable::as_str)
    }

    /// The source, markup included.
    pub fn source(&self) -> &str {
        &self.source
    }

    /// Evidence for a range of [`Text::as_str`]: the bytes of the source behind it, which for HTML may hold tags. White
    /// space at both ends is left out, and the range is cut to the text and widened to whole characters.
    pub fn quote(&self, range: Range<usize>) -> Span {
        let range = trimmed(self.as_str(), range);
        let source = match &self.readable {
            Some(readable) => readable.source_range(range),
            None => range,
        };
        Span {
            document: self.document.clone(),
            start: source.start as u64,
            end: source.end as u64,
            text: self.source[source].to_owned(),
        }
    }
}

/// The range cut to the text, widened to whole characters and without white space at its ends.
fn trimmed(text: &str, range: Range<usize>) -> Range<usize> {
    let start = text.floor_char_boundary(range.start.min(text.len()));
    let end = text.ceil_char_boundary(range.end.clamp(start, text.len()));
    let quote = &text[start..end];
    let left = quote.len() - quote.trim_start().len();
    start + left..start + left + quote.trim().len()
}
