//! How figures are printed: a table for people, JSON for machines.

use comfy_table::{CellAlignment, Table, presets};
use indicatif::{ProgressBar, ProgressStyle};
use serde::Serialize;

use crate::statistics::Share;

/// What a measure found.
pub(crate) trait Findings: Serialize {
    /// Prints it for a person.
    fn print(&self);
}

/// Prints findings as the caller wants them.
pub(crate) fn findings(findings: &impl Findings, json: bool) {
    if json {
        let text = serde_json::to_string_pretty(findings)
            .expect("findings are plain data with text for keys");
        anstream::println!("{text}");
    } else {
        findings.print();
    }
}

/// A table whose first column is text and whose others are numbers.
pub(crate) fn table(header: &[&str], rows: impl IntoIterator<Item = Vec<String>>) {
    let mut table = Table::new();
    table.load_style(presets::NOTHING).set_header(header);
    for row in rows {
        table.add_row(row);
    }
    for number in 1..header.len() {
        if let Some(column) = table.column_mut(number) {
            column.set_cell_alignment(CellAlignment::Right);
        }
    }
    anstream::println!("{table}");
}

/// A table of text.
pub(crate) fn words(header: &[&str], rows: impl IntoIterator<Item = Vec<String>>) {
    let mut table = Table::new();
    table
        .load_style(presets::NOTHING)
        .set_content_arrangement(comfy_table::ContentArrangement::Dynamic)
        .set_header(header);
    for row in rows {
        table.add_row(row);
    }
    anstream::println!("{table}");
}

/// `.883`, or a dash for nothing.
pub(crate) fn figure(value: Option<f64>) -> String {
    value.map_or_else(|| "-".to_owned(), |value| format!("{value:.3}"))
}

/// `.883 [.801-.934]`.
pub(crate) fn share(share: Share) -> String {
    match share.value {
        None => "-".to_owned(),
        Some(value) => format!("{value:.3} [{:.3}-{:.3}]", share.low, share.high),
    }
}

/// `.883 [.801-.934]` of a bootstrap.
pub(crate) fn between(value: Option<f64>, interval: Option<(f64, f64)>) -> String {
    match (value, interval) {
        (Some(value), Some((low, high))) => format!("{value:.3} [{low:.3}-{high:.3}]"),
        (value, _) => figure(value),
    }
}

/// A bar on standard error; nothing when that is no terminal.
pub(crate) fn progress(items: usize, what: &'static str) -> ProgressBar {
    let style = ProgressStyle::with_template("{msg} [{bar:30}] {pos}/{len} {eta}")
        .expect("the template is a constant that is right");
    ProgressBar::new(items as u64)
        .with_style(style)
        .with_message(what)
}

/// How long runs took, in milliseconds.
#[derive(Debug, Clone, Copy, Serialize)]
pub(crate) struct Seconds {
    pub(crate) runs: usize,
    pub(crate) mean_ms: f64,
    pub(crate) longest_ms: f64,
    pub(crate) all_s: f64,
}

impl Seconds {
    pub(crate) fn of(runs: &[std::time::Duration]) -> Self {
        let all: std::time::Duration = runs.iter().sum();
        let longest = runs.iter().max().copied().unwrap_or_default();
        Self {
            runs: runs.len(),
            mean_ms: all.as_secs_f64() * 1e3 / runs.len().max(1) as f64,
            longest_ms: longest.as_secs_f64() * 1e3,
            all_s: all.as_secs_f64(),
        }
    }

    pub(crate) fn print(self) {
        anstream::println!(
            "{} sandboxed runs in {:.1} s: {:.0} ms on average, {:.0} ms the longest",
            self.runs,
            self.all_s,
            self.mean_ms,
            self.longest_ms
        );
    }
}
