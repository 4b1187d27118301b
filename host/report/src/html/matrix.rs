//! The risk matrix as a drawing.

use std::collections::BTreeMap;

use assay_domain::Axis;
use assay_scoring::SystemVerdict;
use maud::{Markup, html};

use super::parts::level_class;
use crate::{Report, encode::html::text, explain::abbreviation};

// The drawing's own units; the page scales it.
const CELL_WIDTH: i32 = 132;
const CELL_HEIGHT: i32 = 92;
const LEFT: i32 = 46;
const TOP: i32 = 4;
const CHIP_WIDTH: i32 = 30;
const CHIP_HEIGHT: i32 = 16;
const CHIPS_IN_A_ROW: usize = 4;
const CHIPS_IN_A_CELL: usize = 16;

/// One mark in a cell.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Mark {
    /// Before any control: hollow.
    Before,
    /// What remains: filled.
    Now,
    /// Both in one place: filled, with a ring.
    Unmoved,
}

struct Chip {
    name: String,
    mark: Mark,
    x: i32,
    y: i32,
}

/// The matrix of one system, with its legend. All that it shows stands in the table of risks too.
pub(super) fn figure(report: &Report<'_>, system: &SystemVerdict) -> Markup {
    let (chips, hidden) = place(system);
    let width = LEFT + 5 * CELL_WIDTH + 4;
    let height = TOP + 5 * CELL_HEIGHT + 40;
    let id = format!("matrix-{}", system.system);
    html! {
        figure.matrix {
            svg viewBox={ "0 0 " (width) " " (height) } role="img" aria-labelledby=(id) {
                title id=(id) { "Risk matrix of " (system.system) ": likelihood upwards, impact to the right" }
                (grid(report))
                @for (before, now) in moved(&chips) { (arrow(before, now)) }
                @for chip in &chips { (draw(chip)) }
                @for (cell, count) in &hidden {
                    text.more x=(cell.0 + CELL_WIDTH - 6) y=(cell.1 + 14) text-anchor="end" { "+" (count) " more" }
                }
            }
            figcaption {
                strong {
                    @match report.system_name(&system.system) {
                        Some(name) => { (text(name)) }
                        None => { (system.system) }
                    }
                }
                " \u{b7} hollow: before any control \u{b7} filled: now \u{b7} ringed: not lowered by any control"
            }
        }
    }
}

fn axes() -> impl Iterator<Item = Axis> + Clone {
    (1..=5).filter_map(|n| Axis::try_from(n).ok())
}

fn corner(likelihood: Axis, impact: Axis) -> (i32, i32) {
    (
        LEFT + (i32::from(impact.get()) - 1) * CELL_WIDTH,
        TOP + (5 - i32::from(likelihood.get())) * CELL_HEIGHT,
    )
}

fn grid(report: &Report<'_>) -> Markup {
    let table = &report.catalogue.policy.level_table;
    let bottom = TOP + 5 * CELL_HEIGHT;
    html! {
        @for likelihood in axes() {
            @for impact in axes() {
                @let level = table.level(likelihood, impact);
                @let (x, y) = corner(likelihood, impact);
                rect class={ "cell " (level_class(level)) } x=(x) y=(y) width=(CELL_WIDTH) height=(CELL_HEIGHT) {}
                text.band x=(x + 6) y=(y + 14) { (abbreviation(level)) }
            }
        }
        @for axis in axes() {
            text.tick x=(LEFT - 8) y=(corner(axis, axis).1 + CELL_HEIGHT / 2 + 4) text-anchor="end" { (axis) }
            text.tick x=(corner(axis, axis).0 + CELL_WIDTH / 2) y=(bottom + 16) text-anchor="middle" { (axis) }
        }
        text.axis x=(LEFT + 5 * CELL_WIDTH / 2) y=(bottom + 35) text-anchor="middle" { "Impact \u{2192}" }
        text.axis transform={ "translate(14 " (TOP + 5 * CELL_HEIGHT / 2) ") rotate(-90)" } text-anchor="middle" {
            "Likelihood \u{2192}"
        }
    }
}

type Cell = (i32, i32);

/// Every scenario's marks in their cells, and how many did not find room in which cell.
fn place(system: &SystemVerdict) -> (Vec<Chip>, Vec<(Cell, usize)>) {
    let mut cells: BTreeMap<Cell, Vec<(String, Mark)>> = BTreeMap::new();
    for scenario in &system.scenarios {
        let before = corner(scenario.likelihood.inherent, scenario.impact.inherent);
        let now = corner(scenario.likelihood.residual, scenario.impact.residual);
        let name = scenario.scenario.as_str().to_uppercase();
        let mut put = |cell, mark| cells.entry(cell).or_default().push((name.clone(), mark));
        if before == now {
            put(now, Mark::Unmoved);
        } else {
            put(before, Mark::Before);
            put(now, Mark::Now);
        }
    }
    let mut chips = Vec::new();
    let mut hidden = Vec::new();
    for ((x, y), marks) in cells {
        if marks.len() > CHIPS_IN_A_CELL {
            hidden.push(((x, y), marks.len() - CHIPS_IN_A_CELL));
        }
        for (slot, (name, mark)) in (0i32..).zip(marks.into_iter().take(CHIPS_IN_A_CELL)) {
            let in_a_row = CHIPS_IN_A_ROW as i32;
            chips.push(Chip {
                name,
                mark,
                x: x + 3 + (slot % in_a_row) * (CHIP_WIDTH + 2),
                y: y + 19 + (slot / in_a_row) * (CHIP_HEIGHT + 2),
            });
        }
    }
    (chips, hidden)
}

/// Pairs of hollow and filled chips of one scenario.
fn moved(chips: &[Chip]) -> impl Iterator<Item = (&Chip, &Chip)> {
    let of = |mark| chips.iter().filter(move |chip| chip.mark == mark);
    of(Mark::Before).filter_map(move |before| {
        let now = of(Mark::Now).find(|now| now.name == before.name)?;
        Some((before, now))
    })
}

fn arrow(before: &Chip, now: &Chip) -> Markup {
    let middle = |chip: &Chip| (chip.x + CHIP_WIDTH / 2, chip.y + CHIP_HEIGHT / 2);
    let ((x1, y1), (x2, y2)) = (middle(before), middle(now));
    html! { line.move x1=(x1) y1=(y1) x2=(x2) y2=(y2) {} }
}

fn draw(chip: &Chip) -> Markup {
    let class = match chip.mark {
        Mark::Before => "chip before",
        Mark::Now => "chip now",
        Mark::Unmoved => "chip now unmoved",
    };
    html! {
        g class=(class) {
            @if chip.mark == Mark::Unmoved {
                rect.ring x=(chip.x - 1) y=(chip.y - 1) width=(CHIP_WIDTH + 2) height=(CHIP_HEIGHT + 2) rx="9" {}
            }
            rect x=(chip.x + 1) y=(chip.y + 1) width=(CHIP_WIDTH - 2) height=(CHIP_HEIGHT - 2) rx="7" {}
            text x=(chip.x + CHIP_WIDTH / 2) y=(chip.y + 12) text-anchor="middle" { (chip.name) }
        }
    }
}
