//! The neighbours of ISO/IEC 42001: the AI Act with its dates, the NIST AI RMF, other certificates, and what leads to them.
#![expect(clippy::unwrap_used, reason = "a helper of a test may stop the test")]

use std::{collections::BTreeSet, fs};

use assay_catalogue::{Catalogue, Crosswalk, DateStatus, InForce, Mapping, Relation, ai_act_roles};
use assay_domain::{
    AiActClass, AiActRole, Bp, CertificateClaim, ContextFact, ControlId, Rating, Sector,
    SupplierProfile, SupplierRole, SystemContext, Untrusted,
};
use jiff::civil::{Date, date};
use proptest::prelude::*;

const CROSSWALK: &str = include_str!("../data/crosswalk.toml");
const DATES: &str = include_str!("../data/ai-act-dates.toml");
const ACT: &str = include_str!("../data/eu-ai-act.toml");
const SECTORS: &str = include_str!("../data/sectors.toml");

fn refusal(name: &str, text: &str) -> String {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join(name), text).unwrap();
    let loaded = Catalogue::load(Some(folder.path()));
    loaded.map(|_| ()).unwrap_err().to_string()
}

fn references<'a>(catalogue: &'a Catalogue, framework: &str) -> BTreeSet<&'a str> {
    let framework = catalogue
        .references
        .iter()
        .find(|f| f.id == framework)
        .unwrap();
    framework
        .controls
        .iter()
        .map(|c| c.reference.as_str())
        .collect()
}

#[test]
fn the_nist_framework_has_its_72_subcategories_and_nothing_else() {
    let catalogue = Catalogue::embedded();
    let mut expected = BTreeSet::new();
    for (function, counts) in [
        ("GOVERN", &[7, 3, 2, 3, 2, 2][..]),
        ("MAP", &[6, 3, 5, 2, 2]),
        ("MEASURE", &[3, 13, 3, 3]),
        ("MANAGE", &[4, 4, 2, 3]),
    ] {
        for (category, count) in (1..).zip(counts) {
            for n in 1..=*count {
                expected.insert(format!("{function} {category}.{n}"));
            }
        }
    }
    assert_eq!(expected.len(), 72);
    let expected: BTreeSet<&str> = expected.iter().map(String::as_str).collect();
    assert_eq!(references(&catalogue, "nist-ai-rmf"), expected);
    let framework = catalogue
        .references
        .iter()
        .find(|f| f.id == "nist-ai-rmf")
        .unwrap();
    for control in &framework.controls {
        let id = format!(
            "nist-ai-rmf.{}",
            control.reference.to_lowercase().replace(' ', "-")
        );
        assert_eq!(control.id.as_str(), id);
    }
}

#[test]
fn every_article_of_which_a_buyer_asks_is_there() {
    let numbers = "2 3 4 5 6 8 9 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24 25 26 27 40 43 44 47 48 49 50 51 52 53 54 55 56 71 72 \
                   73 86 99 101 111 113";
    let catalogue = Catalogue::embedded();
    let found: Vec<&str> = catalogue
        .ai_act
        .articles
        .iter()
        .map(|article| article.reference.strip_prefix("Article ").unwrap())
        .collect();
    assert_eq!(found, numbers.split_whitespace().collect::<Vec<_>>());
    // Letters (a) to (h) of article 5(1), and what was added.
    assert_eq!(catalogue.prohibited.practices.len(), 9);
}

fn duties(roles: &[AiActRole], class: Option<AiActClass>, on: Date) -> Vec<(String, InForce)> {
    let roles = roles.iter().copied().collect();
    Catalogue::embedded()
        .ai_act_duties(&roles, class, on)
        .iter()
        .map(|duty| {
            (
                duty.article.reference.replace("Article ", ""),
                duty.in_force,
            )
        })
        .collect()
}

fn state(duties: &[(String, InForce)], article: &str) -> Option<InForce> {
    let mut found = duties.iter().filter(|(number, _)| number == article);
    found.next().map(|(_, state)| *state)
}

