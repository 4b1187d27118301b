//! What `assess` and `register show` print: what a procurement lead wants to know, the most important first.

use assay_scoring::{Participation, RunResult, TierResult};

use super::{
    ai_act, findings,
    page::{Fit, Page, Tone, Word, Writer},
};
use crate::{
    Report,
    encode::terminal::Plain,
    grouped::{self, of_systems},
    input::Risk,
    partials::partials,
    words::meaning,
};

/// How many risks and questions are shown; the page has all of them.
const WORST: usize = 8;
const ASK: usize = 5;
const REASONS: usize = 12;

/// The latest assessment of a supplier.
pub fn assessment(report: &Report<'_>, page: Page) -> String {
    let mut out = Writer::new(page);
    head(report, &mut out);
    reasons(report, &mut out);
    figures(report, &mut out);
    risks(report, &mut out);
    findings::open(report, &mut out);
    findings::in_part(report, &mut out);
    ai_act::part(report, &mut out);
    ask_next(report, &mut out);
    plugins(report, &mut out);
    security(report, &mut out);
    out.finish()
}

fn head(report: &Report<'_>, out: &mut Writer) {
    let (verdict, latest) = (report.verdict(), &report.view.latest);
    let name = Plain::of(&latest.facts.profile.legal_name).cut(out.width() / 2);
    out.line(0, &Plain::show(format!("{name} ({})", verdict.supplier)));
    out.paragraph(
        0,
        &Plain::show(format!(
            "assessment {} as of {}, {}, assay {}",
            latest.id, verdict.as_of, verdict.method, latest.host_version
        )),
    );
    out.blank();
    out.banner(
        verdict.decision.label(),
        verdict.decision,
        &Plain::of(meaning(verdict.decision)),
    );
}

/// The reasons for the decision in full; those for a milder one are counted, because they change nothing now.
fn reasons(report: &Report<'_>, out: &mut Writer) {
    out.heading("Why");
    let all = grouped::reasons(report);
    let decision = report.verdict().decision;
    let (deciding, others): (Vec<_>, Vec<_>) = all
        .iter()
        .partition(|(reasons, _)| reasons.decision == decision);
    for (reasons, systems) in deciding.iter().take(REASONS) {
        let subjects = reasons.subjects.join(", ");
        let colon = if subjects.is_empty() { "" } else { ": " };
        out.item(
            "-",
            &Plain::show(format!(
                "{subjects}{colon}{}{}",
                reasons.text,
                of_systems(systems)
            )),
        );
    }
    let more = deciding.len().saturating_sub(REASONS) + others.len();
    if more > 0 {
        let milder = match others.len() {
            all if all == more => " for a milder decision".to_owned(),
            some => format!(", {some} of them for a milder decision"),
        };
        out.line(2, &Plain::show(format!("and {more} more{milder}")));
    }
}

fn figures(report: &Report<'_>, out: &mut Writer) {
    let verdict = report.verdict();
    let floor = report.catalogue.policy.tiers.get(&verdict.tier.tier);
    out.heading("Figures");
    let open = &report.view.open_findings;
    let partials = partials(report).standing;
    let row = |name: &str, value: Word, note: String| {
        vec![Plain::of(name).into(), value, Plain::of(&note).into()]
    };
    let rows = vec![
        row(
            "Tier",
            Plain::show(verdict.tier.tier).into(),
            tier_note(&verdict.tier),
        ),
        row(
            "Worst risk that remains",
            Word::toned(Plain::show(verdict.level), verdict.level),
            format!(
                "accepted without a condition in this tier: {}",
                report.appetite()
            ),
        ),
        row(
            "Coverage",
            Plain::show(verdict.coverage.share).into(),
            format!(
                "of what is expected could be told{}",
                floor.map_or(String::new(), |tier| format!(
                    "; this tier asks for {}",
                    tier.coverage_floor
                ))
            ),
        ),
        row(
            "Assurance",
            Plain::show(verdict.assurance.share).into(),
            "of what is expected rests on evidence seen by the host or better (E3+)".to_owned(),
        ),
        row(
            "Open findings",
            Plain::show(open.len()).into(),
            findings::counts(open.iter().map(|finding| finding.severity)),
        ),
        row(
            "Met only in part",
            Plain::show(partials.len()).into(),
            findings::counts(partials.iter().map(|partial| partial.severity)),
        ),
        row(
            "Plugins",
            if verdict.complete {
                Plain::of("complete").into()
            } else {
                Word::toned(Plain::of("INCOMPLETE"), Tone::Bad)
            },
            if verdict.complete {
                "every run ended well".to_owned()
            } else {
                "a run ended in an error; what it should have told is not known".to_owned()
            },
        ),
        row(
            "Next assessment",
            Plain::show(verdict.reassess_on).into(),
            "at the latest; earlier when something changes".to_owned(),
        ),
    ];
    out.table(
        &[
            ("Figure", Fit::Whole),
            ("Value", Fit::Whole),
            ("Meaning", Fit::Flow),
        ],
        rows,
    );
}

