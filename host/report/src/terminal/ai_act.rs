//! The AI Act, as `assess` prints it: what holds on the day and is not shown.

use assay_catalogue::InForce;

use super::page::{Fit, Tone, Word, Writer};
use crate::{
    Report,
    ai_act::{self, Evidence},
    encode::terminal::Plain,
};

/// How many articles are shown; the page has all of them.
const WORST: usize = 8;

pub(super) fn part(report: &Report<'_>, out: &mut Writer) {
    let view = ai_act::view(report);
    out.heading("EU AI Act");
    for system in &view.systems {
        let count = |state| {
            let duties = system.duties.iter();
            duties.filter(|duty| duty.in_force == state).count()
        };
        out.paragraph(
            0,
            &Plain::show(format!(
                "{}: {}; class {}; {} articles in force on {}, {} disputed, {} not yet",
                system.system,
                ai_act::roles(system),
                ai_act::class(system),
                count(InForce::Yes),
                view.as_of,
                count(InForce::Disputed),
                count(InForce::NotYet)
            )),
        );
        for raised in &system.raised {
            out.paragraph(
                2,
                &Plain::show(format!(
                    "the sector does not let {} count as `{}`: it counts as `{}`",
                    raised.fact.name(),
                    raised.declared,
                    raised.counts_as
                )),
            );
        }
    }
    let mut open: Vec<_> = view
        .systems
        .iter()
        .flat_map(|system| system.duties.iter().map(move |duty| (system.system, duty)))
        .filter(|(_, duty)| duty.in_force != InForce::NotYet && duty.evidence != Evidence::Shown)
        .collect();
    open.sort_by_key(|(_, duty)| (duty.in_force, duty.evidence));
    let rows = open.iter().take(WORST).map(|(system, duty)| {
        vec![
            Plain::of(duty.article).into(),
            Plain::of(duty.in_force.label()).into(),
            Word::toned(
                Plain::of(duty.evidence.label()),
                match duty.evidence {
                    Evidence::Failed => Tone::Bad,
                    _ => Tone::Caution,
                },
            ),
            Plain::show(format!("{} ({system})", duty.name)).into(),
        ]
    });
    if !open.is_empty() {
        out.table(
            &[
                ("Article", Fit::Whole),
                ("On this day", Fit::Whole),
                ("Evidence", Fit::Whole),
                ("What it asks", Fit::Flow),
            ],
            rows.collect(),
        );
    }
    if open.len() > WORST {
        out.line(2, &Plain::show(format!("and {} more", open.len() - WORST)));
    }
    out.paragraph(0, &Plain::of(view.note));
}
