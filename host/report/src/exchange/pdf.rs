//! The entry as a PDF to print and to file: what Markdown has, set on pages, with the matrix.
//!
//! The file has an outline and its text can be searched and copied. It is not tagged for a screen reader: the HTML report is for that.

mod layout;

use assay_domain::{Decision, Level, TreatmentStatus};

use self::layout::{BODY, Colour, Layout, SMALL, STRONG};
use super::{Export, cited, is_fail, xlsx::axis};
use crate::{encode::pdf::Ink, words};

/// The file.
///
/// # Errors
/// When the writer refuses, with its words.
pub fn report(export: &Export<'_>) -> Result<Vec<u8>, String> {
    let position = &export.entry.position;
    let name = Ink::of(&export.supplier_name());
    let foot = format!("{} · {}", position.supplier, position.as_of);
    let mut page = Layout::new(Ink::show(foot));
    page.paragraph(&Ink::of("Supplier risk register"), SMALL, 0.0);
    page.title(&name);
    let decided = format!(
        "{} on {}: {}",
        position.decision,
        position.as_of,
        words::meaning(position.decision)
    );
    let face = layout::Face {
        size: 12.0,
        ..STRONG
    };
    page.barred(
        &Ink::show(decided),
        face,
        decision_colour(position.decision),
    );
    page.paragraph(
        &Ink::show(format!(
            "Assessed on {} as {}; {}, worst residual risk {}, coverage {}. Unchanged until {} if nobody does anything.",
            position.assessed_on,
            position.assessed,
            position.verdict.tier.tier,
            position.verdict.level,
            position.verdict.coverage.share,
            position.holds_until,
        )),
        BODY,
        0.0,
    );
    causes(&mut page, export);
    matrix(&mut page, export);
    risks(&mut page, export);
    findings(&mut page, export);
    treatments(&mut page, export);
    waivers(&mut page, export);
    page.space(10.0);
    page.paragraph(
        &Ink::of("Every number in here can be explained: `assay explain` prints its arithmetic, and `assay replay` does a run again."),
        SMALL,
        0.0,
    );
    page.finish(&name)
}

fn causes(page: &mut Layout, export: &Export<'_>) {
    let position = &export.entry.position;
    page.heading(&Ink::of("Why"));
    if position.causes.is_empty() {
        page.paragraph(&Ink::of("Nothing stands against it."), BODY, 0.0);
    }
    for cause in &position.causes {
        let waived = cause.waived_by.map_or(String::new(), |number| {
            format!(
                " (waived by waiver {number}, would be {})",
                cause.argues_for
            )
        });
        let text = format!(
            "{}: {}{waived}",
            cause.counts_as,
            Ink::of(&export.told(cause))
        );
        page.barred(&Ink::show(text), BODY, decision_colour(cause.counts_as));
    }
}

/// How many residual risks stand where, with the level in words in every box.
fn matrix(page: &mut Layout, export: &Export<'_>) {
    page.heading(&Ink::of("Residual risks by likelihood and impact"));
    let table = &export.catalogue.policy.level_table;
    let systems = &export.entry.position.verdict.systems;
    for likelihood in (1u8..=5).rev() {
        let cells: Vec<(Ink, Colour)> = (1u8..=5)
            .map(|impact| {
                let level = table.level(axis(likelihood), axis(impact));
                let here = systems
                    .iter()
                    .flat_map(|system| &system.scenarios)
                    .filter(|risk| {
                        risk.likelihood.residual.get() == likelihood
                            && risk.impact.residual.get() == impact
                    })
                    .count();
                let text = match here {
                    0 => level.to_string(),
                    _ => format!("{level}: {here}"),
                };
                (Ink::show(text), level_colour(level))
            })
            .collect();
        page.boxes(&Ink::show(format!("likelihood {likelihood}")), &cells);
    }
    page.paragraph(
        &Ink::of("Impact grows to the right, from 1 to 5."),
        SMALL,
        0.0,
    );
}

