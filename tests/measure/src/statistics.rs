//! The figures: counts to shares with intervals, and how well a probability keeps its word.

use serde::Serialize;

/// The 97.5th percentile of the standard normal distribution, for intervals of 95 %.
const Z: f64 = 1.959_963_984_540_054;

/// A share of a count, with Wilson's interval of 95 %, which stays honest for small counts and for shares near 0 and 1
/// (Wilson 1927; Brown, Cai and DasGupta 2001).
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub(crate) struct Share {
    pub(crate) right: usize,
    pub(crate) of: usize,
    /// None of nothing.
    pub(crate) value: Option<f64>,
    pub(crate) low: f64,
    pub(crate) high: f64,
}

impl Share {
    pub(crate) fn new(right: usize, of: usize) -> Self {
        if of == 0 {
            return Self {
                right,
                of,
                value: None,
                low: 0.0,
                high: 1.0,
            };
        }
        let (k, n) = (right as f64, of as f64);
        let p = k / n;
        let z2 = Z * Z;
        let middle = (p + z2 / (2.0 * n)) / (1.0 + z2 / n);
        let half = Z * (p * (1.0 - p) / n + z2 / (4.0 * n * n)).sqrt() / (1.0 + z2 / n);
        Self {
            right,
            of,
            value: Some(p),
            low: (middle - half).max(0.0),
            high: (middle + half).min(1.0),
        }
    }
}

/// Decisions about one class.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub(crate) struct Counts {
    pub(crate) hit: usize,
    pub(crate) false_alarm: usize,
    pub(crate) miss: usize,
    pub(crate) rightly_not: usize,
}

impl Counts {
    pub(crate) fn add(&mut self, said: bool, is: bool) {
        match (said, is) {
            (true, true) => self.hit += 1,
            (true, false) => self.false_alarm += 1,
            (false, true) => self.miss += 1,
            (false, false) => self.rightly_not += 1,
        }
    }

    pub(crate) fn positives(self) -> usize {
        self.hit + self.miss
    }

    pub(crate) fn precision(self) -> Share {
        Share::new(self.hit, self.hit + self.false_alarm)
    }

    pub(crate) fn recall(self) -> Share {
        Share::new(self.hit, self.hit + self.miss)
    }

    /// The harmonic mean of precision and recall; none when there is nothing to find and nothing was said.
    pub(crate) fn f1(self) -> Option<f64> {
        let of = 2 * self.hit + self.false_alarm + self.miss;
        (of > 0).then(|| 2.0 * self.hit as f64 / of as f64)
    }
}

/// The mean of what is there.
pub(crate) fn mean(values: impl IntoIterator<Item = Option<f64>>) -> Option<f64> {
    let values: Vec<f64> = values.into_iter().flatten().collect();
    (!values.is_empty()).then(|| values.iter().sum::<f64>() / values.len() as f64)
}

/// A decision with the probability of "yes" that came with it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Graded {
    pub(crate) probability: f64,
    pub(crate) said: bool,
    pub(crate) is: bool,
}

impl Graded {
    /// How sure the decision is.
    fn sureness(self) -> f64 {
        if self.said {
            self.probability
        } else {
            1.0 - self.probability
        }
    }
}

/// The expected calibration error over ten bins of equal width: how far probabilities and frequencies lie apart on average
/// (Naeini, Cooper and Hauskrecht 2015).
pub(crate) fn calibration_error(graded: &[Graded]) -> Option<f64> {
    const BINS: usize = 10;
    let mut bins = [(0usize, 0.0, 0usize); BINS];
    for one in graded {
        let bin = ((one.probability * BINS as f64) as usize).min(BINS - 1);
        let (count, probability, yes) = &mut bins[bin];
        *count += 1;
        *probability += one.probability;
        *yes += usize::from(one.is);
    }
    (!graded.is_empty()).then(|| {
        bins.iter()
            .map(|(_, probability, yes)| (probability - *yes as f64).abs())
            .sum::<f64>()
            / graded.len() as f64
    })
}

