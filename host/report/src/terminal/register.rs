//! `register list` and `register history`.

use assay_domain::Severity;
use assay_register::{AssessmentRow, OpenFindings, SupplierRow};

use super::page::{Fit, Page, Tone, Word, Writer};
use crate::encode::terminal::Plain;

/// One line for each supplier, as `register list` shows it.
pub fn suppliers(rows: &[SupplierRow], page: Page) -> String {
    let mut out = Writer::new(page);
    if rows.is_empty() {
        out.line(0, &Plain::of("the register holds no supplier yet"));
        return out.finish();
    }
    let lines = rows.iter().map(|row| {
        let name = Plain::of(&row.legal_name).cut(40);
        let provisional = if row.tier_provisional { "?" } else { "" };
        vec![
            Plain::show(format!("{} ({name})", row.supplier)).into(),
            Word::toned(Plain::show(row.decision), row.decision),
            Plain::show(format!("{}{provisional}", row.tier)).into(),
            Word::toned(Plain::show(row.level), row.level),
            Plain::show(row.coverage).into(),
            open(&row.open_findings),
            Plain::show(row.as_of).into(),
            Plain::show(row.reassess_on).into(),
        ]
    });
    out.table(
        &[
            ("Supplier", Fit::Flow),
            ("Decision", Fit::Whole),
            ("Tier", Fit::Whole),
            ("Worst risk", Fit::Whole),
            ("Coverage", Fit::Whole),
            ("Open findings", Fit::Flow),
            ("As of", Fit::Whole),
            ("Next due", Fit::Whole),
        ],
        lines.collect(),
    );
    if rows.iter().any(|row| row.tier_provisional) {
        out.line(
            0,
            &Plain::of("? provisional: the tier rests on a fact that is not known"),
        );
    }
    out.finish()
}

/// One line for each assessment of a supplier, the latest first, as `register history` shows it.
pub fn history(rows: &[AssessmentRow], page: Page) -> String {
    let mut out = Writer::new(page);
    if rows.is_empty() {
        out.line(0, &Plain::of("no assessment yet"));
        return out.finish();
    }
    let lines = rows.iter().map(|row| {
        vec![
            Plain::show(row.id.number).into(),
            Plain::show(row.as_of).into(),
            Word::toned(Plain::show(row.decision), row.decision),
            Word::toned(Plain::show(row.level), row.level),
            Plain::show(row.coverage).into(),
            Plain::show(row.assurance).into(),
            Plain::show(format!(
                "{}{}",
                row.reasons.first().map_or("", |reason| &reason.text),
                if row.complete {
                    ""
                } else {
                    " (a run ended in an error)"
                }
            ))
            .into(),
            Plain::of(&row.verdict_digest.short()).into(),
        ]
    });
    out.table(
        &[
            ("No.", Fit::Whole),
            ("As of", Fit::Whole),
            ("Decision", Fit::Whole),
            ("Worst risk", Fit::Whole),
            ("Coverage", Fit::Whole),
            ("Assurance", Fit::Whole),
            ("First reason", Fit::Flow),
            ("Verdict", Fit::Whole),
        ],
        lines.collect(),
    );
    out.finish()
}

/// `1 critical, 2 high`, or `none`.
fn open(findings: &OpenFindings) -> Word {
    let counted: Vec<String> = Severity::ALL
        .into_iter()
        .rev()
        .filter(|severity| findings.of(*severity) > 0)
        .map(|severity| format!("{} {severity}", findings.of(severity)))
        .collect();
    if counted.is_empty() {
        return Plain::of("none").into();
    }
    let tone = if findings.critical + findings.high > 0 {
        Tone::Bad
    } else {
        Tone::Normal
    };
    Word::toned(Plain::of(&counted.join(", ")), tone)
}