fn tier_note(tier: &TierResult) -> String {
    if tier.provisional {
        let unknown: Vec<&str> = tier
            .facts
            .iter()
            .filter(|(_, rating)| rating.is_none())
            .map(|(fact, _)| fact.name())
            .collect();
        format!(
            "PROVISIONAL: not known and counted as the worst: {}",
            unknown.join(", ")
        )
    } else {
        "from the facts of use in the dossier".to_owned()
    }
}

fn risks(report: &Report<'_>, out: &mut Writer) {
    let risks = report.risks();
    out.heading("Risks, the worst first");
    let rows = risks.iter().take(WORST).map(|risk| {
        let Risk { system, result } = risk;
        let drivers: Vec<String> = result
            .drivers
            .iter()
            .take(3)
            .map(|id| {
                let control = system
                    .controls
                    .iter()
                    .find(|control| control.control == *id);
                format!(
                    "{} {}{}",
                    report.control_reference(id),
                    report.control_name(id),
                    control.map_or(String::new(), |c| format!(" ({})", c.arithmetic.result))
                )
            })
            .collect();
        let level = |level, axis: &dyn Fn() -> String| {
            Word::toned(Plain::show(format!("{level} ({})", axis())), level)
        };
        vec![
            level(result.residual, &|| {
                format!(
                    "L{} I{}",
                    result.likelihood.residual, result.impact.residual
                )
            }),
            level(result.inherent, &|| {
                format!(
                    "L{} I{}",
                    result.likelihood.inherent, result.impact.inherent
                )
            }),
            Plain::show(format!(
                "{} {} ({}{})",
                result.scenario.as_str().to_uppercase(),
                report.scenario_title(&result.scenario),
                system.system,
                if result.provisional {
                    ", provisional"
                } else {
                    ""
                }
            ))
            .into(),
            Plain::of(&drivers.join("; ")).into(),
        ]
    });
    out.table(
        &[
            ("Now", Fit::Whole),
            ("Before", Fit::Whole),
            ("Risk", Fit::Flow),
            ("What drives it", Fit::Flow),
        ],
        rows.collect(),
    );
    if risks.len() > WORST {
        let more = risks.len() - WORST;
        out.line(2, &Plain::show(format!("and {more} more, none worse")));
    }
}

fn ask_next(report: &Report<'_>, out: &mut Writer) {
    let questions = grouped::questions(report);
    if questions.is_empty() {
        return;
    }
    out.heading("Ask the supplier next");
    for (number, (question, systems)) in (1..).zip(questions.iter().take(ASK)) {
        out.item(
            &format!("{number}."),
            &Plain::show(format!(
                "{} [{}{}, now {}]",
                question.text,
                question.point,
                of_systems(systems),
                question.outcome
            )),
        );
    }
    if questions.len() > ASK {
        let more = questions.len() - ASK;
        out.line(2, &Plain::show(format!("and {more} more")));
    }
}

fn plugins(report: &Report<'_>, out: &mut Writer) {
    out.heading("Plugins");
    let latest = &report.view.latest;
    if latest.participations.is_empty() {
        out.line(0, &Plain::of("none took part"));
        return;
    }
    let rows = latest.participations.iter().map(|part| {
        let Participation {
            plugin,
            standing,
            unlocked,
            run,
            points,
            result,
        } = part;
        vec![
            Plain::show(format!("{} {}", plugin.id, Plain::of(&plugin.version))).into(),
            if *unlocked {
                let label = format!("{}, not in assay.lock", standing.label());
                Word::toned(Plain::show(label), Tone::Bad)
            } else {
                Plain::of(standing.label()).into()
            },
            Plain::show(points.len()).into(),
            match result {
                RunResult::Completed => Plain::of("completed").into(),
                RunResult::Failed { kind } => Word::toned(
                    Plain::show(format!("FAILED: {}", Plain::of(kind))),
                    Tone::Bad,
                ),
            },
            // Enough for `assay replay`, and short enough never to be broken into lines.
            run.as_ref()
                .map_or(Plain::of("not started"), |run| {
                    Plain::show(run.as_str().chars().take(12).collect::<String>())
                })
                .into(),
        ]
    });
    out.table(
        &[
            ("Plugin", Fit::Flow),
            ("Standing", Fit::Flow),
            ("Points", Fit::Whole),
            ("Result", Fit::Flow),
            ("Run", Fit::Whole),
        ],
        rows.collect(),
    );
}

fn security(report: &Report<'_>, out: &mut Writer) {
    let found = &report.view.latest.security_findings;
    if found.is_empty() {
        return;
    }
    out.heading("What plugins did that they should not have done");
    let rows = found.iter().map(|finding| {
        vec![
            Plain::show(&finding.plugin.id).into(),
            Plain::of(&finding.code).into(),
            Plain::of(&finding.point).cut(40).into(),
            Plain::of(&finding.detail).cut(160).into(),
        ]
    });
    out.table(
        &[
            ("Plugin", Fit::Flow),
            ("What", Fit::Flow),
            ("Point", Fit::Flow),
            ("In words", Fit::Flow),
        ],
        rows.collect(),
    );
}