#[test]
fn which_duties_hold_depends_on_part_class_and_day() {
    use AiActClass::{GeneralPurpose, HighRisk, Limited, Minimal, Prohibited};
    use AiActRole::{Deployer, Distributor, GpaiProvider, Importer, Provider};
    let today = date(2026, 11, 20);
    let provider = duties(&[Provider], Some(HighRisk), today);
    assert_eq!(state(&provider, "5"), Some(InForce::Yes));
    assert_eq!(state(&provider, "4"), Some(InForce::Yes));
    // By the regulation as published it applies, by the amendment it does not yet: nobody here decides which.
    assert_eq!(state(&provider, "9"), Some(InForce::Disputed));
    assert_eq!(
        state(&duties(&[Provider], Some(HighRisk), date(2026, 8, 1)), "9"),
        Some(InForce::NotYet)
    );
    assert_eq!(
        state(&duties(&[Provider], Some(HighRisk), date(2027, 12, 2)), "9"),
        Some(InForce::Yes)
    );
    assert_eq!(state(&provider, "53"), None);
    assert_eq!(state(&provider, "23"), None);
    assert_eq!(
        state(&provider, "26"),
        Some(InForce::Disputed),
        "ours, and the supplier supports it"
    );
    assert_eq!(state(&provider, "99"), None, "nobody is asked about fines");

    assert!(state(&duties(&[Importer], Some(HighRisk), today), "23").is_some());
    assert!(state(&duties(&[Distributor], Some(HighRisk), today), "24").is_some());
    let model = duties(&[GpaiProvider], Some(GeneralPurpose), today);
    assert_eq!(state(&model, "53"), Some(InForce::Yes));
    assert_eq!(state(&model, "9"), None);
    let chatbot = duties(&[Deployer], Some(Limited), today);
    assert!(state(&chatbot, "50").is_some() && state(&chatbot, "14").is_none());
    let harmless = duties(&[Deployer], Some(Minimal), today);
    assert!(state(&harmless, "50").is_none() && state(&harmless, "4").is_some());
    assert_eq!(
        state(&duties(&[Provider], Some(Prohibited), today), "9"),
        Some(InForce::Disputed),
        "what is forbidden is not asked less than what is high-risk"
    );
}

/// Whatever is not known speaks for a duty.
#[test]
fn an_unknown_part_or_class_has_every_duty() {
    let catalogue = Catalogue::embedded();
    let asked = catalogue
        .ai_act
        .articles
        .iter()
        .filter(|article| article.bearer != assay_catalogue::Bearer::Authority)
        .count();
    assert_eq!(duties(&[], None, date(2030, 1, 1)).len(), asked);
    for class in [None, Some(AiActClass::Minimal), Some(AiActClass::HighRisk)] {
        for role in AiActRole::ALL {
            let known = duties(&[role], class, date(2026, 11, 20));
            let unknown = duties(&[], class, date(2026, 11, 20));
            assert!(known.iter().all(|duty| unknown.contains(duty)));
        }
    }
}

fn profile(roles: &[SupplierRole], settled: &[AiActRole]) -> SupplierProfile {
    SupplierProfile {
        id: "acme".parse().unwrap(),
        legal_name: "Acme".into(),
        also_known_as: Vec::new(),
        country: None,
        website: None,
        roles: roles.to_vec(),
        ai_act_roles: settled.to_vec(),
        contacts: Vec::new(),
    }
}

#[test]
fn what_the_dossier_settles_takes_the_place_of_what_follows_from_roles() {
    let parts = |roles: &[_], settled: &[_], class| {
        ai_act_roles(&profile(roles, settled), class)
            .into_iter()
            .collect::<Vec<_>>()
    };
    use AiActRole::{ComponentSupplier, Deployer, GpaiProvider, Importer, Provider};
    let model = Some(AiActClass::GeneralPurpose);
    assert_eq!(parts(&[], &[], None), []);
    assert_eq!(parts(&[SupplierRole::Deployer], &[], model), [Deployer]);
    assert_eq!(
        parts(&[SupplierRole::Developer], &[], model),
        [Provider, ComponentSupplier, GpaiProvider]
    );
    assert_eq!(
        parts(&[SupplierRole::Provider], &[], Some(AiActClass::Limited)),
        [Provider]
    );
    assert_eq!(
        parts(&[SupplierRole::Provider], &[Importer], model),
        [Importer]
    );
}

#[test]
fn a_disputed_date_keeps_every_claim_and_a_settled_one_has_one() {
    let catalogue = Catalogue::embedded();
    let disputed: Vec<_> = catalogue
        .ai_act_dates
        .dates
        .iter()
        .filter(|row| row.status == DateStatus::Disputed)
        .collect();
    assert!(disputed.len() >= 3);
    for row in &catalogue.ai_act_dates.dates {
        assert_eq!(
            row.claims.len() > 1,
            row.status == DateStatus::Disputed,
            "{}",
            row.id
        );
        // The day on which everybody agrees is the last that anybody names.
        let last = row.claims.iter().map(|claim| claim.effective_from).max();
        assert_eq!(row.on(last.unwrap()), InForce::Yes);
    }
    let settled = DATES.replacen("status = \"disputed\"", "status = \"settled\"", 1);
    assert!(refusal("ai-act-dates.toml", &settled).contains("so it is `disputed`"));
}

