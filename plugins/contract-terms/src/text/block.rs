//! Blocks: headings, paragraphs, list items and table cells of Markdown, plain text and HTML.

use std::ops::Range;

/// What a block is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Shape {
    /// A heading.
    Heading,
    /// A paragraph or a table cell. A clause number such as `9.1` does not make a list item.
    Paragraph,
    /// A list item, with the style of its marker: `(a)`, `9.`, `*2`, ... Items of one list have the same style.
    Item(String),
}

/// A part of the source that holds whole sentences.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Block {
    /// Byte range of the source.
    pub(super) range: Range<usize>,
    /// What it is.
    pub(super) shape: Shape,
}

/// Cuts a document into blocks, in order.
pub(super) fn blocks(raw: &str) -> Vec<Block> {
    if looks_like_html(raw) {
        let whole = Block {
            range: 0..raw.len(),
            shape: Shape::Paragraph,
        };
        return split_at_tags(raw, whole);
    }
    by_lines(raw)
        .into_iter()
        .flat_map(|block| split_at_tags(raw, block))
        .collect()
}

fn looks_like_html(raw: &str) -> bool {
    let head: String = raw
        .trim_start_matches(['\u{feff}', ' ', '\n', '\r', '\t'])
        .chars()
        .take(200)
        .collect::<String>()
        .to_ascii_lowercase();
    head.starts_with('<')
        && [
            "<!doctype",
            "<html",
            "<head",
            "<body",
            "<div",
            "<p",
            "<h1",
            "<article",
            "<section",
        ]
        .iter()
        .any(|tag| head.starts_with(tag))
}

/// Paragraphs are separated by blank lines; headings, list markers and table rows start a block of their own.
fn by_lines(raw: &str) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::new();
    let mut open = false;
    let mut at = 0;
    for line in raw.split_inclusive('\n') {
        let start = at;
        at += line.len();
        let text = line.trim();
        let body = start + (line.len() - line.trim_start().len());
        let end = body + text.len();
        if text.is_empty() {
            open = false;
        } else if is_rule(text) {
            // The line under a heading, when a line of text stands right above it; otherwise a rule across the page.
            if open && let Some(above) = blocks.last_mut() {
                above.shape = Shape::Heading;
            }
            open = false;
        } else if text.starts_with("```") || is_page_number(text) {
        } else if text.starts_with('|') {
            blocks.extend(cells(raw, body..end));
            open = false;
        } else if text.starts_with('#') || is_bold_line(text) {
            blocks.push(Block {
                range: body..end,
                shape: Shape::Heading,
            });
            open = false;
        } else if let Some(style) = marker(line, open.then(|| blocks.last()).flatten(), raw) {
            blocks.push(Block {
                range: body..end,
                shape: Shape::Item(style),
            });
            open = true;
        } else if open && let Some(last) = blocks.last_mut() {
            last.range.end = end;
        } else {
            let followed = raw[at..]
                .lines()
                .next()
                .is_some_and(|next| !next.trim().is_empty());
            let shape = if is_plain_heading(text, followed) {
                Shape::Heading
            } else {
                Shape::Paragraph
            };
            open = shape == Shape::Paragraph;
            blocks.push(Block {
                range: body..end,
                shape,
            });
        }
    }
    blocks
}

fn is_rule(text: &str) -> bool {
    text.len() >= 3
        && (text.bytes().all(|b| b == b'-')
            || text.bytes().all(|b| b == b'=')
            || text.bytes().all(|b| b == b'*'))
}

fn is_page_number(text: &str) -> bool {
    text.len() <= 16
        && text.bytes().any(|b| b.is_ascii_digit())
        && text.to_ascii_lowercase().split_whitespace().all(|word| {
            matches!(word, "page" | "of" | "-" | "/") || word.bytes().all(|b| b.is_ascii_digit())
        })
}

fn is_bold_line(text: &str) -> bool {
    text.len() <= 120
        && text.len() > 4
        && text.starts_with("**")
        && text.ends_with("**")
        && !text[2..text.len() - 2].contains("**")
        && !text.ends_with(".**")
}

/// A short line in capitals, or a numbered title without a full stop, as plain text has them. Where the next line follows
/// right away, the first line of a narrow paragraph looks alike (`4.1 Each Party keeps the other's`): a title is then shorter
/// or capitalised.
fn is_plain_heading(text: &str, followed: bool) -> bool {
    if text.len() > 90 || text.ends_with(['.', ';', ':', ',']) {
        return false;
    }
    let letters = text.bytes().filter(u8::is_ascii_alphabetic).count();
    let lower = text.bytes().filter(u8::is_ascii_lowercase).count();
    let words = text.split_whitespace().count();
    let numbered = text.starts_with(|c: char| c.is_ascii_digit())
        && text
            .split_whitespace()
            .nth(1)
            .is_some_and(|word| word.starts_with(|c: char| c.is_ascii_uppercase()));
    let capitalised = text
        .split_whitespace()
        .filter(|word| word.len() > 3)
        .all(|word| !word.starts_with(|c: char| c.is_ascii_lowercase()));
    let titled = words <= if followed { 4 } else { 8 } || (words <= 8 && capitalised);
    letters >= 4 && (lower == 0 || (numbered && titled))
}

