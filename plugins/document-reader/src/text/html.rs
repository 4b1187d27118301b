//! Headings and paragraphs of HTML. Only tags are looked for; what they mean for the text is the business of whoever reads it.

use super::{Outline, utf8};
use crate::{Reading, Unreadable};

/// Bytes in which a heading has to end: looking further for each of many would take for ever.
const LONGEST_HEADING: usize = 400;

/// Marks what begins with a heading, a paragraph, a list item or a row of a table.
pub(crate) fn read(bytes: &[u8], reading: &mut Reading) -> Result<(), Unreadable> {
    let text = utf8(bytes)?;
    let mut outline = Outline::default();
    let mut at = 0;
    while let Some(found) = text[at..].find('<') {
        let start = at + found;
        let rest = &text[start..];
        let name = tag(rest);
        let end = end(rest, &name);
        at = start + end;
        match name.as_str() {
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                let near = &text[at..text.floor_char_boundary(at + LONGEST_HEADING)];
                let inner = near.find("</h").map_or("", |close| &near[..close]);
                outline.heading(start, &plain(inner), reading)?;
            }
            "p" | "li" | "tr" | "dt" | "dd" | "blockquote" | "pre" => {
                outline.paragraph(start, reading)?;
            }
            _ => {}
        }
    }
    Ok(())
}

/// The name of a start tag in lower case; empty for anything else.
fn tag(text: &str) -> String {
    text[1..]
        .chars()
        .take_while(char::is_ascii_alphanumeric)
        .take(12)
        .map(|c| c.to_ascii_lowercase())
        .collect()
}

/// Bytes of a tag, a comment, or an element whose content is no text.
fn end(text: &str, name: &str) -> usize {
    let after = |needle: &str| text.find(needle).map_or(text.len(), |at| at + needle.len());
    if text.starts_with("<!--") {
        return after("-->");
    }
    let close = match name {
        "script" => "</script",
        "style" => "</style",
        "" => return 1,
        _ => return after(">"),
    };
    let lower = text.as_bytes();
    lower
        .windows(close.len())
        .position(|window| window.eq_ignore_ascii_case(close.as_bytes()))
        .map_or(text.len(), |at| at + close.len())
}

/// A heading without the tags in it.
fn plain(text: &str) -> String {
    let mut out = String::new();
    let mut inside = false;
    for c in text.chars() {
        match c {
            '<' => inside = true,
            '>' => inside = false,
            _ if !inside => out.push(c),
            _ => {}
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quote_is_found_under_its_heading_and_scripts_are_no_text() {
        let text =
            "<script>'<p>'</script><h2 id=a>5 <b>Data</b></h2><p>One.</p><!-- <p> --><p>Two.";
        let mut reading = Reading::default();
        read(text.as_bytes(), &mut reading).unwrap();
        let place = |needle: &str| reading.place(text.find(needle).unwrap()).unwrap();
        assert_eq!(place("One"), "“5 Data”, paragraph 1");
        assert_eq!(place("Two"), "“5 Data”, paragraph 2");
        assert_eq!(reading.places.len(), 3);
    }
}
