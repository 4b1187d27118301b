//! Articles, dates and practices: every name leads somewhere, and a disputed date keeps what is disputed.

use std::collections::BTreeSet;

use super::Findings;
use crate::{Catalogue, DateStatus};

/// Points that repeat a clause or control of ISO/IEC 42001.
const OF_ISO_42001: &str = "iso42001-";

pub(super) fn ai_act(catalogue: &Catalogue, findings: &mut Findings<'_>) {
    dates(catalogue, findings);
    let mut used: BTreeSet<&str> = BTreeSet::new();
    for article in &catalogue.ai_act.articles {
        let id = article.id.as_str();
        if article.dates.is_empty() {
            findings.about(id, "no date says from when it applies");
        }
        for date in &article.dates {
            used.insert(date);
            if catalogue.application_date(date).is_none() {
                findings.about(id, format!("there is no date `{date}`"));
            }
        }
        for point in &article.points {
            if catalogue.point(point).is_none() {
                findings.about(id, format!("there is no point `{point}`"));
            }
            // It would be a presumption of conformity through the back door.
            if point.as_str().starts_with(OF_ISO_42001) {
                findings.about(
                    id,
                    format!(
                        "`{point}` repeats ISO/IEC 42001, which shows nothing about an article"
                    ),
                );
            }
        }
    }
    let mut seen = BTreeSet::new();
    for practice in &catalogue.prohibited.practices {
        used.insert(&practice.date);
        if !seen.insert(&practice.id) {
            findings.about(&practice.id, "this practice exists twice");
        }
        if catalogue.application_date(&practice.date).is_none() {
            findings.about(
                &practice.id,
                format!("there is no date `{}`", practice.date),
            );
        }
    }
    for row in &catalogue.ai_act_dates.dates {
        if !used.contains(row.id.as_str()) {
            findings.about(&row.id, "no article and no practice has this date");
        }
    }
}

fn dates(catalogue: &Catalogue, findings: &mut Findings<'_>) {
    let mut seen = BTreeSet::new();
    for row in &catalogue.ai_act_dates.dates {
        if !seen.insert(&row.id) {
            findings.about(&row.id, "this date exists twice");
        }
        let days: BTreeSet<_> = row
            .claims
            .iter()
            .map(|claim| claim.effective_from)
            .collect();
        match (row.status, days.len()) {
            (_, 0) => findings.about(&row.id, "no claim says from when it applies"),
            (DateStatus::Settled, 2..) => findings.about(
                &row.id,
                "the claims name different days, so it is `disputed`",
            ),
            (DateStatus::Disputed, 1) => {
                findings.about(&row.id, "what is disputed needs claims that differ");
            }
            _ => {}
        }
        for claim in &row.claims {
            if claim.source.trim().is_empty() {
                findings.about(&row.id, "a claim has no source");
            }
        }
    }
}
