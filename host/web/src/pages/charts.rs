//! Drawings. Everything that they show stands in words or numbers beside or in them.

use assay_catalogue::LevelTable;
use assay_domain::{Axis, CertificateClaim, Decision, Level};
use assay_report::encode::html::text;
use jiff::{ToSpan, civil::Date};
use maud::{Markup, html};

const CELL: i32 = 84;
const ROW: i32 = 44;

fn axis(step: usize) -> Axis {
    u8::try_from(step)
        .ok()
        .and_then(|step| step.try_into().ok())
        .unwrap_or(Axis::MAX)
}

const fn shade(level: Level) -> &'static str {
    match level {
        Level::VeryLow => "c1",
        Level::Low => "c2",
        Level::Medium => "c3",
        Level::High => "c4",
        Level::VeryHigh => "c5",
    }
}

/// How many residual risks stand where.
pub(super) fn matrix(counts: &[[u32; 5]; 5], levels: &LevelTable) -> Markup {
    let width = 40 + 5 * CELL;
    let height = 5 * ROW + 34;
    html! {
        figure {
            svg.chart viewBox={ "0 0 " (width) " " (height) } role="img" aria-labelledby="matrix-title" {
                title id="matrix-title" { "Residual risks by likelihood (upwards) and impact (to the right)" }
                @for (row, line) in counts.iter().enumerate() {
                    @let y = i32::try_from(row).unwrap_or(0) * ROW;
                    text x="24" y=(y + 27) text-anchor="middle" { (5 - row) }
                    @for (column, count) in line.iter().enumerate() {
                        @let x = 40 + i32::try_from(column).unwrap_or(0) * CELL;
                        @let level = levels.level(axis(5 - row), axis(column + 1));
                        rect x=(x) y=(y) width=(CELL - 2) height=(ROW - 2) class=(shade(level)) {}
                        text x=(x + CELL / 2) y=(y + 20) text-anchor="middle" class="number" { @if *count > 0 { (count) } @else { "·" } }
                        text x=(x + CELL / 2) y=(y + 35) text-anchor="middle" class="small" { (level.label().to_lowercase()) }
                    }
                }
                @for column in 1..=5 {
                    text x=(40 + column * CELL - CELL / 2) y=(5 * ROW + 16) text-anchor="middle" { (column) }
                }
                text x=(40 + 5 * CELL / 2) y=(height - 2) text-anchor="middle" class="small" { "impact" }
            }
            figcaption.soft { "Likelihood upwards, impact to the right; each number counts residual risks of latest assessments." }
        }
    }
}

const DECISIONS: [(Decision, &str); 4] = [
    (Decision::Approve, "d1"),
    (Decision::Conditional, "d2"),
    (Decision::Undecided, "d3"),
    (Decision::Reject, "d4"),
];

/// Decisions at the end of each month, as stacked bars with their numbers below.
pub(super) fn trend(trend: &[(Date, Vec<(Decision, u32)>)]) -> Markup {
    let most = trend
        .iter()
        .map(|(_, counts)| counts.iter().map(|one| one.1).sum::<u32>())
        .max()
        .unwrap_or(0)
        .max(1);
    let of = |counts: &[(Decision, u32)], decision| {
        counts
            .iter()
            .find(|one| one.0 == decision)
            .map_or(0, |one| one.1)
    };
    let bar = 36;
    let width = i32::try_from(trend.len()).unwrap_or(0) * bar + 8;
    html! {
        figure {
            svg.chart viewBox={ "0 0 " (width.max(200)) " 150" } role="img" aria-labelledby="trend-title" {
                title id="trend-title" { "Suppliers by decision at the end of each month; the table below has the numbers" }
                @for (index, (day, counts)) in trend.iter().enumerate() {
                    @let x = 4 + i32::try_from(index).unwrap_or(0) * bar;
                    @for (rect_y, height, class) in stacked(counts, most) {
                        rect x=(x) y=(rect_y) width=(bar - 8) height=(height) class=(class) {}
                    }
                    text x=(x + (bar - 8) / 2) y="144" text-anchor="middle" class="small" { (day.strftime("%y-%m")) }
                }
            }
            figcaption.soft { "Bars from below: approve, conditional, undecided, reject." }
            details {
                summary { "The numbers" }
                (super::frame::table("Decisions at the end of each month", &["Day", "Approve", "Conditional", "Undecided", "Reject"], html! {
                    @for (day, counts) in trend {
                        tr { th scope="row" { (day) } @for (decision, _) in DECISIONS { td { (of(counts, decision)) } } }
                    }
                }))
            }
        }
    }
}

/// Heights and places of the parts of a bar, from below.
fn stacked(counts: &[(Decision, u32)], most: u32) -> Vec<(i64, i64, &'static str)> {
    let mut top = 124;
    let mut parts = Vec::new();
    for (decision, class) in DECISIONS {
        let count = counts
            .iter()
            .find(|one| one.0 == decision)
            .map_or(0, |one| one.1);
        let height = i64::from(count) * 120 / i64::from(most);
        top -= height;
        parts.push((top, height, class));
    }
    parts
}

/// The three years of a certificate with its surveillance audits and today.
pub(super) fn certificate(number: usize, claim: &CertificateClaim, today: Date) -> Markup {
    let (Some(issued), Some(expires)) = (claim.issued_on, claim.expires_on) else {
        return html! { p.unknown { "Its dates are not known." } };
    };
    let whole = (expires - issued).get_days().max(1);
    let at = |day: Date| 20 + (day - issued).get_days().clamp(0, whole) * 560 / whole;
    let audits = [12, 24].map(|months| issued.checked_add(months.months()).unwrap_or(expires));
    let id = format!("certificate-{number}");
    let lapsed = today > expires;
    html! {
        figure {
            svg.chart viewBox="0 0 600 74" role="img" aria-labelledby=(id) {
                title id=(id) { "Validity of the certificate from " (issued) " to " (expires) @if lapsed { ", which has ended" } }
                line x1="20" y1="34" x2="580" y2="34" class="axis" {}
                @for (day, name) in [(issued, "issued"), (audits[0], "surveillance 1"), (audits[1], "surveillance 2"), (expires, "ends")] {
                    @let x = at(day);
                    line x1=(x) y1="26" x2=(x) y2="42" class="axis" {}
                    text x=(x.clamp(44, 556)) y="56" text-anchor="middle" class="small" { (name) }
                    text x=(x.clamp(44, 556)) y="69" text-anchor="middle" class="small" { (day) }
                }
                circle cx=(at(today)) cy="34" r="6" class=(if lapsed { "d4" } else { "d1" }) {}
                text x=(at(today).clamp(30, 570)) y="18" text-anchor="middle" class="small" { "today" @if lapsed { " (ended)" } }
            }
            figcaption.soft {
                (text(&claim.standard))
                @if let Some(number) = &claim.number { ", " (text(number)) }
                @if let Some(body) = &claim.certification_body { ", by " (text(body)) }
            }
        }
    }
}