#[test]
fn an_article_does_not_rest_on_a_clause_of_the_standard() {
    let text = ACT.replacen(
        "points = [\"ai-act-role\"]",
        "points = [\"iso42001-6.1.2\"]",
        1,
    );
    assert!(refusal("eu-ai-act.toml", &text).contains("shows nothing about an article"));
    let text = ACT.replacen("dates = [\"ai-literacy\"]", "dates = [\"ai-literacie\"]", 1);
    let message = refusal("eu-ai-act.toml", &text);
    assert!(
        message.contains("there is no date `ai-literacie`"),
        "{message}"
    );
}

const LINK: &str = "\n[[links]]\nsource = \"SOURCE\"\ntarget = \"TARGET\"\nrelation = \"RELATION\"\nrationale = \"r\"\nauthor = \"a\"\n\
                    date = \"2026-11-22\"\n";

/// Each added row breaks one rule.
#[test]
fn a_crosswalk_that_leads_astray_is_refused() {
    for (source, target, relation, complaint) in [
        (
            "iso42001.a.2.2",
            "nist-ai-rmf.govern-9.9",
            "intersects",
            "there is no `nist-ai-rmf.govern-9.9`",
        ),
        (
            "iso42001.a.2.2",
            "iso42001.a.2.2",
            "equal",
            "it leads to itself",
        ),
        (
            "iso42001.a.2.2",
            "nist-ai-rmf.govern-1.1",
            "intersects",
            "the pair is there twice",
        ),
        (
            "nist-ai-rmf.govern-1.2",
            "iso42001.a.2.2",
            "equal",
            "`subset` contradicts `equal` the other way",
        ),
        (
            "iso42001.b.2.2",
            "nist-ai-rmf.govern-1.4",
            "intersects",
            "write the control of annex A, `iso42001.a.2.2`",
        ),
        (
            "iso42001.4.4",
            "eu-ai-act.9",
            "superset",
            "would credit what the source cannot show",
        ),
        (
            "other-certificates.iso27001",
            "iso42001.a.2.2",
            "equal",
            "would credit what the source cannot show",
        ),
    ] {
        let row = LINK
            .replace("SOURCE", source)
            .replace("TARGET", target)
            .replace("RELATION", relation);
        let message = refusal("crosswalk.toml", &format!("{CROSSWALK}{row}"));
        assert!(message.contains(complaint), "{source} {target}: {message}");
    }
    // The consistent inverse of a row is no contradiction.
    let row = LINK
        .replace("SOURCE", "nist-ai-rmf.govern-1.2")
        .replace("TARGET", "iso42001.a.2.2")
        .replace("RELATION", "superset");
    let folder = tempfile::tempdir().unwrap();
    fs::write(
        folder.path().join("crosswalk.toml"),
        format!("{CROSSWALK}{row}"),
    )
    .unwrap();
    Catalogue::load(Some(folder.path())).unwrap();
}

/// No chain of shipped links credits the AI Act or ISO/IEC 42001 either: credit does not travel further than one link.
#[test]
fn nothing_is_credited_to_an_article_or_by_another_certificate() {
    let catalogue = Catalogue::embedded();
    let full = |_: &ControlId| Some(Bp::FULL);
    for article in &catalogue.ai_act.articles {
        assert_eq!(
            catalogue.crosswalk.credit(&article.id, full),
            None,
            "{}",
            article.id
        );
    }
    for framework in &catalogue.frameworks {
        for control in &framework.controls {
            assert_eq!(catalogue.crosswalk.credit(&control.id, full), None);
        }
    }
    let credited = catalogue
        .references
        .iter()
        .flat_map(|framework| &framework.controls)
        .filter(|control| catalogue.crosswalk.credit(&control.id, full).is_some())
        .count();
    assert!(credited >= 1, "no link credits anything");
}

#[test]
fn every_control_of_annex_a_leads_to_both_neighbours() {
    let catalogue = Catalogue::embedded();
    for control in catalogue.controls.keys() {
        if !control.as_str().starts_with("iso42001.a.") {
            continue;
        }
        for neighbour in ["nist-ai-rmf.", "eu-ai-act."] {
            let leads = catalogue
                .crosswalk
                .mappings()
                .any(|link| link.source == *control && link.target.as_str().starts_with(neighbour));
            assert!(leads, "{control} leads to no {neighbour}");
        }
    }
}

fn id() -> impl Strategy<Value = ControlId> {
    (0..6_u8).prop_map(|n| format!("x.{n}").parse().unwrap())
}

fn mapping(relation: impl Strategy<Value = Relation>) -> impl Strategy<Value = Mapping> {
    (id(), id(), relation).prop_map(|(source, target, relation)| Mapping {
        source,
        target,
        relation,
        rationale: "r".into(),
        author: "a".into(),
        date: date(2026, 11, 22),
    })
}