/// The style of the list marker with which a line starts. Inside a paragraph a marker counts only after a line that could
/// end there: in hard-wrapped text a line may begin with `(30) days`.
fn marker(line: &str, above: Option<&Block>, raw: &str) -> Option<String> {
    let text = line.trim_start();
    let indent = line.len() - text.len();
    let first = text.split_whitespace().next()?;
    if text.len() == first.len() {
        return None;
    }
    if matches!(first, "*" | "-" | "+" | "•" | "·" | "◦" | "▪" | "–") {
        return Some(format!("*{}", indent / 2));
    }
    let unescaped = first.replace(['\\', '*'], "");
    let (core, wrap) = if let Some(core) = unescaped
        .strip_prefix('(')
        .and_then(|rest| rest.strip_suffix(')'))
    {
        (core, "()")
    } else if let Some(core) = unescaped.strip_suffix(')') {
        (core, ")")
    } else {
        (unescaped.strip_suffix('.')?, ".")
    };
    if let Some(above) = above {
        let before = raw[above.range.clone()].trim_end();
        let may_end = before.ends_with(['.', ';', ':', ','])
            || before.ends_with(" and")
            || before.ends_with(" or");
        if !may_end {
            return None;
        }
    }
    let parts: Vec<&str> = core.split('.').collect();
    let kinds: Option<Vec<&str>> = parts.iter().map(|part| part_kind(part)).collect();
    let kinds = kinds?;
    // `9.1.` and `G.1.` number a clause; `9.`, `a.` and `H.1.b.` mark an item.
    let is_clause_number = kinds.len() > 1 && kinds.last() == Some(&"9");
    (!is_clause_number).then(|| format!("{}{wrap}", kinds.join(".")))
}

fn part_kind(part: &str) -> Option<&'static str> {
    const ROMAN: [&str; 10] = ["i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x"];
    if part.is_empty() || part.len() > 4 {
        None
    } else if part.bytes().all(|b| b.is_ascii_digit()) {
        (part.len() <= 3).then_some("9")
    } else if ROMAN.contains(&part) {
        Some("i")
    } else if part.len() <= 2 && part.bytes().all(|b| b.is_ascii_alphabetic()) {
        Some("a")
    } else {
        None
    }
}

/// The cells of a table row. A row of dashes has none.
fn cells(raw: &str, range: Range<usize>) -> Vec<Block> {
    let mut cells = Vec::new();
    let mut at = range.start;
    for cell in raw[range].split_inclusive('|') {
        let text = cell.trim_end_matches('|');
        if text.bytes().any(|b| b.is_ascii_alphanumeric()) {
            cells.push(Block {
                range: at..at + text.len(),
                shape: Shape::Paragraph,
            });
        }
        at += cell.len();
    }
    cells
}

/// Cuts a block where an HTML element starts or ends that does not flow with the text around it.
fn split_at_tags(raw: &str, block: Block) -> Vec<Block> {
    let mut parts = Vec::new();
    let mut shape = block.shape;
    let mut start = block.range.start;
    let mut at = start;
    let end = block.range.end;
    while let Some(found) = raw[at..end].find('<') {
        let open = at + found;
        let inside = &raw[open + 1..end];
        let closing = inside.starts_with('/');
        let name: String = inside
            .trim_start_matches('/')
            .chars()
            .take_while(char::is_ascii_alphanumeric)
            .take(12)
            .collect::<String>()
            .to_ascii_lowercase();
        let skipped = match name.as_str() {
            "script" | "style" | "head" | "template" | "svg" | "noscript" if !closing => {
                let close = format!("</{name}");
                find_ignoring_case(inside, &close).map_or(inside.len(), |at| at + close.len())
            }
            _ => 0,
        };
        at = open + 1;
        if !is_block_level(&name) && skipped == 0 {
            continue;
        }
        parts.push(Block {
            range: start..open,
            shape: shape.clone(),
        });
        let after = open + 1 + skipped;
        start = raw[after..end]
            .find('>')
            .map_or(end, |close| after + close + 1);
        at = start;
        shape = match name.as_str() {
            _ if closing => Shape::Paragraph,
            "li" => Shape::Item("li".to_owned()),
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => Shape::Heading,
            "br" => shape,
            _ => Shape::Paragraph,
        };
    }
    parts.push(Block {
        range: start..end,
        shape,
    });
    parts.retain(|part| {
        raw[part.range.clone()]
            .bytes()
            .any(|b| !b.is_ascii_whitespace())
    });
    parts
}

fn is_block_level(name: &str) -> bool {
    matches!(
        name,
        "p" | "div"
            | "li"
            | "ul"
            | "ol"
            | "br"
            | "h1"
            | "h2"
            | "h3"
            | "h4"
            | "h5"
            | "h6"
            | "table"
            | "tr"
            | "td"
            | "th"
            | "section"
            | "article"
            | "header"
            | "footer"
            | "main"
            | "body"
            | "html"
            | "blockquote"
            | "dd"
            | "dt"
            | "hr"
            | "nav"
            | "aside"
            | "title"
            | "pre"
    )
}

fn find_ignoring_case(text: &str, needle: &str) -> Option<usize> {
    text.as_bytes()
        .windows(needle.len())
        .position(|window| window.eq_ignore_ascii_case(needle.as_bytes()))
}
