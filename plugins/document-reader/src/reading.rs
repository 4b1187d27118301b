//! The result: text, and the place of every part of it.

use crate::Unreadable;

/// Bytes of text of one document. A contract of 300 pages has about 1 MiB.
const MAX_TEXT: usize = 16 << 20;
/// Places of one document. A workbook has one for each cell.
const MAX_PLACES: usize = 500_000;
/// Characters of a label.
const MAX_LABEL: usize = 120;

/// Where a part of the text stands. It reaches to the start of the next place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// A byte offset into the text.
    pub start: usize,
    /// In words: `page 3`, `sheet Risks, cell B4`.
    pub label: String,
}

/// A document that was read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Reading {
    /// The text; empty for a document whose text is its source.
    pub text: String,
    /// In the order of starts, no two at the same.
    pub places: Vec<Place>,
    /// What a person should know who relies on the text.
    pub notes: Vec<String>,
}

impl Reading {
    /// The label of the place that holds a byte of the text.
    pub fn place(&self, at: usize) -> Option<&str> {
        let after = self.places.partition_point(|place| place.start <= at);
        Some(self.places.get(after.checked_sub(1)?)?.label.as_str())
    }

    /// Adds text.
    pub(crate) fn push(&mut self, text: &str) -> Result<(), Unreadable> {
        if self.text.len() + text.len() > MAX_TEXT {
            return Err(Unreadable::TooLarge(format!(
                "its text has more than {} MiB",
                MAX_TEXT >> 20
            )));
        }
        self.text.push_str(text);
        Ok(())
    }

    /// Starts a new block: what follows is set apart by a blank line.
    pub(crate) fn block(&mut self) -> Result<(), Unreadable> {
        let kept = self.text.trim_end_matches(['\n', ' ']).len();
        self.text.truncate(kept);
        if self.text.is_empty() {
            return Ok(());
        }
        self.push("\n\n")
    }

    /// From here on the text stands at this place.
    pub(crate) fn mark(&mut self, label: impl Into<String>) -> Result<(), Unreadable> {
        self.mark_at(self.text.len(), label.into())
    }

    /// The same for a byte of a document whose text is its source.
    pub(crate) fn mark_at(&mut self, start: usize, label: String) -> Result<(), Unreadable> {
        let label: String = label.chars().take(MAX_LABEL).collect();
        let full = self.places.len() >= MAX_PLACES;
        match self.places.last_mut() {
            // Nothing was written at the place before.
            Some(last) if last.start >= start => last.label = label,
            Some(last) if last.label == label => {}
            _ if full => {
                return Err(Unreadable::TooLarge(format!(
                    "it has more than {MAX_PLACES} places"
                )));
            }
            _ => self.places.push(Place { start, label }),
        }
        Ok(())
    }

    /// Says something to whoever relies on the text.
    pub(crate) fn note(&mut self, line: impl Into<String>) {
        self.notes.push(line.into());
    }
}
