//! What a page shows.

use super::glyph::Glyph;

/// A page.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Page {
    /// Characters in the order in which they are painted.
    pub(super) glyphs: Vec<Glyph>,
    /// Characters without a known meaning.
    pub(super) unknown: usize,
    /// Pictures.
    pub(super) images: usize,
    /// Painted outlines: text can be drawn with them.
    pub(super) drawings: usize,
}

impl Page {
    /// True when its text lies unseen under a picture, as text recognition leaves it.
    pub(super) fn is_text_layer(&self) -> bool {
        self.images > 0 && self.hidden().next().is_some()
    }

    /// True when it has text that nobody sees.
    pub(super) fn has_hidden(&self) -> bool {
        self.hidden().next().is_some()
    }

    /// The characters that count: hidden ones only as the layer under a picture. Otherwise a page could show one thing to
    /// people and say another to us.
    pub(super) fn read(&self) -> impl Iterator<Item = &Glyph> {
        let layer = self.is_text_layer();
        self.glyphs
            .iter()
            .filter(move |glyph| layer || !glyph.hidden)
    }

    fn hidden(&self) -> impl Iterator<Item = &Glyph> {
        self.glyphs
            .iter()
            .filter(|glyph| glyph.hidden && !glyph.text.trim().is_empty())
    }
}
