use assay_report::{Step, explain, terminal, terminal::Page};

use crate::{
    fixture::{self, Fixture},
    hostile::hostile,
};

const WIDE: Page = Page {
    width: 600,
    colour: false,
};

fn explained(fixture: &Fixture, id: &str, system: Option<&str>) -> String {
    let steps: Vec<Step> = explain(&fixture.report(), id, system).unwrap();
    terminal::explain(&steps, WIDE)
}

#[test]
fn what_is_a_gate_and_a_point_is_explained_as_both_for_one_system() {
    let fixture = fixture::ordinary();
    let text = explained(&fixture, "training-use", Some("assistant"));
    assert!(text.contains("gate `training-use`"), "{text}");
    assert!(
        text.contains("Training on customer data (system `assistant`)"),
        "{text}"
    );
    assert!(!text.contains("screening"), "{text}");
}

#[test]
fn tier_coverage_and_decision_are_explained_too() {
    let fixture = fixture::ordinary();
    for id in ["tier", "coverage", "decision", "r1", "A.7.2"] {
        assert!(!explained(&fixture, id, None).is_empty(), "{id}");
    }
    assert_eq!(explain(&fixture.report(), "no-such-thing", None), None);
}

#[test]
fn a_disputed_point_shows_both_sides_and_where_each_was_read() {
    let fixture = fixture::ordinary();
    let text = explained(&fixture, "training-use", Some("assistant"));
    let sides: Vec<&str> = text
        .lines()
        .skip_while(|line| !line.contains("What the sides of"))
        .skip(1)
        .take(4)
        .map(str::trim)
        .collect();
    let of = |plugin: &str| sides.iter().position(|line| line.contains(plugin)).unwrap();
    let said = |plugin: &str| sides[of(plugin) + 1];
    assert!(sides[of("contract-terms")].contains("says fail on E3"));
    assert!(
        said("contract-terms")
            .starts_with("it cites terms.md, page 3, bytes 1200 to 1312: “we will")
    );
    assert!(sides[of("iso42001-questionnaire")].contains("says pass on E1"));
    assert_eq!(
        said("iso42001-questionnaire"),
        "it cites answer training.customer-data: “No, never.”"
    );
}

/// The side of an earlier assessment is not among the observations of the latest one: it is kept with the finding.
#[test]
fn the_side_of_an_earlier_assessment_keeps_its_place() {
    let mut fixture = fixture::ordinary();
    let all = &mut fixture.view.latest.observations;
    all.retain(|seen| seen.point.as_str() != "training-use");
    let text = explained(&fixture, "training-use", Some("assistant"));
    assert!(
        text.contains("terms.md, page 3, bytes 1200 to 1312"),
        "{text}"
    );
}

#[test]
fn no_hostile_text_of_a_cited_place_moves_the_cursor() {
    for text in hostile() {
        let printed = explained(&fixture::written_by(&text), "training-use", None);
        let bad = printed.chars().find(|c| {
            c.is_control() && *c != '\n'
                || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
        });
        assert_eq!(bad, None, "{text:?}");
    }
}
