//! The catalogue as a checklist that a person uses: to start a gap analysis, or to ask without a machine.

use std::fmt::Write as _;

use assay_catalogue::{Catalogue, Control, EvidenceBy, Framework, Point};
use assay_domain::Tier;

use crate::encode::{csv::Cell, markdown::Marked};

/// Which part of the catalogue.
#[derive(Debug, Clone, Default)]
pub struct Selection {
    /// Only points that are expected in this tier.
    pub tier: Option<Tier>,
    /// Only this framework, by its id.
    pub framework: Option<String>,
}

/// One line of the checklist.
#[derive(Debug)]
struct Item<'a> {
    framework: &'a Framework,
    reference: &'a str,
    requirement: &'a str,
    kind: &'static str,
    id: &'a str,
    title: &'a str,
    expectation: &'a str,
    evidence: &'a str,
    ask: &'a str,
    tiers: String,
    see: String,
}

/// The last four are to be filled in.
const COLUMNS: [&str; 16] = [
    "Framework",
    "Edition",
    "Reference",
    "Requirement",
    "Kind",
    "Check",
    "What",
    "What Has To Be So",
    "Evidence",
    "Question",
    "Tiers",
    "See Also",
    "Answer",
    "Evidence Given",
    "Owner",
    "Date",
];

/// True when the catalogue has the framework.
pub fn has_framework(catalogue: &Catalogue, id: &str) -> bool {
    frameworks(catalogue).any(|framework| framework.id == id)
}

/// The ids of all frameworks.
pub fn framework_ids(catalogue: &Catalogue) -> Vec<&str> {
    frameworks(catalogue).map(|f| f.id.as_str()).collect()
}

/// As CSV: UTF-8 with a byte order mark, lines end in CR LF (RFC 4180), no cell that a spreadsheet takes for a formula.
pub fn csv(catalogue: &Catalogue, selection: &Selection) -> Vec<u8> {
    let mut writer = csv::WriterBuilder::new()
        .terminator(csv::Terminator::CRLF)
        .from_writer(b"\xEF\xBB\xBF".to_vec());
    let mut write = |cells: &[Cell]| {
        writer.write_record(cells).expect(
            "every row has as many cells as there are columns, and a Vec takes every write",
        );
    };
    write(&COLUMNS.map(Cell::of));
    for item in items(catalogue, selection) {
        let none = Cell::default();
        write(&[
            Cell::of(&item.framework.title),
            Cell::of(&item.framework.edition),
            Cell::of(item.reference),
            Cell::of(item.requirement),
            Cell::of(item.kind),
            Cell::of(item.id),
            Cell::of(item.title),
            Cell::of(item.expectation),
            Cell::of(item.evidence),
            Cell::of(item.ask),
            Cell::of(&item.tiers),
            Cell::of(&item.see),
            none.clone(),
            none.clone(),
            none.clone(),
            none,
        ]);
    }
    writer
        .into_inner()
        .expect("a Vec takes every write, the last one too")
}

