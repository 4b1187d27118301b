//! The shipped catalogue with the shipped policy: silence decides nothing, words take nothing off, evidence is rewarded.

use assay_catalogue::Catalogue;
use assay_domain::{
    ContextFact, Decision, EvidenceClass, Fact, FactValue, Observation, Quantity, Sector, Standing,
    Tier,
};
use assay_scoring::Verdict;

use crate::fixture::*;

/// A supplier of one system with every fact at a rating, but the class under the AI Act never above high-risk.
fn case(rating: u8) -> Case {
    let mut case = Case::new(Catalogue::embedded(), 0);
    let facts = ContextFact::ALL.map(|fact| {
        let class = fact == ContextFact::AiActClass;
        (fact, if class { rating.min(3) } else { rating })
    });
    case.supplier = supplier(&[("assistant", &facts)]);
    case
}

/// Every point passes on one class, with a number that satisfies every limit.
fn everything_passes(case: Case, class: EvidenceClass) -> Case {
    let limits = case
        .catalogue
        .policy
        .gates
        .iter()
        .filter_map(|gate| match &gate.rule {
            assay_catalogue::GateRule::Point { at_most, .. } => at_most.as_ref(),
            assay_catalogue::GateRule::Context { .. } => None,
        });
    let facts: Vec<Fact> = limits
        .map(|limit| Fact {
            name: limit.fact.as_str().into(),
            value: FactValue::Number(Quantity {
                value: limit.value,
                decimals: 0,
                unit: limit.unit.as_str().into(),
            }),
        })
        .collect();
    let ids: Vec<_> = case.catalogue.points.keys().cloned().collect();
    let seen = ids.iter().map(|id| Observation {
        facts: facts.clone(),
        ..pass(id.as_str(), class)
    });
    case.run("everything", Standing::Bundled, seen)
}

fn nothing_was_taken_off(verdict: &Verdict) {
    for risk in &only(verdict).scenarios {
        assert_eq!(risk.residual, risk.inherent, "{}", risk.scenario);
    }
}

#[test]
fn silence_is_undecided_at_inherent_risk_in_every_tier() {
    for (rating, tier) in [(1, Tier::T4), (2, Tier::T2), (3, Tier::T1), (4, Tier::T1)] {
        let verdict = case(rating).run("silent", Standing::Bundled, []).assess();
        assert_eq!(verdict.tier.tier, tier);
        assert_eq!(verdict.decision, Decision::Undecided, "rating {rating}");
        assert!(!verdict.ask_next.is_empty());
        nothing_was_taken_off(&verdict);
    }
}

#[test]
fn a_questionnaire_full_of_yes_takes_nothing_off_and_is_not_approved() {
    for rating in 0..=4 {
        let verdict = everything_passes(case(rating), EvidenceClass::E1).assess();
        nothing_was_taken_off(&verdict);
        if verdict.tier.tier <= Tier::T2 {
            assert!(verdict.decision > Decision::Approve, "rating {rating}");
        }
    }
}

/// A method by which nobody can be approved would be as useless as one that approves everybody.
#[test]
fn good_evidence_is_approved_in_every_tier() {
    for rating in 0..=3 {
        let verdict = everything_passes(case(rating), EvidenceClass::E4).assess();
        assert_eq!(
            verdict.decision,
            Decision::Approve,
            "rating {rating}: {:?}",
            verdict.reasons
        );
    }
}

#[test]
fn the_same_from_the_vendors_own_plugin_is_undecided() {
    for rating in 0..=4 {
        let mut case = everything_passes(case(rating), EvidenceClass::E5);
        case.runs[0].standing = Standing::SupplierPublished;
        let verdict = case.assess();
        assert_eq!(verdict.decision, Decision::Undecided);
        nothing_was_taken_off(&verdict);
    }
}

/// The worse of what is declared and what the sector allows: a mild word in a sensitive sector changes nothing.
#[test]
fn a_sector_never_makes_the_tier_milder_and_a_sensitive_one_makes_a_mild_one_worse() {
    for rating in 0..=4 {
        let plain = case(rating).assess().tier;
        for sector in Sector::ALL {
            let mut case = case(rating);
            case.supplier.systems[0].sector = Some(sector);
            let tier = case.assess().tier;
            // Tier 1 is the most critical and the least.
            assert!(tier.tier <= plain.tier, "{sector:?} at {rating}");
            if sector == Sector::General {
                assert_eq!(tier, plain);
            } else if rating == 0 {
                assert!(tier.tier < plain.tier, "{sector:?}");
            }
        }
    }
}
