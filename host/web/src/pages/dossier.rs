//! What needs the dossier: a running assessment, the questionnaire, a document with a quote, the plugins.

use assay_domain::{SupplierId, Untrusted};
use assay_oversight::Entry;
use assay_questionnaire::{Form, Taking, write};
use assay_report::{
    encode::html::{lines, text},
    plugin::{ConductRow, PluginView},
};
use maud::{Markup, html};

use super::frame::{hidden, page, table};
use crate::{guard::Visitor, jobs::Job};

/// The one script of the service.
pub(crate) const PROGRESS: &str = include_str!("../../assets/progress.js");

/// Bytes of a document that are shown on each side of a quote.
const AROUND: usize = 60_000;

pub(crate) fn assessment(visitor: &Visitor, supplier: &SupplierId, job: &Job) -> Markup {
    page(
        visitor,
        "Assessment",
        html! {
            p.eyebrow { a href={ "/suppliers/" (supplier) } { "Supplier " (supplier) } }
            h1 { "Assessment" }
            @match &job.ended {
                None => {
                    div data-events={ "/suppliers/" (supplier) "/assessment/events" } {
                        p { label for="progress" { "Runs" } " " progress id="progress" value=(job.lines.len()) max=(job.planned.max(1)) {} }
                        p role="status" { (job.lines.len()) " of " (job.planned) " runs have ended." }
                        (ended(job))
                    }
                    noscript { p { "Load this page again to see how far it is." } }
                    script src="/assets/progress.js" {}
                }
                Some(words) if words.is_empty() => {
                    p role="status" { strong { "It is done." } " " a href={ "/suppliers/" (supplier) } { "See where the supplier stands" } }
                    (ended(job))
                }
                Some(words) => {
                    p role="alert" { strong { "It failed, and nothing was entered: " } (text(words)) }
                    (ended(job))
                }
            }
        },
    )
}

fn ended(job: &Job) -> Markup {
    html! { ol { @for line in &job.lines { li { (text(line)) } } } }
}

pub(crate) fn questionnaire(
    visitor: &Visitor,
    form: &Form,
    edits: bool,
    taking: Option<&Taking>,
) -> Markup {
    let (answered, all) = form.progress();
    page(
        visitor,
        "Questionnaire",
        html! {
            p.eyebrow { a href={ "/suppliers/" (form.supplier) } { "Supplier " (form.supplier) } }
            h1 { "Questions to " (text(&form.name)) }
            p { label for="answered" { (answered) " of " (all) " questions are answered." } " " progress id="answered" value=(answered) max=(all) {} }
            p.soft { "An empty answer counts as unknown; so do fillers as “TBD” or “n/a”. An answer can be changed here and not taken back. It counts from the next assessment on." }
            @if let Some(taking) = taking {
                div role="status" {
                    p { strong { "Answers taken: " (taking.answers().count()) "." } }
                    @if taking.taken.iter().any(|taken| taken.outcome.needs_a_look() || !taken.notes.is_empty()) {
                        (table("To be looked at", &["Question", "Outcome", "Answer", "Why"], html! {
                            @for taken in taking.taken.iter().filter(|taken| taken.outcome.needs_a_look() || !taken.notes.is_empty()) {
                                tr {
                                    th scope="row" { (text(&taken.id)) }
                                    td { (taken.outcome.label()) }
                                    td { (text(&taken.value)) }
                                    td { @for note in &taken.notes { p { (text(note)) } } }
                                }
                            }
                        }))
                    }
                }
            }
            form.questions method="post" action={ "/suppliers/" (form.supplier) "/questionnaire" } {
                (hidden(visitor))
                @if edits { p { button { "Keep the answers" } } }
                (write::questions(form))
                @if edits { p { button { "Keep the answers" } } }
            }
        },
    )
}

/// The document around a quote, or why it cannot be shown; the quote is there in either case.
pub(crate) fn document(
    visitor: &Visitor,
    entry: &Entry,
    id: &str,
    found: Result<&str, &str>,
    (start, end): (u64, u64),
    quote: &Untrusted,
) -> Markup {
    let supplier = &entry.view.supplier;
    let parts = found.ok().and_then(|whole| {
        let (start, end) = (usize::try_from(start).ok()?, usize::try_from(end).ok()?);
        let from = whole.floor_char_boundary(start.saturating_sub(AROUND));
        let to = whole.ceil_char_boundary(end.saturating_add(AROUND).min(whole.len()));
        Some((
            from > 0,
            whole.get(from..start)?,
            whole.get(start..end)?,
            whole.get(end..to)?,
            to < whole.len(),
        ))
    });
    page(
        visitor,
        "Document",
        html! {
            p.eyebrow { a href={ "/suppliers/" (supplier) "#care" } { "Supplier " (supplier) } }
            h1 { (text(id)) }
            @match parts {
                Some((cut_before, before, quoted, after, cut_after)) => {
                    p { a href="#quote" { "To the quote" } }
                    div.document {
                        @if cut_before { p.soft { "What stands before is left out." } }
                        (lines(before)) " "
                        mark id="quote" { (lines(quoted)) }
                        " " (lines(after))
                        @if cut_after { p.soft { "What stands behind is left out." } }
                    }
                }
                None => {
                    p.unknown { (found.err().unwrap_or("The quote is not at its place any more.")) " The quote, as it was recorded:" }
                    blockquote { mark id="quote" { (lines(quote)) } }
                }
            }
        },
    )
}

pub(crate) fn plugins(
    visitor: &Visitor,
    plugins: &[PluginView],
    conducts: &[ConductRow],
) -> Markup {
    page(
        visitor,
        "Plugins",
        html! {
            h1 { "Plugins" }
            p.lead { "What takes part in assessments, on whose word, and with what it may use." }
            (table("Plugins that take part", &["Plugin", "Publisher", "Standing", "May use", "Points", "Digest"], html! {
                @for one in plugins {
                    tr {
                        th scope="row" { (text(&one.descriptor.title)) br; code { (one.reference.id) } " " (text(&one.reference.version)) }
                        td { (text(&one.reference.publisher)) @for key in &one.signed_by { br; code { (text(key)) } } }
                        td { @match &one.refused { Some(refused) => strong { "does not run: " (text(refused)) }, None => (text(&one.standing)) } }
                        td { @for capability in &one.capabilities { (text(capability)) br; } }
                        td { (one.descriptor.points.len()) }
                        td { code { (one.reference.digest.short()) } }
                    }
                }
            }))
            h2 { "How they have fared" }
            @if conducts.is_empty() { p { "No plugin has taken part yet." } }
            @else {
                (table("The latest 64 times of each component", &["Plugin", "Took part", "Failed", "Latest", "At", "Quarantine"], html! {
                    @for row in conducts {
                        tr {
                            th scope="row" { code { (row.plugin.id) } " " (text(&row.plugin.version)) br; code { (row.plugin.digest.short()) } }
                            td { (row.parts) }
                            td { (row.failures) }
                            td { (text(&row.latest)) }
                            td { (row.latest_at) }
                            td { @match row.quarantine_until { Some(until) => strong { "until " (until) }, None => "no" } }
                        }
                    }
                }))
            }
        },
    )
}
