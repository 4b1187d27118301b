//! What stands on the first page: who, the decision, why, the figures; and what to ask next.

use assay_domain::{Severity, SystemId};
use maud::{Markup, html};

use super::parts::{
    bar, decision as decided, decision_class, fold, level, prose, section, severity, sign,
};
use crate::{
    Report,
    encode::html::{address, text},
    grouped::{self, Question, Reasons, by_severity, of_systems},
    partials::partials,
    words::meaning,
};

/// How many questions are shown at once: as many as fit a meeting.
const FIRST: usize = 15;

pub(super) fn head(report: &Report<'_>) -> Markup {
    let latest = &report.view.latest;
    let profile = &latest.facts.profile;
    html! {
        header {
            p.eyebrow { "AI supplier assessment" }
            h1 { (text(&profile.legal_name)) }
            p.meta {
                span { "as of " strong { (latest.verdict.as_of) } }
                span { "assessment " (latest.id) }
                @if let Some(country) = &profile.country { span { (text(country)) } }
                @for role in &profile.roles { span { (role.label()) } }
                @if let Some(website) = &profile.website { span { (address(website)) } }
            }
        }
    }
}

pub(super) fn decision(report: &Report<'_>) -> Markup {
    let verdict = report.verdict();
    let deciding = grouped::reasons(report)
        .into_iter()
        .filter(|(reason, _)| reason.decision == verdict.decision);
    html! {
        section class={ "decision " (decision_class(verdict.decision)) } aria-labelledby="decision" {
            p.verdict id="decision" {
                span.sign aria-hidden="true" { (sign(verdict.decision)) }
                strong { (verdict.decision) }
            }
            p.meaning { "In short: " (meaning(verdict.decision)) "." }
            ul.reasons {
                @for (reason, systems) in deciding { li { (why(&reason, &systems)) } }
            }
        }
    }
}

/// Reasons that change nothing while those for the decision stand.
pub(super) fn other_reasons(report: &Report<'_>) -> Markup {
    let others: Vec<_> = grouped::reasons(report)
        .into_iter()
        .filter(|(reason, _)| reason.decision != report.verdict().decision)
        .collect();
    if others.is_empty() {
        return html! {};
    }
    section(
        "other-reasons",
        "What else stands against approval",
        html! { "Reasons for a milder decision: they would remain if the reasons on the first page were gone." },
        html! {
            ul.reasons {
                @for (reason, systems) in &others {
                    li { (decided(reason.decision)) " " (why(reason, systems)) }
                }
            }
        },
    )
}

fn why(reason: &Reasons<'_>, systems: &[&SystemId]) -> Markup {
    html! {
        @if !reason.subjects.is_empty() { strong { (reason.subjects.join(", ")) } ": " }
        (prose(reason.text)) span.soft { (of_systems(systems)) }
    }
}

pub(super) fn figures(report: &Report<'_>) -> Markup {
    let verdict = report.verdict();
    let tier = report.catalogue.policy.tiers.get(&verdict.tier.tier);
    let open = &report.view.open_findings;
    let partials = partials(report).standing;
    let unknown: Vec<&str> = verdict
        .tier
        .facts
        .iter()
        .filter(|(_, rating)| rating.is_none())
        .map(|(fact, _)| fact.name())
        .collect();
    html! {
        dl.figures {
            (figure("Tier", html! { (verdict.tier.tier) }, html! {
                @if verdict.tier.provisional {
                    strong { "Provisional. " } "Not known and counted as the worst: " (unknown.join(", "))
                } @else { "from the facts of use" }
            }))
            (figure("Worst risk that remains", level(verdict.level), html! {
                "this tier accepts " (report.appetite())
            }))
            (figure("Coverage", html! { (verdict.coverage.share) }, html! {
                (bar(verdict.coverage.share, tier.map(|t| t.coverage_floor)))
                "of what is expected could be told"
                @if let Some(tier) = tier { "; asked for: " (tier.coverage_floor) }
            }))
            (figure("Assurance", html! { (verdict.assurance.share) }, html! {
                (bar(verdict.assurance.share, None))
                "rests on evidence that we saw ourselves, or better"
            }))
            (figure("Open findings", html! { (open.len()) }, html! {
                (counts(open.iter().map(|finding| finding.severity)))
            }))
            (figure("Met only in part", html! { (partials.len()) }, html! {
                (counts(partials.iter().map(|partial| partial.severity)))
            }))
            (figure("Plugins", html! { (if verdict.complete { "complete" } else { "incomplete" }) }, html! {
                @if verdict.complete { "every run ended well" }
                @else { strong { "A run ended in an error" } "; what it should have told counts as not known" }
            }))
            (figure("Next assessment", html! { span.nowrap { (verdict.reassess_on) } }, html! {
                "at the latest; earlier when something changes"
            }))
        }
    }
}

fn counts(severities: impl Iterator<Item = Severity>) -> Markup {
    html! {
        @for (grade, count) in by_severity(severities) { span.count { (count) " " (severity(grade)) } " " }
    }
}

fn figure(name: &str, value: Markup, note: Markup) -> Markup {
    html! {
        div { dt { (name) } dd.value { (value) } dd.note { (note) } }
    }
}

pub(super) fn ask_next(report: &Report<'_>) -> Markup {
    let asks = grouped::questions(report);
    let (first, rest) = asks.split_at(asks.len().min(FIRST));
    section(
        "ask",
        "What to ask the supplier next",
        html! {
            @if asks.is_empty() { "Everything that is expected could be told." }
            @else { "The most valuable question first: what a gate waits for, then what most risk rests on." }
        },
        html! {
            (list(report, first))
            @if !rest.is_empty() {
                (fold("more-questions", html! { (rest.len()) " more questions" }, html! {
                    p.fold-title { "More questions" }
                    div.dense { (list(report, rest)) }
                }))
            }
        },
    )
}

fn list(report: &Report<'_>, asks: &[(Question<'_>, Vec<&SystemId>)]) -> Markup {
    html! {
        ol.asks {
            @for (ask, systems) in asks {
                li {
                    span.box aria-hidden="true" {}
                    span {
                        (ask.text) " "
                        span.soft { (report.point_title(ask.point)) ", now " (ask.outcome) (of_systems(systems)) }
                    }
                }
            }
        }
    }
}
