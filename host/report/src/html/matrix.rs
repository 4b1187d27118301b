//! The risk matrix as a drawing.

use std::collections::BTreeMap;

use assay_domain::Axis;
use assay_scoring::SystemVerdict;
use maud::{Markup, html};

use super::parts::level_class;
use crate::{Report, encode::html::text, explain::abbreviation};

// The drawing's own units; the page scales it.
const CELL_WIDTH: i32 = 132;
const LEFT: i32 = 46;
const TOP: i32 = 4;
const CHIP_WIDTH: i32 = 30;
const CHIP_HEIGHT: i32 = 16;
const CHIPS_IN_A_ROW: usize = 4;
const CHIPS_IN_A_CELL: usize = 16;

/// Where cells are. All cells of a drawing are as high as the fullest one needs.
#[derive(Clone, Copy)]
struct Grid {
    cell_height: i32,
}

impl Grid {
    /// A grid whose cells hold so many chips.
    fn for_chips(most: usize) -> Self {
        let rows = most.clamp(1, CHIPS_IN_A_CELL).div_ceil(CHIPS_IN_A_ROW) as i32;
        Self {
            cell_height: 24 + rows.max(2) * (CHIP_HEIGHT + 2),
        }
    }

    fn bottom(self) -> i32 {
        TOP + 5 * self.cell_height
    }

    /// The upper left corner of a cell.
    fn corner(self, likelihood: Axis, impact: Axis) -> (i32, i32) {
        (
            LEFT + (i32::from(impact.get()) - 1) * CELL_WIDTH,
            TOP + (5 - i32::from(likelihood.get())) * self.cell_height,
        )
    }
}

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
    let cells = cells(system);
    let grid = Grid::for_chips(cells.values().map(Vec::len).max().unwrap_or(0));
    let (chips, hidden) = place(grid, cells);
    let width = LEFT + 5 * CELL_WIDTH + 4;
    let height = grid.bottom() + 40;
    let id = format!("matrix-{}", system.system);
    html! {
        figure.matrix tabindex="0" {
            svg viewBox={ "0 0 " (width) " " (height) } role="img" aria-labelledby=(id) {
                title id=(id) { "Risk matrix of " (system.system) ": likelihood upwards, impact to the right" }
                (draw_grid(report, grid))
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

fn draw_grid(report: &Report<'_>, grid: Grid) -> Markup {
    let table = &report.catalogue.policy.level_table;
    let bottom = grid.bottom();
    let corner = |likelihood, impact| grid.corner(likelihood, impact);
    html! {
        @for likelihood in axes() {
            @for impact in axes() {
                @let level = table.level(likelihood, impact);
                @let (x, y) = corner(likelihood, impact);
                rect class={ "cell " (level_class(level)) } x=(x) y=(y) width=(CELL_WIDTH) height=(grid.cell_height) {}
                text.band x=(x + 6) y=(y + 14) { (abbreviation(level)) }
            }
        }
        @for axis in axes() {
            text.tick x=(LEFT - 8) y=(corner(axis, axis).1 + grid.cell_height / 2 + 4) text-anchor="end" { (axis) }
            text.tick x=(corner(axis, axis).0 + CELL_WIDTH / 2) y=(bottom + 16) text-anchor="middle" { (axis) }
        }
        text.axis x=(LEFT + 5 * CELL_WIDTH / 2) y=(bottom + 35) text-anchor="middle" { "Impact \u{2192}" }
        text.axis transform={ "translate(14 " (bottom / 2) ") rotate(-90)" } text-anchor="middle" {
            "Likelihood \u{2192}"
        }
    }
}

type Cell = (Axis, Axis);
type Marks = Vec<(String, Mark)>;
/// The corner of a cell, and how many chips it has no room for.
type Hidden = ((i32, i32), usize);

/// Every scenario's marks by likelihood and impact.
fn cells(system: &SystemVerdict) -> BTreeMap<Cell, Marks> {
    let mut cells: BTreeMap<Cell, Marks> = BTreeMap::new();
    for scenario in &system.scenarios {
        let before = (scenario.likelihood.inherent, scenario.impact.inherent);
        let now = (scenario.likelihood.residual, scenario.impact.residual);
        let name = scenario.scenario.as_str().to_uppercase();
        let mut put = |cell, mark| cells.entry(cell).or_default().push((name.clone(), mark));
        if before == now {
            put(now, Mark::Unmoved);
        } else {
            put(before, Mark::Before);
            put(now, Mark::Now);
        }
    }
    cells
}

/// Chips in their places, and where how many did not find room.
fn place(grid: Grid, cells: BTreeMap<Cell, Marks>) -> (Vec<Chip>, Vec<Hidden>) {
    let mut chips = Vec::new();
    let mut hidden = Vec::new();
    for ((likelihood, impact), marks) in cells {
        let (x, y) = grid.corner(likelihood, impact);
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
