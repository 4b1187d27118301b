//! History, the arithmetic, and what the page does not show.

use maud::{Markup, html};

use super::{
    findings::evidence,
    parts::{decision, fold, level, section, table},
    risks::anchor,
};
use crate::{Report, explain};

pub(super) fn history(report: &Report<'_>) -> Markup {
    let rows = report.view.history.iter().map(|row| {
        vec![
            html! { (row.id.number) },
            html! { span.nowrap { (row.as_of) } },
            decision(row.decision),
            level(row.level),
            html! { (row.coverage) " / " (row.assurance) @if !row.complete { br; strong { "incomplete" } } },
            html! {
                @if let Some(reason) = row.reasons.first() { (reason.text) }
                br;
                code { (row.verdict_digest.short()) }
            },
        ]
    });
    section(
        "history",
        "History",
        html! { "Every assessment, the latest first." },
        table(
            "history",
            &[
                "No.",
                "As of",
                "Decision",
                "Worst risk",
                "Coverage / assurance",
                "First reason and verdict",
            ],
            rows.collect(),
        ),
    )
}

pub(super) fn arithmetic(report: &Report<'_>) -> Markup {
    section(
        "arithmetic",
        "Arithmetic",
        html! {
            "Whole numbers; shares in hundredths of a percent (10000 is all of it). Effectiveness is rounded down and risk up. "
            code { "assay explain" } " goes down to each point."
        },
        html! {
            @for risk in report.risks() {
                @let steps = explain::risk(report, risk);
                @if let Some((title, rest)) = steps.split_first() {
                    (fold(&anchor(&risk), html! { (title.text) ": " (risk.result.residual) }, html! {
                        p.fold-title { (title.text) ": " (risk.result.residual) }
                        ul.steps { @for step in rest { li class={ "d" (step.depth.min(3)) } {
                            (step.text)
                            @if let Some(cited) = &step.cites { (evidence(report.contexts, cited)) }
                        } } }
                    }))
                }
            }
        },
    )
}

pub(super) fn method(report: &Report<'_>) -> Markup {
    let verdict = report.verdict();
    let policy = &report.catalogue.policy;
    section(
        "method",
        "Method and limits",
        html! { (verdict.method) ", policy as of " (policy.as_of) ": " (policy.source) },
        html! {
            p {
                "Each risk starts from the facts of use. Controls lower likelihood or impact only as far as evidence carries them: "
                "a supplier's own word at most to a level that lowers nothing, documents further, what we saw ourselves and what "
                "independent bodies vouch for the furthest. Then gates and floors are applied, and the worst of all decides."
            }
            h3 { "What this page does not show" }
            ul {
                li { "It is no audit, no certification and no legal advice. It shows what could be told on the day above, not what is true for ever." }
                li { "Levels are an order, not amounts: \u{201c}High\u{201d} is worse than \u{201c}Medium\u{201d}, not twice as much of anything." }
                li { "Coverage says how much could be told, not how good the supplier is. Low coverage is a finding in itself." }
                li { "Text in quotation boxes was written by the supplier or by a plugin and is reproduced, not endorsed. Hidden characters are shown as codes." }
                li { "A quote was checked to stand in the document, not to be the whole truth of the document. Read contracts before signing them." }
                li { "Probes see the endpoint that answered on that day, from one place. Another region, plan or customer may be served differently." }
                li { "Frameworks are reproduced in our own words. The text of the standard or the law decides." }
                li { "Weights, thresholds and gates are judgement. They are data with a digest, listed above, so that they can be argued about." }
            }
        },
    )
}
