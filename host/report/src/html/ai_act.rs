//! The AI Act: which duties hold on the day, how far they are shown, and what sources differ on.

use assay_catalogue::{Bearer, InForce};
use maud::{Markup, html};

use super::parts::{related, section, table};
use crate::{
    Report,
    ai_act::{self, AiActView, DutyView, Evidence, SystemDuties},
};

pub(super) fn part(report: &Report<'_>) -> Markup {
    let view = ai_act::view(report);
    section(
        "ai-act",
        "EU AI Act",
        html! {
            "Articles that concern this supplier on " (view.as_of) ", by its part and the class of each system. " (view.note)
            " This is what to look at, not legal advice."
        },
        html! {
            @for system in &view.systems { (duties(report, system)) }
            (disputed(&view))
        },
    )
}

fn duties(report: &Report<'_>, system: &SystemDuties<'_>) -> Markup {
    let rows = system.duties.iter().map(|duty| row(report, duty)).collect();
    html! {
        h3 { "AI Act: " (system.system) }
        dl.facts {
            dt { "Part" } dd { (ai_act::roles(system)) }
            dt { "Class" } dd { (ai_act::class(system)) }
            @if let Some(preset) = system.sector.and_then(|sector| report.catalogue.sector(sector)) {
                dt { "Sector" }
                dd {
                    (preset.title)
                    @for raised in &system.raised {
                        "; " (raised.fact.name()) " " strong { (raised.declared) } " counts as " strong { (raised.counts_as) }
                    }
                }
                @if !preset.uses.is_empty() {
                    dt { "Typical uses" }
                    dd {
                        ul.words { @for one in &preset.uses { li { (one.name) span.soft { " (" (one.basis) ")" } } } }
                    }
                }
                dt { "To be asked" }
                dd { ul { @for prompt in &preset.prompts { li { (prompt) } } } }
            }
        }
        (table("duties", &["Article", "On this day", "Evidence", "Related controls (no credit)"], rows))
    }
}

fn row(report: &Report<'_>, duty: &DutyView<'_>) -> Vec<Markup> {
    let controls: Vec<String> = duty
        .related
        .iter()
        .map(|one| related(one.reference, one.effectiveness))
        .collect();
    vec![
        html! {
            strong { (duty.article) } " " (duty.name)
            @if duty.bearer == Bearer::Buyer { br; span.soft { "Our own duty: the supplier gives what we need for it." } }
        },
        html! { span class={ "gate " (state_class(duty.in_force)) } { (state_sign(duty.in_force)) " " (duty.in_force.label()) } },
        html! {
            span class={ "gate " (evidence_class(duty.evidence)) } { (evidence_sign(duty.evidence)) " " (duty.evidence.label()) }
            @if duty.points.is_empty() { br; span.soft { "Ask for: " (duty.ask) } }
            @else {
                br;
                span.soft {
                    @for (index, state) in duty.points.iter().enumerate() {
                        @if index > 0 { "; " }
                        (report.point_title(state.point)) " " (state.outcome)
                    }
                }
            }
        },
        html! { span.soft { (controls.join(", ")) } },
    ]
}

fn disputed(view: &AiActView<'_>) -> Markup {
    let rows = view.disputed_dates.iter().map(|row| {
        vec![
            html! { (row.obligation) @if let Some(note) = row.note { br; span.soft { (note) } } },
            html! {
                ul {
                    @for claim in row.claims {
                        li { strong.nowrap { (claim.effective_from) } " " span.soft { (claim.source) ", as of " (claim.as_of) } }
                    }
                }
            },
        ]
    });
    html! {
        @if !view.disputed_dates.is_empty() {
            h3 { "Dates on which sources differ" }
            p.lead {
                "Every claim is kept. The table of dates was last compared with its sources on " (view.dates_as_of)
                "; its digest is among the files of the catalogue below."
            }
            (table("dates", &["What applies", "From when, and who says so"], rows.collect()))
        }
    }
}

const fn state_class(state: InForce) -> &'static str {
    match state {
        InForce::Yes => "reject",
        InForce::Disputed => "undecided",
        InForce::NotYet => "soft",
    }
}

const fn state_sign(state: InForce) -> &'static str {
    match state {
        InForce::Yes => "\u{25cf}",
        InForce::Disputed => "?",
        InForce::NotYet => "\u{25cb}",
    }
}

const fn evidence_class(evidence: Evidence) -> &'static str {
    match evidence {
        Evidence::Failed => "reject",
        Evidence::Unknown | Evidence::NotChecked => "undecided",
        Evidence::Partial => "conditional",
        Evidence::Shown => "approve",
    }
}

const fn evidence_sign(evidence: Evidence) -> &'static str {
    match evidence {
        Evidence::Failed => "\u{2715}",
        Evidence::Unknown | Evidence::NotChecked => "?",
        Evidence::Partial => "!",
        Evidence::Shown => "\u{2713}",
    }
}
