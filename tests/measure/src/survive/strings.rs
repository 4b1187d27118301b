//! Lines as everything that a supplier or a plugin can write, in every format of report.

use assay_report::{terminal, terminal::Page};
use scraper::{Html, Node};
use serde_json::Value;

use super::worker::Reply;

/// The supplier of the tests of the report room: every text in it can be one and the same, scored by the real method.
#[expect(dead_code, reason = "the tests of the report room use the rest of it")]
#[expect(clippy::unwrap_used, reason = "it was written for tests")]
#[path = "../../../../host/report/tests/report/fixture.rs"]
mod fixture;

/// What a harmless text looks like in each format.
pub(crate) struct Strings {
    shape: Vec<String>,
    rows: usize,
}

const PAGE: Page = Page {
    width: 120,
    colour: false,
};

impl Strings {
    pub(crate) fn new() -> Self {
        let harmless = fixture::written_by("harmless");
        Self {
            shape: shape(&assay_report::html::report(&harmless.report())),
            rows: rows(&assay_report::csv::report(&harmless.report())).map_or(0, |rows| rows.len()),
        }
    }

    /// Whether a text stays text.
    pub(crate) fn end(&self, bytes: &[u8]) -> Reply {
        let text = String::from_utf8_lossy(bytes);
        let interpreted = self.interpreted(&text);
        Reply {
            ended: vec![match interpreted {
                None => "text everywhere".to_owned(),
                Some(_) => "interpreted".to_owned(),
            }],
            reached: None,
            interpreted: interpreted.map(str::to_owned),
        }
    }

    /// Where it does not.
    fn interpreted(&self, text: &str) -> Option<&'static str> {
        let written = fixture::written_by(text);
        let report = written.report();
        let printed = [
            terminal::assessment(&report, PAGE),
            terminal::suppliers(&[written.row()], PAGE),
            terminal::plugin(&written.plugin, PAGE),
        ]
        .concat();
        if printed.chars().any(draws) {
            return Some("it draws on the terminal");
        }
        // Nothing told is shown as "not told": other elements, and all of them ours.
        let blank = text.trim().is_empty();
        if !blank && shape(&assay_report::html::report(&report)) != self.shape {
            return Some("it becomes markup");
        }
        let json = assay_report::json::report(&report);
        if json.chars().any(draws) {
            return Some("it draws on the terminal as JSON");
        }
        match serde_json::from_str::<Value>(&json) {
            Ok(value) if holds(&value, text) => {}
            _ => return Some("it is another value in JSON"),
        }
        match rows(&assay_report::csv::report(&report)) {
            Some(rows) if rows.len() != self.rows => Some("it becomes a row"),
            Some(rows) if rows.iter().flatten().any(formula) => Some("it becomes a formula"),
            Some(_) => None,
            None => Some("it breaks the CSV"),
        }
    }
}

/// A control, or a character that turns the direction of reading.
fn draws(c: char) -> bool {
    c.is_control() && c != '\n' || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

fn formula(cell: &str) -> bool {
    cell.trim_start_matches(|c: char| c.is_whitespace() || c == '"')
        .starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠'])
}

fn rows(bytes: &[u8]) -> Option<Vec<csv::StringRecord>> {
    let text = bytes.strip_prefix(b"\xEF\xBB\xBF")?;
    csv::ReaderBuilder::new()
        .has_headers(false)
        .from_reader(text)
        .records()
        .collect::<Result<_, _>>()
        .ok()
}

/// True when a text is a value somewhere, unchanged.
fn holds(value: &Value, text: &str) -> bool {
    match value {
        Value::String(string) => string == text,
        Value::Array(items) => items.iter().any(|item| holds(item, text)),
        Value::Object(fields) => fields.values().any(|field| holds(field, text)),
        _ => false,
    }
}

/// Every element with its attributes, as a browser's parser sees them, sorted: a finding's identity depends on its text, and
/// the order of findings on their identity.
fn shape(page: &str) -> Vec<String> {
    let mut shape: Vec<String> = Html::parse_document(page)
        .tree
        .values()
        .filter_map(|node| match node {
            Node::Element(element) => {
                let attributes: Vec<String> = element
                    .attrs()
                    .map(|(name, value)| match name {
                        "id" if value.starts_with("finding-") => "id".to_owned(),
                        _ => format!("{name}={value}"),
                    })
                    .collect();
                Some(format!("{} {}", element.name(), attributes.join(" ")))
            }
            Node::Comment(_) | Node::ProcessingInstruction(_) => Some("not text".to_owned()),
            _ => None,
        })
        .collect();
    shape.sort_unstable();
    shape
}
