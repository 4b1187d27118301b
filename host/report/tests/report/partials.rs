//! What is met only in part is seen by whoever reads the report, and by nobody only when better evidence says otherwise.

use assay_domain::{EvidenceClass, Observation, ReportedOutcome, Severity, Standing};
use assay_report::{terminal, terminal::Page};
use assay_scoring::RunResult;
use scraper::{Html, Selector};

use crate::{
    fixture::{self, Fixture},
    hostile::hostile,
};

const SUPERSEDED: &str = "Kept for a time that the answer does not name";

fn printed(fixture: &Fixture) -> String {
    let page = Page {
        width: 400,
        colour: false,
    };
    terminal::assessment(&fixture.report(), page)
}

/// The section of the terminal report, without what stands after it.
fn section(printed: &str) -> &str {
    let start = printed.find("\nMet only in part").unwrap() + 1;
    let rest = &printed[start..];
    &rest[..rest.find("\n\n").unwrap_or(rest.len())]
}

fn select(page: &Html, what: &str) -> Vec<String> {
    page.select(&Selector::parse(what).unwrap())
        .map(|element| element.text().collect::<Vec<_>>().join(" "))
        .map(|text| text.split_whitespace().collect::<Vec<_>>().join(" "))
        .collect()
}

fn rows(fixture: &Fixture) -> Vec<String> {
    let page = Html::parse_document(&assay_report::html::report(&fixture.report()));
    select(&page, "#partials tbody tr")
}

fn retention(fixture: &mut Fixture, outcome: ReportedOutcome) -> &mut Observation {
    let mut all = fixture.view.latest.observations.iter_mut();
    all.find(|seen| seen.point.as_str() == "retention" && seen.outcome == outcome)
        .unwrap()
}

#[test]
fn a_point_that_is_met_in_part_is_shown_with_its_evidence_and_what_would_help() {
    let fixture = fixture::ordinary();
    let printed = printed(&fixture);
    let section = section(&printed);
    let page = Html::parse_document(&assay_report::html::report(&fixture.report()));
    let rows = select(&page, "#partials tbody tr");
    assert_eq!(rows.len(), 1, "{rows:?}");
    for text in [section, &rows[0]] {
        assert!(text.contains("medium"), "{text}");
        assert!(text.contains("The certificate lapses in 9 days"), "{text}");
        assert!(text.contains("not-after = 2026-12-01"), "{text}");
        assert!(text.contains("Agree on a fixed number of hours."), "{text}");
        assert!(text.contains("assistant"), "{text}");
    }
    assert_eq!(select(&page, "nav a[href='#partials']").len(), 1);
}

#[test]
fn a_partial_that_better_evidence_supersedes_is_counted_but_not_listed() {
    let fixture = fixture::ordinary();
    let printed = printed(&fixture);
    assert!(!section(&printed).contains(SUPERSEDED));
    assert!(section(&printed).contains("not shown: 1 that a pass on better evidence"));
    assert!(rows(&fixture).iter().all(|row| !row.contains(SUPERSEDED)));
}

/// What does not make a pass outrank a partial. Each of these once hid a weakness or would hide one.
#[test]
fn a_partial_stands_unless_the_pass_counts_and_is_better_evidenced() {
    type Change = fn(&mut Fixture);
    let changes: [(&str, Change); 7] = [
        ("the pass is on equal evidence", |fixture| {
            retention(fixture, ReportedOutcome::Partial).class = EvidenceClass::E3;
        }),
        ("the pass is the supplier's own", |fixture| {
            retention(fixture, ReportedOutcome::Pass)
                .provenance
                .standing = Standing::SupplierPublished;
        }),
        ("the host knows the plugin as unverified", |fixture| {
            fixture.view.latest.participations[1].standing = Standing::Unverified;
        }),
        ("the run of the pass failed", |fixture| {
            fixture.view.latest.participations[1].result = RunResult::Failed {
                kind: "trap".to_owned(),
            };
        }),
        ("the run did not declare the point", |fixture| {
            fixture.view.latest.participations[1].points.clear();
        }),
        ("nobody knows the run", |fixture| {
            fixture.view.latest.participations[1].run = None;
        }),
        ("the pass is about another system", |fixture| {
            retention(fixture, ReportedOutcome::Pass).system = Some("screening".parse().unwrap());
        }),
    ];
    for (why, change) in changes {
        let mut fixture = fixture::ordinary();
        change(&mut fixture);
        assert!(section(&printed(&fixture)).contains(SUPERSEDED), "{why}");
        assert!(
            rows(&fixture).iter().any(|row| row.contains(SUPERSEDED)),
            "{why}"
        );
    }
}

#[test]
fn the_terminal_shows_the_twelve_worst_and_says_how_many_more_there_are() {
    let mut fixture = fixture::ordinary();
    let all = &mut fixture.view.latest.observations;
    let partial = all
        .iter()
        .find(|seen| seen.outcome == ReportedOutcome::Partial)
        .unwrap()
        .clone();
    for (number, severity) in (1..).zip([Severity::Low; 14]) {
        all.push(Observation {
            severity,
            title: format!("weakness {number}").into(),
            ..partial.clone()
        });
    }
    all.push(Observation {
        severity: Severity::Critical,
        title: "seen last and the worst".into(),
        ..partial
    });
    let printed = printed(&fixture);
    let section = section(&printed);
    let first = section.lines().nth(3).unwrap();
    assert!(first.contains("seen last and the worst"), "{section}");
    assert!(section.starts_with("Met only in part: 1 critical, 1 medium, 14 low\n"));
    assert!(section.contains("weakness 10") && !section.contains("weakness 11"));
    assert!(section.contains("and 4 more, none worse"), "{section}");
    assert!(section.contains("assay report lumen-dialog --format html"));
    assert_eq!(rows(&fixture).len(), 16, "the page leaves nothing out");
}

#[test]
fn no_hostile_text_adds_a_line_a_row_or_a_cell_to_the_section() {
    let ordinary = fixture::written_by("harmless");
    let lines = |fixture: &Fixture| {
        let page = Page {
            width: 2_000,
            colour: false,
        };
        let printed = terminal::assessment(&fixture.report(), page);
        let section = section(&printed).to_owned();
        assert!(!section.contains(|c: char| c != '\n' && c.is_control()));
        section.lines().count()
    };
    let cells = |fixture: &Fixture| {
        let page = Html::parse_document(&assay_report::html::report(&fixture.report()));
        let all = |what| page.select(&Selector::parse(what).unwrap()).count();
        (all("#partials tr"), all("#partials td"))
    };
    for text in hostile() {
        let fixture = fixture::written_by(&text);
        let start: String = text.chars().take(80).collect();
        assert_eq!(lines(&fixture), lines(&ordinary), "{start:?}");
        assert_eq!(cells(&fixture), cells(&ordinary), "{start:?}");
    }
}

#[test]
fn nothing_met_in_part_is_said_in_words() {
    let mut fixture = fixture::ordinary();
    let all = &mut fixture.view.latest.observations;
    all.retain(|seen| seen.outcome != ReportedOutcome::Partial);
    assert_eq!(section(&printed(&fixture)), "Met only in part\nnone");
    let page = assay_report::html::report(&fixture.report());
    assert!(page.contains("Nothing is met only in part."));
}
