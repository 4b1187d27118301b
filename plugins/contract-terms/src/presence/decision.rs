//! From the best sentences to a probability, and from that to present, absent or unsure.

use super::model::ONE;

/// How the scores of a document become a probability, and where the probability decides. Found in training on documents that
/// the weights were not trained on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Calibration {
    /// Added to the rest, in 2^-16 logits.
    pub intercept: i64,
    /// For the best score, in 2^-16 logits.
    pub best: i64,
    /// For the mean of the second and third best score, in 2^-16 logits.
    pub next: i64,
    /// From this probability on the best guess is "present". Basis points.
    pub present_from: i64,
    /// Below `absent_below` it is surely absent, from `sure_from` on surely present. Basis points.
    pub absent_below: i64,
    /// See `absent_below`.
    pub sure_from: i64,
}

/// What is said about one kind of clause.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Presence {
    /// It stands there.
    Present,
    /// No such clause was recognised.
    Absent,
    /// A person should read the passage.
    Unsure,
}

impl Presence {
    /// As a fact says it.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Present => "present",
            Self::Absent => "absent",
            Self::Unsure => "unsure",
        }
    }
}

/// A probability and what follows from it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Decision {
    /// Basis points.
    pub probability: i64,
    /// The best guess.
    pub likely: bool,
    /// The best guess where it is sure.
    pub presence: Presence,
}

/// A score that no sentence has: for documents with fewer than three sentences.
pub const NO_SCORE: i64 = -2 * ONE;

impl Calibration {
    /// How many numbers it is.
    pub const NUMBERS: usize = 6;

    /// As the weights file keeps it.
    pub const fn numbers(&self) -> [i64; Self::NUMBERS] {
        [
            self.intercept,
            self.best,
            self.next,
            self.present_from,
            self.absent_below,
            self.sure_from,
        ]
    }

    /// The same read back.
    pub const fn from_numbers(numbers: [i64; Self::NUMBERS]) -> Self {
        let [intercept, best, next, present_from, absent_below, sure_from] = numbers;
        Self {
            intercept,
            best,
            next,
            present_from,
            absent_below,
            sure_from,
        }
    }

    /// The probability, in basis points, for the three best scores, best first.
    pub fn probability(&self, top: [i64; 3]) -> i64 {
        let next = (top[1] + top[2]) / 2;
        let logit = self.intercept + ((self.best * top[0] + self.next * next) >> 16);
        logistic(logit)
    }

    /// Decides.
    pub fn decide(&self, top: [i64; 3]) -> Decision {
        let probability = self.probability(top);
        let presence = if probability < self.absent_below {
            Presence::Absent
        } else if probability >= self.sure_from {
            Presence::Present
        } else {
            Presence::Unsure
        };
        Decision {
            probability,
            likely: probability >= self.present_from,
            presence,
        }
    }
}

/// The logistic function from 0 to 6 in steps of a quarter, in basis points.
const LOGISTIC: [i64; 25] = [
    5000, 5622, 6225, 6792, 7311, 7773, 8176, 8520, 8808, 9047, 9241, 9399, 9526, 9627, 9707, 9770,
    9820, 9859, 9890, 9914, 9933, 9948, 9959, 9968, 9975,
];

/// The logistic function of a number in 2^-16, in basis points, between the steps in straight lines. Beyond 6 it stays what it
/// is there: a few hundred contracts say nothing about rarer errors.
pub fn logistic(logit: i64) -> i64 {
    const STEP: i64 = ONE / 4;
    let size = logit.abs().min(6 * ONE);
    let step = size / STEP;
    let at = |step: i64| {
        usize::try_from(step)
            .ok()
            .and_then(|step| LOGISTIC.get(step))
            .copied()
            .unwrap_or(LOGISTIC[LOGISTIC.len() - 1])
    };
    let (low, high) = (at(step), at(step + 1));
    let value = low + (high - low) * (size % STEP) / STEP;
    if logit < 0 { 10_000 - value } else { value }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_logistic_function_is_right_to_a_quarter_of_a_percent() {
        for logit in -600..=600 {
            let x = f64::from(logit) / 100.0;
            let exact = 10_000.0 / (1.0 + (-x).exp());
            let ours = logistic(i64::from(logit) * ONE / 100);
            assert!((exact - ours as f64).abs() < 25.0, "{x}: {ours} {exact}");
        }
        assert_eq!(logistic(i64::from(i32::MAX)), 9_975);
        assert_eq!(logistic(i64::from(i32::MIN)), 25);
    }

    #[test]
    fn between_the_thresholds_a_person_reads() {
        let calibration = Calibration {
            intercept: 0,
            best: 4 * ONE,
            next: 0,
            present_from: 4_000,
            absent_below: 3_000,
            sure_from: 6_000,
        };
        let said = |best: i64| {
            let decision = calibration.decide([best, NO_SCORE, NO_SCORE]);
            (decision.presence, decision.likely)
        };
        assert_eq!(said(ONE), (Presence::Present, true));
        assert_eq!(said(0), (Presence::Unsure, true));
        assert_eq!(said(-ONE / 8), (Presence::Unsure, false));
        assert_eq!(said(-ONE), (Presence::Absent, false));
    }
}
