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
fn what_is_a_gate_and_a_point_is_explained_as_both() {
    let fixture = fixture::ordinary();
    let text = explained(&fixture, "training-use", Some("assistant"));
    let gate = text.find("Gate training-use: ").unwrap();
    let point = text.find("Training on customer data (assistant)").unwrap();
    assert!(gate < point, "{text}");
    assert!(!text.contains("screening"), "{text}");
    let result = fixture
        .view
        .latest
        .verdict
        .gates
        .iter()
        .find(|gate| gate.gate == "training-use" && gate.system.as_str() == "assistant");
    assert!(text.contains(&result.unwrap().text), "{text}");
}

#[test]
fn a_gate_is_followed_by_the_point_that_it_looks_at() {
    let fixture = fixture::ordinary();
    let text = explained(&fixture, "certificate-genuine", Some("assistant"));
    assert!(text.contains("It looks at `certificate-42001`"), "{text}");
    assert!(text.contains("Nobody could tell: effectiveness"), "{text}");
    let text = explained(&fixture, "breach-notice", Some("assistant"));
    assert!(text.contains("may be 72 h at most"), "{text}");
    let text = explained(&fixture, "prohibited-practice", Some("screening"));
    assert!(
        text.contains("`ai-act-class` is not known") && text.contains("It argues for UNDECIDED"),
        "{text}"
    );
}

#[test]
fn a_disputed_point_shows_both_sides_and_where_each_was_read() {
    let fixture = fixture::ordinary();
    let text = explained(&fixture, "training-use", Some("assistant"));
    let sides: Vec<&str> = text
        .lines()
        .skip_while(|line| !line.contains("disputed: "))
        .take(4)
        .map(str::trim)
        .collect();
    let of = |plugin: &str| sides.iter().position(|line| line.contains(plugin)).unwrap();
    let said = |plugin: &str| sides[of(plugin) + 1];
    assert!(sides[of("contract-terms")].contains("says fail on E3"));
    assert!(said("contract-terms").starts_with("it cites terms.md, bytes 1200 to 1312: “we will"));
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
    assert!(text.contains("terms.md, bytes 1200 to 1312"), "{text}");
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
        assert_eq!(
            printed.matches("Gate training-use").count(),
            2,
            "one for each system: {text:?}"
        );
    }
}
