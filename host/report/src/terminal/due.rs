//! `assay due`.

use assay_register::DueRow;
use jiff::civil::Date;

use super::page::{Fit, Page, Tone, Word, Writer};
use crate::encode::terminal::Plain;

/// One line for each thing that is due, the oldest first.
pub fn due(rows: &[DueRow], today: Date, page: Page) -> String {
    let mut out = Writer::new(page);
    if rows.is_empty() {
        out.line(0, &Plain::of("nothing is due"));
        return out.finish();
    }
    let lines = rows.iter().map(|row| {
        let days = (row.day - today).get_days();
        let (when, tone) = match days {
            ..=-1 => (format!("{} days ago", -days), Tone::Bad),
            0 => ("today".to_owned(), Tone::Caution),
            1.. => (format!("in {days} days"), Tone::Normal),
        };
        vec![
            Plain::show(row.day).into(),
            Word::toned(Plain::of(&when), tone),
            Plain::show(&row.supplier).into(),
            Plain::of(row.kind.label()).into(),
            object(row).into(),
            row.owner
                .as_ref()
                .map_or(Plain::of("nobody"), Plain::show)
                .into(),
        ]
    });
    out.table(
        &[
            ("Day", Fit::Whole),
            ("When", Fit::Whole),
            ("Supplier", Fit::Flow),
            ("What", Fit::Whole),
            ("Of", Fit::Flow),
            ("Owner", Fit::Flow),
        ],
        lines.collect(),
    );
    out.finish()
}

/// What it is about; a finding by the first digits of its fingerprint, as commands take it.
fn object(row: &DueRow) -> Plain {
    match row.object.strip_prefix("finding sha256:") {
        Some(digits) => Plain::show(format!("finding {:.8}", Plain::of(digits))),
        None => Plain::of(&row.object),
    }
}
