//! `register list` and `register history`.

use assay_domain::Severity;
use assay_register::{AssessmentRow, OpenFindings, SupplierRow};

use super::page::{Page, Tone, Word, Writer};
use crate::encode::terminal::Plain;

/// One line for each supplier, as `register list` shows it.
pub fn suppliers(rows: &[SupplierRow], page: Page) -> String {
    let mut out = Writer::new(page);
    if rows.is_empty() {
        out.line(0, &Plain::of("the register holds no supplier yet"));
        return out.finish();
    }
    let lines = rows.iter().map(|row| {
        vec![
            Plain::show(&row.supplier).into(),
            Plain::of(&row.legal_name).cut(40).into(),
            Word::toned(Plain::show(row.decision), row.decision),
            Plain::show(format!(
                "{}{}",
                row.tier,
                if row.tier_provisional {
                    " (provisional)"
                } else {
                    ""
                }
            ))
            .into(),
            Word::toned(Plain::show(row.level), row.level),
            Plain::show(row.coverage).into(),
            Plain::show(row.assurance).into(),
            open(&row.open_findings),
            Plain::show(row.as_of).into(),
            Plain::show(row.reassess_on).into(),
        ]
    });
    out.table(
        &[
            "Supplier",
            "Name",
            "Decision",
            "Tier",
            "Worst risk",
            "Coverage",
            "Assurance",
            "Open findings",
            "As of",
            "Next due",
        ],
        lines.collect(),
        &[],
    );
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
            Plain::of(if row.complete { "yes" } else { "no" }).into(),
            row.reasons
                .first()
                .map_or(Plain::default(), |reason| Plain::of(&reason.text))
                .into(),
            Plain::of(&row.verdict_digest.short()).into(),
        ]
    });
    out.table(
        &[
            "No.",
            "As of",
            "Decision",
            "Worst risk",
            "Coverage",
            "Assurance",
            "Complete",
            "First reason",
            "Verdict",
        ],
        lines.collect(),
        &[],
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
