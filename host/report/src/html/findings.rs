//! Findings with their evidence.

use assay_domain::{Evidence, Fact, FactValue, Observation};
use assay_register::{FindingState, FindingView};
use maud::{Markup, html};

use super::parts::{self, fold, severity};
use crate::{
    QuoteContexts, QuotePlace, Report,
    encode::html::{address, lines, text},
    words::number,
};

pub(super) fn section(report: &Report<'_>) -> Markup {
    let view = report.view;
    let open: Vec<&FindingView> = view
        .open_findings
        .iter()
        .filter(|finding| finding.state != FindingState::Disputed)
        .collect();
    let closed = &view.closed_findings;
    parts::section(
        "findings",
        "Findings",
        html! {
            @if open.is_empty() { "No undisputed finding is open." }
            @else {
                "Worst first. A finding stays open until equal or better evidence shows that it is mended: "
                "silence does not close it."
            }
        },
        html! {
            @for finding in open { (card(report, finding)) }
            @if !closed.is_empty() {
                (fold(
                    "closed-findings",
                    html! { "Closed findings: " (closed.len()) },
                    html! { @for finding in closed { (card(report, finding)) } },
                ))
            }
        },
    )
}

/// One finding.
pub(super) fn card(report: &Report<'_>, finding: &FindingView) -> Markup {
    let weakened = report
        .verdict()
        .findings
        .iter()
        .find(|one| one.fingerprint == finding.fingerprint)
        .map_or(&[][..], |one| &one.controls);
    html! {
        article.finding id={ "finding-" (finding.fingerprint.short()) } {
            h3 {
                (severity(finding.severity)) " " (report.point_title(&finding.point))
                @if let Some(system) = &finding.system { span.soft { " (" (system) ")" } }
            }
            p.soft {
                "Finding " code { (finding.fingerprint.short()) } ", " (finding.state.label())
                @if finding.not_reobserved { strong { ", not seen again and still open" } }
                ", first seen in assessment " (finding.first_seen) ", last in " (finding.last_observed)
                @if let Some(number) = finding.closed_in { ", closed in " (number) }
                @if !weakened.is_empty() {
                    ". Weakens "
                    @for (index, control) in weakened.iter().enumerate() {
                        @if index > 0 { ", " }
                        span.nowrap { (report.control_reference(control)) }
                    }
                }
            }
            div.observations.sides[finding.state == FindingState::Disputed] {
                @for seen in &finding.observations { (observation(report, seen)) }
            }
            @if let Some(seen) = &finding.closed_by {
                p { "Closed by:" }
                (observation(report, seen))
            }
        }
    }
}

/// One observation with everything that it rests on.
pub(super) fn observation(report: &Report<'_>, seen: &Observation) -> Markup {
    html! {
        div.observation {
            p.said {
                span.outcome { (seen.outcome.label()) } " " strong { (text(&seen.title)) }
            }
            @if !seen.detail.is_blank() { p { (lines(&seen.detail)) } }
            @if !seen.facts.is_empty() {
                ul.facts { @for one in &seen.facts { li { (fact(one)) } } }
            }
            @for one in &seen.evidence { (evidence(report.contexts, one)) }
            @if seen.evidence.is_empty() { p.soft { "No evidence is cited." } }
            @if !seen.remediation.is_blank() { p { b { "What would help: " } (lines(&seen.remediation)) } }
            p.soft {
                "Seen by " (seen.provenance.plugin.id) " (" (seen.provenance.standing.label()) ") on " (seen.observed_on)
                ", evidence " (seen.class)
                @if seen.class < seen.requested_class { " (it asked for " (seen.requested_class) ")" }
                ", confidence " (seen.confidence)
                ", run " code { (seen.provenance.run) }
            }
        }
    }
}

fn fact(fact: &Fact) -> Markup {
    html! {
        (text(&fact.name)) ": "
        @match &fact.value {
            FactValue::Number(quantity) => { strong { (number(quantity)) " " (text(&quantity.unit)) } }
            FactValue::Text(value) => { strong { (text(value)) } }
            FactValue::YesNo(yes) => { strong { (if *yes { "yes" } else { "no" }) } }
            FactValue::Other(kind, value) => { strong { (text(value)) } " " span.soft { "(" (text(kind)) ")" } }
        }
    }
}

/// One piece of evidence, a quote with what stands around it in these contexts.
pub(super) fn evidence(contexts: &QuoteContexts, evidence: &Evidence) -> Markup {
    match evidence {
        Evidence::Answer {
            question,
            value,
            documents,
        } => html! {
            figure.evidence {
                figcaption { "The supplier answered " code { (question) } }
                blockquote { (lines(value)) }
                @if !documents.is_empty() {
                    p.soft { "It points to " @for (i, name) in documents.iter().enumerate() { @if i > 0 { ", " } (text(name)) } }
                }
            }
        },
        Evidence::Quote {
            document,
            digest,
            start,
            end,
            text: quote,
            place: at,
        } => {
            let place = QuotePlace {
                document: *digest,
                start: *start,
                end: *end,
            };
            let context = contexts.get(&place);
            html! {
                figure.evidence {
                    figcaption {
                        "Quoted from " b { (text(document)) }
                        @if let Some(at) = at { ", " b { (text(at)) } }
                        ", bytes " (start) " to " (end)
                        ", document " code { (digest.short()) }
                    }
                    blockquote {
                        @if let Some(around) = context { span.around { "\u{2026}" (lines(&around.before)) } " " }
                        mark { (lines(quote)) }
                        @if let Some(around) = context { " " span.around { (lines(&around.after)) "\u{2026}" } }
                    }
                }
            }
        }
        Evidence::Exchange {
            id,
            request,
            sent,
            result,
            answer,
            digest,
        } => html! {
            figure.evidence {
                figcaption { "Exchange " code { (text(id)) } " that we recorded, answer " code { (digest.short()) } }
                pre {
                    (text(request))
                    @if !sent.is_blank() { "\n" (lines(sent)) }
                    "\n\u{2192} " (text(result))
                    @if !answer.is_blank() { "\n" (lines(answer)) }
                }
            }
        },
        Evidence::Certificate {
            exchange,
            index,
            field,
            value,
            verified,
        } => html! {
            figure.evidence {
                figcaption {
                    "Certificate " (index) " of the chain seen in exchange " code { (text(exchange)) } ", which "
                    (if *verified { "verified" } else { "did not verify" })
                }
                pre { (text(field)) " = " (text(value)) }
            }
        },
        Evidence::Profile { path, value } => html! {
            figure.evidence {
                figcaption { "The dossier's profile says" }
                pre { (text(path)) " = " (address(value)) }
            }
        },
    }
}
