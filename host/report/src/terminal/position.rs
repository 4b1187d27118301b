//! `assay status`: where a supplier stands on a day.

use assay_catalogue::Catalogue;
use assay_domain::{Decision, TreatmentStatus};
use assay_oversight::{Cause, CauseKind, Entry, Position, WaiverState};

use super::page::{Fit, Page, Tone, Word, Writer};
use crate::{encode::terminal::Plain, words};

/// The decision of the day with everything that leads to it, what is waived and what is treated.
pub fn position(entry: &Entry, catalogue: &Catalogue, page: Page) -> String {
    let Entry { view, position, .. } = entry;
    let mut out = Writer::new(page);
    let name = Plain::of(&view.latest.facts.profile.legal_name);
    out.line(
        0,
        &Plain::show(format!(
            "{name} ({}) on {}",
            position.supplier, position.as_of
        )),
    );
    out.blank();
    out.banner(
        position.decision.label(),
        position.decision,
        &Plain::of(words::meaning(position.decision)),
    );
    out.blank();
    out.line(2, &Plain::show(since(position)));
    if position.causes.is_empty() {
        out.line(2, &Plain::of("nothing stands against it"));
    } else {
        out.heading("Why");
        for cause in &position.causes {
            out.item("-", &Plain::show(told(cause, catalogue)));
        }
    }
    let open = position
        .causes
        .iter()
        .filter(|cause| cause.counts_as == Decision::Conditional);
    let untreated = open
        .filter(|cause| cause.waived_by.is_none() && cause.treated_by.is_empty())
        .count();
    if untreated > 0 {
        let text = format!(
            "{untreated} of these are conditions that nobody treats yet: `assay treat plan`"
        );
        out.blank();
        out.paragraph(2, &Plain::of(&text));
    }
    if !position.risen.is_empty() {
        out.heading("Risen with time");
        for risen in &position.risen {
            let title = scenario_title(catalogue, risen.scenario.as_str()).unwrap_or("");
            let (from, to) = (
                risen.from.label().to_lowercase(),
                risen.to.label().to_lowercase(),
            );
            out.item(
                "-",
                &Plain::show(format!(
                    "{} {title} ({}): {from} when assessed, {to} now",
                    risen.scenario, risen.system
                )),
            );
        }
    }
    waivers(&mut out, position);
    treatments(&mut out, position);
    out.finish()
}

fn since(position: &Position) -> String {
    let until = format!(
        "unchanged until {} if nobody does anything",
        position.holds_until
    );
    format!(
        "assessed on {} as {}; {until}",
        position.assessed_on, position.assessed
    )
}

fn told(cause: &Cause, catalogue: &Catalogue) -> String {
    let mut text = match &cause.kind {
        CauseKind::Assessed { named, system, .. } => {
            let named = Plain::of(words::title(named, catalogue));
            let of = system
                .as_ref()
                .map_or(String::new(), |system| format!(" ({system})"));
            format!(
                "{named}{}{}{of}",
                if named.width() > 0 { ": " } else { "" },
                cause.text
            )
        }
        _ => cause.text.clone(),
    };
    if let Some(number) = cause.waived_by {
        text.push_str(&format!(
            "; WAIVED by waiver {number}, would be {}",
            cause.argues_for
        ));
    }
    if !cause.treated_by.is_empty() {
        let numbers: Vec<String> = cause.treated_by.iter().map(u32::to_string).collect();
        text.push_str(&format!("; treatment {} is under way", numbers.join(", ")));
    }
    text
}

fn scenario_title<'a>(catalogue: &'a Catalogue, id: &str) -> Option<&'a str> {
    let mut scenarios = catalogue.scenarios.iter();
    scenarios
        .find(|one| one.id.as_str() == id)
        .map(|one| one.title.as_str())
}

fn waivers(out: &mut Writer, position: &Position) {
    if position.waivers.is_empty() {
        return;
    }
    out.heading("Waivers");
    let rows = position.waivers.iter().map(|(waiver, state)| {
        let tone = match state {
            WaiverState::InForce => Tone::Normal,
            WaiverState::Requested => Tone::Caution,
            WaiverState::Stale | WaiverState::Expired => Tone::Bad,
            WaiverState::Refused | WaiverState::Withdrawn => Tone::Normal,
        };
        let second = waiver
            .answered
            .as_ref()
            .map_or(Plain::of("nobody yet"), |answered| {
                Plain::show(&answered.by)
            });
        vec![
            Plain::show(waiver.number).into(),
            Word::toned(Plain::of(state.label()), tone),
            Plain::show(&waiver.subject).into(),
            Plain::show(waiver.expires).into(),
            Plain::show(format!("{} / {second}", waiver.requested_by)).into(),
            Plain::of(&waiver.reason).into(),
        ]
    });
    out.table(
        &[
            ("No.", Fit::Whole),
            ("State", Fit::Whole),
            ("Of", Fit::Flow),
            ("Until", Fit::Whole),
            ("Asked / answered", Fit::Flow),
            ("Reason", Fit::Flow),
        ],
        rows.collect(),
    );
}

fn treatments(out: &mut Writer, position: &Position) {
    if position.treatments.is_empty() {
        return;
    }
    out.heading("Treatments");
    let rows = position.treatments.iter().map(|(treatment, lapsed)| {
        let state = match &treatment.status {
            TreatmentStatus::Open if *lapsed => Word::toned(Plain::of("LAPSED"), Tone::Bad),
            TreatmentStatus::Open => Plain::of("under way").into(),
            TreatmentStatus::Done { .. } => Word::toned(Plain::of("done"), Tone::Good),
            TreatmentStatus::Withdrawn { .. } => Plain::of("withdrawn").into(),
        };
        vec![
            Plain::show(treatment.number).into(),
            state,
            Plain::show(format!(
                "{} the {}",
                treatment.response.label(),
                treatment.subject
            ))
            .into(),
            Plain::show(&treatment.owner).into(),
            Plain::show(treatment.due).into(),
            treatment
                .cost
                .as_ref()
                .map_or(Plain::default(), Plain::show)
                .into(),
            Plain::of(&treatment.description).into(),
        ]
    });
    out.table(
        &[
            ("No.", Fit::Whole),
            ("State", Fit::Whole),
            ("What", Fit::Flow),
            ("Owner", Fit::Flow),
            ("Due", Fit::Whole),
            ("Cost", Fit::Whole),
            ("How", Fit::Flow),
        ],
        rows.collect(),
    );
}
