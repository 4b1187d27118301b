//! What was expected beside what was seen.

use assay_domain::Observation;
use assay_report::trial::{CaseProblem, InsteadView};

use crate::expect::Expectation;

/// What came of comparing.
#[derive(Debug)]
pub(crate) struct Compared {
    /// In the order in which they were seen.
    pub(crate) as_expected: Vec<Observation>,
    pub(crate) problems: Vec<CaseProblem>,
}

/// Each expectation stands for one observation, so that one that is reported twice is noticed. What is left on both sides is shown
/// side by side where it is about the same point.
pub(crate) fn compare(
    expected: &[Expectation],
    others: bool,
    observations: &[Observation],
) -> Compared {
    let pairs = pair(expected, observations);
    let mut free: Vec<&Observation> = observations
        .iter()
        .enumerate()
        .filter(|(index, _)| !pairs.contains(&Some(*index)))
        .map(|(_, seen)| seen)
        .collect();
    let as_expected = observations
        .iter()
        .enumerate()
        .filter(|(index, _)| pairs.contains(&Some(*index)))
        .map(|(_, seen)| seen.clone());
    let mut compared = Compared {
        as_expected: as_expected.collect(),
        problems: Vec::new(),
    };
    for (expectation, pair) in expected.iter().zip(&pairs) {
        if pair.is_some() {
            continue;
        }
        let nearest = free
            .iter()
            .enumerate()
            .filter(|(_, seen)| seen.point == expectation.point)
            .map(|(at, seen)| (expectation.differs_in(seen), at))
            .filter(|(differs, _)| !differs.is_empty())
            .min_by_key(|(differs, at)| (differs.len(), *at));
        let instead = nearest.map(|(differs_in, at)| {
            Box::new(InsteadView {
                observed: free.remove(at).clone(),
                differs_in,
            })
        });
        compared.problems.push(CaseProblem::NotSeen {
            expected: expectation.view(),
            instead,
        });
    }
    if !others {
        let left = free.into_iter().map(|seen| CaseProblem::NotExpected {
            observed: Box::new(seen.clone()),
        });
        compared.problems.extend(left);
    }
    compared
}

/// The most pairs that there can be, by augmenting paths: a loose expectation must not take the one observation that a strict one
/// needs.
fn pair(expected: &[Expectation], observations: &[Observation]) -> Vec<Option<usize>> {
    let mut taken_by: Vec<Option<usize>> = vec![None; observations.len()];
    for index in 0..expected.len() {
        let mut tried = vec![false; observations.len()];
        place(index, expected, observations, &mut taken_by, &mut tried);
    }
    let mut pairs = vec![None; expected.len()];
    for (seen, expectation) in taken_by.into_iter().enumerate() {
        if let Some(expectation) = expectation {
            pairs[expectation] = Some(seen);
        }
    }
    pairs
}

fn place(
    index: usize,
    expected: &[Expectation],
    observations: &[Observation],
    taken_by: &mut [Option<usize>],
    tried: &mut [bool],
) -> bool {
    for (at, seen) in observations.iter().enumerate() {
        if tried[at] || !expected[index].matches(seen) {
            continue;
        }
        tried[at] = true;
        let is_free = match taken_by[at] {
            None => true,
            Some(other) => place(other, expected, observations, taken_by, tried),
        };
        if is_free {
            taken_by[at] = Some(index);
            return true;
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use assay_domain::{
        Bp, Digest, EvidenceClass, PluginRef, Provenance, ReportedOutcome, RunId, Severity,
        Standing,
    };
    use assay_toml::Source;
    use jiff::civil::date;

    use super::*;
    use crate::expect::ExpectTable;

    fn seen(point: &str, title: &str) -> Observation {
        Observation {
            point: point.parse().unwrap(),
            system: None,
            outcome: ReportedOutcome::Fail,
            severity: Severity::High,
            class: EvidenceClass::E1,
            ageing: None,
            requested_class: EvidenceClass::E1,
            confidence: Bp::FULL,
            requested_confidence: Bp::FULL,
            title: title.into(),
            detail: "".into(),
            remediation: "".into(),
            facts: Vec::new(),
            evidence: Vec::new(),
            observed_on: date(2026, 11, 2),
            provenance: Provenance {
                run: RunId::new(Digest::of("run")),
                plugin: PluginRef {
                    id: "p".parse().unwrap(),
                    version: "1.0.0".to_owned(),
                    publisher: "anybody".into(),
                    digest: Digest::of("component"),
                },
                standing: Standing::Unverified,
            },
        }
    }

    fn expect(more: &str) -> Expectation {
        let text = format!("point = \"a\"\noutcome = \"fail\"\n{more}");
        let source = Source::new("c.toml", text);
        source
            .parse::<ExpectTable>()
            .unwrap()
            .read(&source)
            .unwrap()
    }

    #[test]
    fn a_loose_expectation_leaves_a_strict_one_what_it_needs() {
        let expected = [expect(""), expect("title = \"one\"")];
        let observations = [seen("a", "one"), seen("a", "two")];
        let compared = compare(&expected, false, &observations);
        assert_eq!(compared.problems, []);
        assert_eq!(compared.as_expected.len(), 2);
    }

    #[test]
    fn an_observation_that_comes_twice_is_expected_once() {
        let observations = [seen("a", "one"), seen("a", "one")];
        let compared = compare(&[expect("")], false, &observations);
        assert!(
            matches!(
                compared.problems.as_slice(),
                [CaseProblem::NotExpected { .. }]
            ),
            "{:?}",
            compared.problems
        );
        assert_eq!(compare(&[expect("")], true, &observations).problems, []);
    }

    #[test]
    fn what_is_left_of_a_point_is_shown_side_by_side() {
        let compared = compare(
            &[expect("title = \"one\"\nseverity = \"low\"")],
            false,
            &[seen("b", "one"), seen("a", "one")],
        );
        let [
            CaseProblem::NotSeen {
                instead: Some(instead),
                ..
            },
            CaseProblem::NotExpected { observed },
        ] = compared.problems.as_slice()
        else {
            panic!("{:?}", compared.problems)
        };
        assert_eq!(instead.differs_in, ["severity"]);
        assert_eq!(observed.point.as_str(), "b");
    }
}
