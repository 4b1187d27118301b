//! The page: one self-contained file that can be read, sent and printed.
//!
//! No script, no font, no image and no address is loaded: the content security policy forbids them, and allows one style
//! sheet by its hash. Every text goes through maud's escaping; text of suppliers and plugins also through
//! [`crate::encode::html`].

mod ai_act;
mod appendix;
mod crosswalk;
mod disputes;
mod facts;
mod findings;
mod framework;
mod gap;
mod matrix;
mod measured;
mod partials;
mod parts;
mod risks;
mod runs;
mod summary;

use base64::{Engine as _, engine::general_purpose::STANDARD as BASE64};
use maud::{DOCTYPE, Markup, PreEscaped, html};

use assay_domain::Digest;

use crate::Report;

/// The style sheet of every page, which loads nothing.
pub const STYLE: &str = include_str!("style.css");

/// The report on one supplier as a page. The same register and catalogue give the same bytes.
pub fn report(report: &Report<'_>) -> String {
    page(report).into_string()
}

/// The gap assessment of one supplier as a page.
pub fn gap(report: &Report<'_>) -> String {
    let verdict = report.verdict();
    let title = html! { (verdict.supplier) ": gaps as of " (verdict.as_of) };
    let page = html! {
        (DOCTYPE)
        html lang="en" {
            (head(title))
            body {
                main { (gap::body(report)) }
                footer { "Written by assay " (report.view.latest.host_version) "." }
            }
        }
    };
    page.into_string()
}

fn head(title: Markup) -> Markup {
    html! {
        head {
            meta charset="utf-8";
            meta http-equiv="Content-Security-Policy" content=(policy());
            meta name="viewport" content="width=device-width, initial-scale=1";
            meta name="color-scheme" content="light dark";
            meta name="referrer" content="no-referrer";
            title { (title) }
            // The style sheet is ours, part of this program; it is the only thing that is not escaped.
            style { (PreEscaped(STYLE)) }
        }
    }
}

fn page(report: &Report<'_>) -> Markup {
    let verdict = report.verdict();
    let title = html! { (verdict.supplier) ": " (verdict.decision) " as of " (verdict.as_of) };
    html! {
        (DOCTYPE)
        html lang="en" {
            (head(title))
            body {
                main {
                    (summary::head(report))
                    (summary::decision(report))
                    (summary::figures(report))
                    (contents(report))
                    (sections(report))
                }
                footer {
                    "Written by assay " (report.view.latest.host_version) ". The same register gives the same page: verdict "
                    code { (report.view.latest.verdict_digest) }
                }
            }
        }
    }
}

/// What stands below the decision: disputes, risks, findings with their evidence, gates, facts, runs, history, arithmetic.
pub fn sections(report: &Report<'_>) -> Markup {
    html! {
        // Contradictions lead: nothing below them means much before a person has settled them.
        (disputes::section(report))
        (risks::section(report))
        (findings::section(report))
        (partials::section(report))
        (summary::ask_next(report))
        (summary::other_reasons(report))
        (framework::gates(report))
        (ai_act::part(report))
        (framework::coverage(report))
        (crosswalk::part(report))
        (facts::section(report))
        (runs::section(report))
        (appendix::history(report))
        (appendix::arithmetic(report))
        (measured::measured(report))
        (appendix::method(report))
    }
}

/// `'unsafe-inline'` would also allow a `style` attribute that slipped in; the hash allows this very sheet and nothing else.
fn policy() -> String {
    format!(
        "default-src 'none'; style-src 'sha256-{}'; base-uri 'none'; form-action 'none'",
        BASE64.encode(Digest::of(STYLE).as_bytes())
    )
}

fn contents(report: &Report<'_>) -> Markup {
    html! {
        nav aria-label="Contents" {
            @if disputes::any(report) { a href="#disputes" { "Disputes" } }
            a href="#risks" { "Risks" }
            a href="#findings" { "Findings" }
            a href="#partials" { "Met only in part" }
            a href="#ask" { "What to ask next" }
            a href="#gates" { "Gates" }
            a href="#ai-act" { "EU AI Act" }
            a href="#coverage" { "Controls" }
            a href="#crosswalk" { "Other frameworks" }
            a href="#supplier" { "Supplier" }
            a href="#runs" { "Plugins and runs" }
            a href="#history" { "History" }
            a href="#arithmetic" { "Arithmetic" }
            a href="#method" { "Method and limits" }
        }
    }
}
