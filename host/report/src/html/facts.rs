//! What the dossier says about the supplier: claims, none of them verified by being printed here.

use assay_domain::{AiSystem, CertificateClaim, ContextFact, NotApplicableApproval, Untrusted};
use jiff::civil::Date;
use maud::{Markup, html};

use super::parts::{self, table};
use crate::{Report, encode::html::text};

/// A certificate that ends this soon is pointed out: time enough to ask for the next one.
const ENDS_SOON_DAYS: i32 = 90;

pub(super) fn section(report: &Report<'_>) -> Markup {
    let facts = &report.view.latest.facts;
    parts::section(
        "supplier",
        "The supplier and what it supplies",
        html! { "As the dossier says it. Claims, unless a finding or a control above rests on better evidence." },
        html! {
            @for system in &facts.systems { (ai_system(report, system)) }
            @if facts.systems.is_empty() {
                p { "The dossier names no AI system: one system of which nothing is known was assessed instead." }
            }
            h3 { "Certificates that it claims" }
            @if facts.certificates.is_empty() { p { "None." } }
            @else {
                (table(
                    "certificates",
                    &["Standard", "Number and holder", "Scope", "Issued by", "Valid"],
                    facts.certificates.iter().map(|claim| certificate(claim, report.verdict().as_of)).collect(),
                ))
            }
            @if !facts.sub_processors.is_empty() {
                h3 { "Sub-processors" }
                (table(
                    "sub-processors",
                    &["Name", "What for", "Where"],
                    facts
                        .sub_processors
                        .iter()
                        .map(|one| vec![text(&one.name), told(one.purpose.as_ref()), told(one.country.as_ref())])
                        .collect(),
                ))
            }
            h3 { "Points that are said not to apply" }
            @if facts.not_applicable.is_empty() { p { "None." } }
            @else {
                (table(
                    "approvals",
                    &["Point", "Why", "Asked by", "Approved by"],
                    facts.not_applicable.iter().map(|one| approval(report, one)).collect(),
                ))
            }
        },
    )
}

fn told(value: Option<&Untrusted>) -> Markup {
    match value.filter(|value| !value.is_blank()) {
        Some(value) => text(value),
        None => html! { span.unknown { "not told" } },
    }
}

fn ai_system(report: &Report<'_>, system: &AiSystem) -> Markup {
    let verdict = report
        .verdict()
        .systems
        .iter()
        .find(|one| one.system == system.id);
    html! {
        h3 { (text(&system.name)) span.soft { " (" (system.id) ")" } }
        dl.facts {
            @if let Some(verdict) = verdict {
                dt { "Tier" }
                dd {
                    (verdict.tier.tier) @if verdict.tier.provisional { ", provisional" }
                    "; coverage " (verdict.coverage.share) ", assurance " (verdict.assurance.share)
                }
            }
            dt { "Purpose" } dd { (told(system.purpose.as_ref())) }
            dt { "Data used" } dd { (told(system.data_used.as_ref())) }
            dt { "Decisions influenced" } dd { (told(system.decisions_influenced.as_ref())) }
            dt { "People affected" } dd { (told(system.people_affected.as_ref())) }
            dt { "Upstream models" }
            dd {
                @if system.upstream_models.is_empty() { (told(None)) }
                @for (index, model) in system.upstream_models.iter().enumerate() {
                    @if index > 0 { ", " }
                    (text(model))
                }
            }
            dt { "Facts of use" }
            dd {
                ul.words {
                    @for fact in ContextFact::ALL {
                        li {
                            (fact.name()) " "
                            @match system.context.get(fact) {
                                Some(rating) => { strong { (fact.word(rating)) } }
                                None => { span.unknown { "not known, counts as the worst" } }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn certificate(claim: &CertificateClaim, as_of: Date) -> Vec<Markup> {
    vec![
        text(&claim.standard),
        html! { (told(claim.number.as_ref())) br; (told(claim.holder.as_ref())) },
        told(claim.scope.as_ref()),
        html! {
            (told(claim.certification_body.as_ref()))
            br;
            span.soft { "accredited by " } (told(claim.accreditation_body.as_ref()))
        },
        html! {
            (date(claim.issued_on)) " to " (date(claim.expires_on))
            br;
            (validity(claim, as_of))
        },
    ]
}

fn date(date: Option<Date>) -> Markup {
    match date {
        Some(date) => html! { span.nowrap { (date) } },
        None => told(None),
    }
}

/// The dates only: whether a certificate is real is a check's business, and its result stands with the controls.
fn validity(claim: &CertificateClaim, as_of: Date) -> Markup {
    let days = claim
        .expires_on
        .and_then(|end| as_of.until(end).ok())
        .map(|span| span.get_days());
    html! {
        @if claim.issued_on.is_some_and(|start| start > as_of) { strong { "not yet valid" } }
        @else {
            @match days {
                Some(days) if days < 0 => { strong { "lapsed" } }
                Some(days) if days <= ENDS_SOON_DAYS => { strong { "ends in " (days) " days" } }
                Some(_) => { span.soft { "in date" } }
                None => { strong { "no end is known" } }
            }
        }
    }
}

fn approval(report: &Report<'_>, approval: &NotApplicableApproval) -> Vec<Markup> {
    vec![
        html! {
            (report.point_title(&approval.point))
            @if let Some(system) = &approval.system { span.soft { " (" (system) ")" } }
            @if !approval.is_complete() { br; strong { "not approved by a second person: counts as not known" } }
        },
        told(Some(&approval.why)),
        told(Some(&approval.requested_by)),
        html! {
            (told(Some(&approval.approved_by)))
            @if let Some(date) = approval.approved_on { span.soft.nowrap { " " (date) } }
        },
    ]
}
