//! How deep the due diligence has to go.

use assay_catalogue::{Policy, TierPolicy, TierRules};
use assay_domain::{Bp, Level, Rating, SystemContext, Tier};

use crate::TierResult;

/// The tier of a system: the worst of its facts, an unknown one counting as the worst there is.
pub(crate) fn tier(rules: &TierRules, context: &SystemContext) -> TierResult {
    let facts: Vec<_> = rules.facts.iter().map(|f| (*f, context.get(*f))).collect();
    let ratings = || facts.iter().map(|(_, r)| r.unwrap_or(Rating::WORST).get());
    let at_least = |rating| ratings().filter(|r| *r >= rating).count();
    let reaches = |rating, count: u32| {
        let count = usize::try_from(count).unwrap_or(usize::MAX).max(1);
        at_least(rating) >= count
    };
    let tier = if at_least(4) > 0 || reaches(3, rules.tier1_count) {
        Tier::T1
    } else if at_least(3) > 0 || reaches(2, rules.tier2_count) {
        Tier::T2
    } else if at_least(2) > 0 {
        Tier::T3
    } else {
        Tier::T4
    };
    TierResult {
        tier,
        provisional: facts.iter().any(|(_, rating)| rating.is_none()),
        facts,
    }
}

/// The tier of the supplier: that of its most critical system, a provisional one first.
pub(crate) fn worst<'a>(tiers: impl IntoIterator<Item = &'a TierResult>) -> Option<&'a TierResult> {
    tiers
        .into_iter()
        .min_by_key(|result| (result.tier, !result.provisional))
}

/// What the policy asks of a tier. One that the policy does not name asks for everything.
pub(crate) fn asks(policy: &Policy, tier: Tier) -> TierPolicy {
    policy.tiers.get(&tier).cloned().unwrap_or(TierPolicy {
        coverage_floor: Bp::FULL,
        appetite: Level::VeryLow,
        reassess_months: 0,
        waiver_months: 0,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use assay_domain::ContextFact;

    #[test]
    fn the_worst_fact_sets_the_tier_and_an_unknown_one_is_the_worst() {
        use ContextFact::{Access, DataSensitivity, Exposure};
        let rules = TierRules {
            facts: vec![DataSensitivity, Access, Exposure],
            tier1_count: 2,
            tier2_count: 3,
        };
        let of = |ratings: [Option<u8>; 3]| {
            let facts = rules.facts.iter().zip(ratings);
            let known = facts.filter_map(|(f, r)| Some((*f, Rating::try_from(r?).unwrap())));
            let result = tier(&rules, &SystemContext::new(known));
            (result.tier, result.provisional)
        };
        for (ratings, tier) in [
            ([0, 0, 4], Tier::T1),
            ([0, 3, 3], Tier::T1),
            ([0, 0, 3], Tier::T2),
            ([2, 2, 2], Tier::T2),
            ([2, 2, 1], Tier::T3),
            ([1, 1, 1], Tier::T4),
        ] {
            assert_eq!(of(ratings.map(Some)), (tier, false), "{ratings:?}");
        }
        assert_eq!(of([Some(0), None, Some(0)]), (Tier::T1, true));
    }
}
