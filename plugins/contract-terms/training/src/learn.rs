//! Linear models of sentences: support vector machines with squared hinge loss, by dual coordinate descent (Hsieh et al.,
//! "A Dual Coordinate Descent Method for Large-scale Linear SVM", ICML 2008), all kinds of clause in one pass.

use std::collections::BTreeMap;

use contract_terms::presence::category::COUNT;
use contract_terms::presence::feature::{ALL_BUCKETS, Keys, features};
use contract_terms::presence::model::{Linear, ONE, RULE_VALUE, STEP_BITS, parts};

use crate::corpus::Contract;
use crate::train::Settings;

/// Sentences as buckets.
struct Sentences {
    buckets: Vec<u32>,
    /// Where each sentence ends in `buckets`.
    ends: Vec<usize>,
    marked: Vec<u32>,
}

/// The stems that are worth pairing: for each kind those that are commonest in its sentences against all sentences.
pub fn keys(contracts: &[&Contract], settings: &Settings) -> Keys {
    let mut all: BTreeMap<u32, u32> = BTreeMap::new();
    let mut marked: Vec<BTreeMap<u32, u32>> = vec![BTreeMap::new(); COUNT];
    let mut sizes = [0_u32; COUNT];
    let mut size = 0_u32;
    for contract in contracts {
        for &(number, bits) in &contract.candidates {
            let words = contract.words.sentence(number);
            let mut stems: Vec<u32> = words.iter().filter_map(|word| word.stem).collect();
            stems.sort_unstable();
            stems.dedup();
            size += 1;
            for stem in &stems {
                *all.entry(*stem).or_default() += 1;
            }
            for category in (0..COUNT).filter(|category| bits >> category & 1 == 1) {
                sizes[category] += 1;
                for stem in &stems {
                    *marked[category].entry(*stem).or_default() += 1;
                }
            }
        }
    }
    let mut keys = Vec::new();
    for (category, marked) in marked.iter().enumerate() {
        let mut ranked: Vec<(f64, u32)> = marked
            .iter()
            .filter(|(_, count)| **count >= settings.key_floor)
            .map(|(stem, count)| {
                let here = f64::from(*count) / f64::from(sizes[category]);
                let anywhere = f64::from(all[stem]) / f64::from(size);
                (f64::from(*count) * ln(here / anywhere), *stem)
            })
            .collect();
        ranked.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        keys.extend(ranked.into_iter().take(settings.keys).map(|(_, stem)| stem));
    }
    Keys::new(keys)
}

/// The natural logarithm to some nine digits, by arithmetic that is the same everywhere.
fn ln(x: f64) -> f64 {
    let mut x = x.max(1e-12);
    let mut halvings = 0.0;
    while x > 1.5 {
        x /= 2.0;
        halvings += 1.0;
    }
    while x < 0.75 {
        x *= 2.0;
        halvings -= 1.0;
    }
    let y = (x - 1.0) / (x + 1.0);
    let square = y * y;
    let series = (0..12).rev().fold(0.0, |sum, term| {
        sum * square + 1.0 / f64::from(2 * term + 1)
    });
    2.0 * y * series + halvings * std::f64::consts::LN_2
}

/// Learns one linear model for each kind.
pub fn learn(contracts: &[&Contract], keys: &Keys, settings: &Settings) -> Vec<Linear> {
    let sentences = Sentences::of(contracts, keys);
    let weights = descend(&sentences, settings);
    (0..COUNT)
        .map(|category| quantised(&weights, category, settings))
        .collect()
}

impl Sentences {
    fn of(contracts: &[&Contract], keys: &Keys) -> Self {
        let mut found = Vec::new();
        let mut sentences = Self {
            buckets: Vec::new(),
            ends: Vec::new(),
            marked: Vec::new(),
        };
        for contract in contracts {
            for &(number, marked) in &contract.candidates {
                features(&contract.text, &contract.words, number, keys, &mut found);
                sentences.buckets.extend(&found);
                sentences.ends.push(sentences.buckets.len());
                sentences.marked.push(marked);
            }
        }
        sentences
    }
}

type Row = [f32; COUNT];

