//! `contract-terms-training FOLDER [WEIGHTS]`: trains on `cuad_train.jsonl` and `cuad_dev.jsonl`, prints how good that is and
//! writes the weights.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use contract_terms::presence::model::Model;
use contract_terms_training::calibrate::calibrate;
use contract_terms_training::corpus::{Contract, Corpus, CorpusError, hex};
use contract_terms_training::learn::{keys, learn};
use contract_terms_training::measure::Figures;
use contract_terms_training::train::{Judged, Settings, fit, judged, out_of_fold, score};
use sha2::{Digest, Sha256};

fn main() -> ExitCode {
    let mut arguments = std::env::args_os().skip(1).map(PathBuf::from);
    let Some(folder) = arguments.next() else {
        eprintln!(
            "usage: contract-terms-training FOLDER [WEIGHTS]\nFOLDER holds cuad_train.jsonl and cuad_dev.jsonl"
        );
        return ExitCode::FAILURE;
    };
    let weights = arguments.next().unwrap_or_else(|| {
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../src/presence/weights.bin")
    });
    match run(&folder) {
        Ok(file) => match std::fs::write(&weights, &file) {
            Ok(()) => {
                println!("\n{} bytes written to {}", file.len(), weights.display());
                ExitCode::SUCCESS
            }
            Err(error) => {
                eprintln!("cannot write {}: {error}", weights.display());
                ExitCode::FAILURE
            }
        },
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

fn run(folder: &Path) -> Result<Vec<u8>, CorpusError> {
    let settings = Settings::default();
    let train = Corpus::read(&folder.join("cuad_train.jsonl"))?;
    let dev = Corpus::read(&folder.join("cuad_dev.jsonl"))?;
    let train_contracts: Vec<&Contract> = train.contracts.iter().collect();
    let all: Vec<&Contract> = train.contracts.iter().chain(&dev.contracts).collect();

    println!(
        "# Dev: {} contracts. Weights, probabilities and thresholds are from the {} training contracts alone.\n",
        dev.contracts.len(),
        train.contracts.len()
    );
    let (scored, _) = out_of_fold(&train_contracts, &settings);
    let calibrations = calibrate(&scored, &settings);
    let model = fit(&train_contracts, &settings);
    let on_dev: Judged = dev
        .contracts
        .iter()
        .map(|contract| (score(&model, contract), calibrations.clone()))
        .collect();
    println!("{}", Figures::of(&on_dev).table());

    println!(
        "# Out of fold: all {} contracts in {} folds by company. Each is judged with weights, probabilities and thresholds from \
         the other folds.\n",
        all.len(),
        settings.folds
    );
    let (scored, folds) = out_of_fold(&all, &settings);
    println!(
        "{}",
        Figures::of(&judged(&scored, &folds, &settings)).table()
    );

    println!(
        "The weights that are written are trained on all {} contracts.",
        all.len()
    );
    let keys = keys(&all, &settings);
    let linears = learn(&all, &keys, &settings);
    let payload = Model::new(keys, linears, calibrate(&scored, &settings)).to_bytes();
    let header = serde_json::json!({
        "data": "CUAD v1 (The Atticus Project, CC BY 4.0)",
        "train-sha256": train.sha256,
        "dev-sha256": dev.sha256,
        "contracts": all.len(),
        "settings": settings,
        "payload-sha256": hex(&Sha256::digest(&payload)),
    });
    let mut file = format!("{header}\n").into_bytes();
    file.extend(payload);
    Ok(file)
}
