//! What comes out, on contracts that the weights were not trained on.

use std::fmt::Write as _;

use contract_terms::presence::category::{ALL, COUNT};
use contract_terms::presence::decision::{Decision, Presence};

use crate::train::Judged;

/// Counts of one kind.
#[derive(Debug, Clone, Copy, Default)]
pub struct Counts {
    /// Contracts that have it.
    pub positives: usize,
    /// Contracts that are said to have it.
    pub said: usize,
    /// Both.
    pub right: usize,
    /// Contracts that have it and whose best sentence was marked.
    pub evidence: usize,
}

impl Counts {
    fn ratio(part: usize, whole: usize) -> f64 {
        part as f64 / whole.max(1) as f64
    }

    /// Of those said, how many have it.
    pub fn precision(self) -> f64 {
        Self::ratio(self.right, self.said)
    }

    /// Of those that have it, how many are said to.
    pub fn recall(self) -> f64 {
        Self::ratio(self.right, self.positives)
    }

    /// The harmonic mean of both.
    pub fn f1(self) -> f64 {
        Self::ratio(2 * self.right, self.said + self.positives)
    }
}

/// All figures.
#[derive(Debug)]
pub struct Figures {
    /// By kind.
    pub counts: [Counts; COUNT],
    /// Certainty (basis points) and whether the best guess was right, the surest first.
    certainties: Vec<(i64, bool)>,
    /// Probability (basis points) and truth.
    probabilities: Vec<(i64, bool)>,
    /// Decisions that are sure, and how many of them are right.
    sure: (usize, usize),
}

impl Figures {
    /// Takes the figures.
    pub fn of(judged: &Judged) -> Self {
        let mut figures = Self {
            counts: [Counts::default(); COUNT],
            certainties: Vec::new(),
            probabilities: Vec::new(),
            sure: (0, 0),
        };
        for (scored, calibrations) in judged {
            for (category, calibration) in calibrations.iter().enumerate() {
                let has = scored.has[category];
                let decision: Decision = calibration.decide(scored.top[category]);
                let counts = &mut figures.counts[category];
                counts.positives += usize::from(has);
                counts.said += usize::from(decision.likely);
                counts.right += usize::from(has && decision.likely);
                counts.evidence += usize::from(has && scored.is_evidence[category]);
                let p = decision.probability;
                let right = decision.likely == has;
                figures.certainties.push((p.max(10_000 - p), right));
                figures.probabilities.push((p, has));
                if decision.presence != Presence::Unsure {
                    figures.sure.0 += 1;
                    figures.sure.1 += usize::from(right);
                }
            }
        }
        figures.certainties.sort_by(|a, b| b.cmp(a));
        figures
    }

    /// The mean F1 over some kinds.
    pub fn macro_f1(&self, kinds: impl Iterator<Item = usize>) -> f64 {
        let all: Vec<f64> = kinds.map(|kind| self.counts[kind].f1()).collect();
        all.iter().sum::<f64>() / all.len().max(1) as f64
    }

    /// The numbers of the gated kinds.
    pub fn gated() -> impl Iterator<Item = usize> {
        (0..COUNT).filter(|kind| ALL[*kind].is_gated)
    }

    /// The expected calibration error over ten bins.
    fn calibration_error(&self) -> f64 {
        let mut bins = [(0_i64, 0_i64, 0_i64); 10];
        for (p, has) in &self.probabilities {
            let bin = &mut bins[usize::try_from(p / 1_001).unwrap_or(0).min(9)];
            bin.0 += 1;
            bin.1 += p;
            bin.2 += if *has { 10_000 } else { 0 };
        }
        let off: i64 = bins.iter().map(|(_, said, is)| (said - is).abs()).sum();
        off as f64 / 10_000.0 / self.probabilities.len().max(1) as f64
    }

    fn accuracy_at(&self, coverage: usize) -> f64 {
        let count = self.certainties.len() * coverage / 100;
        let right = self.certainties[..count].iter().filter(|one| one.1).count();
        Counts::ratio(right, count)
    }

    /// A table for people.
    pub fn table(&self) -> String {
        let mut out = String::from(
            "| Kind of clause | contracts that have it | P | R | F1 | best sentence right |\n|---|---|---|---|---|---|\n",
        );
        for (category, counts) in ALL.iter().zip(self.counts) {
            let _ = writeln!(
                out,
                "| {}{} | {} | {:.2} | {:.2} | {:.2} | {:.2} |",
                category.name,
                if category.is_gated { "" } else { " (reported)" },
                counts.positives,
                counts.precision(),
                counts.recall(),
                counts.f1(),
                Counts::ratio(counts.evidence, counts.positives),
            );
        }
        let gated: Vec<Counts> = Self::gated().map(|kind| self.counts[kind]).collect();
        let sum = |take: fn(&Counts) -> usize| gated.iter().map(take).sum::<usize>();
        let all = Counts {
            positives: sum(|one| one.positives),
            said: sum(|one| one.said),
            right: sum(|one| one.right),
            evidence: sum(|one| one.evidence),
        };
        let hard = [5, 6, 10, 11];
        let _ = writeln!(
            out,
            "\nMacro F1 of the 14 gated {:.3}, of all 20 {:.3}, of the hard four (termination for convenience, change of control, \
             post-termination, assignment of IP) {:.3}.\nMicro of the 14: P {:.3} R {:.3} F1 {:.3}; best sentence right {:.3} \
             (macro {:.3}).\nECE {:.3}. Accuracy at coverage 100/95/90/85/80 %: {}. Sure: {:.3} of decisions, of which {:.3} right.",
            self.macro_f1(Self::gated()),
            self.macro_f1(0..COUNT),
            self.macro_f1(hard.into_iter()),
            all.precision(),
            all.recall(),
            all.f1(),
            Counts::ratio(all.evidence, all.positives),
            gated
                .iter()
                .map(|one| Counts::ratio(one.evidence, one.positives))
                .sum::<f64>()
                / gated.len() as f64,
            self.calibration_error(),
            [100, 95, 90, 85, 80]
                .map(|coverage| format!("{:.3}", self.accuracy_at(coverage)))
                .join("/"),
            Counts::ratio(self.sure.0, self.probabilities.len()),
            Counts::ratio(self.sure.1, self.sure.0),
        );
        out
    }
}
