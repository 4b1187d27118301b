//! Training as a whole: folds by company, out-of-fold scores, calibration, weights.

use std::collections::BTreeSet;
use std::thread;

use contract_terms::presence::category::COUNT;
use contract_terms::presence::decision::Calibration;
use contract_terms::presence::model::Model;
use contract_terms::presence::{Candidates, decision::NO_SCORE, search};
use serde::Serialize;

use crate::calibrate::calibrate;
use crate::corpus::Contract;
use crate::learn::{Random, keys, learn};

/// What training depends on besides the data. It stands in the header of the weights.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct Settings {
    /// Of the order of sentences and of the folds.
    pub seed: u64,
    /// Groups of companies for out-of-fold scores.
    pub folds: usize,
    /// Rounds over the sentences.
    pub rounds: u32,
    /// What it costs to miss a marked sentence.
    pub cost_marked: f32,
    /// What it costs to take another for one.
    pub cost_other: f32,
    /// The value of the bias feature.
    pub bias: f32,
    /// Stems to pair, for each kind.
    pub keys: usize,
    /// Marked sentences that a stem has to stand in.
    pub key_floor: u32,
    /// Weights that are kept, for each kind.
    pub weights: usize,
    /// Decisions that are to be sure, per cent.
    pub coverage: usize,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            seed: 42_001,
            folds: 5,
            rounds: 8,
            cost_marked: 0.3,
            cost_other: 0.3,
            bias: 0.5,
            keys: 100,
            key_floor: 5,
            weights: 10_000,
            coverage: 85,
        }
    }
}

/// The scores of one contract.
#[derive(Debug, Clone)]
pub struct Scored {
    /// For each kind the three best scores of sentences.
    pub top: [[i64; 3]; COUNT],
    /// For each kind whether the best sentence was marked.
    pub is_evidence: [bool; COUNT],
    /// Which kinds it has.
    pub has: [bool; COUNT],
}

/// A model without calibrations: scores are all that is asked of it.
pub fn fit(contracts: &[&Contract], settings: &Settings) -> Model {
    let keys = keys(contracts, settings);
    let linears = learn(contracts, &keys, settings);
    Model::new(keys, linears, Vec::new())
}

/// Scores contracts as the plugin does.
pub fn score(model: &Model, contract: &Contract) -> Scored {
    let mut best = Candidates::default();
    search(model, 0, &contract.text, &mut best);
    Scored {
        top: std::array::from_fn(|category| {
            std::array::from_fn(|place| best[category].get(place).map_or(NO_SCORE, |one| one.score))
        }),
        is_evidence: std::array::from_fn(|category| {
            best[category].first().is_some_and(|first| {
                let place = contract
                    .candidates
                    .binary_search_by_key(&first.sentence, |(number, _)| *number);
                place.is_ok_and(|at| contract.candidates[at].1 >> category & 1 == 1)
            })
        }),
        has: contract.has,
    }
}

/// The fold of each contract; contracts of one company are in one.
fn folds(contracts: &[&Contract], settings: &Settings) -> Vec<usize> {
    let groups: BTreeSet<&str> = contracts.iter().map(|one| one.group.as_str()).collect();
    let mut groups: Vec<&str> = groups.into_iter().collect();
    Random(settings.seed).shuffle(&mut groups);
    contracts
        .iter()
        .map(|contract| {
            let place = groups.iter().position(|group| *group == contract.group);
            place.unwrap_or(0) % settings.folds
        })
        .collect()
}

/// Scores each contract with a model that saw no contract of its company. Returns the scores and the folds.
pub fn out_of_fold(contracts: &[&Contract], settings: &Settings) -> (Vec<Scored>, Vec<usize>) {
    let folds = folds(contracts, settings);
    let mut scored: Vec<Option<Scored>> = vec![None; contracts.len()];
    let of_fold = |fold: usize| {
        let side = |inside: bool| {
            let all = contracts.iter().zip(&folds).enumerate();
            all.filter(move |(_, (_, one))| (**one == fold) == inside)
                .map(|(number, (contract, _))| (number, *contract))
        };
        let rest: Vec<&Contract> = side(false).map(|(_, contract)| contract).collect();
        let model = fit(&rest, settings);
        side(true)
            .map(|(number, contract)| (number, score(&model, contract)))
            .collect::<Vec<_>>()
    };
    // Two at a time: a fold takes some 300 MB. The order in which they end does not matter.
    let numbers: Vec<usize> = (0..settings.folds).collect();
    for pair in numbers.chunks(2) {
        let done: Vec<Vec<(usize, Scored)>> = thread::scope(|scope| {
            let running: Vec<_> = pair
                .iter()
                .map(|&fold| scope.spawn(move || of_fold(fold)))
                .collect();
            running
                .into_iter()
                .map(|one| one.join().expect("a fold does not panic"))
                .collect()
        });
        for (number, one) in done.into_iter().flatten() {
            scored[number] = Some(one);
        }
    }
    (scored.into_iter().flatten().collect(), folds)
}

/// Decisions about contracts, with calibrations for each.
pub type Judged = Vec<(Scored, Vec<Calibration>)>;

/// Out-of-fold scores, each judged with calibrations that were learned without its fold.
pub fn judged(scored: &[Scored], folds: &[usize], settings: &Settings) -> Judged {
    let calibrations: Vec<Vec<Calibration>> = (0..settings.folds)
        .map(|fold| {
            let rest: Vec<Scored> = scored
                .iter()
                .zip(folds)
                .filter(|(_, one)| **one != fold)
                .map(|(one, _)| one.clone())
                .collect();
            calibrate(&rest, settings)
        })
        .collect();
    scored
        .iter()
        .zip(folds)
        .map(|(one, fold)| (one.clone(), calibrations[*fold].clone()))
        .collect()
}
