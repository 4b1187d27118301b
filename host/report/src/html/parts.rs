//! Small parts that several sections use.

use assay_domain::{Bp, Decision, Level, Severity};
use maud::{Markup, html};

/// A reference with its effectiveness, which no line end tears apart.
pub(super) fn related(reference: &str, effectiveness: Bp) -> String {
    format!("{reference} {effectiveness}").replace(' ', "\u{a0}")
}

/// A section with its heading and a sentence on what it shows.
pub(super) fn section(id: &str, title: &str, lead: Markup, body: Markup) -> Markup {
    html! {
        section id=(id) {
            h2 { (title) }
            p.lead { (lead) }
            (body)
        }
    }
}

/// A table whose rows become cards on a narrow screen; `class` sets its column widths.
pub(super) fn table(class: &str, header: &[&str], rows: Vec<Vec<Markup>>) -> Markup {
    html! {
        table class=(class) {
            thead { tr { @for name in header { th scope="col" { (name) } } } }
            tbody {
                @for row in rows {
                    tr { @for (cell, name) in row.into_iter().zip(header) { td data-label=(name) { (cell) } } }
                }
            }
        }
    }
}

/// The word of a level on its colour.
pub(super) fn level(level: Level) -> Markup {
    html! { span class={ "level " (level_class(level)) } { (level) } }
}

pub(super) const fn level_class(level: Level) -> &'static str {
    match level {
        Level::VeryLow => "l1",
        Level::Low => "l2",
        Level::Medium => "l3",
        Level::High => "l4",
        Level::VeryHigh => "l5",
    }
}

/// The word of a severity on its colour.
pub(super) fn severity(severity: Severity) -> Markup {
    let class = match severity {
        Severity::Info => "l1",
        Severity::Low => "l2",
        Severity::Medium => "l3",
        Severity::High => "l4",
        Severity::Critical => "l5",
    };
    html! { span class={ "level " (class) } { (severity) } }
}

/// The word of a decision with a sign, so that it does not rest on colour.
pub(super) fn decision(decision: Decision) -> Markup {
    html! { span class={ "decided " (decision_class(decision)) } { (sign(decision)) " " (decision) } }
}

pub(super) const fn decision_class(decision: Decision) -> &'static str {
    match decision {
        Decision::Approve => "approve",
        Decision::Conditional => "conditional",
        Decision::Undecided => "undecided",
        Decision::Reject => "reject",
    }
}

pub(super) const fn sign(decision: Decision) -> &'static str {
    match decision {
        Decision::Approve => "\u{2713}",
        Decision::Conditional => "!",
        Decision::Undecided => "?",
        Decision::Reject => "\u{2715}",
    }
}

/// A share as a bar, with the number beside it and, where there is one, a mark at what is asked for.
pub(super) fn bar(share: Bp, asked: Option<Bp>) -> Markup {
    html! {
        svg.bar viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true" {
            rect.track width="100" height="8" {}
            rect.fill width=(hundredths(share)) height="8" {}
            @if let Some(asked) = asked {
                rect.mark x=(hundredths(asked)) width="0.8" height="8" {}
            }
        }
    }
}

/// A share as a number from 0 to 100 with two decimals, without floating point.
fn hundredths(share: Bp) -> String {
    format!("{}.{:02}", share.get() / 100, share.get() % 100)
}

/// Words of our own in which ids stand between backticks.
pub(super) fn prose(text: &str) -> Markup {
    html! {
        @for (index, part) in text.split('`').enumerate() {
            @if index % 2 == 1 { code { (part) } } @else { (part) }
        }
    }
}

/// Something that folds on a screen and is always open on paper: `details` cannot be opened by print styles everywhere, so
/// what folds stands after it and a style hides it on screens only. A link to `id` opens it too.
pub(super) fn fold(id: &str, summary: Markup, body: Markup) -> Markup {
    html! {
        details.fold { summary { (summary) } }
        div.folded id=(id) { (body) }
    }
}