fn risks(page: &mut Layout, export: &Export<'_>) {
    page.heading(&Ink::of("Risks"));
    let mut rows = Vec::new();
    for system in &export.entry.position.verdict.systems {
        for risk in &system.scenarios {
            let scenario = export
                .catalogue
                .scenarios
                .iter()
                .find(|one| one.id == risk.scenario);
            let title = scenario.map_or(risk.scenario.as_str(), |one| one.title.as_str());
            rows.push(vec![
                Ink::show(&system.system),
                Ink::show(format!("{} {title}", risk.scenario)),
                Ink::show(risk.inherent),
                Ink::show(risk.likelihood.residual),
                Ink::show(risk.impact.residual),
                Ink::show(risk.residual),
            ]);
        }
    }
    page.table(
        &[
            "System",
            "Risk",
            "Inherent",
            "Likelihood",
            "Impact",
            "Residual",
        ],
        &[1.3, 4.0, 1.1, 1.2, 1.0, 1.1],
        &rows,
    );
}

fn findings(page: &mut Layout, export: &Export<'_>) {
    page.heading(&Ink::of("Open findings"));
    let findings = &export.entry.view.open_findings;
    if findings.is_empty() {
        page.paragraph(&Ink::of("None."), BODY, 0.0);
    }
    for finding in findings {
        let head = format!(
            "{}: {}",
            finding.severity,
            export.point_title(&finding.point)
        );
        page.paragraph(&Ink::show(head), STRONG, 0.0);
        let system = finding
            .system
            .as_ref()
            .map_or(String::new(), |system| format!(", {system}"));
        page.paragraph(
            &Ink::show(format!(
                "finding {}{system}, {}",
                &finding.fingerprint.hex()[..8],
                finding.state.label()
            )),
            SMALL,
            0.0,
        );
        for seen in finding.observations.iter().filter(|seen| is_fail(seen)) {
            let text = format!("{}. {}", Ink::of(&seen.title), Ink::of(&seen.detail));
            page.paragraph(&Ink::show(text), BODY, 0.0);
            for piece in &seen.evidence {
                page.barred(&Ink::of(&cited(piece)), BODY, Colour(198, 203, 210));
            }
        }
        page.space(5.0);
    }
}

fn treatments(page: &mut Layout, export: &Export<'_>) {
    let treatments = &export.entry.position.treatments;
    page.heading(&Ink::of("Treatments"));
    if treatments.is_empty() {
        page.paragraph(&Ink::of("None is planned."), BODY, 0.0);
        return;
    }
    let rows: Vec<Vec<Ink>> = treatments
        .iter()
        .map(|(treatment, lapsed)| {
            let status = match &treatment.status {
                TreatmentStatus::Open if *lapsed => "lapsed",
                TreatmentStatus::Open => "under way",
                TreatmentStatus::Done { .. } => "done",
                TreatmentStatus::Withdrawn { .. } => "withdrawn",
            };
            vec![
                Ink::show(treatment.number),
                Ink::of(treatment.response.label()),
                Ink::show(&treatment.subject),
                Ink::show(&treatment.owner),
                Ink::show(treatment.due),
                Ink::of(status),
                Ink::of(&treatment.description),
            ]
        })
        .collect();
    page.table(
        &["No.", "Response", "Of", "Owner", "Due", "Status", "How"],
        &[0.5, 1.0, 1.6, 1.1, 1.1, 1.0, 2.8],
        &rows,
    );
}

fn waivers(page: &mut Layout, export: &Export<'_>) {
    let waivers = &export.entry.position.waivers;
    page.heading(&Ink::of("Waivers"));
    if waivers.is_empty() {
        page.paragraph(&Ink::of("None was asked for."), BODY, 0.0);
        return;
    }
    let rows: Vec<Vec<Ink>> = waivers
        .iter()
        .map(|(waiver, state)| {
            vec![
                Ink::show(waiver.number),
                Ink::of(state.label()),
                Ink::show(&waiver.subject),
                Ink::show(waiver.expires),
                Ink::of(&waiver.reason),
            ]
        })
        .collect();
    page.table(
        &["No.", "State", "Of", "Until", "Reason"],
        &[0.5, 1.2, 2.0, 1.2, 4.0],
        &rows,
    );
}

const fn decision_colour(decision: Decision) -> Colour {
    match decision {
        Decision::Approve => Colour(26, 127, 55),
        Decision::Conditional => Colour(154, 103, 0),
        Decision::Undecided => Colour(87, 96, 106),
        Decision::Reject => Colour(188, 28, 38),
    }
}

/// Light enough for black words on them.
const fn level_colour(level: Level) -> Colour {
    match level {
        Level::VeryLow => Colour(214, 236, 219),
        Level::Low => Colour(232, 241, 212),
        Level::Medium => Colour(253, 240, 196),
        Level::High => Colour(252, 221, 195),
        Level::VeryHigh => Colour(247, 203, 203),
    }
}
