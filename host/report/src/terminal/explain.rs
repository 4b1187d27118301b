//! `explain`.

use super::{
    evidence::exact,
    page::{Page, Writer},
};
use crate::{Step, encode::terminal::Plain};

/// Steps of arithmetic, each on its own line, indented under what they lead to.
pub fn explain(steps: &[Step], page: Page) -> String {
    let mut out = Writer::new(page);
    for (index, step) in steps.iter().enumerate() {
        let text = match &step.cites {
            Some(evidence) => Plain::show(format!("{} {}", step.text, exact(evidence))),
            None => Plain::of(&step.text),
        };
        match step.depth {
            0 if index == 0 => out.paragraph(0, &text),
            0 => out.heading(text.as_str()),
            depth => out.paragraph(2 * depth, &text),
        }
    }
    out.finish()
}
