//! How good the checks are that stand behind the verdict.

use maud::{Markup, html};

use super::parts::{section, table};
use crate::Report;

/// The measured figures of checks that took part.
pub(super) fn measured(report: &Report<'_>) -> Markup {
    let measured = &report.catalogue.measured;
    let took_part = |plugin: &str| {
        report
            .view
            .latest
            .observations
            .iter()
            .any(|observation| observation.provenance.plugin.id.as_str() == plugin)
    };
    let rows: Vec<Vec<Markup>> = measured
        .measures
        .iter()
        .filter(|measure| took_part(&measure.plugin))
        .map(|measure| {
            vec![
                html! { (measure.what) br; code { (measure.plugin) } },
                html! { (measure.figure) },
                html! { span.nowrap { (measure.value) } br; small.nowrap { (measure.low) " to " (measure.high) } },
                html! { (measure.data) },
            ]
        })
        .collect();
    if rows.is_empty() {
        return html! {};
    }
    section(
        "measured",
        "How good the checks are",
        html! {
            "Measured " (measured.as_of) ": " (measured.source)
            " The interval holds the true figure in 95 of 100 such measurements; data that is unlike yours may be read less well."
        },
        table(
            "measured",
            &["What a check says", "Figure", "Measured", "On what"],
            rows,
        ),
    )
}
