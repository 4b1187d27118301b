//! The entry as Markdown, for a wiki or a ticket.

use std::fmt::Write as _;

use assay_domain::TreatmentStatus;

use super::{Export, cited, is_fail};
use crate::{encode::markdown::Marked, words};

/// Decision, causes, risks, findings, waivers and treatments.
pub fn report(export: &Export<'_>) -> String {
    let position = &export.entry.position;
    let mut out = String::new();
    let mut put =
        |text: std::fmt::Arguments<'_>| out.write_fmt(text).expect("a String takes every write");
    put(format_args!(
        "# {}\n\n",
        Marked::of(&export.supplier_name())
    ));
    put(format_args!(
        "**{}** on {}: {}.\n\n",
        position.decision,
        position.as_of,
        words::meaning(position.decision)
    ));
    put(format_args!(
        "Assessed on {} as {}; {}, worst residual risk {}, coverage {}.\n\n",
        position.assessed_on,
        position.assessed,
        position.verdict.tier.tier,
        position.verdict.level,
        position.verdict.coverage.share
    ));
    put(format_args!("## Why\n\n"));
    for cause in &position.causes {
        let waived = cause.waived_by.map_or(String::new(), |number| {
            format!(
                " **waived** by waiver {number}, would be {}",
                cause.argues_for
            )
        });
        put(format_args!(
            "- {}: {}{waived}\n",
            cause.counts_as,
            Marked::of(&export.told(cause))
        ));
    }
    if position.causes.is_empty() {
        put(format_args!("Nothing stands against it.\n"));
    }
    put(format_args!(
        "\n## Risks\n\n| System | Risk | Inherent | Likelihood | Impact | Residual |\n|---|---|---|---|---|---|\n"
    ));
    for system in &position.verdict.systems {
        for risk in &system.scenarios {
            let scenario = export
                .catalogue
                .scenarios
                .iter()
                .find(|one| one.id == risk.scenario);
            let title = scenario.map_or(risk.scenario.as_str(), |one| one.title.as_str());
            put(format_args!(
                "| {} | {} {} | {} | {} | {} | {} |\n",
                Marked::show(&system.system),
                risk.scenario,
                Marked::of(title),
                risk.inherent,
                risk.likelihood.residual,
                risk.impact.residual,
                risk.residual
            ));
        }
    }
    put(format_args!("\n## Open findings\n\n"));
    for finding in &export.entry.view.open_findings {
        put(format_args!(
            "### {}: {}\n\n",
            finding.severity,
            Marked::of(export.point_title(&finding.point))
        ));
        put(format_args!(
            "Finding `{}`, {}.\n\n",
            &finding.fingerprint.hex()[..8],
            finding.state.label()
        ));
        for seen in finding.observations.iter().filter(|seen| is_fail(seen)) {
            put(format_args!(
                "{}. {}\n\n",
                Marked::of(&seen.title),
                Marked::of(&seen.detail)
            ));
            for piece in &seen.evidence {
                put(format_args!("> {}\n\n", Marked::of(&cited(piece))));
            }
        }
    }
    put(format_args!(
        "## Treatments\n\n| No. | Response | Of | Owner | Due | Status | How |\n|---|---|---|---|---|---|---|\n"
    ));
    for (treatment, lapsed) in &position.treatments {
        let status = match &treatment.status {
            TreatmentStatus::Open if *lapsed => "**lapsed**",
            TreatmentStatus::Open => "under way",
            TreatmentStatus::Done { .. } => "done",
            TreatmentStatus::Withdrawn { .. } => "withdrawn",
        };
        let (of, how) = (
            Marked::show(&treatment.subject),
            Marked::of(&treatment.description),
        );
        let (number, response, owner, due) = (
            treatment.number,
            treatment.response.label(),
            Marked::show(&treatment.owner),
            treatment.due,
        );
        put(format_args!(
            "| {number} | {response} | {of} | {owner} | {due} | {status} | {how} |\n"
        ));
    }
    put(format_args!(
        "\n## Waivers\n\n| No. | State | Of | Until | Reason |\n|---|---|---|---|---|\n"
    ));
    for (waiver, state) in &position.waivers {
        let (of, reason) = (Marked::show(&waiver.subject), Marked::of(&waiver.reason));
        put(format_args!(
            "| {} | {} | {of} | {} | {reason} |\n",
            waiver.number,
            state.label(),
            waiver.expires
        ));
    }
    out
}
