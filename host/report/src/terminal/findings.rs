//! What is wrong, and what is met only in part.

use assay_domain::{Evidence, Observation, Severity, SystemId};
use assay_register::FindingView;

use super::{
    evidence,
    page::{Fit, Word, Writer},
};
use crate::{
    Report,
    encode::terminal::Plain,
    grouped::by_severity,
    partials::{Partials, partials},
};

/// How many of each are shown; the page has all of them.
const WORST: usize = 12;

/// Findings that are open, the worst first.
pub(super) fn open(report: &Report<'_>, out: &mut Writer) {
    let open = &report.view.open_findings;
    let severities = open.iter().map(|finding| finding.severity);
    heading("Open findings", &counts(severities), out);
    if open.is_empty() {
        return;
    }
    let rows = open.iter().take(WORST).map(|finding| {
        let evidence = finding.observations.iter().flat_map(|seen| &seen.evidence);
        vec![
            Word::toned(Plain::show(finding.severity), finding.severity),
            what(report, finding).into(),
            place(finding.system.as_ref(), evidence).into(),
            Plain::show(state(finding)).into(),
            Plain::of(&finding.fingerprint.short()).into(),
        ]
    });
    out.table(
        &[
            ("Severity", Fit::Whole),
            ("What is wrong", Fit::Flow),
            ("Where", Fit::Flow),
            ("State", Fit::Flow),
            ("Id", Fit::Whole),
        ],
        rows.collect(),
    );
    more(report, open.len(), out);
}

/// Points that are met only in part: no finding, and no pass.
pub(super) fn in_part(report: &Report<'_>, out: &mut Writer) {
    let Partials {
        standing,
        superseded,
    } = partials(report);
    let severities = standing.iter().map(|partial| partial.severity);
    heading("Met only in part", &counts(severities), out);
    if !standing.is_empty() {
        let rows = standing.iter().take(WORST).map(|partial| {
            vec![
                Word::toned(Plain::show(partial.severity), partial.severity),
                titled(report.point_title(&partial.point), partial).into(),
                place(partial.system.as_ref(), partial.evidence.iter()).into(),
                help(partial).into(),
            ]
        });
        out.table(
            &[
                ("Severity", Fit::Whole),
                ("What is weak", Fit::Flow),
                ("Where", Fit::Flow),
                ("What would fix it", Fit::Flow),
            ],
            rows.collect(),
        );
        more(report, standing.len(), out);
    }
    if superseded > 0 {
        out.paragraph(
            2,
            &Plain::show(format!(
                "not shown: {superseded} that a pass on better evidence by an independent plugin supersedes"
            )),
        );
    }
}

/// The heading with the numbers by severity, `3 high, 1 low`, because the table may not show all.
fn heading(title: &str, counts: &str, out: &mut Writer) {
    match counts {
        "" => {
            out.heading(title);
            out.line(0, &Plain::of("none"));
        }
        counts => out.heading(&format!("{title}: {counts}")),
    }
}

/// How many the table does not show, and where they are.
fn more(report: &Report<'_>, all: usize, out: &mut Writer) {
    if all > WORST {
        let text = format!(
            "and {} more, none worse; all are in the page and in JSON: assay report {} --format html",
            all - WORST,
            report.view.supplier
        );
        out.paragraph(2, &Plain::show(text));
    }
}

/// How many there are of each severity, `3 high, 1 low`.
pub(super) fn counts(severities: impl Iterator<Item = Severity>) -> String {
    let counts: Vec<String> = by_severity(severities)
        .iter()
        .map(|(severity, count)| format!("{count} {severity}"))
        .collect();
    counts.join(", ")
}

fn what(report: &Report<'_>, finding: &FindingView) -> Plain {
    let title = report.point_title(&finding.point);
    match finding.observations.first() {
        Some(seen) => titled(title, seen),
        None => Plain::of(title),
    }
}

/// What was seen under the title of its point, which is not said twice.
fn titled(point: &str, seen: &Observation) -> Plain {
    let title = Plain::of(&seen.title).cut(100);
    let repeats = title
        .as_str()
        .strip_prefix(point)
        .is_some_and(|rest| rest.starts_with(':'));
    if repeats {
        title
    } else {
        Plain::show(format!("{point}: {title}"))
    }
}

fn state(finding: &FindingView) -> String {
    let mut state = finding.state.label().to_owned();
    if finding.not_reobserved {
        state.push_str(", not seen again");
    }
    state
}

/// The first piece of evidence in a few words.
fn place<'a>(system: Option<&SystemId>, mut evidence: impl Iterator<Item = &'a Evidence>) -> Plain {
    let place = evidence
        .next()
        .map_or_else(|| Plain::of("no evidence cited"), evidence::place);
    match system {
        Some(system) => Plain::show(format!("{system}: {place}")),
        None => place,
    }
}

fn help(partial: &Observation) -> Plain {
    if partial.remediation.is_blank() {
        Plain::of("not said")
    } else {
        Plain::of(&partial.remediation).cut(110)
    }
}
