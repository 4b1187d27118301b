//! The weights and how they are applied: sums of small integers, so that every host gets the same.

use std::sync::OnceLock;

use super::category::COUNT;
use super::decision::Calibration;
use super::feature::{ALL_BUCKETS, BUCKETS, Keys};

/// One in the fixed-point numbers of scores and coefficients.
pub const ONE: i64 = 1 << 16;
/// The fraction bits of a weight's step.
pub const STEP_BITS: u32 = 24;
/// The value of a rule that is met, in 2^-16. It is the same in every sentence, while a word counts the less the more words
/// there are: a clause in the middle of a long list is a clause all the same.
pub const RULE_VALUE: i64 = ONE / 8;

/// The linear model of one kind of clause.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Linear {
    /// What one unit of a weight stands for, in 2^-24.
    pub step: i64,
    /// Added to the sum, in 2^-16.
    pub bias: i64,
    /// Buckets and their weights, ascending; absent ones weigh nothing.
    pub weights: Vec<(u32, i8)>,
}

/// What was learned.
#[derive(Debug)]
pub struct Model {
    keys: Keys,
    linears: Vec<Linear>,
    calibrations: Vec<Calibration>,
    /// For each bucket where its weights start in `entries`.
    starts: Vec<u32>,
    entries: Vec<(u8, i8)>,
}

/// Why a weights file cannot be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum WeightsError {
    /// There is no header line.
    #[error("the weights have no header line")]
    NoHeader,
    /// It ends too early or goes on after its end.
    #[error("the weights are of another length than they say")]
    Length,
    /// Something in it is out of range.
    #[error("the weights hold a bucket, a count or a number that is out of range")]
    Range,
}

impl Model {
    /// The model that is part of the plugin.
    pub fn shipped() -> &'static Self {
        static SHIPPED: OnceLock<Model> = OnceLock::new();
        SHIPPED.get_or_init(|| {
            Self::parse(SHIPPED_WEIGHTS)
                .expect("a test of this crate reads the weights that it is built with")
        })
    }

    /// Of its parts: one linear model and one calibration for each kind, in their order.
    pub fn new(keys: Keys, linears: Vec<Linear>, calibrations: Vec<Calibration>) -> Self {
        let mut starts = vec![0_u32; ALL_BUCKETS + 1];
        for (bucket, _) in linears.iter().flat_map(|linear| &linear.weights) {
            starts[*bucket as usize + 1] += 1;
        }
        for bucket in 0..ALL_BUCKETS {
            starts[bucket + 1] += starts[bucket];
        }
        let mut next = starts.clone();
        let mut entries = vec![(0, 0); starts[ALL_BUCKETS] as usize];
        for (category, linear) in (0_u8..).zip(&linears) {
            for &(bucket, weight) in &linear.weights {
                let at = &mut next[bucket as usize];
                entries[*at as usize] = (category, weight);
                *at += 1;
            }
        }
        Self {
            keys,
            linears,
            calibrations,
            starts,
            entries,
        }
    }

    /// The stems that are paired.
    pub fn keys(&self) -> &Keys {
        &self.keys
    }

    /// How scores of a kind become a probability and a decision.
    pub fn calibration(&self, category: usize) -> Option<&Calibration> {
        self.calibrations.get(category)
    }

    /// The score of a sentence for each kind, in 2^-16.
    pub fn scores(&self, features: &[u32]) -> [i64; COUNT] {
        let (words, rules) = parts(features);
        // Words have the length 1 together, so that a long sentence does not win by its length.
        let each = ((1_u64 << 32) / (words.len().max(1) as u64)).isqrt();
        let each = i64::try_from(each).unwrap_or(ONE);
        let (words, rules) = (self.sums(words), self.sums(rules));
        std::array::from_fn(|category| {
            self.linears.get(category).map_or(0, |linear| {
                let sum = words[category] * each + rules[category] * RULE_VALUE;
                ((sum * linear.step) >> STEP_BITS) + linear.bias
            })
        })
    }

    fn sums(&self, features: &[u32]) -> [i64; COUNT] {
        let mut sums = [0_i64; COUNT];
        for &bucket in features {
            let at = (bucket as usize).min(ALL_BUCKETS - 1);
            let range = self.starts[at] as usize..self.starts[at + 1] as usize;
            for &(category, weight) in &self.entries[range] {
                sums[usize::from(category)] += i64::from(weight);
            }
        }
        sums
    }

    /// The part of a weights file after its header line.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = Vec::new();
        let keys = self.keys.hashes();
        put(&mut bytes, keys.len() as u64);
        for key in keys {
            bytes.extend(key.to_le_bytes());
        }
        for (linear, calibration) in self.linears.iter().zip(&self.calibrations) {
            for number in [linear.step, linear.bias]
                .into_iter()
                .chain(calibration.numbers())
            {
                bytes.extend(number.to_le_bytes());
            }
            put(&mut bytes, linear.weights.len() as u64);
            let mut last = 0;
            for &(bucket, weight) in &linear.weights {
                put(&mut bytes, u64::from(bucket - last));
                bytes.extend(weight.to_le_bytes());
                last = bucket;
            }
        }
        bytes
    }

    /// Reads a weights file: one line of JSON for people, then the numbers.
    ///
    /// # Errors
    /// When it is cut off, goes on, or holds a number that is out of range.
    pub fn parse(file: &[u8]) -> Result<Self, WeightsError> {
        let header = file
            .iter()
            .position(|b| *b == b'\n')
            .ok_or(WeightsError::NoHeader)?;
        let mut rest = Rest(&file[header + 1..]);
        let count = rest.count()?;
        let mut keys = Vec::new();
        for _ in 0..count {
            keys.push(u32::from_le_bytes(rest.array()?));
        }
        let mut linears = Vec::with_capacity(COUNT);
        let mut calibrations = Vec::with_capacity(COUNT);
        for _ in 0..COUNT {
            let step = rest.number()?;
            let bias = rest.number()?;
            let mut numbers = [0; Calibration::NUMBERS];
            for number in &mut numbers {
                *number = rest.number()?;
            }
            calibrations.push(Calibration::from_numbers(numbers));
            let count = rest.count()?;
            let mut weights = Vec::new();
            let mut last = 0_u32;
            for _ in 0..count {
                let delta = u32::try_from(rest.varint()?).map_err(|_| WeightsError::Range)?;
                last = last.checked_add(delta).ok_or(WeightsError::Range)?;
                if last as usize >= ALL_BUCKETS {
                    return Err(WeightsError::Range);
                }
                weights.push((last, i8::from_le_bytes(rest.array()?)));
            }
            linears.push(Linear {
                step,
                bias,
                weights,
            });
        }
        if !rest.0.is_empty() {
            return Err(WeightsError::Length);
        }
        Ok(Self::new(Keys::new(keys), linears, calibrations))
    }
}

