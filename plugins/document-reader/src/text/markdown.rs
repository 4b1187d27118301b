//! Headings and paragraphs of Markdown and plain text.

use super::{Outline, utf8};
use crate::{Reading, Unreadable};

/// Marks every heading line and every block between blank lines; a list item or a row of a table is a block of its own.
pub(crate) fn read(bytes: &[u8], reading: &mut Reading) -> Result<(), Unreadable> {
    let text = utf8(bytes)?;
    let mut outline = Outline::default();
    let mut open = false;
    let mut fenced = false;
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let start = at + (line.len() - line.trim_start().len());
        at += line.len();
        let line = line.trim();
        if line.starts_with("```") {
            fenced = !fenced;
        }
        if line.is_empty() {
            open = false;
        } else if let Some(heading) = heading(line).filter(|_| !fenced) {
            outline.heading(start, heading, reading)?;
            open = false;
        } else if !open || is_item(line) {
            outline.paragraph(start, reading)?;
            open = true;
        }
    }
    Ok(())
}

fn heading(line: &str) -> Option<&str> {
    let text = line.trim_start_matches('#');
    let level = line.len() - text.len();
    ((1..=6).contains(&level) && text.starts_with(' ')).then(|| text.trim_matches([' ', '#']))
}

fn is_item(line: &str) -> bool {
    ["- ", "* ", "+ ", "|"]
        .iter()
        .any(|marker| line.starts_with(marker))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quote_is_found_under_its_heading() {
        let text = "Intro.\n\n# 4 Liability\nFirst\nline.\n\nSecond.\n- item\n";
        let mut reading = Reading::default();
        read(text.as_bytes(), &mut reading).unwrap();
        let place = |needle: &str| reading.place(text.find(needle).unwrap()).unwrap();
        assert_eq!(place("Intro"), "paragraph 1");
        assert_eq!(place("4 Liab"), "heading “4 Liability”");
        assert_eq!(place("line."), "“4 Liability”, paragraph 1");
        assert_eq!(place("Second"), "“4 Liability”, paragraph 2");
        assert_eq!(place("item"), "“4 Liability”, paragraph 3");
    }
}
