//! `explain`.

use super::page::{Page, Writer};
use crate::{Step, encode::terminal::Plain};

/// Steps of arithmetic, each on its own line, indented under what they lead to.
pub fn explain(steps: &[Step], page: Page) -> String {
    let mut out = Writer::new(page);
    for (index, step) in steps.iter().enumerate() {
        match step.depth {
            0 if index == 0 => out.paragraph(0, &Plain::of(&step.text)),
            0 => out.heading(&step.text),
            depth => out.paragraph(2 * depth, &Plain::of(&step.text)),
        }
    }
    out.finish()
}
