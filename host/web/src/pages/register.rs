//! What is due, the log, arithmetic, and what changed.

use assay_oversight::Entry;
use assay_oversight::{Change, Diff};
use assay_register::{DueRow, LogCheck, LogEntry};
use assay_report::{Step, encode::html::text};
use jiff::civil::Date;
use maud::{Markup, html};

use super::frame::{decision, page, table};
use crate::{guard::Visitor, routes::Due};

pub(crate) fn due(visitor: &Visitor, asked: &Due, rows: &[DueRow], today: Date) -> Markup {
    page(
        visitor,
        "Due",
        html! {
            h1 { "Due" }
            form.search method="get" action="/due" {
                label for="days" { "Days ahead" }
                input id="days" name="days" type="number" min="0" max="3650" value=(asked.days.unwrap_or(Due::AHEAD));
                label for="owner" { "Owner" }
                input id="owner" name="owner" value=(asked.owner);
                label for="supplier" { "Supplier id" }
                input id="supplier" name="supplier" value=(asked.supplier);
                button { "Show" }
            }
            @if rows.is_empty() { p { "Nothing is due." } }
            @else {
                (table("What is due, the oldest first", &["Day", "When", "Supplier", "What", "Of", "Owner"], html! {
                    @for row in rows {
                        @let days = (row.day - today).get_days();
                        tr {
                            th scope="row" { (row.day) }
                            td { @if days < 0 { strong { (-days) " days overdue" } } @else if days == 0 { strong { "today" } } @else { "in " (days) " days" } }
                            td { a href={ "/suppliers/" (row.supplier) } { (text(&row.legal_name)) } }
                            td { (row.kind.label()) }
                            td { (text(&row.object)) }
                            td { @match &row.owner { Some(owner) => (owner), None => span.unknown { "nobody" } } }
                        }
                    }
                }))
            }
        },
    )
}

pub(crate) fn log(visitor: &Visitor, lines: &[LogEntry], check: Option<&LogCheck>) -> Markup {
    page(
        visitor,
        "Log",
        html! {
            h1 { "Log" }
            p.lead { "Every change, by whom and when. Each line holds the digest of the one before it. Keep the newest digest elsewhere from time to time: a log that was written anew does not fit it." }
            @match check {
                None => p { a href="/log?verify=true" { "Check the whole log" } },
                Some(check) if check.faults.is_empty() => p role="status" { strong { "Whole: " } (check.lines) " lines, chained without a gap; the register holds what they say." },
                Some(check) => div.problem role="alert" {
                    p { strong { "Broken: " } (check.faults.len()) " things do not fit." }
                    ul { @for fault in &check.faults { li { "line " (fault.seq) ": " (text(&fault.what)) } } }
                }
            }
            (table("Lines of the log, the newest first", &["No.", "At", "By", "Supplier", "What", "Digest"], html! {
                @for line in lines {
                    tr {
                        th scope="row" { (line.seq) }
                        td { (line.at) }
                        td { @match &line.by { Some(by) => (by), None => "assay" } }
                        td { @if let Some(supplier) = &line.supplier { a href={ "/suppliers/" (supplier) } { (supplier) } } }
                        td { (text(&line.act)) " " (text(&line.object)) }
                        td { code { (line.digest.short()) } }
                    }
                }
            }))
            @if let Some(last) = lines.last().filter(|last| last.seq > 1) { p { a href={ "/log?before=" (last.seq) } { "Earlier lines" } } }
        },
    )
}

pub(crate) fn explain(visitor: &Visitor, entry: &Entry, what: &str, steps: &[Step]) -> Markup {
    page(
        visitor,
        "Arithmetic",
        html! {
            p.eyebrow { a href={ "/suppliers/" (entry.view.supplier) } { (text(&entry.view.latest.facts.profile.legal_name)) } }
            h1 { "Arithmetic of " (text(what)) }
            p.lead { "Of the assessment of " (entry.view.latest.verdict.as_of) ", to be redone by hand." }
            ol.steps { @for step in steps { li class={ "depth-" (step.depth.min(6)) } { (step.text) } } }
        },
    )
}

pub(crate) fn diff(visitor: &Visitor, diff: &Diff) -> Markup {
    let lists = [
        ("Risks", &diff.risks),
        ("Findings", &diff.findings),
        ("Points", &diff.points),
        ("Documents", &diff.documents),
        ("Facts", &diff.facts),
    ];
    page(
        visitor,
        "What changed",
        html! {
            p.eyebrow { a href={ "/suppliers/" (diff.after.supplier) } { (diff.after.supplier) } }
            h1 { "What changed" }
            p { "From assessment " (diff.before.number) " of " (diff.before_on) " to " (diff.after.number) " of " (diff.after_on) ": "
                (decision(diff.decision.0)) " to " (decision(diff.decision.1)) "." }
            @if diff.is_empty() { p { "Nothing changed." } }
            @for (title, changes) in lists.into_iter().filter(|(_, changes)| !changes.is_empty()) {
                section { h2 { (title) } (changed(title, changes)) }
            }
        },
    )
}

fn changed(title: &str, changes: &[Change]) -> Markup {
    let side = |side: &Option<assay_domain::Untrusted>| match side {
        Some(value) => text(value),
        None => html! { span.unknown { "not there" } },
    };
    table(
        title,
        &["Way", "What", "Before", "After"],
        html! {
            @for change in changes {
                tr {
                    td { strong { (change.direction.label()) } }
                    th scope="row" { (text(&change.what)) @if let Some(system) = &change.system { " (" (system) ")" } }
                    td { (side(&change.before)) }
                    td { (side(&change.after)) }
                }
            }
        },
    )
}