/// As Markdown, to be printed and ticked.
pub fn markdown(catalogue: &Catalogue, selection: &Selection) -> String {
    let mut out = String::from("# Checklist: due diligence on a supplier of AI\n");
    let scope = match selection.tier {
        Some(tier) => format!("What is expected of a supplier of {tier}."),
        None => "Every check of the catalogue.".to_owned(),
    };
    let mut say = |text: std::fmt::Arguments<'_>| {
        out.write_fmt(text).expect("a String takes every write");
    };
    say(format_args!(
        "\n{} Supplier: \\_\\_\\_\\_\\_\\_\\_\\_\\_\\_\\_\\_ Date: \\_\\_\\_\\_\\_\\_\\_\\_\n\n\
         A box is ticked for evidence that was seen, not for a yes. What nobody could tell is a gap.\n",
        Marked::of(&scope)
    ));
    let (mut framework, mut requirement) = ("", "");
    for item in items(catalogue, selection) {
        if item.framework.id != framework {
            framework = &item.framework.id;
            requirement = "";
            say(format_args!(
                "\n## {} ({})\n\nSource: {}; as of {}.\n",
                Marked::of(&item.framework.title),
                Marked::of(&item.framework.edition),
                Marked::of(&item.framework.source),
                item.framework.as_of
            ));
        }
        if item.reference != requirement {
            requirement = item.reference;
            say(format_args!(
                "\n### {} {}\n\n",
                Marked::of(item.reference),
                Marked::of(item.requirement)
            ));
        }
        say(format_args!("- [ ] **{}**", Marked::of(item.title)));
        let notes: Vec<&str> = [item.kind, &item.tiers]
            .into_iter()
            .filter(|note| !note.is_empty())
            .collect();
        if !notes.is_empty() {
            say(format_args!(" ({})", Marked::of(&notes.join(", "))));
        }
        if !item.expectation.is_empty() {
            say(format_args!(": {}", Marked::of(item.expectation)));
        }
        say(format_args!("\n"));
        for (name, text) in [
            ("Ask", item.ask),
            ("Evidence", item.evidence),
            ("See also", &item.see),
        ] {
            if !text.is_empty() {
                say(format_args!("  - {name}: {}\n", Marked::of(text)));
            }
        }
    }
    out
}

fn frameworks(catalogue: &Catalogue) -> impl Iterator<Item = &Framework> {
    // The standard first: it is what the others are compared with.
    let mut all: Vec<&Framework> = catalogue
        .frameworks
        .iter()
        .chain(&catalogue.references)
        .collect();
    all.sort_by_key(|framework| framework.id != "iso42001");
    all.into_iter()
}

fn items<'a>(catalogue: &'a Catalogue, selection: &Selection) -> Vec<Item<'a>> {
    let wanted = |framework: &&Framework| {
        selection
            .framework
            .as_ref()
            .is_none_or(|id| *id == framework.id)
    };
    frameworks(catalogue)
        .filter(wanted)
        .flat_map(|framework| {
            framework.controls.iter().flat_map(move |control| {
                if framework.evidence == EvidenceBy::Points {
                    by_points(catalogue, framework, control, selection)
                } else {
                    by_crosswalk(catalogue, framework, control, selection)
                }
            })
        })
        .collect()
}

/// A point stands once, under the control that it supports first; when one framework is asked for, under each of its controls.
fn by_points<'a>(
    catalogue: &'a Catalogue,
    framework: &'a Framework,
    control: &'a Control,
    selection: &Selection,
) -> Vec<Item<'a>> {
    let once = selection.framework.is_none();
    catalogue
        .points_for_control(&control.id)
        .filter(|(point, link)| !once || point.controls.first() == Some(*link))
        .filter(|(point, _)| {
            selection
                .tier
                .is_none_or(|tier| point.tiers.contains(&tier))
        })
        .map(|(point, _)| of_point(framework, control, point))
        .collect()
}

fn of_point<'a>(framework: &'a Framework, control: &'a Control, point: &'a Point) -> Item<'a> {
    let other = point
        .controls
        .iter()
        .filter(|link| link.control != control.id);
    let other: Vec<&str> = other.map(|link| link.control.as_str()).collect();
    Item {
        framework,
        reference: &control.reference,
        requirement: &control.name,
        kind: point.kind().label(),
        id: point.id.as_str(),
        title: &point.title,
        expectation: &point.expectation,
        evidence: &point.evidence,
        ask: &point.ask,
        tiers: tiers(point),
        see: other.join(", "),
    }
}

/// `tiers 1, 2, 3`.
fn tiers(point: &Point) -> String {
    let numbers: Vec<String> = Tier::ALL
        .iter()
        .zip(1..)
        .filter(|(tier, _)| point.tiers.contains(tier))
        .map(|(_, number): (_, u8)| number.to_string())
        .collect();
    let word = if numbers.len() == 1 { "tier" } else { "tiers" };
    format!("{word} {}", numbers.join(", "))
}

