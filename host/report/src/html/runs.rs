//! Which plugins took part, with digests, so that everything can be done again.

use assay_scoring::{Participation, RunResult};
use maud::{Markup, html};

use super::parts::{self, table};
use crate::{Report, encode::html::text};

pub(super) fn section(report: &Report<'_>) -> Markup {
    let latest = &report.view.latest;
    let changed = report.changed_files();
    let security = latest.security_findings.iter().map(|finding| {
        vec![
            html! { (finding.plugin.id) br; code { (finding.run) } },
            html! { (text(&finding.code)) },
            html! { (text(&finding.point)) },
            html! { (text(&finding.detail)) },
        ]
    });
    let files = report.verdict().catalogue.iter().map(|(name, digest)| {
        vec![
            html! { (name) @if changed.contains(&name.as_str()) { strong { " (changed since)" } } },
            html! { code.digest { (digest) } },
        ]
    });
    parts::section(
        "runs",
        "Plugins and runs",
        html! { "Each run can be done again without a network from its record: " code { "assay replay RUN" } "." },
        html! {
            @if latest.participations.is_empty() { p { strong { "No plugin took part." } } }
            @else {
                (table(
                    "runs",
                    &["Plugin", "Standing", "Result", "Run and what it used"],
                    latest.participations.iter().map(|part| row(report, part)).collect(),
                ))
            }
            @if !latest.security_findings.is_empty() {
                h3 { "What plugins did that they should not have done" }
                (table("security", &["Plugin and run", "What", "Point", "In words"], security.collect()))
            }
            @if !report.view.unfinished_runs.is_empty() {
                h3 { "Runs of assessments that were stopped" }
                p { "They count for nothing." }
                ul { @for run in &report.view.unfinished_runs { li { code { (run.run) } " " (run.plugin.id) ", " (text(&run.outcome)) } } }
            }
            h3 { "Catalogue and policy" }
            @if !changed.is_empty() {
                p {
                    strong { "The catalogue has changed since this assessment. " }
                    "Titles on this page are those of now, numbers those of the assessment. Assess again to bring both together."
                }
            }
            (table("files", &["File", "Digest at the assessment"], files.collect()))
        },
    )
}

fn row(report: &Report<'_>, part: &Participation) -> Vec<Markup> {
    let run = part
        .run
        .as_ref()
        .and_then(|id| report.view.latest.runs.iter().find(|run| run.run == *id));
    vec![
        html! {
            strong { (part.plugin.id) } " " (text(&part.plugin.version))
            br;
            span.soft { "says to be published by " (text(&part.plugin.publisher)) }
            br;
            code.digest { (part.plugin.digest) }
        },
        html! {
        (part.standing.label())
        @if part.unlocked { br; strong { "not in assay.lock" } }
        br; span.soft { (part.points.len()) " points" } },
        match &part.result {
            RunResult::Completed => html! { "completed" },
            RunResult::Failed { kind } => html! {
                span.gate.reject { "\u{2715} failed" } br; (text(kind))
            },
        },
        html! {
            @match &part.run {
                Some(id) => { code { (id) } }
                None => { span.soft { "not started" } }
            }
            @if let Some(run) = run {
                br;
                span.soft {
                    (run.usage.wall_us / 1000) " ms, " (run.usage.memory_bytes / 1024) " KiB, "
                    (run.usage.host_calls) " host calls, " (run.usage.requests) " requests, "
                    (run.usage.bytes_out) " bytes out, " (run.usage.bytes_in) " in"
                }
            }
        },
    ]
}