/// How often the surest decisions are right, when only this share of all is decided and a person reads the rest.
pub(crate) fn accuracy_at(graded: &[Graded], coverage: f64) -> Share {
    let mut surest = graded.to_vec();
    surest.sort_by(|a, b| b.sureness().total_cmp(&a.sureness()));
    surest.truncate((graded.len() as f64 * coverage).round() as usize);
    Share::new(
        surest.iter().filter(|one| one.said == one.is).count(),
        surest.len(),
    )
}

/// A 95 % interval of a mean over items by the percentile bootstrap: the items are drawn again with replacement 1,000 times
/// with a fixed seed, so that the same input prints the same interval (Efron 1979).
pub(crate) fn bootstrap<T>(
    items: &[T],
    figure: impl Fn(&[&T]) -> Option<f64>,
) -> Option<(f64, f64)> {
    const ROUNDS: usize = 1_000;
    if items.is_empty() {
        return None;
    }
    let mut state = 0x9e37_79b9_7f4a_7c15_u64;
    let mut figures: Vec<f64> = (0..ROUNDS)
        .filter_map(|_| {
            let drawn: Vec<&T> = (0..items.len())
                .map(|_| &items[(next(&mut state) % items.len() as u64) as usize])
                .collect();
            figure(&drawn)
        })
        .collect();
    figures.sort_by(f64::total_cmp);
    let at = |share: f64| {
        figures
            .get((figures.len() as f64 * share) as usize)
            .copied()
    };
    at(0.025).zip(at(0.975))
}

/// SplitMix64 (Steele, Lea and Flood 2014): enough to draw items, and the same everywhere.
fn next(state: &mut u64) -> u64 {
    *state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let mut z = *state;
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wilson_s_interval_is_the_published_one() {
        // 4 of 6, as a small red-team run has it: 67 % says nearly nothing.
        let share = Share::new(4, 6);
        assert!((share.low - 0.300).abs() < 0.001, "{share:?}");
        assert!((share.high - 0.903).abs() < 0.001, "{share:?}");
        let none = Share::new(0, 10);
        assert_eq!(none.low, 0.0);
        assert!((none.high - 0.278).abs() < 0.001, "{none:?}");
        assert_eq!(Share::new(0, 0).value, None);
    }

    #[test]
    fn f1_of_nothing_is_nothing_and_a_miss_is_zero() {
        assert_eq!(Counts::default().f1(), None);
        let mut counts = Counts::default();
        counts.add(false, true);
        assert_eq!(counts.f1(), Some(0.0));
        counts.add(true, true);
        assert!((counts.f1().unwrap() - 2.0 / 3.0).abs() < 1e-9);
    }

    #[test]
    fn a_probability_that_keeps_its_word_has_no_error() {
        let graded: Vec<Graded> = (0..10)
            .map(|number| Graded {
                probability: 0.7,
                said: true,
                is: number < 7,
            })
            .collect();
        assert!(calibration_error(&graded).unwrap() < 1e-9);
    }

    #[test]
    fn the_surest_are_kept() {
        let graded = [
            (0.9, true, true),
            (0.55, true, false),
            (0.1, false, false),
            (0.45, false, true),
        ]
        .map(|(probability, said, is)| Graded {
            probability,
            said,
            is,
        });
        assert_eq!(accuracy_at(&graded, 1.0).right, 2);
        let half = accuracy_at(&graded, 0.5);
        assert_eq!((half.right, half.of), (2, 2));
    }

    #[test]
    fn the_bootstrap_of_equal_items_has_no_width() {
        let (low, high) =
            bootstrap(&[1.0; 8], |drawn| mean(drawn.iter().map(|one| Some(**one)))).unwrap();
        assert_eq!((low, high), (1.0, 1.0));
    }
}
