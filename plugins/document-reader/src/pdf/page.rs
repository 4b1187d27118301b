//! What a page shows.

use super::{
    glyph::Glyph,
    layout::{self, Line},
};

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

/// A page as lines. Its characters are let go: those of a manual of 2,400 pages took 400 MiB.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Sheet {
    /// In reading order.
    pub(super) lines: Vec<Line>,
    /// Characters that were painted.
    pub(super) shown: usize,
    /// Characters without a known meaning.
    pub(super) unknown: usize,
    /// Pictures.
    pub(super) images: usize,
    /// Painted outlines.
    pub(super) drawings: usize,
    /// True when its text lies unseen under a picture.
    pub(super) is_text_layer: bool,
    /// True when it has text that nobody sees.
    pub(super) has_hidden: bool,
}

impl From<Page> for Sheet {
    fn from(page: Page) -> Self {
        Self {
            lines: layout::lines(&page),
            shown: page.glyphs.len(),
            unknown: page.unknown,
            images: page.images,
            drawings: page.drawings,
            is_text_layer: page.is_text_layer(),
            has_hidden: page.has_hidden(),
        }
    }
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
