//! How sure a share is, in integers: floating point would not be the same bytes on every machine.

/// The square of 1.959964, the two-sided 95 % quantile of the normal distribution, times [`SCALE`].
const Z_SQUARED: u128 = 3_841_459;
const SCALE: u128 = 1_000_000;
/// Basis points of a whole.
const WHOLE: u128 = 10_000;

/// A share with its Wilson score interval at 95 % (Wilson 1927), which unlike the textbook interval still covers what it
/// should with twenty trials and with none or all of them positive. Basis points, rounded outwards.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Share {
    pub(crate) hits: u32,
    pub(crate) trials: u32,
    pub(crate) low: u16,
    pub(crate) high: u16,
}

impl Share {
    /// `hits` of `trials`. Nothing is known of a share without trials: its interval is everything.
    pub(crate) fn of(hits: usize, trials: usize) -> Self {
        let number = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
        let (hits, trials) = (number(hits.min(trials)), number(trials));
        let (low, high) = wilson(u128::from(hits), u128::from(trials));
        Self {
            hits,
            trials,
            low,
            high,
        }
    }

    /// The share itself in basis points, rounded down; 0 without trials.
    pub(crate) fn basis_points(self) -> u16 {
        let share = u64::from(self.hits) * 10_000;
        let share = share.checked_div(u64::from(self.trials)).unwrap_or(0);
        u16::try_from(share).unwrap_or(10_000)
    }
}

/// `3 of 15 (95 % interval 7.04 % to 45.20 %)`.
impl std::fmt::Display for Share {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let percent = |bp: u16| format!("{}.{:02}", bp / 100, bp % 100);
        write!(
            f,
            "{} of {} (95 % interval {} % to {} %)",
            self.hits,
            self.trials,
            percent(self.low),
            percent(self.high)
        )
    }
}

/// (k + z²/2 ± z √(k(n−k)/n + z²/4)) / (n + z²), everything times [`SCALE`].
fn wilson(hits: u128, trials: u128) -> (u16, u16) {
    if trials == 0 {
        return (0, 10_000);
    }
    let spread = hits * (trials - hits) * SCALE / trials + Z_SQUARED / 4;
    // One more than the root, so that rounding never makes the interval narrower.
    let half = (Z_SQUARED * spread).isqrt() + 1;
    let centre = hits * SCALE + Z_SQUARED / 2;
    let whole = trials * SCALE + Z_SQUARED;
    let low = match hits {
        0 => 0,
        _ => centre.saturating_sub(half) * WHOLE / whole,
    };
    let high = if hits == trials {
        WHOLE
    } else {
        ((centre + half) * WHOLE).div_ceil(whole).min(WHOLE)
    };
    let narrow = |bp: u128| u16::try_from(bp).unwrap_or(10_000);
    (narrow(low), narrow(high))
}

/// True when so many of the `trials` fair coins show heads in less than one of a thousand tries: the exact one-sided sign
/// test. Up to 100 trials.
pub(crate) fn is_one_sided(heads: usize, trials: usize) -> bool {
    let trials = u32::try_from(trials.min(100)).unwrap_or(100);
    let heads = u32::try_from(heads).unwrap_or(u32::MAX);
    let mut ways: u128 = 1;
    let mut tail: u128 = 0;
    for n in 0..=trials {
        if n >= heads {
            tail += ways;
        }
        // The product of a binomial coefficient and the next factor is divisible by its denominator.
        ways = ways * u128::from(trials - n) / u128::from(n + 1);
    }
    tail.checked_mul(1_000)
        .is_some_and(|tail| tail < 1_u128 << trials)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn published_values_come_out() {
        // Newcombe (1998), table I: 81 of 263, 15 of 148, 0 of 20, 1 of 29.
        for (hits, trials, low, high) in [
            (81, 263, 2_553, 3_662),
            (15, 148, 624, 1_605),
            (0, 20, 0, 1_611),
            (1, 29, 61, 1_718),
        ] {
            let share = Share::of(hits, trials);
            assert!(share.low.abs_diff(low) <= 1, "{share}");
            assert!(share.high.abs_diff(high) <= 1, "{share}");
        }
        assert_eq!((Share::of(0, 0).low, Share::of(0, 0).high), (0, 10_000));
        assert_eq!(Share::of(20, 20).high, 10_000);
    }

    #[test]
    fn the_sign_test_is_exact() {
        // 1/2^10 is below a thousandth, 1/2^9 is not; of 40, 30 heads have 0.0011, 31 have 0.0003.
        assert!(is_one_sided(10, 10) && !is_one_sided(9, 9));
        assert!(is_one_sided(31, 40) && !is_one_sided(30, 40));
        assert!(!is_one_sided(0, 0) && !is_one_sided(20, 40));
    }

    /// A stream of numbers that is the same everywhere.
    struct Seeded(u64);

    impl Seeded {
        fn next(&mut self) -> u64 {
            self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
            let mut z = self.0;
            z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
            z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
            z ^ (z >> 31)
        }
    }

    /// What the probe does: about two hundred requests to a server that fails one of ten.
    #[test]
    fn an_error_rate_is_covered_in_93_of_100_seeded_runs() {
        let covered = (0..100)
            .filter(|run| {
                let mut random = Seeded(run * 7_919);
                let hits = (0..215)
                    .filter(|_| random.next().is_multiple_of(10))
                    .count();
                let share = Share::of(hits, 215);
                (share.low..=share.high).contains(&1_000)
            })
            .count();
        assert!(covered >= 93, "{covered} of 100");
    }

    /// Not drawn but summed up over the binomial distribution.
    #[test]
    fn the_interval_covers_what_it_says_it_covers() {
        for trials in [100, 200, 300] {
            for truth in [0.02, 0.05, 0.1, 0.2, 0.5, 0.9] {
                let mut probability = f64::powi(1.0 - truth, trials);
                let mut covered = 0.0;
                for hits in 0..=trials {
                    let share = Share::of(hits as usize, trials as usize);
                    let range = f64::from(share.low)..=f64::from(share.high);
                    if range.contains(&(truth * 10_000.0)) {
                        covered += probability;
                    }
                    probability *= f64::from(trials - hits) / f64::from(hits + 1);
                    probability *= truth / (1.0 - truth);
                }
                assert!(covered >= 0.92, "{covered} at {truth}, {trials} trials");
            }
        }
    }

    proptest! {
        #[test]
        fn an_interval_holds_its_share_and_agrees_with_the_formula(trials in 1_usize..5_000, part in 0_usize..=1_000) {
            let hits = trials * part / 1_000;
            let share = Share::of(hits, trials);
            prop_assert!(share.low <= share.basis_points() && share.basis_points() <= share.high);
            let (k, n, z2) = (hits as f64, trials as f64, 3.841_459);
            let half = f64::sqrt(z2 * (k * (n - k) / n + z2 / 4.0));
            let exact = |sign: f64| (k + z2 / 2.0 + sign * half) / (n + z2) * 10_000.0;
            prop_assert!((f64::from(share.low) - exact(-1.0)).abs() < 1.1);
            prop_assert!((f64::from(share.high) - exact(1.0)).abs() < 1.1);
        }
    }
}
