//! Probabilities and thresholds from scores of contracts that the weights were not trained on.

use contract_terms::presence::category::COUNT;
use contract_terms::presence::decision::Calibration;
use contract_terms::presence::model::ONE;

use crate::train::{Scored, Settings};

/// Learns from out-of-fold scores how probable each kind is and where to decide.
pub fn calibrate(scored: &[Scored], settings: &Settings) -> Vec<Calibration> {
    let mut calibrations: Vec<Calibration> =
        (0..COUNT).map(|category| platt(scored, category)).collect();
    for (category, calibration) in calibrations.iter_mut().enumerate() {
        calibration.present_from = threshold(scored, category, calibration);
    }
    let sure = sure(scored, &calibrations, settings.coverage);
    for calibration in &mut calibrations {
        calibration.absent_below = calibration.present_from.min(10_000 - sure);
        calibration.sure_from = calibration.present_from.max(sure);
    }
    calibrations
}

/// Logistic regression on the best score and the mean of the next two (Platt, 1999), by Newton's method.
fn platt(scored: &[Scored], category: usize) -> Calibration {
    let real = |score: i64| score as f64 / ONE as f64;
    let rows: Vec<([f64; 3], f64)> = scored
        .iter()
        .map(|one| {
            let top = one.top[category];
            let next = (real(top[1]) + real(top[2])) / 2.0;
            let is = if one.has[category] { 1.0 } else { 0.0 };
            ([1.0, real(top[0]), next], is)
        })
        .collect();
    let positives: f64 = rows.iter().map(|(_, is)| is).sum();
    let negatives = rows.len() as f64 - positives;
    // Platt's targets: with few contracts nothing is certain.
    let (yes, no) = (
        (positives + 1.0) / (positives + 2.0),
        1.0 / (negatives + 2.0),
    );
    let ridge = [1e-6, 1e-3, 0.3];
    let mut w = [0.0_f64; 3];
    for _ in 0..40 {
        let mut gradient = [0.0; 3];
        let mut hessian = [[0.0; 3]; 3];
        for k in 0..3 {
            gradient[k] = ridge[k] * w[k];
            hessian[k][k] = ridge[k];
        }
        for (x, is) in &rows {
            let z: f64 = (0..3).map(|k| w[k] * x[k]).sum();
            let p = sigmoid(z);
            let target = if *is > 0.5 { yes } else { no };
            let slope = (p * (1.0 - p)).max(1e-9);
            for a in 0..3 {
                gradient[a] += (p - target) * x[a];
                for b in 0..3 {
                    hessian[a][b] += slope * x[a] * x[b];
                }
            }
        }
        let step = solve(hessian, gradient);
        for k in 0..3 {
            w[k] -= step[k].clamp(-3.0, 3.0);
        }
    }
    let fixed = |number: f64| (number.clamp(-60.0, 60.0) * ONE as f64).round() as i64;
    Calibration {
        intercept: fixed(w[0]),
        best: fixed(w[1]),
        next: fixed(w[2]),
        present_from: 5_000,
        absent_below: 5_000,
        sure_from: 5_000,
    }
}

/// The logistic function by arithmetic that is the same everywhere: (1 + x/2^20)^(2^20) is exp(x) to five digits.
fn sigmoid(z: f64) -> f64 {
    let mut power = 1.0 - z.clamp(-40.0, 40.0) / f64::from(1 << 20);
    for _ in 0..20 {
        power *= power;
    }
    1.0 / (1.0 + power)
}

/// Gauss elimination of a positive definite system.
fn solve(mut a: [[f64; 3]; 3], mut b: [f64; 3]) -> [f64; 3] {
    for k in 0..3 {
        for row in k + 1..3 {
            let factor = a[row][k] / a[k][k];
            let pivot = a[k];
            for (entry, above) in a[row].iter_mut().zip(pivot).skip(k) {
                *entry -= factor * above;
            }
            b[row] -= factor * b[k];
        }
    }
    let mut x = [0.0; 3];
    for k in (0..3).rev() {
        let known: f64 = (k + 1..3).map(|j| a[k][j] * x[j]).sum();
        x[k] = (b[k] - known) / a[k][k];
    }
    x
}

/// The probability from which on "present" gives the best F1. F1 is averaged over a window, because its single peak is an
/// accident of the contracts at hand.
fn threshold(scored: &[Scored], category: usize, calibration: &Calibration) -> i64 {
    const WINDOW: i64 = 800;
    const STEP: i64 = 100;
    let sides: Vec<(i64, bool)> = scored
        .iter()
        .map(|one| {
            (
                calibration.probability(one.top[category]),
                one.has[category],
            )
        })
        .collect();
    let f1 = |from: i64| {
        let said = sides.iter().filter(|(p, _)| *p >= from).count();
        let right = sides.iter().filter(|(p, is)| *p >= from && *is).count();
        let are = sides.iter().filter(|(_, is)| *is).count();
        2.0 * right as f64 / ((said + are).max(1)) as f64
    };
    let mut best = (f64::MIN, 5_000);
    for from in (2_000..=6_000).step_by(STEP as usize) {
        let mean: f64 = (-WINDOW / STEP..=WINDOW / STEP)
            .map(|k| f1(from + k * STEP))
            .sum();
        if mean > best.0 {
            best = (mean, from);
        }
    }
    best.1
}

/// How probable one of the two sides has to be so that no more than `coverage` per cent of all decisions are sure.
fn sure(scored: &[Scored], calibrations: &[Calibration], coverage: usize) -> i64 {
    let mut certainties: Vec<i64> = scored
        .iter()
        .flat_map(|one| {
            calibrations
                .iter()
                .zip(one.top)
                .map(|(calibration, top)| calibration.probability(top))
        })
        .map(|p| p.max(10_000 - p))
        .collect();
    certainties.sort_unstable();
    let at = certainties.len() * (100 - coverage) / 100;
    certainties.get(at).copied().unwrap_or(10_000)
}
