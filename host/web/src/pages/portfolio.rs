//! All suppliers together, and the list to search in.

use assay_catalogue::LevelTable;
use assay_domain::{Decision, Level, Tier};
use assay_oversight::Portfolio;
use assay_register::{RelianceKind, Standings};
use assay_report::encode::html::text;
use maud::{Markup, html};

use super::{
    charts,
    frame::{decision, level, page, table},
};
use crate::{
    guard::Visitor,
    routes::{PAGE, Search},
};

const DECISIONS: [Decision; 4] = [
    Decision::Approve,
    Decision::Conditional,
    Decision::Undecided,
    Decision::Reject,
];

pub(crate) fn portfolio(visitor: &Visitor, portfolio: &Portfolio, levels: &LevelTable) -> Markup {
    let count = |tier, decision| {
        let mut found = portfolio
            .decisions
            .iter()
            .filter(|one| one.0 == tier && one.1 == decision);
        found.next().map_or(0, |one| one.2)
    };
    let suppliers: u32 = portfolio.decisions.iter().map(|one| one.2).sum();
    let [fresh, old, ancient] = portfolio.overdue;
    page(
        visitor,
        "Portfolio",
        html! {
            p.eyebrow { "Portfolio on " (portfolio.as_of) }
            h1 { (suppliers) " suppliers" }
            (search(&Search::default()))
            section {
                h2 { "Decisions" }
                (table("Suppliers by tier and decision of today", &["Tier", "Approve", "Conditional", "Undecided", "Reject"], html! {
                    @for tier in Tier::ALL {
                        tr { th scope="row" { (tier) } @for one in DECISIONS { td { (count(tier, one)) } } }
                    }
                }))
                p { (fresh + old + ancient) " due dates have passed: " (fresh) " up to 30 days ago, " (old) " up to 90, " (ancient) " longer. "
                    a href="/due" { "What is due" } }
            }
            section { h2 { "Residual risks" } (charts::matrix(&portfolio.matrix, levels)) }
            section {
                h2 { "Worst suppliers" }
                p.lead { "By how many risks stand at each level, compared from the left and never added up." }
                (table("Suppliers with the worst residual risks", &["Supplier", "Very high", "High", "Medium", "Low", "Very low"], html! {
                    @for (supplier, name, counts) in &portfolio.worst {
                        tr {
                            th scope="row" { a href={ "/suppliers/" (supplier) } { (text(name)) } }
                            @for count in counts { td { (count) } }
                        }
                    }
                }))
            }
            section {
                h2 { "Concentration" }
                p.lead { "What systems of tier 1 and 2 rest on. Where many rest on one, its failure is everybody's." }
                (table("What systems rest on", &["Kind", "Name", "Tier 1-2 systems", "All systems", "Suppliers"], html! {
                    @for one in &portfolio.concentration {
                        tr {
                            td { (match one.kind { RelianceKind::Model => "model", RelianceKind::Provider => "provider", RelianceKind::Region => "region" }) }
                            th scope="row" { (text(&one.name)) }
                            td { (one.critical_systems) " of " (one.of) }
                            td { (one.systems) }
                            td { (one.suppliers) }
                        }
                    }
                }))
            }
            section { h2 { "Trend" } (charts::trend(&portfolio.trend)) }
        },
    )
}

fn search(search: &Search) -> Markup {
    let choice = |value: &str, label: &str, chosen: &str| html! { option value=(value) selected[value == chosen] { (label) } };
    html! {
        form.search method="get" action="/suppliers" role="search" {
            label for="q" { "Name" }
            input id="q" name="q" value=(search.q);
            label for="decision" { "Decision" }
            select id="decision" name="decision" {
                (choice("", "any", &search.decision))
                @for one in DECISIONS { @let word = one.label().to_lowercase(); (choice(&word, &word, &search.decision)) }
            }
            label for="tier" { "Tier" }
            select id="tier" name="tier" {
                (choice("", "any", &search.tier))
                @for number in 1..=4 { (choice(&format!("tier-{number}"), &number.to_string(), &search.tier)) }
            }
            label for="level" { "Worst risk" }
            select id="level" name="level" {
                (choice("", "any", &search.level))
                @for one in Level::ALL.into_iter().rev() {
                    @let word = one.label().to_lowercase();
                    (choice(&word.replace(' ', "-"), &word, &search.level))
                }
            }
            button { "Search" }
        }
    }
}

pub(crate) fn suppliers(visitor: &Visitor, asked: &Search, found: &Standings) -> Markup {
    let shown = u32::try_from(found.rows.len()).unwrap_or(u32::MAX);
    let first = asked.page.saturating_mul(PAGE);
    page(
        visitor,
        "Suppliers",
        html! {
            h1 { "Suppliers" }
            (search(asked))
            p aria-live="polite" { (found.matching) " match" @if shown > 0 { "; " (first + 1) " to " (first + shown) " are shown" } }
            (table("Suppliers, the worst first", &["Supplier", "Decision today", "Tier", "Worst risk", "Coverage", "Open findings", "Assessed", "Next due"], html! {
                @for (row, today) in &found.rows {
                    tr {
                        th scope="row" { a href={ "/suppliers/" (row.supplier) } { (text(&row.legal_name)) } }
                        td {
                            (decision(today.as_ref().map_or(row.decision, |today| today.decision)))
                            @if let Some(today) = today.as_ref().filter(|today| today.waived > 0) { " " span.soft { (today.waived) " waived" } }
                        }
                        td { (row.tier) @if row.tier_provisional { " (provisional)" } }
                        td { (level(today.as_ref().map_or(row.level, |today| today.level))) }
                        td { (row.coverage) }
                        td { (row.open_findings.total()) @if row.open_findings.critical + row.open_findings.high > 0 { ", " (row.open_findings.critical + row.open_findings.high) " high or critical" } }
                        td { (row.as_of) }
                        td { (row.reassess_on) }
                    }
                }
            }))
            nav aria-label="Pages" {
                @if asked.page > 0 { a href=(link(asked, asked.page - 1)) { "Page before" } " " }
                @if first + shown < found.matching { a href=(link(asked, asked.page + 1)) { "Next page" } }
            }
        },
    )
}

/// The same search, another page. What was typed is encoded byte for byte.
fn link(asked: &Search, page: u32) -> String {
    let encoded = |text: &str| -> String {
        text.bytes()
            .map(|byte| match byte {
                b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' => {
                    char::from(byte).to_string()
                }
                other => format!("%{other:02X}"),
            })
            .collect()
    };
    let Search {
        q,
        decision,
        tier,
        level,
        ..
    } = asked;
    format!(
        "/suppliers?q={}&decision={}&tier={}&level={}&page={page}",
        encoded(q),
        encoded(decision),
        encoded(tier),
        encoded(level)
    )
}