/// The last row is the bias.
fn descend(sentences: &Sentences, settings: &Settings) -> Vec<Row> {
    let mut weights = vec![[0.0; COUNT]; ALL_BUCKETS + 1];
    let count = sentences.ends.len();
    let mut alphas = vec![[0.0_f32; COUNT]; count];
    let mut order: Vec<usize> = (0..count).collect();
    // A sentence that changed nothing is left alone for some rounds: most are far from every kind.
    let mut rest = vec![(0_u32, 0_u32); count];
    let mut random = Random(settings.seed);
    for round in 0..settings.rounds {
        random.shuffle(&mut order);
        for &number in &order {
            if round < rest[number].0 {
                continue;
            }
            let start = number
                .checked_sub(1)
                .map_or(0, |before| sentences.ends[before]);
            let buckets = &sentences.buckets[start..sentences.ends[number]];
            let steps = steps(
                &weights,
                buckets,
                sentences.marked[number],
                &mut alphas[number],
                settings,
            );
            if let Some(steps) = steps {
                rest[number].1 = 0;
                for (bias, step) in weights[ALL_BUCKETS].iter_mut().zip(&steps) {
                    *bias += step * settings.bias;
                }
                for (bucket, value) in valued(buckets) {
                    for (weight, step) in weights[bucket as usize].iter_mut().zip(&steps) {
                        *weight += step * value;
                    }
                }
            } else {
                rest[number].1 += 1;
                rest[number].0 = round + 1 + rest[number].1;
            }
        }
    }
    weights
}

/// The value of a rule that is met.
const RULE: f32 = RULE_VALUE as f32 / ONE as f32;

/// The features of a sentence with their values, as `Model::scores` takes them.
fn valued(buckets: &[u32]) -> impl Iterator<Item = (u32, f32)> {
    let (words, rules) = parts(buckets);
    let each = 1.0 / (words.len().max(1) as f32).sqrt();
    let words = words.iter().map(move |&bucket| (bucket, each));
    words.chain(rules.iter().map(|&bucket| (bucket, RULE)))
}

/// How far one sentence moves each kind's weights, or none when it moves none.
fn steps(
    weights: &[Row],
    buckets: &[u32],
    marked: u32,
    alphas: &mut Row,
    settings: &Settings,
) -> Option<Row> {
    let mut sums = [0.0_f32; COUNT];
    for (bucket, value) in valued(buckets) {
        for (sum, weight) in sums.iter_mut().zip(&weights[bucket as usize]) {
            *sum += weight * value;
        }
    }
    let length = 1.0 + RULE * RULE * parts(buckets).1.len() as f32;
    let mut steps = [0.0; COUNT];
    let mut moved = false;
    for category in 0..COUNT {
        let is_marked = marked >> category & 1 == 1;
        let (sign, cost) = if is_marked {
            (1.0, settings.cost_marked)
        } else {
            (-1.0, settings.cost_other)
        };
        let score = sums[category] + weights[ALL_BUCKETS][category] * settings.bias;
        let ridge = 0.5 / cost;
        let alpha = alphas[category];
        let gradient = sign * score - 1.0 + alpha * ridge;
        if alpha == 0.0 && gradient >= 0.0 {
            continue;
        }
        let curvature = length + settings.bias * settings.bias + ridge;
        let next = (alpha - gradient / curvature).max(0.0);
        alphas[category] = next;
        steps[category] = (next - alpha) * sign;
        moved |= steps[category] != 0.0;
    }
    moved.then_some(steps)
}

/// The largest weights of one kind, in 127 steps.
fn quantised(weights: &[Row], category: usize, settings: &Settings) -> Linear {
    let mut ranked: Vec<(u32, f32)> = (0..)
        .zip(&weights[..ALL_BUCKETS])
        .map(|(bucket, row)| (bucket, row[category]))
        .filter(|(_, weight)| *weight != 0.0)
        .collect();
    ranked.sort_by(|a, b| b.1.abs().total_cmp(&a.1.abs()).then(a.0.cmp(&b.0)));
    let largest = ranked
        .first()
        .map_or(1.0, |(_, weight)| f64::from(weight.abs()));
    let one_step = (largest / 127.0 * f64::from(1_u32 << STEP_BITS))
        .ceil()
        .max(1.0);
    let unit = one_step / f64::from(1_u32 << STEP_BITS);
    let mut kept: Vec<(u32, i8)> = ranked
        .into_iter()
        .take(settings.weights)
        .map(|(bucket, weight)| (bucket, (f64::from(weight) / unit).round() as i8))
        .filter(|(_, weight)| *weight != 0)
        .collect();
    kept.sort_unstable();
    Linear {
        step: one_step as i64,
        bias: (f64::from(weights[ALL_BUCKETS][category] * settings.bias) * ONE as f64).round()
            as i64,
        weights: kept,
    }
}

/// SplitMix64: the same order on every run.
pub struct Random(pub u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut x = self.0;
        x = (x ^ (x >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        x = (x ^ (x >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        x ^ (x >> 31)
    }

    /// Fisher and Yates.
    pub fn shuffle<T>(&mut self, items: &mut [T]) {
        for last in (1..items.len()).rev() {
            let other = self.next() % (last as u64 + 1);
            items.swap(last, other as usize);
        }
    }
}
