use std::collections::BTreeSet;

use base64::{Engine as _, engine::general_purpose::STANDARD as BASE64};
use scraper::{Html, Node, Selector};

use crate::{fixture, hostile::hostile};

/// Every element with its attributes, as a browser's parser sees them, sorted: a finding's identity depends on its text, and
/// the order of findings on their identity. Values that a text may change are left out.
fn shape(page: &str) -> Vec<String> {
    let page = Html::parse_document(page);
    let mut shape: Vec<String> = page
        .tree
        .values()
        .filter_map(|node| match node {
            Node::Element(element) => {
                let attributes: Vec<String> = element
                    .attrs()
                    .map(|(name, value)| match name {
                        "id" if value.starts_with("finding-") => "id".to_owned(),
                        _ => format!("{name}={value}"),
                    })
                    .collect();
                Some(format!("{} {}", element.name(), attributes.join(" ")))
            }
            Node::Comment(_) | Node::ProcessingInstruction(_) => Some("not text".to_owned()),
            _ => None,
        })
        .collect();
    shape.sort_unstable();
    shape
}

#[test]
fn no_text_of_a_supplier_adds_an_element_or_an_attribute() {
    let harmless = shape(&assay_report::html::report(
        &fixture::written_by("harmless").report(),
    ));
    for text in hostile() {
        let page = assay_report::html::report(&fixture::written_by(&text).report());
        if text.trim().is_empty() {
            // Nothing told is shown as "not told": other elements, and all of them ours.
            continue;
        }
        let shape = shape(&page);
        let other = shape.iter().zip(&harmless).find(|(a, b)| a != b);
        assert!(shape == harmless, "{text:?} changed the page: {other:?}");
    }
}

#[test]
fn the_page_is_well_formed_and_loads_nothing() {
    for fixture in [
        fixture::ordinary(),
        fixture::silent(),
        fixture::written_by(""),
    ] {
        let text = assay_report::html::report(&fixture.report());
        let page = Html::parse_document(&text);
        assert!(page.errors.is_empty(), "{:?}", page.errors);
        let select = |what: &str| page.select(&Selector::parse(what).unwrap()).count();
        for forbidden in [
            "script", "link", "img", "iframe", "object", "form", "base", "[style]", "[src]",
        ] {
            assert_eq!(select(forbidden), 0, "{forbidden}");
        }
        assert!(!text.contains("url(") && !text.contains("@import"));
        assert_eq!(select("style"), 1);
    }
}

#[test]
fn the_policy_allows_this_style_sheet_and_nothing_else() {
    let text = assay_report::html::report(&fixture::ordinary().report());
    let page = Html::parse_document(&text);
    let one = |what: &str| page.select(&Selector::parse(what).unwrap()).next().unwrap();
    let style: String = one("style").text().collect();
    let hash = BASE64.encode(assay_domain::Digest::of(style).as_bytes());
    let policy = one("meta[http-equiv]").attr("content").unwrap();
    assert_eq!(
        policy,
        format!(
            "default-src 'none'; style-src 'sha256-{hash}'; base-uri 'none'; form-action 'none'"
        )
    );
}

#[test]
fn every_id_is_there_once_and_every_link_inside_the_page_leads_somewhere() {
    let text = assay_report::html::report(&fixture::ordinary().report());
    let page = Html::parse_document(&text);
    let mut ids = BTreeSet::new();
    for element in page.select(&Selector::parse("[id]").unwrap()) {
        let id = element.attr("id").unwrap();
        assert!(ids.insert(id), "#{id} is there twice");
    }
    for link in page.select(&Selector::parse("a[href^='#']").unwrap()) {
        let target = &link.attr("href").unwrap()[1..];
        assert!(ids.contains(target), "#{target} leads nowhere");
    }
}

#[test]
fn a_person_finds_the_decision_the_quote_in_its_context_and_both_sides() {
    let fixture = fixture::ordinary();
    let page = Html::parse_document(&assay_report::html::report(&fixture.report()));
    let text = |what: &str| -> String {
        page.select(&Selector::parse(what).unwrap())
            .flat_map(|element| element.text())
            .collect::<Vec<_>>()
            .join(" ")
    };
    assert!(text(".verdict").contains(fixture.view.latest.verdict.decision.label()));
    assert!(text("mark").contains("within ten (10) days"));
    assert!(text(".around").contains("7.2 Incidents"));
    let disputes = text("#disputes");
    assert!(disputes.contains("does not train") && disputes.contains("by default"));
    assert!(text("#supplier").contains("lapsed") && text("#supplier").contains("ends in 27 days"));
    assert!(text("#runs").contains("cpu-timeout"));
    for scenario in &fixture.view.latest.verdict.systems[0].scenarios {
        let name = scenario.scenario.as_str().to_uppercase();
        assert!(
            text(".matrix").contains(&name),
            "{name} is not in the matrix"
        );
    }
}

#[test]
fn what_is_said_once_for_several_systems_still_says_every_reason_and_question() {
    let fixture = fixture::ordinary();
    let page = Html::parse_document(&assay_report::html::report(&fixture.report()));
    let text = page.root_element().text().collect::<String>();
    let verdict = &fixture.view.latest.verdict;
    for reason in &verdict.reasons {
        assert!(text.contains(&reason.text.replace('`', "")), "{reason:?}");
        if reason.subject.starts_with('r') {
            assert!(text.contains(&reason.subject.to_uppercase()), "{reason:?}");
        }
    }
    for ask in &verdict.ask_next {
        assert!(text.contains(&ask.text), "{ask:?}");
    }
    for gate in &verdict.gates {
        assert!(text.contains(&gate.text.replace('`', "")), "{gate:?}");
    }
}

#[test]
fn silence_is_shown_as_undecided() {
    let text = assay_report::html::report(&fixture::silent().report());
    assert!(text.contains("UNDECIDED") && text.contains("No plugin took part."));
}
