//! Numbers that are graded by comparisons.

use super::{Place, Problems};
use crate::{Comparison, Operator};

/// Of numbers fail is tried first, then pass, then partial: a condition that an earlier one takes everything from is never
/// reached. Only single comparisons are held against each other.
pub(super) fn unreachable(
    [pass, partial, fail]: [&[Comparison]; 3],
    place: Place,
    problems: &mut Problems,
) {
    let order = [("fail", fail), ("pass", pass), ("partial", partial)];
    for (later, (key, conditions)) in order.iter().enumerate() {
        for (earlier, others) in &order[..later] {
            let ([one], [other]) = (conditions, others) else {
                continue;
            };
            if one.measure == other.measure && covers(other, one) {
                problems.add(
                    place.key(key),
                    format!(
                        "is never reached: `{earlier}` is tried before it, and every value with `{one}` has `{other}` too"
                    ),
                );
            }
        }
    }
}

/// True when everything that satisfies the inner comparison satisfies the outer one as well.
fn covers(outer: &Comparison, inner: &Comparison) -> bool {
    use Operator::{AtLeast, AtMost, Equal, Less, More};
    match (outer.operator, inner.operator) {
        (Less, Less) | (AtMost, AtMost | Less) => inner.number <= outer.number,
        (Less, AtMost) => inner.number < outer.number,
        (More, More) | (AtLeast, AtLeast | More) => inner.number >= outer.number,
        (More, AtLeast) => inner.number > outer.number,
        (_, Equal) => outer.holds(inner.number),
        _ => false,
    }
}
