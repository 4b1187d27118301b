//! `assay portfolio`.

use assay_domain::{Decision, Tier};
use assay_oversight::Portfolio;
use assay_register::RelianceKind;

use super::page::{Fit, Page, Word, Writer};
use crate::encode::terminal::Plain;

const DECISIONS: [Decision; 4] = [
    Decision::Approve,
    Decision::Conditional,
    Decision::Undecided,
    Decision::Reject,
];

/// All suppliers together.
pub fn portfolio(portfolio: &Portfolio, page: Page) -> String {
    let mut out = Writer::new(page);
    let suppliers: u32 = portfolio.decisions.iter().map(|(_, _, count)| count).sum();
    out.line(
        0,
        &Plain::show(format!("{suppliers} suppliers on {}", portfolio.as_of)),
    );
    decisions(&mut out, portfolio);
    matrix(&mut out, portfolio);
    worst(&mut out, portfolio);
    concentration(&mut out, portfolio);
    let [fresh, old, ancient] = portfolio.overdue;
    let [little, some, much] = portfolio.coverage;
    out.heading("Ageing and coverage");
    out.pairs(&[
        (
            "Overdue",
            Plain::show(format!(
                "{fresh} up to 30 days, {old} up to 90 days, {ancient} longer"
            )),
        ),
        (
            "Told of what is expected",
            Plain::show(format!(
                "{little} suppliers under 50 %, {some} under 75 %, {much} more"
            )),
        ),
    ]);
    trend(&mut out, portfolio);
    out.finish()
}

fn heads(first: &'static str) -> Vec<(&'static str, Fit)> {
    let mut heads = vec![(first, Fit::Whole)];
    heads.extend(DECISIONS.map(|decision| (decision.label(), Fit::Whole)));
    heads
}

fn decisions(out: &mut Writer, portfolio: &Portfolio) {
    out.heading("Decisions");
    let rows = Tier::ALL.into_iter().map(|tier| {
        let of = |decision| {
            let mut found = portfolio
                .decisions
                .iter()
                .filter(|one| one.0 == tier && one.1 == decision);
            found.next().map_or(0, |one| one.2)
        };
        let counts = DECISIONS.map(|decision| {
            let count = of(decision);
            if count == 0 {
                Plain::of("-").into()
            } else {
                Word::toned(Plain::show(count), decision)
            }
        });
        [Plain::show(tier).into()]
            .into_iter()
            .chain(counts)
            .collect()
    });
    out.table(&heads("Tier"), rows.collect());
}

fn matrix(out: &mut Writer, portfolio: &Portfolio) {
    out.heading("Residual risks: likelihood down, impact across");
    let rows = portfolio
        .matrix
        .iter()
        .zip((1..=5).rev())
        .map(|(row, likelihood)| {
            let cells = row.iter().map(|count| {
                if *count == 0 {
                    Plain::of("-")
                } else {
                    Plain::show(count)
                }
                .into()
            });
            [Plain::show(likelihood).into()]
                .into_iter()
                .chain(cells)
                .collect()
        });
    let heads = [
        ("", Fit::Whole),
        ("1", Fit::Whole),
        ("2", Fit::Whole),
        ("3", Fit::Whole),
        ("4", Fit::Whole),
        ("5", Fit::Whole),
    ];
    out.table(&heads, rows.collect());
}

fn worst(out: &mut Writer, portfolio: &Portfolio) {
    if portfolio.worst.is_empty() {
        return;
    }
    out.heading("Worst residual risks, compared from the left and never added up");
    let rows = portfolio.worst.iter().map(|(supplier, name, counts)| {
        let counts = counts.iter().map(|count| Plain::show(count).into());
        let name = Plain::show(format!("{supplier} ({})", Plain::of(name).cut(40)));
        [name.into()].into_iter().chain(counts).collect()
    });
    let heads = [
        ("Supplier", Fit::Flow),
        ("Very high", Fit::Whole),
        ("High", Fit::Whole),
        ("Medium", Fit::Whole),
        ("Low", Fit::Whole),
        ("Very low", Fit::Whole),
    ];
    out.table(&heads, rows.collect());
}

fn concentration(out: &mut Writer, portfolio: &Portfolio) {
    if portfolio.concentration.is_empty() {
        return;
    }
    out.heading("Concentration: what systems of tier 1 and 2 rest on");
    let rows = portfolio.concentration.iter().map(|one| {
        let kind = match one.kind {
            RelianceKind::Model => "model",
            RelianceKind::Provider => "provider",
            RelianceKind::Region => "region",
        };
        vec![
            Plain::of(kind).into(),
            Plain::of(&one.name).cut(48).into(),
            Plain::show(format!("{} of {}", one.critical_systems, one.of)).into(),
            Plain::show(one.systems).into(),
            Plain::show(one.suppliers).into(),
        ]
    });
    let heads = [
        ("Kind", Fit::Whole),
        ("Name", Fit::Flow),
        ("Tier 1-2 systems", Fit::Whole),
        ("Systems", Fit::Whole),
        ("Suppliers", Fit::Whole),
    ];
    out.table(&heads, rows.collect());
}

fn trend(out: &mut Writer, portfolio: &Portfolio) {
    if portfolio.trend.len() < 2 {
        return;
    }
    out.heading("Decisions of assessments at the end of each month");
    let rows = portfolio.trend.iter().map(|(day, counts)| {
        let of = |decision| {
            counts
                .iter()
                .find(|one| one.0 == decision)
                .map_or(0, |one| one.1)
        };
        let counts = DECISIONS.map(|decision| Plain::show(of(decision)).into());
        [Plain::show(day).into()]
            .into_iter()
            .chain(counts)
            .collect()
    });
    out.table(&heads("Day"), rows.collect());
}
