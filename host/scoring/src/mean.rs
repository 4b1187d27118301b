//! The arithmetic that controls and mitigations share.

use assay_domain::Bp;

use crate::Arithmetic;

/// min(weighted mean, worst key + margin) over (weight, effectiveness, key). The mean hides nothing that matters: it cannot
/// lift a control far above its worst key part.
pub(crate) fn capped_mean(
    terms: impl IntoIterator<Item = (u32, Bp, bool)>,
    margin: Bp,
) -> Arithmetic {
    let (mut weighted_sum, mut weight, mut worst_key) = (0_u64, 0_u64, None::<Bp>);
    for (term, effectiveness, key) in terms {
        let product = u64::from(term) * u64::from(effectiveness.get());
        weighted_sum = weighted_sum.saturating_add(product);
        weight = weight.saturating_add(u64::from(term));
        if key {
            worst_key = Some(worst_key.map_or(effectiveness, |worst| worst.min(effectiveness)));
        }
    }
    let mean = weighted_sum.checked_div(weight).unwrap_or(0);
    let mean = Bp::saturating(u16::try_from(mean).unwrap_or(u16::MAX));
    let cap = worst_key.map(|worst| Bp::saturating(worst.get().saturating_add(margin.get())));
    Arithmetic {
        weighted_sum,
        weight,
        mean,
        cap,
        result: cap.map_or(mean, |cap| cap.min(mean)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bp(value: u16) -> Bp {
        Bp::saturating(value)
    }

    #[test]
    fn a_strong_majority_cannot_hide_a_weak_key_part() {
        let sum = capped_mean([(10, bp(9_000), false), (1, bp(1_000), true)], bp(2_500));
        assert_eq!((sum.weighted_sum, sum.weight), (91_000, 11));
        assert_eq!((sum.mean, sum.cap), (bp(8_272), Some(bp(3_500))));
        assert_eq!(sum.result, bp(3_500));
    }

    #[test]
    fn nothing_of_nothing_is_nothing() {
        assert_eq!(capped_mean([], bp(2_500)).result, Bp::ZERO);
        assert_eq!(
            capped_mean([(0, Bp::FULL, false)], bp(2_500)).result,
            Bp::ZERO
        );
    }
}
