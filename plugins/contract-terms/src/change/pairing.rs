//! Which clause of the older version became which of the newer one.

use super::term::Term;

/// A clause that changed, came or went.
pub(super) struct Pair<'a> {
    pub(super) old: Option<&'a Term>,
    pub(super) new: Option<&'a Term>,
}

/// Per mille of words that two clauses must have in common for the one to be a wording of the other.
const SAME_SENTENCE: usize = 300;

/// What is left when everything that says the same in both is taken away.
pub(super) fn differences<'a>(old: &'a [Term], new: &'a [Term]) -> Vec<Pair<'a>> {
    let mut left: Vec<&Term> = old.iter().collect();
    let mut right: Vec<&Term> = new.iter().collect();
    take_pairs(&mut left, &mut right, |a, b| {
        (a.reads_like(b) && a.wording == b.wording).then_some(())
    });
    // Read alike, worded otherwise: a change only when it is the same sentence.
    let reworded: Vec<Pair<'_>> = take_pairs(&mut left, &mut right, |a, b| {
        let likeness = a.likeness(b);
        (a.reads_like(b) && likeness >= SAME_SENTENCE).then_some(likeness)
    })
    .into_iter()
    .map(|(old, new)| Pair {
        old: Some(old),
        new: Some(new),
    })
    .collect();
    // What is said twice in one version and once in the other is said in both.
    left.retain(|a| !new.iter().any(|b| a.reads_like(b)));
    right.retain(|b| !old.iter().any(|a| b.reads_like(a)));
    let changed = take_pairs(&mut left, &mut right, |a, b| {
        (a.clause.subject == b.clause.subject)
            .then_some((a.clause.plan == b.clause.plan, a.likeness(b)))
    });
    let changed = changed.into_iter().map(|(old, new)| Pair {
        old: Some(old),
        new: Some(new),
    });
    let gone = left.iter().map(|old| Pair {
        old: Some(*old),
        new: None,
    });
    let came = right.iter().map(|new| Pair {
        old: None,
        new: Some(*new),
    });
    changed.chain(gone).chain(came).chain(reworded).collect()
}

/// Takes those out of both lists that fit each other, the best fit first; of equals the first.
fn take_pairs<'a, Fit: Ord>(
    left: &mut Vec<&'a Term>,
    right: &mut Vec<&'a Term>,
    fit: impl Fn(&Term, &Term) -> Option<Fit>,
) -> Vec<(&'a Term, &'a Term)> {
    let mut pairs = Vec::new();
    loop {
        let best = left
            .iter()
            .enumerate()
            .flat_map(|(l, a)| right.iter().enumerate().map(move |(r, b)| (l, r, *a, *b)))
            .filter_map(|(l, r, a, b)| Some((fit(a, b)?, std::cmp::Reverse((l, r)))))
            .max();
        let Some((_, std::cmp::Reverse((l, r)))) = best else {
            return pairs;
        };
        pairs.push((left.remove(l), right.remove(r)));
    }
}
