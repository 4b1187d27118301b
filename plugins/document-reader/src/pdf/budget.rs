//! What one document may cost, counted while it is read.

use crate::Unreadable;

/// Operators of all content streams. A page of dense text has about 3,000, a map 500,000.
const MAX_OPERATORS: u64 = 20_000_000;
/// Characters on all pages.
const MAX_GLYPHS: u64 = 8_000_000;
/// Forms that are painted: a page of a few hundred bytes can paint one form through another 10^9 times.
const MAX_FORMS: u64 = 20_000;
/// Bytes of all decoded content streams.
const MAX_CONTENT: u64 = 512 << 20;

/// Counts down.
pub(super) struct Budget {
    operators: u64,
    glyphs: u64,
    forms: u64,
    content: u64,
}

impl Default for Budget {
    fn default() -> Self {
        Self {
            operators: MAX_OPERATORS,
            glyphs: MAX_GLYPHS,
            forms: MAX_FORMS,
            content: MAX_CONTENT,
        }
    }
}

impl Budget {
    pub(super) fn operator(&mut self) -> Result<(), Unreadable> {
        take(&mut self.operators, 1, "drawing operators")
    }

    pub(super) fn glyph(&mut self) -> Result<(), Unreadable> {
        take(&mut self.glyphs, 1, "characters")
    }

    pub(super) fn form(&mut self) -> Result<(), Unreadable> {
        take(&mut self.forms, 1, "forms")
    }

    pub(super) fn content(&mut self, bytes: usize) -> Result<(), Unreadable> {
        take(&mut self.content, bytes as u64, "bytes of pages")
    }
}

fn take(left: &mut u64, amount: u64, what: &str) -> Result<(), Unreadable> {
    *left = left
        .checked_sub(amount)
        .ok_or_else(|| Unreadable::TooLarge(format!("it has too many {what}")))?;
    Ok(())
}
