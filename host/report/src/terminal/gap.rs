//! `gap`: what is missing, in four columns.

use assay_catalogue::PointKind;

use super::page::{Fit, Page, Tone, Word, Writer};
use crate::{Report, encode::terminal::Plain, gap};

/// The gap assessment of a supplier.
pub fn gaps(report: &Report<'_>, page: Page) -> String {
    let found = gap::gaps(report);
    let mut out = Writer::new(page);
    let name = Plain::of(&report.view.latest.facts.profile.legal_name).cut(out.width() / 2);
    out.paragraph(
        0,
        &Plain::show(format!(
            "{name} ({}): gaps as of {}, the worst risk first",
            found.supplier, found.as_of
        )),
    );
    let counts: Vec<String> = found
        .columns
        .iter()
        .map(|column| {
            format!(
                "{} {} of {}",
                column.kind.column().to_lowercase(),
                column.gaps,
                column.expected
            )
        })
        .collect();
    out.paragraph(0, &Plain::show(format!("Open: {}", counts.join(", "))));
    if found.gaps.is_empty() {
        out.line(0, &Plain::of("Nothing that is expected is missing."));
        return out.finish();
    }
    out.blank();
    let rows = found.gaps.iter().map(|gap| {
        let mut row: Vec<Word> = vec![
            match &gap.risk {
                Some(risk) => Word::toned(
                    Plain::show(format!(
                        "{} {}",
                        risk.residual,
                        risk.scenario.as_str().to_uppercase()
                    )),
                    risk.residual,
                ),
                None => Plain::of("none").into(),
            },
            Plain::show(format!(
                "{}{}",
                gap.title,
                gap.system
                    .map_or(String::new(), |system| format!(" ({system})"))
            ))
            .into(),
        ];
        row.extend(PointKind::ALL.map(|kind| {
            if kind == gap.kind {
                Word::toned(Plain::of(gap.outcome), tone(gap.outcome))
            } else {
                Word::default()
            }
        }));
        row
    });
    out.table(
        &[
            ("Risk", Fit::Whole),
            ("What is missing", Fit::Flow),
            ("Policy", Fit::Whole),
            ("Process", Fit::Whole),
            ("Documents", Fit::Whole),
            ("Technical", Fit::Whole),
        ],
        rows.collect(),
    );
    out.finish()
}

fn tone(outcome: &str) -> Tone {
    if outcome == "fail" {
        Tone::Bad
    } else {
        Tone::Caution
    }
}
