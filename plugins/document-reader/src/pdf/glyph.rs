//! A painted character.

/// Text at a place on a page, in points of the page as it is looked at: x to the right, y upwards.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Glyph {
    /// What it means, `\u{fffd}` when nobody knows.
    pub(super) text: String,
    /// Where it begins on its base line.
    pub(super) x: f64,
    /// Its base line.
    pub(super) y: f64,
    /// Where the next one would begin.
    pub(super) end: f64,
    /// The size of its font.
    pub(super) size: f64,
    /// True for a bold font.
    pub(super) bold: bool,
    /// True when it is not painted (text rendering modes 3 and 7).
    pub(super) hidden: bool,
}