/// A requirement to which only the crosswalk leads: what to ask, and where else to look. Without points it belongs to no tier.
fn by_crosswalk<'a>(
    catalogue: &'a Catalogue,
    framework: &'a Framework,
    control: &'a Control,
    selection: &Selection,
) -> Vec<Item<'a>> {
    let article = catalogue
        .ai_act
        .articles
        .iter()
        .find(|a| a.id == control.id);
    let points = article.map_or(&[][..], |article| &article.points);
    let of_tier = |point: &&assay_domain::PointId| {
        let known = catalogue.point(point);
        selection
            .tier
            .is_none_or(|tier| known.is_some_and(|point| point.tiers.contains(&tier)))
    };
    let mut see: Vec<&str> = points.iter().filter(of_tier).map(|p| p.as_str()).collect();
    if selection.tier.is_some() && selection.framework.is_none() && see.is_empty() {
        return Vec::new();
    }
    let sources = catalogue.crosswalk.mappings();
    see.extend(
        sources
            .filter(|link| link.target == control.id)
            .map(|link| link.source.as_str()),
    );
    let item = Item {
        framework,
        reference: &control.reference,
        requirement: &control.name,
        kind: "",
        id: control.id.as_str(),
        title: &control.name,
        expectation: "",
        evidence: "",
        ask: &control.ask,
        tiers: String::new(),
        see: see.join(", "),
    };
    // What article 5 forbids is gone through one by one.
    let practices = (control.id.as_str() == PROHIBITED).then_some(&catalogue.prohibited.practices);
    let practices = practices.into_iter().flatten().map(|practice| Item {
        framework,
        reference: &control.reference,
        requirement: &control.name,
        kind: "policy",
        id: &practice.id,
        title: &practice.reference,
        expectation: &practice.what,
        evidence: "A statement that the system does not do it, and why it cannot",
        ask: "",
        tiers: String::new(),
        see: String::new(),
    });
    std::iter::once(item).chain(practices).collect()
}

const PROHIBITED: &str = "eu-ai-act.5";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_point_and_every_requirement_is_on_the_list_once() {
        let catalogue = Catalogue::embedded();
        let all = items(&catalogue, &Selection::default());
        let counted = catalogue.points.values().filter(|p| !p.is_informational());
        for point in counted.map(|point| &point.id) {
            let found = all.iter().filter(|item| item.id == point.as_str()).count();
            assert_eq!(found, 1, "{point}");
        }
        for control in catalogue.references.iter().flat_map(|f| &f.controls) {
            assert!(all.iter().any(|item| item.id == control.id.as_str()));
        }
        assert!(all.iter().any(|item| item.title == "Article 5(1)(c)"));
    }

    #[test]
    fn a_tier_takes_away_what_it_does_not_expect() {
        let catalogue = Catalogue::embedded();
        let of = |tier| {
            let selection = Selection {
                tier: Some(tier),
                framework: None,
            };
            items(&catalogue, &selection).len()
        };
        assert!(of(Tier::T1) > of(Tier::T2) && of(Tier::T3) > of(Tier::T4));
    }

    #[test]
    fn no_cell_of_a_replaced_catalogue_is_a_formula() {
        let mut catalogue = Catalogue::embedded();
        let point = catalogue.points.values_mut().next().unwrap();
        point.title = "=HYPERLINK(\"https://evil.example\")".to_owned();
        let bytes = csv(&catalogue, &Selection::default());
        let text = String::from_utf8(bytes).unwrap();
        assert!(text.contains("'=HYPERLINK"));
        let mut reader = csv::Reader::from_reader(text.trim_start_matches('\u{feff}').as_bytes());
        assert_eq!(reader.headers().unwrap().len(), COLUMNS.len());
        for record in reader.records() {
            for cell in &record.unwrap() {
                assert!(!cell.starts_with(['=', '+', '-', '@', '\t']), "{cell}");
            }
        }
    }
}
