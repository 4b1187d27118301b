//! What a supplier's person sees: its own open findings, and what it replied. What the buyer thinks of it is not shown.

use assay_catalogue::Catalogue;
use assay_domain::{RemarkKind, ReportedOutcome, Subject};
use assay_oversight::Entry;
use assay_report::encode::html::{lines, text};
use maud::{Markup, html};

use super::{
    frame::{hidden, page, table},
    supplier::dossier,
};
use crate::{guard::Visitor, routes::written};

pub(crate) fn own(
    visitor: &Visitor,
    entry: &Entry,
    catalogue: &Catalogue,
    has_dossier: bool,
) -> Markup {
    let view = &entry.view;
    let title = |point: &assay_domain::PointId| {
        catalogue
            .points
            .get(point)
            .map_or("", |one| one.title.as_str())
    };
    page(
        visitor,
        view.supplier.as_str(),
        html! {
            p.eyebrow { "Your entry" }
            h1 { (text(&view.latest.facts.profile.legal_name)) }
            p.lead { "What was found and is open. A reply is read and kept; what closes a finding is evidence." }
            @if has_dossier { (dossier(visitor, &view.supplier)) }
            @if view.open_findings.is_empty() { p { "Nothing is open." } }
            @else {
                (table("Open findings, the worst first", &["Finding", "Severity", "About", "What was seen", "What would help"], html! {
                    @for finding in &view.open_findings {
                        tr {
                            th scope="row" { code { (&finding.fingerprint.hex()[..8]) } }
                            td { (finding.severity) }
                            td { (title(&finding.point)) @if let Some(system) = &finding.system { " (" (system) ")" } }
                            td { @for seen in finding.observations.iter().filter(|seen| seen.outcome == ReportedOutcome::Fail) { p { (text(&seen.title)) } } }
                            td { @for seen in finding.observations.iter().filter(|seen| seen.outcome == ReportedOutcome::Fail) { p { (text(&seen.remediation)) } } }
                        }
                    }
                }))
                form.stack method="post" action={ "/suppliers/" (view.supplier) "/remarks" } {
                    (hidden(visitor))
                    label for="r-subject" { "On which finding" }
                    select id="r-subject" name="subject" {
                        @for finding in &view.open_findings {
                            option value=(written(&Subject::Finding { fingerprint: finding.fingerprint })) { (&finding.fingerprint.hex()[..8]) " " (title(&finding.point)) }
                        }
                    }
                    label for="r-text" { "Your reply" } textarea id="r-text" name="text" rows="4" required {}
                    button { "Reply" }
                }
            }
            section id="remarks" {
                h2 { "Your replies" }
                @for one in entry.oversight.remarks.iter().filter(|one| one.kind == RemarkKind::Reply) {
                    article.remark { p.soft { (one.by) ", " (one.at) ", on " (one.subject) } p { (lines(&one.text)) } }
                }
            }
        },
    )
}
