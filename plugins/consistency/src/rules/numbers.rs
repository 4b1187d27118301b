//! The number that the supplier answers against the number that its documents bind it to. Both may be good enough, so that
//! each alone passes; the answer is still not what the customer can hold it to.

use assay_sdk::{Evidence, Severity};

use crate::{
    contradiction::Contradiction,
    sources::{Sources, number},
    words::hours,
};

/// Which way is better for the customer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Better {
    Fewer,
    More,
}

impl Better {
    /// True when the claim is better than what is shown, by more than units can be off.
    pub(super) fn claims_more(self, claim: (i64, &str), shown: (i64, &str)) -> Option<bool> {
        if claim.1 == shown.1 {
            return Some(match self {
                Self::Fewer => claim.0 < shown.0,
                Self::More => claim.0 > shown.0,
            });
        }
        // Of different units, only a difference that no length of a month explains counts.
        Some(match self {
            Self::Fewer => hours(claim.0, claim.1, true)? < hours(shown.0, shown.1, false)?,
            Self::More => hours(claim.0, claim.1, false)? > hours(shown.0, shown.1, true)?,
        })
    }
}

/// Points whose answer is a number, with the facts by which documents say the same.
pub(super) const NUMBERS: [(&str, Better, &[&str]); 7] = [
    ("breach-notice", Better::Fewer, &["breach-notice"]),
    ("retention", Better::Fewer, &["retention"]),
    ("deletion", Better::Fewer, &["deletion"]),
    (
        "sub-processor-notice",
        Better::More,
        &["sub-processor-notice"],
    ),
    (
        "sub-processor-objection",
        Better::More,
        &["objection-window", "sub-processor-objection"],
    ),
    ("change-notice", Better::More, &["change-notice"]),
    ("log-retention", Better::More, &["log-retention"]),
];

pub(super) fn contradictions(sources: &Sources) -> Vec<Contradiction> {
    let mut found = Vec::new();
    for (point, better, facts) in NUMBERS {
        for claim in sources.claims(point) {
            let Some(claimed) = claim.number() else {
                continue;
            };
            let shown = sources
                .shown(point, claim.system)
                .filter_map(|seen| Some((seen, facts.iter().find_map(|fact| number(seen, fact))?)))
                .find(|(_, shown)| better.claims_more(claimed, *shown) == Some(true));
            if let Some((seen, shown)) = shown {
                found.push(Contradiction {
                    point: point.to_owned(),
                    system: claim.system.map(str::to_owned),
                    severity: Severity::Medium,
                    is_met: claim.is_met(),
                    title: format!(
                        "the supplier answers {} {}, its documents say {} {}",
                        claimed.0, claimed.1, shown.0, shown.1
                    ),
                    ask: "Put the number that you answer into the contract.".to_owned(),
                    evidence: [claim.cited(), Evidence::Observation(seen.id.clone())],
                    comment: None,
                    besides: None,
                });
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_month_is_as_long_as_it_has_to_be_to_avoid_an_accusation() {
        assert_eq!(
            Better::Fewer.claims_more((30, "d"), (1, "months")),
            Some(false)
        );
        assert_eq!(
            Better::Fewer.claims_more((30, "d"), (2, "months")),
            Some(true)
        );
        assert_eq!(
            Better::More.claims_more((30, "d"), (1, "months")),
            Some(false)
        );
        assert_eq!(Better::Fewer.claims_more((72, "h"), (3, "d")), Some(false));
        assert_eq!(Better::Fewer.claims_more((24, "h"), (3, "d")), Some(true));
        assert_eq!(
            Better::Fewer.claims_more((24, "h"), (12, "months of fees")),
            None
        );
    }
}
