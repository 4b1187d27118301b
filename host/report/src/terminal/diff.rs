//! `assay diff`.

use assay_oversight::{Change, Diff, Direction};

use super::page::{Fit, Page, Tone, Word, Writer};
use crate::encode::terminal::Plain;

/// What changed, the worse first in each list.
pub fn diff(diff: &Diff, page: Page) -> String {
    let mut out = Writer::new(page);
    let sides = format!(
        "{} of {}, and {} of {}",
        diff.before, diff.before_on, diff.after, diff.after_on
    );
    out.line(0, &Plain::of(&sides));
    out.blank();
    let (before, after) = diff.decision;
    let words = if before == after {
        format!("the decision is {after}, as before")
    } else {
        format!("the decision was {before} and is {after}")
    };
    let (word, direction_tone) = diff
        .direction
        .map_or(("SAME", Tone::Normal), |to| (shout(to), tone(to)));
    out.banner(word, direction_tone, &Plain::of(&words));
    if diff.is_empty() {
        out.line(2, &Plain::of("nothing changed"));
        return out.finish();
    }
    let lists = [
        ("Risks", &diff.risks),
        ("Findings", &diff.findings),
        ("Points", &diff.points),
        ("Documents", &diff.documents),
        ("Facts", &diff.facts),
    ];
    for (title, changes) in lists.into_iter().filter(|(_, changes)| !changes.is_empty()) {
        out.heading(title);
        out.table(
            &[
                ("Way", Fit::Whole),
                ("What", Fit::Flow),
                ("Before", Fit::Flow),
                ("After", Fit::Flow),
            ],
            changes.iter().map(row).collect(),
        );
    }
    out.finish()
}

fn row(change: &Change) -> Vec<Word> {
    let what = Plain::of(&change.what);
    let what = match &change.system {
        Some(system) => Plain::show(format!("{what} ({system})")),
        None => what,
    };
    let side = |side: &Option<assay_domain::Untrusted>| {
        side.as_ref().map_or(Plain::of("not there"), Plain::of)
    };
    vec![
        Word::toned(Plain::of(change.direction.label()), tone(change.direction)),
        what.into(),
        side(&change.before).into(),
        side(&change.after).into(),
    ]
}

const fn shout(direction: Direction) -> &'static str {
    match direction {
        Direction::Better => "BETTER",
        Direction::Worse => "WORSE",
        Direction::Unknown => "UNKNOWN",
    }
}

const fn tone(direction: Direction) -> Tone {
    match direction {
        Direction::Better => Tone::Good,
        Direction::Worse => Tone::Bad,
        Direction::Unknown => Tone::Caution,
    }
}