fn any_relation() -> impl Strategy<Value = Relation> {
    prop_oneof![
        Just(Relation::Equal),
        Just(Relation::Superset),
        Just(Relation::Subset),
        Just(Relation::Intersects)
    ]
}

fn hint() -> impl Strategy<Value = Relation> {
    prop_oneof![Just(Relation::Subset), Just(Relation::Intersects)]
}

proptest! {
    #[test]
    fn a_hint_never_changes_a_credit(
        rows in proptest::collection::vec(mapping(any_relation()), 0..12),
        hints in proptest::collection::vec(mapping(hint()), 1..6),
        effective in proptest::collection::vec(0..=10_000_u16, 6),
    ) {
        let effectiveness = |control: &ControlId| {
            let n: usize = control.as_str()[2..].parse().unwrap();
            Some(Bp::saturating(effective[n]))
        };
        let before = Crosswalk::new(rows.clone());
        let after = Crosswalk::new(hints.into_iter().chain(rows));
        for n in 0..6 {
            let target: ControlId = format!("x.{n}").parse().unwrap();
            let credit = |crosswalk: &Crosswalk| crosswalk
                .credit(&target, effectiveness)
                .map(|(credit, _)| credit);
            prop_assert_eq!(credit(&before), credit(&after));
        }
    }

    /// A sector may make a fact worse, never better, and never known.
    #[test]
    fn no_sector_makes_anything_milder(ratings in proptest::collection::vec(proptest::option::of(0..=4_u8), 10)) {
        let facts = ContextFact::ALL.into_iter().zip(ratings);
        let declared = SystemContext::new(
            facts.filter_map(|(fact, n)| Some((fact, Rating::try_from(n?).unwrap()))),
        );
        let catalogue = Catalogue::embedded();
        for sector in Sector::ALL {
            let preset = catalogue.sector(sector).unwrap();
            let raised = preset.raise(&declared);
            for fact in ContextFact::ALL {
                match (declared.get(fact), raised.get(fact)) {
                    (None, now) => prop_assert_eq!(now, None),
                    (Some(then), now) => prop_assert!(now >= Some(then)),
                }
            }
            prop_assert_eq!(preset.raise(&raised), raised, "raising twice changes nothing");
            prop_assert_eq!(sector == Sector::General, preset.floor.0.is_empty());
        }
    }
}

#[test]
fn a_sector_that_is_missing_or_raises_to_no_word_is_refused() {
    let text = SECTORS.replacen("sector = \"hr\"", "sector = \"health\"", 1);
    let message = refusal("sectors.toml", &text);
    assert!(message.contains("nothing is said about `hr`"), "{message}");
    assert!(message.contains("`health` is there twice"), "{message}");
    let text = SECTORS.replacen("\"advises\"", "\"advices\"", 1);
    let message = refusal("sectors.toml", &text);
    assert!(message.contains("`advices` is no word"), "{message}");
}

#[test]
fn certificates_to_other_standards_are_known_by_their_number() {
    let catalogue = Catalogue::embedded();
    let of = |standard: &str| {
        let claim = CertificateClaim {
            standard: Untrusted::new(standard),
            number: None,
            holder: None,
            scope: None,
            certification_body: None,
            accreditation_body: None,
            issued_on: None,
            expires_on: None,
            document: None,
        };
        catalogue
            .other_certificate(&claim)
            .map(|control| control.reference.as_str())
    };
    assert_eq!(of("ISO/IEC 27001:2022"), Some("27001"));
    assert_eq!(of("iso27701"), Some("27701"));
    assert_eq!(of("EN ISO 9001:2015"), Some("9001"));
    assert_eq!(of("ISO14001"), Some("14001"));
    for other in ["ISO/IEC 42001:2023", "127001", "SOC 2", "", "ISO/IEC 27018"] {
        assert_eq!(of(other), None, "{other}");
    }
    // What they support is a hint, every one of them.
    for link in catalogue.crosswalk.mappings() {
        if link.source.as_str().starts_with("other-certificates.") {
            assert!(!link.relation.covers(), "{} {}", link.source, link.target);
        }
    }
}

/// A point without a kind would stand in a column by accident.
#[test]
fn every_shipped_point_says_which_kind_of_gap_it_is() {
    let catalogue = Catalogue::embedded();
    let silent: Vec<_> = catalogue
        .points
        .values()
        .filter(|point| point.kind.is_none())
        .map(|point| point.id.as_str())
        .collect();
    assert!(
        silent.is_empty(),
        "add `kind = \"policy\" | \"process\" | \"document\" | \"technical\"` to {silent:?}"
    );
}