/// Features that are ascending, as words and as rules.
pub fn parts(features: &[u32]) -> (&[u32], &[u32]) {
    features.split_at(features.partition_point(|bucket| (*bucket as usize) < BUCKETS))
}

/// The weights file that is part of the plugin.
pub const SHIPPED_WEIGHTS: &[u8] = include_bytes!("weights.bin");

/// LEB128: most distances between buckets take one byte.
fn put(bytes: &mut Vec<u8>, mut number: u64) {
    while number >= 0x80 {
        bytes.push((number & 0x7f) as u8 | 0x80);
        number >>= 7;
    }
    bytes.push(number as u8);
}

struct Rest<'a>(&'a [u8]);

impl Rest<'_> {
    fn array<const N: usize>(&mut self) -> Result<[u8; N], WeightsError> {
        let (first, rest) = self.0.split_first_chunk().ok_or(WeightsError::Length)?;
        self.0 = rest;
        Ok(*first)
    }

    /// A number of the header of a kind. All are far below 2^32, which keeps products of them within 64 bits.
    fn number(&mut self) -> Result<i64, WeightsError> {
        let number = i64::from_le_bytes(self.array()?);
        let fits = i32::try_from(number).is_ok();
        fits.then_some(number).ok_or(WeightsError::Range)
    }

    fn varint(&mut self) -> Result<u64, WeightsError> {
        let mut number = 0;
        for shift in (0..35).step_by(7) {
            let [byte] = self.array()?;
            number |= u64::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                return Ok(number);
            }
        }
        Err(WeightsError::Range)
    }

    fn count(&mut self) -> Result<usize, WeightsError> {
        let count = usize::try_from(self.varint()?).map_err(|_| WeightsError::Range)?;
        (count <= BUCKETS)
            .then_some(count)
            .ok_or(WeightsError::Range)
    }
}
