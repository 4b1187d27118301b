//! What the crosswalk says about frameworks that have no check points of their own.

use assay_catalogue::Framework;
use assay_domain::{Bp, ControlId};
use maud::{Markup, html};

use super::parts::{bar, related, section, table};
use crate::{Report, encode::html::text};

/// The AI Act has a section of its own, and certificates are listed by what the supplier claims.
const NIST: &str = "nist-ai-rmf";

pub(super) fn part(report: &Report<'_>) -> Markup {
    let nist = report.catalogue.references.iter().find(|f| f.id == NIST);
    section(
        "crosswalk",
        "Other frameworks, through the crosswalk",
        html! {
            "Credit is passed on only where a control covers the requirement whole (equal or superset). Everything else is a hint "
            "where to look and counts for nothing. Of several systems the weakest counts."
        },
        html! {
            @if let Some(nist) = nist { (framework(report, nist)) }
            (certificates(report))
        },
    )
}

/// The effectiveness of a control over all systems: that of the weakest.
fn weakest(report: &Report<'_>, control: &ControlId) -> Option<Bp> {
    let systems = report.verdict().systems.iter();
    systems
        .flat_map(|system| &system.controls)
        .filter(|result| result.control == *control && !result.terms.is_empty())
        .map(|result| result.arithmetic.result)
        .min()
}

fn framework(report: &Report<'_>, framework: &Framework) -> Markup {
    let crosswalk = &report.catalogue.crosswalk;
    let rows = framework.controls.iter().map(|control| {
        let credit = crosswalk.credit(&control.id, |source| weakest(report, source));
        let hints: Vec<String> = crosswalk
            .hints(&control.id)
            .filter_map(|hint| {
                let source = &hint.mapping().source;
                let effectiveness = weakest(report, source)?;
                Some(related(report.control_reference(source), effectiveness))
            })
            .collect();
        vec![
            html! { strong { (control.reference) } " " (control.name) },
            html! {
                @match credit {
                    Some((credit, link)) => {
                        (bar(credit.effectiveness(), None)) (credit.effectiveness()) " "
                        span.soft { "from " (report.control_reference(&link.mapping().source)) }
                    }
                    None => { span.soft { "none" } }
                }
            },
            html! {
                @if hints.is_empty() { span.soft { "nothing leads here" } } @else { span.soft { (hints.join(", ")) } }
            },
        ]
    });
    html! {
        h3 { (framework.title) " " span.soft { (framework.edition) } }
        (table("controls crosswalk", &["Subcategory", "Credit", "Hints (no credit)"], rows.collect()))
    }
}

fn certificates(report: &Report<'_>) -> Markup {
    let catalogue = report.catalogue;
    let claims = &report.view.latest.facts.certificates;
    let rows: Vec<_> = claims
        .iter()
        .filter_map(|claim| {
            let standard = catalogue.other_certificate(claim)?;
            let supports: Vec<&str> = catalogue
                .crosswalk
                .hints_from(&standard.id)
                .map(|hint| report.control_reference(&hint.mapping().target))
                .collect();
            Some(vec![
                html! { (text(&claim.standard)) br; span.soft { (standard.name) } },
                html! { (supports.join(", ")) },
            ])
        })
        .collect();
    html! {
        @if !rows.is_empty() {
            h3 { "Certificates to other standards" }
            p.lead { "They support the clauses and controls beside them as a hint. None of them is a certificate to ISO/IEC 42001, and none looks at AI." }
            (table("files", &["Claimed certificate", "Where it is worth looking at"], rows))
        }
    }
}
