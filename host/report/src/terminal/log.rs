//! `assay log`.

use assay_register::{LogCheck, LogEntry, LogHead};

use super::page::{Fit, Page, Tone, Writer};
use crate::encode::terminal::Plain;

/// One line for each line of the log, the newest first.
pub fn log(lines: &[LogEntry], page: Page) -> String {
    let mut out = Writer::new(page);
    if lines.is_empty() {
        out.line(0, &Plain::of("the log has no line yet"));
        return out.finish();
    }
    let rows = lines.iter().map(|line| {
        vec![
            Plain::show(line.seq).into(),
            Plain::show(line.at).into(),
            line.by
                .as_ref()
                .map_or(Plain::of("assay"), Plain::show)
                .into(),
            line.supplier
                .as_ref()
                .map_or(Plain::default(), Plain::show)
                .into(),
            Plain::show(format!(
                "{} {}",
                Plain::of(&line.act),
                Plain::of(&line.object).cut(32)
            ))
            .into(),
            Plain::of(&line.digest.short()).into(),
        ]
    });
    out.table(
        &[
            ("No.", Fit::Whole),
            ("At", Fit::Whole),
            ("By", Fit::Flow),
            ("Supplier", Fit::Flow),
            ("What", Fit::Flow),
            ("Digest", Fit::Whole),
        ],
        rows.collect(),
    );
    out.finish()
}

/// The number and the digest, to be copied.
pub fn log_head(head: &LogHead) -> String {
    match head.digest {
        Some(digest) => format!("{} {digest}\n", head.seq),
        None => "the log has no line yet\n".to_owned(),
    }
}

/// Whether the log is whole, and what does not fit.
pub fn log_check(check: &LogCheck, page: Page) -> String {
    let mut out = Writer::new(page);
    if check.faults.is_empty() {
        let text = format!(
            "{} lines, chained without a gap; the register holds what they say",
            check.lines
        );
        out.banner("WHOLE", Tone::Good, &Plain::of(&text));
        out.line(2, &Plain::show(log_head(&check.head).trim_end()));
        return out.finish();
    }
    let text = format!(
        "{} of {} lines do not fit, or the register does not fit them",
        check.faults.len(),
        check.lines
    );
    out.banner("BROKEN", Tone::Bad, &Plain::of(&text));
    for fault in &check.faults {
        out.item(
            "-",
            &Plain::show(format!("line {}: {}", fault.seq, Plain::of(&fault.what))),
        );
    }
    out.finish()
}
